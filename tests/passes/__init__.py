"""Each pass alone: Python before, Python after, both executed."""
