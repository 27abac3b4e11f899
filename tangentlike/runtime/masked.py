"""Weights of extremes that start from a number, or leave elements out: `np.max(x, initial=0.0, where=mask)`."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform


def shares_among(
    out: Any, x: Any, axis: Any = None, keepdims: bool = False, initial: Any = np.nan, where: Any = True
) -> Any:
    """Return the share of each element in an extreme `out` of x and `initial`: equal among those that attain it.

    >>> shares_among(3.0, np.array([3.0, 1.0, 3.0]), initial=3.0, where=np.array([True, True, False]))
    array([0.5, 0. , 0. ])
    """
    whole = np.expand_dims(out, axis) if axis is not None and not keepdims else out
    hits = np.logical_and(np.equal(x, whole), where)
    return conform(hits / np.maximum(attained(hits, axis, whole, initial), 1), x)


def share_of_initial(
    out: Any, x: Any, axis: Any = None, keepdims: bool = False, initial: Any = np.nan, where: Any = True
) -> Any:
    """Return the share of `initial` in each extreme.

    >>> share_of_initial(3.0, np.array([3.0, 1.0, 3.0]), initial=3.0, where=np.array([True, True, False]))
    0.5
    """
    whole = np.expand_dims(out, axis) if axis is not None and not keepdims else out
    hits = np.logical_and(np.equal(x, whole), where)
    share = np.equal(initial, whole) / np.maximum(attained(hits, axis, whole, initial), 1)
    return conform(np.reshape(share, np.shape(out)), out)


def attained(hits: Any, axis: Any, whole: Any, initial: Any) -> Any:
    """Return how many numbers attain each extreme."""
    kept: Any = np.ndim(whole) > 0
    return np.sum(hits, axis=axis, keepdims=kept) + np.equal(initial, whole)


def count_where(where: Any, like: Any, axis: Any = None, keepdims: Any = False) -> Any:
    """Count the elements that a reduction over `axis` joins where `where` holds.

    >>> count_where(np.array([True, False]), np.zeros((3, 2)), 1)
    array([1, 1, 1])
    """
    return np.sum(np.broadcast_to(where, np.shape(like)), axis=axis, keepdims=keepdims)


def centred_where(x: Any, axis: Any, where: Any) -> Any:
    """Return x minus the mean of what `where` holds for, and 0 elsewhere (conjugated, where x is complex).

    >>> centred_where(np.array([1.0, 3.0, 9.0]), None, np.array([True, True, False]))
    array([-1.,  1.,  0.])
    """
    mean = np.mean(x, axis=axis, keepdims=True, where=where)
    return np.where(where, (x - mean).conj(), 0)


def running_shares(out: Any, x: Any, axis: int = 0) -> Any:
    """Return the share of each element in the running extreme `out` of x at its place; of two that are equal, half.

    >>> running_shares(np.array([1.0, 3.0, 3.0, 3.0]), np.array([1.0, 3.0, 2.0, 3.0]))
    array([1. , 1. , 0. , 0.5])
    """
    rows, best = np.moveaxis(x, axis, 0), np.moveaxis(out, axis, 0)
    own = np.ones_like(best)
    own[1:] = np.where(rows[1:] == best[1:], np.where(best[1:] == best[:-1], 0.5, 1.0), 0.0)
    return np.moveaxis(own, 0, axis)


def running_adjoint(bar: Any, own: Any, axis: int = 0) -> Any:
    """Return the adjoint of a running extreme in which each element has the share `own`, and what came before the rest.

    >>> running_adjoint(np.ones(4), np.array([1.0, 1.0, 0.0, 0.5]))
    array([1. , 2.5, 0. , 0.5])
    """
    bars, own = np.moveaxis(bar, axis, 0), np.moveaxis(own, axis, 0)
    parts = np.zeros_like(bars * own)
    later = np.zeros_like(bars[:1].sum(0))
    for k in reversed(range(len(bars))):
        later = bars[k] + later
        parts[k] = later * own[k]
        later = later * (1.0 - own[k])
    return np.moveaxis(parts, 0, axis)


def running_tangent(x_dot: Any, own: Any, axis: int = 0) -> Any:
    """Return the tangent of a running extreme in which each element has the share `own`.

    >>> running_tangent(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 1.0, 0.0, 0.5]))
    array([1., 2., 2., 3.])
    """
    dots, own = np.moveaxis(x_dot, axis, 0), np.moveaxis(own, axis, 0)
    parts = np.zeros_like(dots * own)
    before = np.zeros_like(dots[:1].sum(0))
    for k in range(len(dots)):
        before = own[k] * dots[k] + (1.0 - own[k]) * before
        parts[k] = before
    return np.moveaxis(parts, 0, axis)
