"""Weights of reductions: who attains an extreme, what a product or a norm gives back to each element."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, reshape_like, unreduce
from tangentlike.runtime.scalars import ratio


def shares(out: Any, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the share of each element in an extreme `out` of x: equal among those that attain it, else 0.

    >>> shares(3.0, np.array([3.0, 1.0, 3.0]))
    array([0.5, 0. , 0.5])
    """
    if axis is None:
        hits = np.equal(x, out)
        return conform(hits / np.count_nonzero(hits), x)
    hits = np.equal(x, out if keepdims else np.expand_dims(out, axis))
    return conform(hits / np.sum(hits, axis=axis, keepdims=True), x)


def centred(x: Any, axis: Any = None) -> Any:
    """Return x minus its mean over `axis` (conjugated, where x is complex).

    >>> centred(np.array([1.0, 3.0]))
    array([-1.,  1.])
    """
    return (x - np.mean(x, axis=axis, keepdims=True)).conj()


def known_shares(x: Any, axis: Any = None) -> Any:
    """Return the share of each element in the mean of those that are not nan.

    >>> known_shares(np.array([3.0, np.nan]))
    array([1., 0.])
    """
    known = ~np.isnan(x)
    return conform(known / np.sum(known, axis=axis, keepdims=True), x)


def known_centred(x: Any, axis: Any = None) -> Any:
    """Return `centred` of the elements that are not nan, 0 for the others.

    >>> known_centred(np.array([1.0, np.nan, 3.0]))
    array([-1.,  0.,  1.])
    """
    return np.where(np.isnan(x), 0, x - conform(np.nanmean(x, axis=axis, keepdims=True), x)).conj()


def first_positive(like: Any, axis: Any = 0) -> Any:
    """Return 1 for the first element along an axis and -1 for all others: the weights of `np.subtract.reduce`."""
    signs = -np.ones_like(like)
    np.moveaxis(signs, 0 if axis is None else axis, 0)[0] = 1
    return signs


def weights_along(weights: Any, like: Any, axis: Any = None) -> Any:
    """Shape the weights of `np.average(like, axis, weights)` so that they multiply `like`."""
    if weights is None:
        return np.ones_like(like)
    if np.shape(weights) == np.shape(like):
        return weights
    axes = axis if isinstance(axis, tuple) else (axis,)
    shape = [1] * np.ndim(like)
    for k, n in zip(axes, np.shape(weights), strict=True):
        shape[k] = n
    return np.broadcast_to(np.reshape(weights, shape), np.shape(like))


def product_of_others(x: Any, axis: Any = None) -> Any:
    """Return for each element the product of all the others along `axis`, zeros or not.

    >>> product_of_others(np.array([2.0, 0.0, 5.0]))
    array([ 0., 10.,  0.])
    """
    if np.ndim(x) == 0:
        return np.ones_like(x)
    rows = rows_last(x, axis)
    before = np.ones_like(rows)
    after = np.ones_like(rows)
    before[..., 1:] = np.cumprod(rows[..., :-1], axis=-1)
    after[..., :-1] = np.flip(np.cumprod(np.flip(rows[..., 1:], -1), axis=-1), -1)
    return rows_back(before * after, x, axis)


def product_of_others_adjoint(bar: Any, x: Any, axis: Any = None) -> Any:
    """Return the adjoint of `product_of_others(x, axis)`, which is its tangent as well."""
    if np.ndim(x) == 0:
        return np.zeros_like(x)
    rows, bars = rows_last(x, axis), rows_last(bar, axis)
    parts = np.zeros_like(rows)
    for k in range(rows.shape[-1]):
        rest = product_of_others(np.delete(rows, k, -1), -1)
        parts[..., k] = np.sum(np.delete(bars, k, -1) * rest, axis=-1)
    return rows_back(parts, x, axis)


def cumprod_adjoint(bar: Any, out: Any, x: Any, axis: Any = None) -> Any:
    """Return the adjoint of `out = np.cumprod(x, axis)`; nothing is divided by, so zeros are harmless."""
    if axis is None:
        return reshape_like(cumprod_adjoint(np.ravel(bar), np.ravel(out), np.ravel(x), 0), x)
    bar, out, rows = np.moveaxis(bar, axis, 0), np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    parts = np.zeros_like(rows)
    later = np.zeros_like(rows[:1].sum(0))
    for k in reversed(range(len(rows))):
        later = bar[k] + later
        parts[k] = later * out[k - 1] if k else later
        later = later * rows[k]
    return np.moveaxis(parts, 0, axis)


