"""Adjoints of convolutions, correlations and polynomials."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import reshape_like, unbroadcast


def polyval_adjoint(bar: Any, like: Any, x: Any) -> Any:
    """Return the bar of the coefficients `p` in `np.polyval(p, x)`; `like` is shaped like `p`."""
    powers = np.expand_dims(x, -1) ** np.arange(np.size(like) - 1.0, -0.5, -1.0)
    return unbroadcast(np.expand_dims(bar, -1) * powers, like)


def widen(bar: Any, n: int, m: int, mode: str, flipped: bool = False) -> Any:
    """Write the bar of a convolution of n and m elements into that of mode "full"."""
    start = {"full": 0, "same": (min(n, m) - 1) // 2, "valid": min(n, m) - 1}[mode]
    rest = n + m - 1 - np.size(bar) - start
    return np.pad(np.ravel(bar), (rest, start) if flipped else (start, rest))


def convolve_full_left(bar: Any, like: Any, v: Any) -> Any:
    """Return the bar of `a` in `np.convolve(a, v)`; `like` is shaped like `a`."""
    # np.correlate would conjugate v.
    start = np.size(v) - 1
    return reshape_like(np.convolve(bar, np.ravel(v)[::-1])[start : start + np.size(like)], like)


def convolve_left(bar: Any, like: Any, v: Any, mode: str = "full") -> Any:
    """Return the bar of `a` in `np.convolve(a, v, mode)`; `like` is shaped like `a`."""
    return convolve_full_left(widen(bar, np.size(like), np.size(v), mode), like, v)


def convolve_right(bar: Any, a: Any, like: Any, mode: str = "full") -> Any:
    """Return the bar of `v` in `np.convolve(a, v, mode)`; `like` is shaped like `v`."""
    return convolve_left(bar, like, a, mode)


def correlate_left(bar: Any, like: Any, v: Any, mode: str = "valid") -> Any:
    """Return the bar of `a` in `np.correlate(a, v, mode)`; `like` is shaped like `a`."""
    n, m = np.size(like), np.size(v)
    return convolve_full_left(widen(bar, n, m, mode, n < m), like, np.conj(np.ravel(v))[::-1])


def correlate_right(bar: Any, a: Any, like: Any, mode: str = "valid") -> Any:
    """Return the bar of `v` in `np.correlate(a, v, mode)`; `like` is shaped like `v`."""
    n, m = np.size(a), np.size(like)
    part = convolve_full_left(widen(bar, n, m, mode, n < m), np.empty(m, np.asarray(like).dtype), a)
    return reshape_like(np.conj(part[::-1]), like)


MAY_ALIAS = ()
