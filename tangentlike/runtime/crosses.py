"""The cross product of vectors of three numbers, and its adjoints."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, unbroadcast


def cross_product(a: Any, b: Any) -> Any:
    """Return `np.cross(a, b)`, ten times as fast for two vectors of three numbers.

    >>> cross_product(np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    array([0., 0., 1.])
    """
    plain = type(a) is type(b) is np.ndarray and a.shape == b.shape == (3,) and a.dtype == b.dtype == float
    if not plain:
        return np.cross(a, b)
    (x, y, z), (u, v, w) = a.tolist(), b.tolist()
    return np.array([y * w - z * v, z * u - x * w, x * v - y * u])


def cross_left(bar: Any, like: Any, b: Any, axes: Any) -> Any:
    """Return the bar of `a` in `np.cross(a, b)` of vectors of 3 along the axes of a, b and the product."""
    part = np.cross(np.moveaxis(b, axes[1], -1), np.moveaxis(bar, axes[2], -1))
    part = unbroadcast(part, np.empty(np.moveaxis(like, axes[0], -1).shape, part.dtype))
    return conform(np.moveaxis(part, -1, axes[0]), like)


def cross_right(bar: Any, a: Any, like: Any, axes: Any) -> Any:
    """Return the bar of `b` in `np.cross(a, b)` of vectors of 3 along the axes of a, b and the product."""
    return -cross_left(bar, like, a, (axes[1], axes[0], axes[2]))


def cross_axes(axisa: int, axisb: int, axisc: int, axis: Any = None) -> Any:
    """Return the three axes of `np.cross`; `axis` overrides them all."""
    return (axisa, axisb, axisc) if axis is None else (axis, axis, axis)
