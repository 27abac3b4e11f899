"""Functions in terms of others: each is replaced by its text before it is differentiated."""

import numpy as np

from tangentlike.rules.kinds import rewrite
from tangentlike.runtime.reductions import weights_along


@rewrite(np.ptp)
def ptp(x, axis=None, *, keepdims=False):
    return np.max(x, axis=axis, keepdims=keepdims) - np.min(x, axis=axis, keepdims=keepdims)


@rewrite(np.average)
def average(x, axis=None, weights=None, *, keepdims=False):
    spread = weights_along(weights, x, axis)
    total = np.sum(x * spread, axis=axis, keepdims=keepdims)
    return total / np.sum(spread, axis=axis, keepdims=keepdims)


@average.case(lambda weights: weights is None)
def average(x, axis=None, *, keepdims=False):
    return np.mean(x, axis=axis, keepdims=keepdims)


@rewrite(np.nansum)
def nansum(x, axis=None, *, keepdims=False):
    return np.sum(np.where(np.isnan(x), 0.0, x), axis=axis, keepdims=keepdims)


@rewrite(np.nanmean)
def nanmean(x, axis=None, *, keepdims=False):
    known = np.sum(~np.isnan(x), axis=axis, keepdims=keepdims)
    return np.sum(np.where(np.isnan(x), 0.0, x), axis=axis, keepdims=keepdims) / known


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
    return 0.5 * dx * np.sum(rows[..., 1:] + rows[..., :-1], axis=-1)


@rewrite(np.linalg.eigvalsh)
def eigvalsh(a, UPLO="L"):
    return np.linalg.eigh(a, UPLO)[0]


@rewrite(getattr(np.linalg, "svdvals", None))   # NumPy 2.0
def svdvals(x):
    return np.linalg.svd(x, compute_uv=False)


@rewrite(np.logspace)
def logspace(start, stop, num=50, endpoint=True, base=10.0, *, axis=0):
    return np.power(base, np.linspace(start, stop, num, endpoint=endpoint, axis=axis))


@rewrite(getattr(np, "vecdot", None), getattr(np.linalg, "vecdot", None))           # NumPy 2.0
def vecdot(a, b, *, axis=-1):
    return np.sum(np.conj(a) * b, axis=axis)


@rewrite(getattr(np, "matvec", None))           # NumPy 2.2
def matvec(a, x):
    return np.matmul(a, np.expand_dims(x, -1))[..., 0]


@rewrite(getattr(np, "vecmat", None))           # NumPy 2.2
def vecmat(x, a):
    return np.matmul(np.expand_dims(np.conj(x), -2), a)[..., 0, :]


@rewrite(np.percentile)
def percentile(x, q, axis=None, *, keepdims=False):
    return np.quantile(x, q / 100.0, axis=axis, keepdims=keepdims)


@rewrite(np.cov)
def cov(x):
    rest = x - np.mean(x, axis=-1, keepdims=True)
    return np.matmul(rest, np.conj(np.transpose(rest))) / (np.shape(x)[-1] - 1.0)


@rewrite(getattr(np, "cumulative_prod", None))  # NumPy 2.1
def cumulative_prod(x, *, axis=None):
    return np.cumprod(x, axis=axis)


@rewrite(np.nancumsum)
def nancumsum(x, axis=None):
    return np.cumsum(np.where(np.isnan(x), 0.0, x), axis=axis)


@rewrite(np.nanvar)
def nanvar(x, axis=None, *, ddof=0, keepdims=False):
    known = np.sum(~np.isnan(x), axis=axis, keepdims=True)
    centre = np.sum(np.where(np.isnan(x), 0.0, x), axis=axis, keepdims=True) / known
    rest = np.where(np.isnan(x), 0.0, x - centre)
    return np.sum(rest ** 2, axis=axis, keepdims=keepdims) / (np.sum(~np.isnan(x), axis=axis, keepdims=keepdims) - ddof)


@rewrite(np.nanstd)
def nanstd(x, axis=None, *, ddof=0, keepdims=False):
    return np.sqrt(np.nanvar(x, axis=axis, ddof=ddof, keepdims=keepdims))


@rewrite(np.add.outer)
def add_outer(a, b):
    return np.reshape(a, np.shape(a) + (1,) * np.ndim(b)) + b


@rewrite(np.subtract.outer)
def subtract_outer(a, b):
    return np.reshape(a, np.shape(a) + (1,) * np.ndim(b)) - b


@rewrite(np.divide.outer)
def divide_outer(a, b):
    return np.reshape(a, np.shape(a) + (1,) * np.ndim(b)) / b


@rewrite(np.subtract.reduce)
def subtract_reduce(x, axis=0):
    return 2.0 * np.take(x, 0, axis) - np.sum(x, axis=axis)


@rewrite(np.ediff1d)
def ediff1d(x):
    return np.diff(np.ravel(x))
