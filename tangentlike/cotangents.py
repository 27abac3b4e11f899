"""Cotangents at the border of a pullback: what it keeps, what it is given, zeros."""

from typing import Any

import numpy as np

from tangentlike.containers import flatten, is_differentiable, map_leaves
from tangentlike.errors import ArgumentError, ShapeMismatch


def keep(value: Any) -> Any:
    """Return what a pullback may keep: copies of arrays, which the caller may change before it is called."""
    return map_leaves(lambda leaf: leaf.copy() if type(leaf) is np.ndarray else leaf, value)


def make_zeros(value: Any) -> Any:
    """Return a zero cotangent for a value; what has no derivative stands for itself."""
    return map_leaves(_zero, value)


def _zero(leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray):
        return np.zeros(leaf.shape, leaf.dtype)
    return leaf * 0 if isinstance(leaf, float) else leaf


def hollow(value: Any) -> Any:
    """Return the cotangent of what has no derivative: None for each leaf, an empty container for an empty one.

    >>> hollow(3), hollow([]), hollow({"mode": "mean", "sizes": (1, 2)})
    (None, [], {'mode': None, 'sizes': (None, None)})
    """
    return map_leaves(lambda leaf: None, value)


def is_inexact(leaf: Any) -> bool:
    """Tell whether a leaf is a float or a complex number, or an array of these."""
    return isinstance(leaf, (float, complex)) or (isinstance(leaf, (np.ndarray, np.generic)) and leaf.dtype.kind in "fc")


def match(cotangent: Any, value: Any) -> Any:
    """Return a cotangent as floats if it fits the value: structure and shapes."""
    (given, structure), (wanted, own_structure) = flatten(cotangent), flatten(value)
    fits = structure == own_structure and all(np.shape(a) == np.shape(b) for a, b in zip(given, wanted, strict=True))
    if not fits:
        shown = [", ".join(str(np.shape(leaf)) for leaf in leaves) for leaves in (given, wanted)]
        raise ShapeMismatch(
            f"the cotangent has shape {shown[0]}, the value {shown[1]}.",
            why="a cotangent pairs with the value entry by entry.",
            instead="pass one with the structure and shapes of the value.",
        )
    for leaf, own in zip(given, wanted, strict=True):
        if is_differentiable(own) and not isinstance(leaf, (int, float, complex, np.ndarray, np.generic)):
            raise ArgumentError(
                f"the cotangent has {leaf!r} where the value has a number.",
                why="a cotangent pairs with the value entry by entry.",
                instead="pass one with the structure and shapes of the value.",
            )
    if any(isinstance(leaf, np.ndarray) and leaf.dtype.kind not in "fc" for leaf in given):
        return map_leaves(lambda leaf: leaf.astype(float) if isinstance(leaf, np.ndarray) else leaf, cotangent)
    # The backward half takes lists apart: the caller's own stay whole.
    return float(cotangent) if type(cotangent) is int else map_leaves(lambda leaf: leaf, cotangent)