def cumprod_tangent(out: Any, x: Any, axis: Any, x_dot: Any) -> Any:
    """Return the tangent of `out = np.cumprod(x, axis)`."""
    if axis is None:
        return cumprod_tangent(out, np.ravel(x), 0, np.ravel(x_dot))
    out, rows, dots = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0), np.moveaxis(x_dot, axis, 0)
    parts = np.zeros_like(out)
    for k in range(len(rows)):
        parts[k] = out[k - 1] * dots[k] + parts[k - 1] * rows[k] if k else dots[k]
    return np.moveaxis(parts, 0, axis)


def weights_adjoint(bar: Any, like: Any, like2: Any, axis: Any = None) -> Any:
    """Return the adjoint of `weights_along(like, like2, axis)`: None where there are no weights."""
    if like is None:
        return None
    axes = axis if isinstance(axis, tuple) else (axis,)
    if np.shape(like) == np.shape(like2):
        return conform(bar, like)
    rest = tuple(k for k in range(np.ndim(like2)) if k not in [n % np.ndim(like2) for n in axes])
    return reshape_like(np.sum(bar, axis=rest), like)


def rows_last(x: Any, axis: Any = None) -> Any:
    """Move the axes of a reduction to the end, as one."""
    if axis is None:
        return np.ravel(x)
    axes = axis if isinstance(axis, tuple) else (axis,)
    rows = np.moveaxis(x, axes, tuple(range(-len(axes), 0)))
    return np.reshape(rows, (*rows.shape[: rows.ndim - len(axes)], -1))


def rows_back(rows: Any, like: Any, axis: Any = None) -> Any:
    """Undo `rows_last(like, axis)`."""
    if axis is None:
        return np.reshape(rows, np.shape(like))
    axes = axis if isinstance(axis, tuple) else (axis,)
    last = tuple(range(-len(axes), 0))
    return np.moveaxis(np.reshape(rows, np.moveaxis(like, axes, last).shape), last, axes)


def quantile_shares(x: Any, q: float, axis: Any = None) -> Any:
    """Return the weight of each element in `np.quantile(x, q, axis)`: that of its two neighbours in order.

    >>> quantile_shares(np.array([5.0, 1.0, 2.0, 3.0]), 0.5)
    array([0. , 0. , 0.5, 0.5])
    """
    rows = rows_last(x, axis)
    place = q * (rows.shape[-1] - 1)
    low = int(place)
    order = np.argsort(rows, axis=-1, kind="stable")
    weights = np.zeros_like(rows)
    np.put_along_axis(weights, order[..., low : low + 2], place - low, axis=-1)
    np.put_along_axis(weights, order[..., low : low + 1], 1.0 - (place - low), axis=-1)
    return rows_back(weights, x, axis)


def known_quantile_shares(x: Any, q: float, axis: Any = None) -> Any:
    """Return the weight of each element in `np.nanquantile(x, q, axis)`, which does not see what is nan.

    >>> known_quantile_shares(np.array([5.0, np.nan, 2.0, 3.0]), 0.25)
    array([0. , 0. , 0.5, 0.5])
    """
    if np.ndim(q) > 0:
        raise TypeError("np.nanquantile along an axis has a derivative for one number q here")
    rows = rows_last(x, axis)
    place = q * np.maximum(np.sum(~np.isnan(rows), axis=-1, keepdims=True) - 1, 0)
    low = np.floor(place)
    order = np.argsort(rows, axis=-1, kind="stable")
    ranks = np.argsort(order, axis=-1, kind="stable")
    weights = np.where(ranks == low, 1.0 - (place - low), np.where(ranks == low + 1, place - low, 0.0))
    return rows_back(weights.astype(rows.dtype), x, axis)


