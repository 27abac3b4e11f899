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
    if not may_repeat(index):
        return part
    places = np.arange(np.size(part)).reshape(np.shape(part))
    winners = np.empty(np.shape(bar), np.intp)
    winners[index] = places
    return np.where(winners[index] == places, part, np.zeros_like(part))


def stored_part(bar: Any, index: Any, like: Any) -> Any:
    """Return the part of the value in what `stored` gives; what a later item has overwritten has none.

    >>> stored_part(np.array([1.0, 2.0, 3.0]), [0, 0, 2], np.zeros(3))
    array([0., 1., 3.])
    """
    return unbroadcast(last_stored(bar, index), like)


def stored_part_adjoint(bar: Any, index: Any, like: Any) -> Any:
    """Return zeros like `like` with `bar` stored at `index`: the adjoint of `stored_part`.

    >>> stored_part_adjoint(np.array([1.0, 2.0, 3.0]), [0, 0, 2], np.zeros(3))
    array([2., 0., 3.])
    """
    return stored(zeros_like(like), index, bar)


MAY_ALIAS = (last_stored, stored_part)
