"""The cross product of vectors of three numbers, and its adjoints."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, unbroadcast


def cross_product(a: Any, b: Any) -> Any:
    """Return `np.cross(a, b)`, ten times as fast for two vectors of three numbers.

    >>> cross_product(np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    array([0., 0., 1.])
    """
    if not (is_plain(a) and is_plain(b)):
        return np.cross(a, b)
    (x, y, z), (u, v, w) = a.tolist(), b.tolist()
    return np.array([y * w - z * v, z * u - x * w, x * v - y * u])


def is_plain(a: Any) -> bool:
    """Tell whether a value is one vector of three floats."""
    return type(a) is np.ndarray and a.shape == (3,) and a.dtype == float


def cross_left(bar: Any, like: Any, b: Any, axes: Any = (-1, -1, -1)) -> Any:
    """Return the bar of `a` in `np.cross(a, b)` along the axes of a, b and the product; vectors of 2 lie in a plane.

    >>> cross_left(np.array(1.0), np.zeros(2), np.array([3.0, 4.0]))
    array([ 4., -3.])
    """
    if is_plain(bar) and is_plain(like) and is_plain(b):
        return cross_product(b, bar)
    rows, size = np.moveaxis(like, axes[0], -1).shape, np.shape(like)[axes[0]]
    if size == np.shape(b)[axes[1]] == 2:       # then the product is a number, the third of a vector
        bar = np.stack([np.zeros_like(bar), np.zeros_like(bar), bar], -1)
    else:
        bar = np.moveaxis(bar, axes[2], -1)
    part = cross_product(in_space(np.moveaxis(b, axes[1], -1)), bar)[..., :size]
    part = unbroadcast(part, np.empty(rows, part.dtype))
    return conform(np.moveaxis(part, -1, axes[0]), like)


def in_space(a: Any) -> Any:
    """Return vectors of 2 as vectors of 3."""
    return a if a.shape[-1] == 3 else np.concatenate([a, np.zeros_like(a[..., :1])], -1)


def cross_right(bar: Any, a: Any, like: Any, axes: Any = (-1, -1, -1)) -> Any:
    """Return the bar of `b` in `np.cross(a, b)` along the axes of a, b and the product."""
    if is_plain(bar) and is_plain(like) and is_plain(a):
        return cross_product(bar, a)
    return -cross_left(bar, like, a, (axes[1], axes[0], axes[2]))


def cross_axes(axisa: int, axisb: int, axisc: int, axis: Any = None) -> Any:
    """Return the three axes of `np.cross`; `axis` overrides them all."""
    return (axisa, axisb, axisc) if axis is None else (axis, axis, axis)
