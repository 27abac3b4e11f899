"""Cotangents at the border of a pullback: what it is given, zeros."""

from typing import Any

import numpy as np

from tangentlike.containers import flatten, is_differentiable, map_leaves
from tangentlike.errors import ArgumentError, ShapeMismatch


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
    """Return a cotangent that fits the value, as numbers like its own: structure, shapes, dtypes."""
    (given, structure), (wanted, own_structure) = flatten(cotangent), flatten(value)
    fits = structure == own_structure and all(np.shape(a) == np.shape(b) for a, b in zip(given, wanted, strict=True))
    if not fits:
        shown = [", ".join(str(np.shape(leaf)) for leaf in leaves) for leaves in (given, wanted)]
        raise ShapeMismatch(
            f"the cotangent has shape {shown[0]}, the value {shown[1]}.",
            why="a cotangent pairs with the value entry by entry.",
            instead="pass one with the structure and shapes of the value.",
        )
    # The backward half takes lists apart: the caller's own stay whole.
    return structure.unflatten([_like(leaf, own) for leaf, own in zip(given, wanted, strict=True)])


def _like(leaf: Any, own: Any) -> Any:
    """Return a cotangent's number as one of the value's type and dtype."""
    if not is_differentiable(own):
        return leaf
    kind, real = _dtype(leaf).kind, _dtype(own).kind != "c"
    if kind not in "biufc" or (kind == "c" and real):
        raise ArgumentError(
            f"the cotangent has {leaf!r} where the value has a {'real ' if real else ''}number.",
            why="a cotangent pairs with the value entry by entry.",
            instead="pass one with the structure and shapes of the value.",
        )
    if isinstance(own, (np.ndarray, np.generic)):
        dtype = own.dtype if own.dtype.kind in "fc" else np.dtype(float)
        if not isinstance(own, np.ndarray):
            return dtype.type(leaf)
        out = np.zeros(own.shape, dtype)
        out[...] = leaf
        return out
    return complex(leaf) if isinstance(own, complex) else float(leaf)


def _dtype(leaf: Any) -> np.dtype[Any]:
    return leaf.dtype if isinstance(leaf, (np.ndarray, np.generic)) else np.dtype(type(leaf))
