"""What `np.r_` and `np.c_` do with what stands between their brackets, as functions of it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.runtime.arrays import reshape_like


def join_rows(parts: Any) -> Any:
    """Return `np.r_[parts]`: numbers and arrays, one after the other along the first axis.

    >>> join_rows((0.0, np.ones(2)))
    array([0., 1., 1.])
    """
    return np.r_[tuple(parts)]


def join_columns(parts: Any) -> Any:
    """Return `np.c_[parts]`: vectors as columns beside each other, arrays along their last axis.

    >>> join_columns((np.zeros(2), np.ones(2)))
    array([[0., 1.],
           [0., 1.]])
    """
    return np.c_[tuple(parts)]


def unjoin_columns(bar: Any, like: Any) -> Any:
    """Cut the bar of `np.c_[like]` into its parts.

    >>> unjoin_columns(np.ones((2, 2)), (np.zeros(2), np.zeros((2, 1))))
    (array([1., 1.]), array([[1.],
           [1.]]))
    """
    parts, stop = [], 0
    for item in like:
        start, stop = stop, stop + (np.shape(item)[-1] if np.ndim(item) > 1 else 1)
        parts.append(reshape_like(np.array(bar[..., start:stop]), item))
    return tuple(parts)


def find_join(value: Any) -> Callable[[Any], Any] | None:
    """Return the function that an object is which is called with brackets, None for any other value."""
    return next((function for known, function in BRACKETED if known is value), None)


BRACKETED: tuple[tuple[Any, Callable[[Any], Any]], ...] = ((np.r_, join_rows), (np.c_, join_columns))
