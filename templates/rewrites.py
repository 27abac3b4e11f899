"""Functions in terms of others: each is replaced by its text before it is differentiated; the values are the same."""

import numpy as np

from tangentlike.rules.kinds import rewrite
from tangentlike.runtime.indexing import first_places


@rewrite(np.ptp)
def ptp(x, axis=None, *, keepdims=False):
    return np.max(x, axis=axis, keepdims=keepdims) - np.min(x, axis=axis, keepdims=keepdims)


@rewrite(np.nansum)
def nansum(x, axis=None, *, keepdims=False):
    return np.sum(np.where(np.isnan(x), 0.0, x), axis=axis, keepdims=keepdims)


@rewrite(np.nanprod)
def nanprod(x, axis=None, *, keepdims=False):
    return np.prod(np.where(np.isnan(x), 1.0, x), axis=axis, keepdims=keepdims)


@rewrite(getattr(np, "trapezoid", None), getattr(np, "trapz", None), "y", "x")
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


@rewrite(np.vander)
def vander(x, N=None, increasing=False):
    column = np.expand_dims(x, -1) * np.ones(1, int)    # single precision becomes double, as in NumPy
    powers = np.cumprod(np.concatenate((np.ones_like(column), np.repeat(column, N - 1, 1)), 1), 1)
    return powers if increasing else powers[:, ::-1]


@vander.case(lambda N: N is None)
def vander(x, N=None, increasing=False):
    column = np.expand_dims(x, -1) * np.ones(1, int)    # single precision becomes double, as in NumPy
    powers = np.cumprod(np.concatenate((np.ones_like(column), np.repeat(column, np.size(x) - 1, 1)), 1), 1)
    return powers if increasing else powers[:, ::-1]


@rewrite(np.corrcoef)
def corrcoef(x, y=None):
    covariance = np.cov(x, y)
    spread = np.sqrt(np.diagonal(np.atleast_2d(covariance)))
    scaled = np.atleast_2d(covariance) / np.expand_dims(spread, 1) / np.expand_dims(spread, 0)
    return np.reshape(np.clip(scaled, -1.0, 1.0), np.shape(covariance))


@rewrite(np.partition)
def partition(a, kth, axis=-1):
    return np.take_along_axis(a, np.argpartition(a, kth, axis), axis)


@rewrite(np.unique)
def unique(ar):
    return np.ravel(ar)[first_places(ar)]


@rewrite(np.insert)
def insert(arr, obj, values, axis=None):        # each value goes where its place goes
    flat = np.ravel(arr)
    more = np.ravel(values).astype(flat.dtype)
    places = np.reshape(np.arange(np.size(arr)), np.shape(arr))
    others = np.reshape(np.size(arr) + np.arange(np.size(values)), np.shape(values))
    return np.concatenate((flat, more))[np.insert(places, obj, others, axis)]


@rewrite(np.linalg.cond)
def cond(x, p=None):
    return np.linalg.norm(x, p, axis=(-2, -1)) * np.linalg.norm(np.linalg.inv(x), p, axis=(-2, -1))


@cond.case(lambda p: p in (None, 2))
def cond(x, p=None):
    values = np.linalg.svd(x, compute_uv=False)
    return values[..., 0] / values[..., -1]


@rewrite(np.nancumprod)
def nancumprod(x, axis=None):
    return np.cumprod(np.where(np.isnan(x), 1.0, x), axis=axis)


@rewrite(np.multiply.accumulate)
def multiply_accumulate(x, axis=0):
    return np.cumprod(x, axis=axis)


@rewrite(np.extract)
def extract(condition, arr):
    return np.compress(np.ravel(condition), np.ravel(arr))


@rewrite(np.ndarray.compress)
def compress(x, condition, axis=None):
    return np.compress(condition, x, axis)


@rewrite(np.union1d)
def union1d(ar1, ar2):
    return np.unique(np.concatenate((ar1, ar2), axis=None))


@rewrite(np.fromiter)
def fromiter(iter, dtype, count=-1):            # the items of an iterator are a list by now
    return np.array(iter, dtype)


@fromiter.case(lambda count: count >= 0)
def fromiter(iter, dtype, count):
    return np.array(iter[:count], dtype)
