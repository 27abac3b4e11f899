"""The rules of runtime functions that take parts of arrays, or join arrays: a gradient can be differentiated again."""

import numpy as np

from tangentlike.rules.kinds import linear
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.runtime.indexing import (
    choose_adjoint,
    compress_adjoint,
    delete_adjoint,
    diag_adjoint,
    diagonal_adjoint,
    gather,
    gather_adjoint,
    item_adjoint,
    item_again,
    pad_adjoint,
    reduceat_adjoint,
    repeat_adjoint,
    resize_adjoint,
    scatter,
    take_adjoint,
    take_along_adjoint,
    tile_adjoint,
    trace_adjoint,
    window_adjoint,
    with_added,
)
from tangentlike.runtime.joining import join_columns, unjoin_columns
from tangentlike.runtime.shapes import (
    cumsum_adjoint,
    diff_adjoint,
    gradient_adjoint,
    join_again,
    mesh_again,
    reshape_each,
    roll_adjoint,
    split_flat,
    split_like,
    transpose_adjoint,
    transpose_as,
    unblock_like,
    unbroadcast_all,
    uncolumn_like,
    unjoin_like,
    unmesh,
    unstack_like,
)

# Indexing


@linear(scatter)
def scatter_rule(out_bar, bar, index, like):
    return unbroadcast(out_bar[index], bar)


@linear(with_added, "x", "part")
def with_added_rule(out_bar, x, index, part):
    return out_bar, unbroadcast(out_bar[index], part)


@linear(item_adjoint)
def item_adjoint_rule(out_bar, bar, like, args):
    return item_again(out_bar, args, bar)


@linear(take_adjoint)
def take_adjoint_rule(out_bar, bar, indices, like, axis=None, mode="raise"):
    return np.take(out_bar, indices, axis=axis, mode=mode)


@linear(take_along_adjoint)
def take_along_adjoint_rule(out_bar, bar, indices, like, axis=-1):
    return np.take_along_axis(out_bar, indices, axis)


@linear(repeat_adjoint)
def repeat_adjoint_rule(out_bar, bar, like, repeats, axis=None):
    return np.repeat(out_bar, repeats, axis)


@linear(tile_adjoint)
def tile_adjoint_rule(out_bar, bar, like, reps):
    return np.tile(out_bar, reps)


@linear(pad_adjoint)
def pad_adjoint_rule(out_bar, bar, like, width, mode="constant"):
    return np.pad(out_bar, width, mode)


@linear(choose_adjoint)
def choose_adjoint_rule(out_bar, bar, condition, like, mode="raise"):
    return unbroadcast(np.choose(condition, out_bar, mode=mode), bar)


@linear(window_adjoint)
def window_adjoint_rule(out_bar, bar, like, window_shape, axis=None):
    return np.lib.stride_tricks.sliding_window_view(out_bar, window_shape, axis)


@linear(reduceat_adjoint)
def reduceat_adjoint_rule(out_bar, bar, like, indices, axis=0):
    return np.add.reduceat(out_bar, indices, axis)


@linear(diagonal_adjoint)
def diagonal_adjoint_rule(out_bar, bar, like, offset=0, axis1=0, axis2=1):
    return np.diagonal(out_bar, offset, axis1, axis2)


@linear(trace_adjoint)
def trace_adjoint_rule(out_bar, bar, like, offset=0, axis1=0, axis2=1):
    return unbroadcast(np.trace(out_bar, offset, axis1, axis2), bar)


@linear(diag_adjoint)
def diag_adjoint_rule(out_bar, bar, like, k=0):
    return np.diag(out_bar, k)


@linear(gather_adjoint)
def gather_adjoint_rule(out_bar, bar, places, like):
    return gather(out_bar, places, bar)


@linear(gather)
def gather_rule(out_bar, x, places, like):
    return gather_adjoint(out_bar, places, x)


@linear(delete_adjoint)
def delete_adjoint_rule(out_bar, bar, like, obj, axis=None):
    return np.delete(out_bar, obj, axis)


@linear(compress_adjoint)
def compress_adjoint_rule(out_bar, bar, condition, like, axis=None):
    return np.compress(condition, out_bar, axis)


@linear(resize_adjoint)
def resize_adjoint_rule(out_bar, bar, like, shape):
    return np.resize(out_bar, shape)


# Arrays joined and turned


@linear(transpose_adjoint)
def transpose_adjoint_rule(out_bar, bar, axes=None):
    return transpose_as(out_bar, axes)


@linear(split_like)
def split_like_rule(out_bar, bar, like, axis=0):
    return np.concatenate(out_bar, axis)


@linear(split_flat)
def split_flat_rule(out_bar, bar, like):
    return np.concatenate(out_bar, None)


@linear(unstack_like)
def unstack_like_rule(out_bar, bar, like, axis=0):
    return np.stack(out_bar, axis)


@linear(uncolumn_like)
def uncolumn_like_rule(out_bar, bar, like):
    return np.column_stack(out_bar)


@linear(unjoin_columns)
def unjoin_columns_rule(out_bar, bar, like):
    return join_columns(out_bar)


@linear(unjoin_like)
def unjoin_like_rule(out_bar, bar, like, axis, least):
    return join_again(out_bar, axis, least)


@linear(unblock_like)
def unblock_like_rule(out_bar, bar, like):
    return np.block(out_bar)


@linear(reshape_each)
def reshape_each_rule(out_bar, bars, like):
    return reshape_each(out_bar, bars)


@linear(unbroadcast_all)
def unbroadcast_all_rule(out_bar, bars, like):
    return np.broadcast_arrays(*out_bar)


@linear(unmesh)
def unmesh_rule(out_bar, bars, like, indexing="xy"):
    return mesh_again(out_bar, bars, indexing)


@linear(mesh_again)
def mesh_again_rule(out_bar, vectors, like, indexing="xy"):
    return unmesh(out_bar, vectors, indexing)


@linear(gradient_adjoint)
def gradient_adjoint_rule(out_bar, bar, like, spacing=(), axis=None, edge_order=1):
    return np.gradient(out_bar, *spacing, axis=axis, edge_order=edge_order)


@linear(diff_adjoint)
def diff_adjoint_rule(out_bar, bar, like, n=1, axis=-1):
    return np.diff(out_bar, n, axis)


@linear(cumsum_adjoint)
def cumsum_adjoint_rule(out_bar, bar, like, axis=None):
    return np.cumsum(out_bar, axis)


@linear(roll_adjoint)
def roll_adjoint_rule(out_bar, bar, shift, axis=None):
    return np.roll(out_bar, shift, axis)
