"""Derivative rules: what they are, where they are kept, how their texts are expanded."""
