"""Adjoints of discrete Fourier transforms that cut, pad or halve."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform


def fit_like(bar: Any, like: Any, axis: int = -1) -> Any:
    """Cut `bar`, or pad it with zeros, along an axis, as a transform of n points did with `like`.

    >>> fit_like(np.array([1.0, 2.0]), np.zeros(3))
    array([1., 2., 0.])
    """
    have, want = np.shape(bar)[axis], np.shape(like)[axis]
    if have < want:
        width = [(0, 0)] * np.ndim(bar)
        width[axis] = (0, want - have)
        bar = np.pad(bar, width)
    elif have > want:
        bar = np.moveaxis(np.moveaxis(bar, axis, 0)[:want], 0, axis)
    return conform(bar, like)


def fit_all(bar: Any, like: Any) -> Any:
    """Cut `bar`, or pad it with zeros, along all axes."""
    for axis in range(np.ndim(like)):
        shape = list(np.shape(bar))
        shape[axis] = np.shape(like)[axis]
        bar = fit_like(bar, np.empty(shape, bar.dtype), axis)
    return conform(bar, like)


def rfft_adjoint(bar: Any, like: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Return the adjoint of `np.fft.rfft(like, n, axis, norm)`, which keeps half of the frequencies."""
    size = np.shape(like)[axis] if n is None else n
    return fit_like(np.real(np.fft.fft(bar, size, axis, norm)), like, axis)


def irfft_adjoint(bar: Any, like: Any, axis: int = -1, norm: Any = None) -> Any:
    """Return the adjoint of `np.fft.irfft(like, n, axis, norm)`, which counts inner frequencies twice."""
    n = np.shape(bar)[axis]
    other: Any = {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}[norm]
    half = np.moveaxis(np.conj(np.fft.rfft(bar, None, axis, other)), axis, -1)
    half[..., 1 : (n + 1) // 2] *= 2.0
    return fit_like(np.moveaxis(half, -1, axis), like, axis)


def irfftn_adjoint(bar: Any, like: Any, axes: Any = None, norm: Any = None) -> Any:
    """Return the adjoint of `np.fft.irfftn(like, s, axes, norm)`."""
    axes = tuple(range(np.ndim(like))) if axes is None else tuple(axes)
    shape = list(np.shape(bar))
    shape[axes[-1]] = np.shape(like)[axes[-1]]
    half = irfft_adjoint(bar, np.empty(shape, complex), axes[-1], norm)
    return fit_all(np.fft.ifftn(half, None, axes[:-1], norm), like)


def irfftn_like(x: Any, like: Any, axes: Any = None, norm: Any = None) -> Any:
    """Return `np.fft.irfftn(x, s, axes, norm)` shaped like `like`."""
    axes = tuple(range(np.ndim(like))) if axes is None else tuple(axes)
    return conform(np.fft.irfftn(x, [np.shape(like)[axis] for axis in axes], axes, norm), like)


MAY_ALIAS = (fit_like, fit_all, rfft_adjoint)
