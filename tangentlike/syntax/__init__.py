"""Text and trees: finding, parsing, quoting, naming and printing Python; the only place that knows the parsers."""
