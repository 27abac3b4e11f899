"""Adjoints of reading elements: indices, takes, repeats. Indices that repeat accumulate."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, remade, reshape_like, unbroadcast, zeros_like


def may_repeat(index: Any) -> bool:
    """Tell whether an index may select one element twice: only arrays and lists of integers can."""
    if isinstance(index, (int, slice)):
        return False
    if isinstance(index, tuple):
        return any([may_repeat(list(i) if isinstance(i, tuple) else i) for i in index if isinstance(i, (list, tuple, np.ndarray))])
    if isinstance(index, list):
        index = np.array(index)
    return isinstance(index, np.ndarray) and index.ndim > 0 and index.dtype != bool


def scatter(bar: Any, index: Any, like: Any) -> Any:
    """Make zeros like `like` with `bar` added at `index`: the adjoint of `like[index]`.

    >>> scatter(np.array([1.0, 2.0]), [0, 0], np.zeros(3))
    array([3., 0., 0.])
    """
    if not isinstance(like, np.ndarray):
        return unbroadcast(np.sum(bar), like) if isinstance(like, np.generic) else scatter_item(bar, index, like)
    out = zeros_like(like)
    if may_repeat(index):
        np.add.at(out, index, bar)
    else:
        out[index] = bar
    return out


def scatter_item(bar: Any, index: Any, like: Any) -> Any:
    """Make the zeros of a list, tuple or dict with `bar` at `index`."""
    zeros = zeros_like(like)
    if not isinstance(like, tuple):
        zeros[index] = bar
        return zeros
    items = list(zeros)
    items[index] = bar
    return remade(like, items)


def add_at(bar: Any, index: Any, part: Any) -> None:
    """Add `part` into `bar` at `index`, in place.

    >>> bar = np.zeros(3)
    >>> add_at(bar, [2, 2], np.array([1.0, 2.0]))
    >>> bar
    array([0., 0., 3.])
    """
    if may_repeat(index):
        np.add.at(bar, index, part)
    else:
        bar[index] += part


def with_added(x: Any, index: Any, part: Any) -> Any:
    """Return x with `part` added at `index`, one after the other as `np.add.at` does.

    >>> with_added(np.zeros(3), [2, 2], np.array([1.0, 2.0]))
    array([0., 0., 3.])
    """
    out = np.array(x)
    np.add.at(out, index, part)
    return out


def item_adjoint(bar: Any, like: Any, args: Any) -> Any:
    """Put `bar` where `like.item(*args)` reads: the only element, a flat place or an index."""
    if len(args) == 0:
        return unbroadcast(bar, like)
    index = args[0] if len(args) == 1 else args
    out = zeros_like(like)
    if isinstance(index, tuple):
        out[index] = bar
    else:
        out.flat[index] = bar
    return out


def item_again(x: Any, args: Any, like: Any) -> Any:
    """Read what `x.item(*args)` reads, as `like` is."""
    return conform(np.asarray(x).item(*args), like)


def take_adjoint(bar: Any, indices: Any, like: Any, axis: Any = None, mode: Any = "raise") -> Any:
    """Add `bar` at the places that `np.take(like, indices, axis, mode=mode)` read."""
    places = np.take(np.arange(np.size(like)).reshape(np.shape(like)), indices, axis=axis, mode=mode)
    return gather_adjoint(bar, places, like)


def gather_adjoint(bar: Any, places: Any, like: Any) -> Any:
    """Add `bar` into zeros like `like`, at these places of the flattened array; a place of -1 is none."""
    places, bar = np.ravel(places), np.ravel(bar)
    kept = places >= 0
    if not np.all(kept):
        places, bar = places[kept], bar[kept]
    out = np.zeros(np.size(like), bar.dtype)
    np.add.at(out, places, bar)
    return conform(np.reshape(out, np.shape(like)), like)


def first_places(x: Any) -> Any:
    """Return the places in the flat array of the first of equal elements, in the order of `np.unique(x)`.

    >>> first_places(np.array([3.0, 1.0, 3.0]))
    array([1, 0])
    """
    return np.unique(x, return_index=True)[1]


def gather(x: Any, places: Any, like: Any) -> Any:
    """Read these places of the flattened x, 0 for a place of -1: the adjoint of `gather_adjoint`."""
    values = np.ravel(x)[np.ravel(places)]
    return reshape_like(np.where(np.ravel(places) < 0, 0, values), like)


def take_along_adjoint(bar: Any, indices: Any, like: Any, axis: Any = -1) -> Any:
    """Add `bar` at the places that `np.take_along_axis(like, indices, axis)` read."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.take_along_axis(flat, indices, axis=axis), like)


