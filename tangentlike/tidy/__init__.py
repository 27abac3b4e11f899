"""Passes that make generated code what a person would have written, one a file."""
