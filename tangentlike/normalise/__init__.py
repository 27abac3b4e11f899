"""Passes from what a user may write to the flat dialect, one rewrite a file."""