def repeat_adjoint(bar: Any, like: Any, repeats: Any, axis: Any = None) -> Any:
    """Add up the copies that `np.repeat(like, repeats, axis)` made."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.repeat(flat, repeats, axis=axis), like)


def tile_adjoint(bar: Any, like: Any, reps: Any) -> Any:
    """Add up the copies that `np.tile(like, reps)` made.

    >>> tile_adjoint(np.arange(6.0), np.zeros(2), 3)
    array([6., 9.])
    """
    reps = tuple(reps) if np.ndim(reps) else (reps,)
    shape = (1,) * (len(reps) - np.ndim(like)) + np.shape(like)
    reps = (1,) * (len(shape) - len(reps)) + reps
    pairs = [size for pair in zip(reps, shape, strict=True) for size in pair]
    return unbroadcast(np.sum(np.reshape(bar, pairs), axis=tuple(range(0, len(pairs), 2))), like)


def pad_adjoint(bar: Any, like: Any, width: Any, mode: Any = "constant") -> Any:
    """Drop the padding of `np.pad(like, width, mode)`, or add it where its values came from."""
    if mode not in ("constant", "edge", "reflect", "symmetric", "wrap"):
        raise TypeError(f"np.pad with mode={mode!r} has no derivative here: write its values with np.concatenate")
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    places = np.pad(flat, width, constant_values=-1) if mode == "constant" else np.pad(flat, width, mode=mode)
    return gather_adjoint(bar, places, like)


def pad_values_adjoint(bar: Any, like: Any, width: Any, like2: Any) -> Any:
    """Add up the bar of the padding of `np.pad(like, width, constant_values=like2)`."""
    if np.ndim(like2) > 0:
        raise ValueError("np.pad has a derivative with respect to one constant value, not several")
    outside = np.pad(np.zeros(np.shape(like), bool), width, constant_values=True)
    return conform(np.sum(bar[outside]), like2)


def delete_adjoint(bar: Any, like: Any, obj: Any, axis: Any = None) -> Any:
    """Put `bar` back to where the elements stood that `np.delete(like, obj, axis)` kept."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.delete(flat, obj, axis=axis), like)


def choose_adjoint(bar: Any, condition: Any, like: Any, mode: str = "raise") -> Any:
    """Give each element of `bar` to the array that `np.choose(condition, like, mode=mode)` took it from.

    >>> choose_adjoint(np.array([5.0, 7.0]), np.array([1, 0]), [np.zeros(2), 0.0])
    [array([0., 7.]), 5.0]
    """
    choose: Any = np.choose
    taken = choose(condition, list(range(len(like))), mode=mode)
    parts = [unbroadcast(np.where(taken == place, bar, 0.0), item) for place, item in enumerate(like)]
    return tuple(parts) if isinstance(like, tuple) else parts


def reduceat_adjoint(bar: Any, like: Any, indices: Any, axis: int = 0) -> Any:
    """Repeat each element of `bar` over the stretch of `like` that `np.add.reduceat(like, indices, axis)` added up."""
    out = np.zeros_like(np.moveaxis(like, axis, 0))
    stops = [*indices[1:], len(out)]
    for part, start, stop in zip(np.moveaxis(bar, axis, 0), indices, stops, strict=True):
        out[start : max(stop, start + 1)] += part
    return np.moveaxis(out, 0, axis)


def window_adjoint(bar: Any, like: Any, window_shape: Any, axis: Any = None) -> Any:
    """Add up what the windows of `np.lib.stride_tricks.sliding_window_view(like, window_shape, axis)` have of each element."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.lib.stride_tricks.sliding_window_view(flat, window_shape, axis), like)


def compress_adjoint(bar: Any, condition: Any, like: Any, axis: Any = None) -> Any:
    """Put `bar` back to where the elements stood that `np.compress(condition, like, axis)` kept."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.compress(condition, flat, axis=axis), like)


def resize_adjoint(bar: Any, like: Any, shape: Any) -> Any:
    """Add up the copies that `np.resize(like, shape)` made."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.resize(flat, shape), like)


def select_adjoint(bar: Any, conditions: Any, like: Any) -> Any:
    """Give `bar` to the choice that `np.select(conditions, like)` took, zeros to the others."""
    parts = []
    free = np.ones(np.shape(bar), bool)
    for condition, choice in zip(conditions, like, strict=True):
        parts.append(unbroadcast(np.where(free & condition, bar, np.zeros_like(bar)), choice))
        free = free & np.logical_not(condition)
    return tuple(parts) if isinstance(like, tuple) else parts


def select_default_adjoint(bar: Any, conditions: Any, like: Any) -> Any:
    """Return the bar of the default of `np.select`, which is taken where no condition holds."""
    taken = np.zeros(np.shape(bar), bool)
    for condition in conditions:
        taken = taken | condition
    return unbroadcast(np.where(taken, np.zeros_like(bar), bar), like)


def diagonal_adjoint(bar: Any, like: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Put `bar` on a diagonal of zeros like `like`."""
    flat = np.arange(np.size(like)).reshape(np.shape(like))
    return gather_adjoint(bar, np.diagonal(flat, offset, axis1, axis2), like)


def trace_adjoint(bar: Any, like: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Spread `bar` along a diagonal of zeros like `like`."""
    size = np.diagonal(np.empty(np.shape(like)), offset, axis1, axis2).shape[-1]
    return diagonal_adjoint(np.repeat(np.expand_dims(bar, -1), size, -1), like, offset, axis1, axis2)


def diag_adjoint(bar: Any, like: Any, k: int = 0) -> Any:
    """Return the adjoint of `np.diag`, which reads a diagonal of a matrix or writes a vector on one."""
    if np.ndim(like) == 1:
        return conform(np.diagonal(bar, k).copy(), like)
    return diagonal_adjoint(bar, like, k)


MAY_ALIAS = (scatter, scatter_item)
