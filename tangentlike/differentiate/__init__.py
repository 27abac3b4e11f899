"""From a flat function to its two sweeps."""
