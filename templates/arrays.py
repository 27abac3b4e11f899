"""The rules of what generated code calls (`tangentlike.runtime`), so that a gradient can be differentiated again."""

import numpy as np

from tangentlike.rules.kinds import bilinear, constant, elementwise, linear
from tangentlike.runtime.arrays import conform, count, reshape_like, unbroadcast, unreduce, zeros_like
from tangentlike.runtime.indexing import (
    diag_adjoint,
    diagonal_adjoint,
    may_repeat,
    pad_adjoint,
    repeat_adjoint,
    scatter,
    take_adjoint,
    take_along_adjoint,
    tile_adjoint,
    trace_adjoint,
)
from tangentlike.runtime.products import dot_left, dot_right, matmul_left, matmul_right
from tangentlike.runtime.reductions import centred, quantile_shares, shares
from tangentlike.runtime.scalars import (
    beats,
    lowered,
    power_by_base,
    power_by_exponent,
    raised,
    ratio,
    sigmoid,
    sinc_curvature,
    sinc_slope,
    taken,
    within,
)
from tangentlike.runtime.shapes import (
    cumsum_adjoint,
    diff_adjoint,
    roll_adjoint,
    split_like,
    transpose_adjoint,
    transpose_as,
    unstack_like,
)

# Shapes and types: each undoes the other


@linear(unbroadcast, conform)
def unbroadcast_rule(out_bar, bar, like):
    return unbroadcast(out_bar, bar)


@linear(reshape_like)
def reshape_like_rule(out_bar, bar, like, order="C"):
    return reshape_like(out_bar, bar, order)


@linear(unreduce)
def unreduce_rule(out_bar, bar, like, axis=None, keepdims=False):
    return unbroadcast(np.sum(out_bar, axis=axis, keepdims=keepdims), bar)


@linear(transpose_as)
def transpose_as_rule(out_bar, x, axes=None):
    return transpose_adjoint(out_bar, axes)


constant(zeros_like, count, may_repeat)


# Indexing


@linear(scatter)
def scatter_rule(out_bar, bar, index, like):
    return unbroadcast(out_bar[index], bar)


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


@linear(diagonal_adjoint)
def diagonal_adjoint_rule(out_bar, bar, like, offset=0, axis1=0, axis2=1):
    return np.diagonal(out_bar, offset, axis1, axis2)


@linear(trace_adjoint)
def trace_adjoint_rule(out_bar, bar, like, offset=0, axis1=0, axis2=1):
    return unbroadcast(np.trace(out_bar, offset, axis1, axis2), bar)


@linear(diag_adjoint)
def diag_adjoint_rule(out_bar, bar, like, k=0):
    return np.diag(out_bar, k)


# Arrays joined and turned


@linear(transpose_adjoint)
def transpose_adjoint_rule(out_bar, bar, axes=None):
    return transpose_as(out_bar, axes)


@linear(split_like)
def split_like_rule(out_bar, bar, like, axis=0):
    return np.concatenate(out_bar, axis)


@linear(unstack_like)
def unstack_like_rule(out_bar, bar, like, axis=0):
    return np.stack(out_bar, axis)


@linear(diff_adjoint)
def diff_adjoint_rule(out_bar, bar, like, n=1, axis=-1):
    return np.diff(out_bar, n, axis)


@linear(cumsum_adjoint)
def cumsum_adjoint_rule(out_bar, bar, like, axis=None):
    return np.cumsum(out_bar, axis)


@linear(roll_adjoint)
def roll_adjoint_rule(out_bar, bar, shift, axis=None):
    return np.roll(out_bar, shift, axis)


# Products: the sum over (out_bar * a_bar) is linear in out_bar, bar and the other factor


@bilinear(matmul_left, "bar", "b")
def matmul_left_rule(out_bar, bar, like, b):
    return unbroadcast(np.matmul(out_bar, b), bar), matmul_right(bar, out_bar, b)


@bilinear(matmul_right, "bar", "a")
def matmul_right_rule(out_bar, bar, a, like):
    return unbroadcast(np.matmul(a, out_bar), bar), matmul_left(bar, a, out_bar)


@bilinear(dot_left, "bar", "b")
def dot_left_rule(out_bar, bar, like, b):
    return unbroadcast(np.dot(out_bar, b), bar), dot_right(bar, out_bar, b)


@bilinear(dot_right, "bar", "a")
def dot_right_rule(out_bar, bar, a, like):
    return unbroadcast(np.dot(a, out_bar), bar), dot_left(bar, a, out_bar)


# Partials and weights


@elementwise(ratio)
def ratio_rule(out, x, y):
    return ratio(1.0, y), -ratio(out, y)


@elementwise(sigmoid)
def sigmoid_rule(out, x):
    return out * (1.0 - out)


@elementwise(power_by_base)
def power_by_base_rule(out, x, y):
    return y * power_by_base(x, y - 1.0), x ** (y - 1.0) * (1.0 + y * np.log(x))


@elementwise(power_by_exponent)
def power_by_exponent_rule(out, power, x, y):
    return np.log(x), power / x, 0.0


@elementwise(sinc_slope)
def sinc_slope_rule(out, x):
    return sinc_curvature(x)


constant(beats, taken, within, raised, lowered)
constant(shares, quantile_shares)


@linear(centred)
def centred_rule(out_bar, x, axis=None):
    return centred(out_bar, axis)