def quantile_adjoint(bar: Any, x: Any, q: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the bar of `x` in `np.quantile(x, q, axis, keepdims=keepdims)`."""
    if np.ndim(q) == 0:
        return unreduce(bar, x, axis, keepdims) * quantile_shares(x, q, axis)
    parts = [quantile_adjoint(part, x, level, axis, keepdims) for part, level in zip(bar, q, strict=True)]
    return sum(parts[1:], parts[0])


def quantile_tangent(x: Any, q: Any, axis: Any, keepdims: bool, x_dot: Any) -> Any:
    """Return the tangent of `np.quantile(x, q, axis, keepdims=keepdims)` along x."""
    if np.ndim(q) == 0:
        total: Any = np.sum
        return total(x_dot * quantile_shares(x, q, axis), axis=axis, keepdims=keepdims)
    return np.stack([quantile_tangent(x, level, axis, keepdims, x_dot) for level in q])


def quantile_slope(x: Any, q: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the partial of `np.quantile(x, q, axis, keepdims=keepdims)` with respect to q."""
    if np.ndim(q) > 0:
        return np.stack([quantile_slope(x, level, axis, keepdims) for level in q])
    rows = np.sort(rows_last(x, axis), axis=-1)
    n = rows.shape[-1]
    low = min(int(q * (n - 1)), max(n - 2, 0))
    slope = (n - 1) * (rows[..., min(low + 1, n - 1)] - rows[..., low])
    if keepdims:
        axes = tuple(range(np.ndim(x))) if axis is None else axis
        slope = np.expand_dims(slope, axes)
    return slope


def q_shape(like: Any, like2: Any) -> Any:
    """Return the shape in which the levels `like` multiply a result of `np.quantile` shaped like `like2`."""
    return np.shape(like) + (1,) * (np.ndim(like2) - np.ndim(like))


def norm_weights(value: Any, x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the partials of `value = np.linalg.norm(x, ord, axis, keepdims)`, 0 where the norm is 0.

    >>> norm_weights(5.0, np.array([3.0, 4.0]))
    array([0.6, 0.8])
    """
    if axis is None and ord is not None:
        axis = tuple(range(np.ndim(x)))
    axes = axis if isinstance(axis, tuple) else (axis,)
    out = unreduce(value, x, axis, keepdims)
    if ord is None or ord == "fro" or (ord == 2 and len(axes) == 1):
        return ratio(np.conj(x), out)
    if len(axes) == 1:
        return vector_norm_weights(out, x, ord, axes[0])
    return matrix_norm_weights(x, ord, axes)


def vector_norm_weights(out: Any, x: Any, ord: Any, axis: int) -> Any:
    """Return the partials of a norm of vectors; `out` has been spread over `axis`."""
    size, sign = np.abs(x), np.conj(np.sign(x))
    if ord == 0:
        return np.zeros_like(x)
    if ord in (np.inf, -np.inf):
        return sign * conform(np.equal(size, out) / np.sum(np.equal(size, out), axis=axis, keepdims=True), size)
    if ord == 1:
        return sign
    return np.where(out == 0, 0, sign * ratio(size, out) ** (ord - 1.0))


def norm_slopes(out: Any, x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the partials of `norm_weights(out, x, ord, axis, keepdims)` with respect to x and to `out`, real x only."""
    one_axis = np.ndim(x) == 1 if axis is None else not isinstance(axis, tuple) or len(axis) == 1
    entries = ord is None or ord == "fro"
    if np.iscomplexobj(x) or not (entries or one_axis or ord in (1, -1, np.inf, -np.inf)):
        raise TypeError(f"np.linalg.norm with ord={ord!r} has no second derivative here: it has one for vectors")
    power = 2.0 if entries else ord
    spread = unreduce(out, x, axis, keepdims)
    if power in (0, 1, np.inf, -np.inf) or not (entries or one_axis):
        return np.zeros_like(x), np.zeros_like(x)
    weights = norm_weights(out, x, ord, axis, keepdims)
    by_x = (power - 1.0) * ratio(ratio(np.abs(x), spread) ** (power - 2.0), spread)
    return conform(by_x, x), conform(-(power - 1.0) * ratio(weights, spread), x)


def matrix_norm_weights(x: Any, ord: Any, axes: Any) -> Any:
    """Return the partials of a norm of matrices: sums of rows or columns, singular values."""
    rows = np.moveaxis(x, axes, (-2, -1))
    if ord in (1, -1, np.inf, -np.inf):
        along = -2 if abs(ord) == 1 else -1
        sums = np.sum(np.abs(rows), axis=along, keepdims=True)
        best = np.max(sums, axis=(-2, -1), keepdims=True) if ord > 0 else np.min(sums, axis=(-2, -1), keepdims=True)
        hits = np.equal(sums, best)
        weights = np.conj(np.sign(rows)) * conform(hits / np.sum(hits, axis=(-2, -1), keepdims=True), sums)
    else:
        u, s, vh = np.linalg.svd(rows, full_matrices=False)
        given = np.zeros_like(s)
        if ord == "nuc":
            given = np.sign(s)
        else:
            given[..., 0 if ord == 2 else -1] = np.sign(s[..., 0 if ord == 2 else -1])
        weights = np.conj((u * given[..., None, :]) @ vh)
    return np.moveaxis(weights, (-2, -1), axes)


MAY_ALIAS = (weights_along, weights_adjoint, rows_last, rows_back)
