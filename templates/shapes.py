"""Linear maps of shapes: what moves elements, joins arrays and takes them apart."""

import numpy as np

from tangentlike.rules.kinds import linear
from tangentlike.runtime.arrays import conform, reshape_like, unbroadcast
from tangentlike.runtime.indexing import diag_adjoint, diagonal_adjoint, pad_adjoint, pad_values_adjoint, tile_adjoint
from tangentlike.runtime.joining import join_columns, join_rows, unjoin_columns
from tangentlike.runtime.shapes import (
    reshape_each,
    roll_adjoint,
    split_flat,
    split_like,
    transpose_adjoint,
    unblock_like,
    unbroadcast_all,
    uncolumn_like,
    unjoin_like,
    unmesh,
    unstack_like,
)

# One array, the same elements


@linear(np.reshape)
def reshape(out_bar, x, shape, order="C"):
    return reshape_like(out_bar, x, order)


@linear(np.ndarray.reshape)
def reshape_method(out_bar, x, *shape, order="C"):
    return reshape_like(out_bar, x, order)


@linear(np.ravel, np.ndarray.ravel, np.ndarray.flatten)
def ravel(out_bar, x, order="C"):
    return reshape_like(out_bar, x, order)


@linear(np.squeeze, np.ndarray.squeeze, np.expand_dims)
def squeeze(out_bar, x, axis=None):
    return reshape_like(out_bar, x)


@linear(np.ndarray.flat, np.atleast_1d, np.atleast_2d, np.atleast_3d)
def atleast(out_bar, x):
    return reshape_like(out_bar, x)


@linear(np.transpose)
def transpose(out_bar, x, axes=None):
    return transpose_adjoint(out_bar, axes)


@transpose.case(lambda axes: axes is None)
def transpose(out_bar, x):
    return np.transpose(out_bar)


@linear(np.ndarray.transpose)
def transpose_method(out_bar, x, *axes):
    return transpose_adjoint(out_bar, axes)


@linear(np.ndarray.T)
def transposed(out_bar, x):
    return out_bar.T


@linear(np.matrix_transpose, np.linalg.matrix_transpose, np.ndarray.mT)
def matrix_transpose(out_bar, x):
    return np.swapaxes(out_bar, -1, -2)


@linear(np.swapaxes, np.ndarray.swapaxes)
def swapaxes(out_bar, x, axis1, axis2):
    return np.swapaxes(out_bar, axis1, axis2)


@linear(np.moveaxis)
def moveaxis(out_bar, x, source, destination):
    return np.moveaxis(out_bar, destination, source)


@linear(np.flip)
def flip(out_bar, x, axis=None):
    return np.flip(out_bar, axis)


@linear(np.fliplr)
def fliplr(out_bar, x):
    return np.fliplr(out_bar)


@linear(np.flipud)
def flipud(out_bar, x):
    return np.flipud(out_bar)


@linear(np.rot90)
def rot90(out_bar, x, k=1, axes=(0, 1)):
    return np.rot90(out_bar, -k, axes)


@linear(np.roll)
def roll(out_bar, x, shift, axis=None):
    return roll_adjoint(out_bar, shift, axis)


@roll.case(lambda shift: isinstance(shift, int))
def roll(out_bar, x, shift, axis=None):
    return np.roll(out_bar, -shift, axis)


# One array, more or fewer elements


@linear(np.broadcast_to)
def broadcast_to(out_bar, x, shape):
    return unbroadcast(out_bar, x)


@linear(np.tile)
def tile(out_bar, x, reps):
    return tile_adjoint(out_bar, x, reps)


@linear(np.pad, "x", "constant_values")
def pad(out_bar, x, pad_width, mode="constant", *, constant_values=0):
    x_bar = pad_adjoint(out_bar, x, pad_width, mode)
    return x_bar, pad_values_adjoint(out_bar, x, pad_width, constant_values)


