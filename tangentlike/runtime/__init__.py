"""What generated code calls: plain functions that need NumPy only."""
