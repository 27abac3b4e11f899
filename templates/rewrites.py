"""Functions in terms of others: each is replaced by its text before it is differentiated; the values are the same."""

import numpy as np

from tangentlike.rules.kinds import rewrite


@rewrite(np.ptp)
def ptp(x, axis=None, *, keepdims=False):
    return np.max(x, axis=axis, keepdims=keepdims) - np.min(x, axis=axis, keepdims=keepdims)


@rewrite(np.nansum)
def nansum(x, axis=None, *, keepdims=False):
    return np.sum(np.where(np.isnan(x), 0.0, x), axis=axis, keepdims=keepdims)


@rewrite(np.nanprod)
def nanprod(x, axis=None, *, keepdims=False):
    return np.prod(np.where(np.isnan(x), 1.0, x), axis=axis, keepdims=keepdims)


@rewrite(getattr(np, "trapezoid", None), getattr(np, "trapz", None))
def trapezoid(y, x=None, dx=1.0, axis=-1):
    rows = np.moveaxis(y, axis, -1)
    steps = np.diff(x) if np.ndim(x) == 1 else np.moveaxis(np.diff(x, axis=axis), axis, -1)
    return np.sum(0.5 * steps * (rows[..., 1:] + rows[..., :-1]), axis=-1)


@trapezoid.case(lambda x: x is None)
def trapezoid(y, x=None, dx=1.0, axis=-1):
    rows = np.moveaxis(y, axis, -1)
    return np.sum(0.5 * (dx * (rows[..., 1:] + rows[..., :-1])), axis=-1)


@rewrite(getattr(np.linalg, "svdvals", None))   # NumPy 2.0
def svdvals(x):
    return np.linalg.svd(x, compute_uv=False)


@rewrite(np.logspace)
def logspace(start, stop, num=50, endpoint=True, base=10.0, *, axis=0):
    return np.power(base, np.linspace(start, stop, num, endpoint=endpoint, axis=axis))


@rewrite(getattr(np, "cumulative_prod", None))  # NumPy 2.1
def cumulative_prod(x, *, axis=None):
    return np.cumprod(x, axis=axis)


@rewrite(np.nancumsum)
def nancumsum(x, axis=None):
    return np.cumsum(np.where(np.isnan(x), 0.0, x), axis=axis)


@rewrite(np.ediff1d)
def ediff1d(x):
    return np.diff(np.ravel(x))