@linear(np.diag)
def diag(out_bar, x, k=0):
    return diag_adjoint(out_bar, x, k)


@linear(np.diagflat)
def diagflat(out_bar, x, k=0):
    return reshape_like(np.diagonal(out_bar, k), x)


@linear(np.linalg.diagonal)
def diagonal_of_matrices(out_bar, x, *, offset=0):
    return diagonal_adjoint(out_bar, x, offset, -2, -1)


@linear(np.diagonal, np.ndarray.diagonal)
def diagonal(out_bar, x, offset=0, axis1=0, axis2=1):
    return diagonal_adjoint(out_bar, x, offset, axis1, axis2)


# Several arrays into one: the bar of a list or tuple is a list or tuple


@linear(np.concatenate)
def concatenate(out_bar, arrays, axis=0):
    return split_like(out_bar, arrays, axis)


@concatenate.case(lambda axis: axis == 0)
def concatenate(out_bar, arrays):
    return split_like(out_bar, arrays)


@concatenate.case(lambda axis: axis is None)
def concatenate(out_bar, arrays, axis):
    return split_flat(out_bar, arrays)


@linear(np.stack)
def stack(out_bar, arrays, axis=0):
    return unstack_like(out_bar, arrays, axis)


@stack.case(lambda axis: axis == 0)
def stack(out_bar, arrays):
    return unstack_like(out_bar, arrays)


@linear(np.vstack)
def vstack(out_bar, arrays):
    return unjoin_like(out_bar, arrays, 0, 2)


@linear(np.hstack)
def hstack(out_bar, arrays):
    return unjoin_like(out_bar, arrays, 1, 1)


@linear(np.dstack)
def dstack(out_bar, arrays):
    return unjoin_like(out_bar, arrays, 2, 3)


@linear(np.column_stack)
def column_stack(out_bar, arrays):
    return uncolumn_like(out_bar, arrays)


@linear(join_rows)                              # np.r_[...]
def join_rows_rule(out_bar, parts):
    return unjoin_like(out_bar, parts, 0, 1)


@linear(join_columns)                           # np.c_[...]
def join_columns_rule(out_bar, parts):
    return unjoin_columns(out_bar, parts)


@linear(np.block)
def block(out_bar, arrays):
    return unblock_like(out_bar, arrays)


@linear(np.append, "x", "values")
def append(out_bar, x, values, axis=None):
    parts = split_like(out_bar, (x, values), axis)
    return parts[0], parts[1]


@append.case(lambda axis: axis is None, operands=("x", "values"))
def append(out_bar, x, values, axis=None):
    parts = split_flat(out_bar, (x, values))
    return parts[0], parts[1]


# One array into several: the bar of the result is a list


@linear(np.split, np.array_split)
def split(out_bar, x, indices_or_sections, axis=0):
    return conform(np.concatenate(out_bar, axis), x)


@linear(np.hsplit)
def hsplit(out_bar, x, indices_or_sections):
    return conform(np.hstack(out_bar), x)


@linear(np.vsplit)
def vsplit(out_bar, x, indices_or_sections):
    return conform(np.vstack(out_bar), x)


@linear(np.dsplit)
def dsplit(out_bar, x, indices_or_sections):
    return conform(np.dstack(out_bar), x)


@linear(getattr(np, "unstack", None))           # NumPy 2.1
def unstack(out_bar, x, *, axis=0):
    return conform(np.stack(out_bar, axis), x)


@linear(np.ix_, "vectors")
def ix_(out_bar, *vectors):
    return reshape_each(out_bar, vectors)


@linear(np.broadcast_arrays, "arrays")
def broadcast_arrays(out_bar, *arrays):
    return unbroadcast_all(out_bar, arrays)


@linear(np.meshgrid, "vectors")
def meshgrid(out_bar, *vectors, indexing="xy", sparse=False, copy=True):
    return unmesh(out_bar, vectors, indexing)
