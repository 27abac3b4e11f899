"""Generated code as prose: the texts in `texts/` are read by a person before they are kept."""
