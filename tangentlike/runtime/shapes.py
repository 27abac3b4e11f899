"""Adjoints of putting arrays together, taking them apart and turning them."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, reshape_like, unbroadcast


def transpose_adjoint(bar: Any, axes: Any = None) -> Any:
    """Undo `np.transpose(x, axes)`; the axes may also come as the method takes them.

    >>> transpose_adjoint(np.zeros((4, 2, 3)), (2, 0, 1)).shape
    (2, 3, 4)
    """
    axes = plain_axes(axes)
    return np.transpose(bar) if axes is None else np.transpose(bar, np.argsort(np.mod(axes, np.ndim(bar))))


def transpose_as(x: Any, axes: Any = None) -> Any:
    """Transpose; the axes are a tuple or None, as in `np.transpose`, or the tuple of what the method was given."""
    return np.transpose(x, plain_axes(axes))


def plain_axes(axes: Any) -> Any:
    """Return the axes of a transposition as a tuple, or None for the reversed order."""
    if axes is not None and len(axes) == 1 and not isinstance(axes[0], (int, np.integer)):
        axes = axes[0]
    return None if axes is None or len(axes) == 0 else axes


def split_like(bar: Any, like: Any, axis: Any = 0) -> Any:
    """Cut the bar of `np.concatenate(like, axis)` into its parts.

    >>> split_like(np.arange(3.0), (np.zeros(1), np.zeros(2)))
    (array([0.]), array([1., 2.]))
    """
    if axis is None:
        return split_flat(bar, like)
    parts, stop = [], 0
    if axis == 0 and all(type(item) is np.ndarray and item.dtype is bar.dtype for item in like):
        for item in like:
            start, stop = stop, stop + len(item)
            parts.append(bar[start:stop])
        return restructure(parts, like)
    before = (slice(None),) * (axis % bar.ndim)
    for item in like:
        start, stop = stop, stop + np.shape(item)[axis]
        parts.append(conform(bar[(*before, slice(start, stop))], item))
    return restructure(parts, like)


def split_flat(bar: Any, like: Any) -> Any:
    """Cut the bar of `np.concatenate(like, axis=None)` into its parts.

    >>> split_flat(np.arange(3.0), (np.zeros((1, 2)), 0.0))
    (array([[0., 1.]]), 2.0)
    """
    parts = np.split(bar, np.cumsum([np.size(item) for item in like])[:-1])
    return restructure([reshape_like(part, item) for part, item in zip(parts, like, strict=True)], like)


def unstack_like(bar: Any, like: Any, axis: int = 0) -> Any:
    """Cut the bar of `np.stack(like, axis)` into its parts."""
    return restructure([conform(part, item) for part, item in zip(np.moveaxis(bar, axis, 0), like, strict=True)], like)


def unjoin_like(bar: Any, like: Any, axis: int, least: int) -> Any:
    """Cut the bar of `np.vstack` (axis 0, at least 2 dimensions), `hstack`, `dstack` into its parts."""
    lift: Any = (np.atleast_1d, np.atleast_2d, np.atleast_3d)[least - 1]
    lifted = [lift(item) for item in like]
    if least == 1 and lifted[0].ndim == 1:
        axis = 0
    parts = split_like(bar, lifted, axis)
    return restructure([reshape_like(part, item) for part, item in zip(parts, like, strict=True)], like)


def join_again(parts: Any, axis: int, least: int) -> Any:
    """Join parts as the function did whose bar `unjoin_like(bar, like, axis, least)` cuts."""
    lift: Any = (np.atleast_1d, np.atleast_2d, np.atleast_3d)[least - 1]
    lifted = [lift(item) for item in parts]
    return np.concatenate(lifted, 0 if least == 1 and lifted[0].ndim == 1 else axis)


def uncolumn_like(bar: Any, like: Any) -> Any:
    """Cut the bar of `np.column_stack(like)` into its parts."""
    sizes = [np.shape(item)[1] if np.ndim(item) > 1 else 1 for item in like]
    parts = np.split(bar, np.cumsum(sizes)[:-1], axis=1)
    return restructure([reshape_like(part, item) for part, item in zip(parts, like, strict=True)], like)


def unblock_like(bar: Any, like: Any) -> Any:
    """Cut the bar of `np.block(like)` into its parts, nested as `like` is."""
    if not isinstance(like, list):
        return reshape_like(bar, like)
    depth = nesting(like)                       # the innermost lists join along the last axis
    sizes = [np.shape(np.block(item))[-depth] if np.ndim(np.block(item)) >= depth else 1 for item in like]
    parts = np.split(bar, np.cumsum(sizes)[:-1], axis=-depth)
    return [unblock_like(part, item) for part, item in zip(parts, like, strict=True)]


def nesting(like: Any) -> int:
    """Count how deep lists are nested."""
    return 1 + nesting(like[0]) if isinstance(like, list) else 0


def restructure(parts: Any, like: Any) -> Any:
    """Return parts as a tuple or a list, as `like` is; as one array if `like` is an array."""
    if isinstance(like, np.ndarray):
        return np.array(parts)
    return tuple(parts) if isinstance(like, tuple) else list(parts)


def unbroadcast_all(bars: Any, like: Any) -> Any:
    """Undo `np.broadcast_arrays(*like)`."""
    return tuple(unbroadcast(bar, item) for bar, item in zip(bars, like, strict=True))


def reshape_each(bars: Any, like: Any) -> Any:
    """Return arrays in the shapes of others, as `np.ix_` needs it both ways."""
    return tuple(reshape_like(bar, item) for bar, item in zip(bars, like, strict=True))


def unmesh(bars: Any, like: Any, indexing: str = "xy") -> Any:
    """Sum each bar of `np.meshgrid(*like)` over the axes that its vector was repeated along."""
    out = []
    for k, (bar, item) in enumerate(zip(bars, like, strict=True)):
        place = 1 - k if indexing == "xy" and k < 2 <= len(like) else k
        rest = tuple(axis for axis in range(np.ndim(bar)) if axis != place)
        out.append(reshape_like(np.sum(bar, axis=rest), item))
    return tuple(out)


def mesh_again(vectors: Any, like: Any, indexing: str = "xy") -> Any:
    """Repeat each vector as `np.meshgrid` does, to the shapes of `like`: the adjoint of `unmesh`."""
    out = []
    for k, (vector, item) in enumerate(zip(vectors, like, strict=True)):
        shape = [1] * np.ndim(item)
        shape[1 - k if indexing == "xy" and k < 2 <= len(like) else k] = -1
        out.append(np.array(np.broadcast_to(np.reshape(vector, shape), np.shape(item))))
    return tuple(out)


def diff_adjoint(bar: Any, like: Any, n: int = 1, axis: int = -1) -> Any:
    """Return the adjoint of `np.diff(like, n, axis)`.

    >>> diff_adjoint(np.array([1.0, 2.0]), np.zeros(3))
    array([-1., -1.,  2.])
    """
    width = [(0, 0)] * np.ndim(bar)
    width[axis] = (n, n)
    return conform((-1.0) ** n * np.diff(np.pad(bar, width), n, axis=axis), like)


def gradient_adjoint(bar: Any, like: Any, spacing: Any = (), axis: Any = None, edge_order: int = 1) -> Any:
    """Return the adjoint of `np.gradient(like, *spacing, axis=axis, edge_order=edge_order)`."""
    if axis is None:
        axis = tuple(range(np.ndim(like)))
    axes = axis if isinstance(axis, tuple) else (axis,)
    steps = [1.0] * len(axes) if len(spacing) == 0 else list(spacing) * len(axes) if len(spacing) == 1 else spacing
    bars = bar if isinstance(bar, (list, tuple)) else [bar]
    out = np.zeros(np.shape(like), bars[0].dtype)
    for part, step, k in zip(bars, steps, axes, strict=True):
        n = np.shape(like)[k]
        gaps = np.diff(step) if np.ndim(step) == 1 else np.full(n - 1, step)
        out = out + np.moveaxis(gradient_rows_adjoint(np.moveaxis(part, k, -1), gaps, edge_order), -1, k)
    return conform(out, like)


def gradient_rows_adjoint(bar: Any, gaps: Any, edge_order: int) -> Any:
    """Return the adjoint of differences along the last axis, for the distances between its points."""
    out = np.zeros_like(bar)
    before, after = gaps[:-1], gaps[1:]
    middle = bar[..., 1:-1]
    out[..., :-2] -= middle * (after / (before * (before + after)))
    out[..., 1:-1] += middle * ((after - before) / (before * after))
    out[..., 2:] += middle * (before / (after * (before + after)))
    for end, step, signed in ((0, 1, gaps), (-1, -1, -gaps[::-1])):
        edge = bar[..., end]
        first = signed[0]
        if edge_order == 1:
            out[..., end] -= edge / first
            out[..., end + step] += edge / first
        else:
            second = signed[1]
            out[..., end] -= edge * (2.0 * first + second) / (first * (first + second))
            out[..., end + step] += edge * (first + second) / (first * second)
            out[..., end + 2 * step] -= edge * first / (second * (first + second))
    return out


def cumsum_adjoint(bar: Any, like: Any, axis: Any = None) -> Any:
    """Add up `bar` from the end, as `np.cumsum` does from the start.

    >>> cumsum_adjoint(np.array([1.0, 2.0, 3.0]), np.zeros(3))
    array([6., 5., 3.])
    """
    if axis is None:
        return reshape_like(np.flip(np.cumsum(np.flip(bar))), like)
    return conform(np.flip(np.cumsum(np.flip(bar, axis), axis), axis), like)


def roll_adjoint(bar: Any, shift: Any, axis: Any = None) -> Any:
    """Roll back: undo `np.roll(x, shift, axis)`."""
    return np.roll(bar, np.negative(shift), axis)


def arange_start(bar: Any, stop: Any) -> Any:
    """Return `bar`, or zeros where `np.arange` was given one number only: that is the stop."""
    return bar * 0.0 if stop is None else bar


def as_edge(end: Any, like: Any, axis: int) -> Any:
    """Return what stands before or after `like`: a number stands there once, nothing is empty."""
    shape = list(np.shape(like))
    shape[axis] = 0 if end is None else 1
    nothing = np.zeros((), np.asarray(like).dtype)
    return np.broadcast_to(nothing if end is None else end, shape) if np.ndim(end) == 0 else end


def with_ends(x: Any, axis: int, first: Any, last: Any) -> Any:
    """Return what `np.diff(x, axis=axis, prepend=first, append=last)` takes the differences of.

    >>> with_ends(np.array([1.0, 2.0]), 0, 5.0, None)
    array([5., 1., 2.])
    """
    return np.concatenate((as_edge(first, x, axis), x, as_edge(last, x, axis)), axis)


def split_ends(bar: Any, like: Any, axis: int, first: Any, last: Any) -> Any:
    """Return the bars of the array, of what stands before it and of what stands after it."""
    parts = split_like(bar, (as_edge(first, like, axis), like, as_edge(last, like, axis)), axis)
    before = None if first is None else unbroadcast(parts[0], first)
    return parts[1], before, None if last is None else unbroadcast(parts[2], last)


def linspace_weights(like: Any, num: int, endpoint: bool = True, axis: int = 0) -> Any:
    """Return the positions of `np.linspace(0, 1, num)`, shaped to multiply what is shaped as `like`."""
    weights = np.linspace(0.0, 1.0, num, endpoint=endpoint)
    shape = [1] * np.ndim(like)
    shape[axis] = num
    return conform(np.reshape(weights, shape), like)


MAY_ALIAS = (
    split_ends,
    reshape_each,
    transpose_adjoint,
    transpose_as,
    plain_axes,
    split_like,
    split_flat,
    unstack_like,
    unjoin_like,
    uncolumn_like,
    unblock_like,
    restructure,
    unbroadcast_all,
    unmesh,
    arange_start,
)
