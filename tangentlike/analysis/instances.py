"""Instances of the user's classes."""

from typing import Any


def is_object(value: Any) -> bool:
    """Tell whether a value is an instance of a user's class: it has attributes, and is no number or container."""
    kind = type(value)
    data = ("__array__", "__len__", "__iter__", "__next__", "__add__", "__mul__", "__getitem__", "_miss")
    return hasattr(value, "__dict__") and not any(hasattr(kind, name) for name in data)
