"""What is written in other words before anything is known of kinds: generators, iterators, outer variables."""
