"""Stores as functions: the array that `x[index] = value` leaves, and the adjoint. The last store at a place wins."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import unbroadcast, zeros_like
from tangentlike.runtime.indexing import may_repeat


def stored(x: Any, index: Any, value: Any) -> Any:
    """Return a copy of `x` with `value` at `index`.

    >>> stored(np.zeros(3), 1, 5.0)
    array([0., 5., 0.])
    """
    out = np.array(x)
    out[index] = value
    return out


def cleared(bar: Any, index: Any) -> Any:
    """Return a copy of `bar` with zeros at `index`: the part of x in what `stored` gives.

    >>> cleared(np.ones(3), [0, 2])
    array([0., 1., 0.])
    """
    return stored(bar, index, 0.0)


def last_stored(bar: Any, index: Any) -> Any:
    """Return `bar[index]` for the items that `x[index] = value` leaves; what a later item has overwritten gets zero.

    >>> last_stored(np.array([1.0, 2.0, 3.0]), [0, 0, 2])
    array([0., 1., 3.])
    """
    part = bar[index]
    return np.where(is_last(index, bar), part, np.zeros_like(part)) if may_repeat(index) else part


def stored_part(bar: Any, index: Any, like: Any) -> Any:
    """Return the part of the value in what `stored` gives; what a later item has overwritten has none.

    >>> stored_part(np.array([1.0, 2.0, 3.0]), [0, 0, 2], np.zeros(3))
    array([0., 1., 3.])
    """
    return unbroadcast(last_stored(bar, index), like)


def is_last(index: Any, like: Any) -> Any:
    """Tell for each item that is stored at `index` whether it is the last one at its place, whose value stays.

    >>> is_last(np.array([0, 0, 2]), np.zeros(3))
    array([False,  True,  True])
    """
    items = index if isinstance(index, tuple) else (index,)
    whole = all(isinstance(item, (list, np.ndarray, int, np.integer)) for item in items)
    if whole and all(np.asarray(item).dtype.kind in "iu" for item in items):
        # Only the places that are stored to are looked at: their number counts, not that of the elements.
        sizes = np.shape(like)[: len(items)]
        places = np.ravel_multi_index(tuple(map(np.asarray, items)), sizes, mode="wrap")
        found = np.zeros(places.size, bool)
        found[places.size - 1 - np.unique(places.ravel()[::-1], return_index=True)[1]] = True
        return np.reshape(found, places.shape + (1,) * (np.ndim(like) - len(items)))
    winners = np.full(np.shape(like), -1)
    places = np.arange(winners[index].size).reshape(winners[index].shape)
    winners[index] = places
    return winners[index] == places


def emptied(bar: Any, index: Any) -> Any:
    """Write zeros at `index` into `bar`, and return it: `cleared`, where nobody else holds the bar.

    >>> emptied(np.ones(3), 1)
    array([1., 0., 1.])
    """
    bar[index] = 0.0
    return bar


def taken_part(bar: Any, index: Any, like: Any) -> Any:
    """Return `stored_part` on memory of its own, so that `bar` may be written."""
    part = stored_part(bar, index, like)
    return part.copy() if isinstance(part, np.ndarray) else part


def stored_part_adjoint(bar: Any, index: Any, like: Any) -> Any:
    """Return zeros like `like` with `bar` stored at `index`: the adjoint of `stored_part`.

    >>> stored_part_adjoint(np.array([1.0, 2.0, 3.0]), [0, 0, 2], np.zeros(3))
    array([2., 0., 3.])
    """
    return stored(zeros_like(like), index, bar)


MAY_ALIAS = (emptied, last_stored, stored_part)
