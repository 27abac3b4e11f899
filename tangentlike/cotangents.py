"""Cotangents at the border of a pullback: what it keeps, what it is given, zeros."""

from collections import Counter
from itertools import zip_longest
from typing import Any

import numpy as np

from tangentlike.containers import attributes_in, flatten, is_differentiable, map_leaves
from tangentlike.errors import ArgumentError, ShapeMismatch
from tangentlike.runtime.sequences import check_separate


def keep(value: Any) -> Any:
    """Return what a pullback may keep: copies of arrays, which the caller may change before it is called."""
    return map_leaves(lambda leaf: leaf.copy() if type(leaf) is np.ndarray else leaf, value)


def keep_together(primals: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what a pullback may keep of arguments; arrays that share memory are copied with it, so that they still do.

    >>> x = np.arange(3.0)
    >>> first, second = keep_together((x, x[1:]))
    >>> second[0] = 5.0
    >>> first, x
    (array([0., 5., 2.]), array([0., 1., 2.]))
    """
    roots = Counter(id(_root(leaf)) for leaf in flatten(primals)[0] if type(leaf) is np.ndarray)
    copies: dict[int, np.ndarray] = {}

    def copied(leaf: Any) -> Any:
        if type(leaf) is not np.ndarray:
            return leaf
        root = _root(leaf)
        if roots[id(root)] == 1 or not (root.flags.c_contiguous or root.flags.f_contiguous):
            return leaf.copy()
        memory = copies.setdefault(id(root), root.ravel(order="K").copy())
        offset = leaf.__array_interface__["data"][0] - root.__array_interface__["data"][0]
        return np.ndarray(leaf.shape, leaf.dtype, memory.data, offset, leaf.strides)

    return tuple(map_leaves(copied, primal) for primal in primals)


def _root(array: np.ndarray) -> np.ndarray:
    """Return the array that owns the memory of another one."""
    while type(array.base) is np.ndarray:
        array = array.base
    return array


def keep_apart(primals: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what a pullback may keep of arguments that are written, of which no two may share memory."""
    arrays = [leaf for leaf in flatten(primals)[0] if type(leaf) is np.ndarray]
    for place, array in enumerate(arrays):
        check_separate(array, *arrays[place + 1 :])
    return tuple(map(keep, primals))


def leave(primal: Any, kept: Any) -> Any:
    """Leave an argument as a program has left the copy of it that it ran on, and return it; numbers are replaced.

    >>> items = [np.zeros(1)]
    >>> leave(items, [np.ones(1), 2.0]) is items
    True
    >>> items
    [array([1.]), 2.0]
    """
    if type(primal) is not type(kept):
        return kept
    if type(primal) is np.ndarray and primal.shape == kept.shape and primal.flags.writeable:
        primal[...] = kept
    elif type(primal) is list:
        primal[:] = [leave(old, new) for old, new in zip_longest(primal[: len(kept)], kept)]
    elif type(primal) is dict:
        items = {key: leave(primal.get(key), new) for key, new in kept.items()}
        primal.clear()
        primal.update(items)
    elif isinstance(primal, tuple):
        for old, new in zip(primal, kept, strict=True):
            leave(old, new)
    elif kept is not primal and attributes_in(primal):
        for name, new in attributes_in(kept).items():
            old = attributes_in(primal).get(name)
            if leave(old, new) is not old:
                object.__setattr__(primal, name, new)
    else:
        return kept
    return primal


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
