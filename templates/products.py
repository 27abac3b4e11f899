"""Products: linear in each operand while the others are fixed."""

import operator

import numpy as np

from tangentlike.rules.kinds import bilinear, general, linear, rewrite
from tangentlike.runtime.arrays import reshape_like, unbroadcast
from tangentlike.runtime.convolutions import convolve_left, convolve_right, correlate_left, correlate_right
from tangentlike.runtime.crosses import cross_axes, cross_left, cross_right
from tangentlike.runtime.products import (
    column_of,
    dot_left,
    dot_right,
    einsum_adjoint,
    einsum_all,
    einsum_all_others,
    einsum_insert,
    einsum_others_adjoint,
    einsum_others_tangent,
    einsum_tangent,
    inner_left,
    inner_right,
    kron_left,
    kron_right,
    matmul_left,
    matmul_right,
    outer_left,
    outer_right,
    product_left,
    product_right,
    spread_after,
    sum_after,
    tensordot_left,
    tensordot_right,
)


@bilinear(np.matmul, np.linalg.matmul, operator.matmul, operator.imatmul)
def matmul(out_bar, a, b):
    return matmul_left(out_bar, a, b), matmul_right(out_bar, a, b)


@bilinear(np.dot, np.ndarray.dot)
def dot(out_bar, a, b):
    return dot_left(out_bar, a, b), dot_right(out_bar, a, b)


@bilinear(np.inner)
def inner(out_bar, a, b):
    return inner_left(out_bar, a, b), inner_right(out_bar, a, b)


@bilinear(np.outer, np.linalg.outer)
def outer(out_bar, a, b):
    return outer_left(out_bar, a, b), outer_right(out_bar, a, b)


@bilinear(np.multiply.outer)
def multiply_outer(out_bar, a, b):
    return product_left(out_bar, a, b), product_right(out_bar, a, b)


@bilinear(np.vdot)
def vdot(out_bar, a, b):                        # the sum of conj(a) * b
    return unbroadcast(np.conj(out_bar * b), a), unbroadcast(out_bar * np.conj(a), b)


@bilinear(np.tensordot)
def tensordot(out_bar, a, b, axes=2):
    return tensordot_left(out_bar, a, b, axes), tensordot_right(out_bar, a, b, axes)


@bilinear(np.linalg.tensordot)
def tensordot_of_arrays(out_bar, a, b, *, axes=2):
    return tensordot_left(out_bar, a, b, axes), tensordot_right(out_bar, a, b, axes)


@bilinear(np.kron)
def kron(out_bar, a, b):
    return kron_left(out_bar, a, b), kron_right(out_bar, a, b)


@bilinear(np.cross)
def cross(out_bar, a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    axes = cross_axes(axisa, axisb, axisc, axis)
    return cross_left(out_bar, a, b, axes), cross_right(out_bar, a, b, axes)


@cross.case(lambda axisa, axisb, axisc, axis: axisa == axisb == axisc == -1 and axis is None)
def cross(out_bar, a, b):
    return cross_left(out_bar, a, b), cross_right(out_bar, a, b)


@bilinear(np.linalg.cross)
def cross_of_arrays(out_bar, a, b, *, axis=-1):
    axes = (axis, axis, axis)
    return cross_left(out_bar, a, b, axes), cross_right(out_bar, a, b, axes)


@bilinear(np.convolve)
def convolve(out_bar, a, v, mode="full"):
    return convolve_left(out_bar, a, v, mode), convolve_right(out_bar, a, v, mode)


@bilinear(np.correlate)
def correlate(out_bar, a, v, mode="valid"):
    return correlate_left(out_bar, a, v, mode), correlate_right(out_bar, a, v, mode)


@general(np.einsum, "operands")
class einsum:
    def tangent(out, spec, operands, optimize, operands_dot):
        return einsum_tangent(spec, operands, operands_dot)

    def adjoint(out_bar, out, spec, *operands, optimize=False):
        return einsum_all(out_bar, spec, operands)


@einsum.case(kind="linear", operands=("a",))
def einsum(out_bar, spec, a):
    return einsum_adjoint(out_bar, spec, 0, a)


@einsum.case(kind="bilinear", operands=("a", "b"))
def einsum(out_bar, spec, a, b):
    return einsum_adjoint(out_bar, spec, 0, a, b), einsum_adjoint(out_bar, spec, 1, b, a)


# The rules of the helpers: the sum over (out_bar * a_bar) is linear in out_bar, bar and the other factor


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


@bilinear(inner_left, "bar", "b")
def inner_left_rule(out_bar, bar, like, b):
    return unbroadcast(np.inner(out_bar, b), bar), inner_right(bar, out_bar, b)


@bilinear(inner_right, "bar", "a")
def inner_right_rule(out_bar, bar, a, like):
    return unbroadcast(np.inner(a, out_bar), bar), inner_left(bar, a, out_bar)


@bilinear(outer_left, "bar", "b")
def outer_left_rule(out_bar, bar, like, b):
    return np.outer(out_bar, b), outer_right(bar, out_bar, b)


@bilinear(outer_right, "bar", "a")
def outer_right_rule(out_bar, bar, a, like):
    return np.outer(a, out_bar), outer_left(bar, a, out_bar)


@bilinear(product_left, "bar", "b")
def product_left_rule(out_bar, bar, like, b):
    return np.multiply.outer(out_bar, b), product_right(bar, out_bar, b)


@bilinear(product_right, "bar", "a")
def product_right_rule(out_bar, bar, a, like):
    return np.multiply.outer(a, out_bar), product_left(bar, a, out_bar)


@bilinear(tensordot_left, "bar", "b")
def tensordot_left_rule(out_bar, bar, like, b, axes=2):
    return unbroadcast(np.tensordot(out_bar, b, axes), bar), tensordot_right(bar, out_bar, b, axes)


@bilinear(tensordot_right, "bar", "a")
def tensordot_right_rule(out_bar, bar, a, like, axes=2):
    return unbroadcast(np.tensordot(a, out_bar, axes), bar), tensordot_left(bar, a, out_bar, axes)


@bilinear(kron_left, "bar", "b")
def kron_left_rule(out_bar, bar, like, b):
    return np.kron(out_bar, b), kron_right(bar, out_bar, b)


@bilinear(kron_right, "bar", "a")
def kron_right_rule(out_bar, bar, a, like):
    return np.kron(a, out_bar), kron_left(bar, a, out_bar)


@bilinear(cross_left, "bar", "b")
def cross_left_rule(out_bar, bar, like, b, axes=(-1, -1, -1)):
    return np.cross(out_bar, b, axes[0], axes[1], axes[2]), cross_right(bar, out_bar, b, axes)


@bilinear(cross_right, "bar", "a")
def cross_right_rule(out_bar, bar, a, like, axes=(-1, -1, -1)):
    return np.cross(a, out_bar, axes[0], axes[1], axes[2]), cross_left(bar, a, out_bar, axes)


@bilinear(convolve_left, "bar", "v")
def convolve_left_rule(out_bar, bar, like, v, mode="full"):
    return np.convolve(out_bar, v, mode), convolve_right(bar, out_bar, v, mode)


@bilinear(convolve_right, "bar", "a")
def convolve_right_rule(out_bar, bar, a, like, mode="full"):
    return np.convolve(a, out_bar, mode), convolve_left(bar, a, out_bar, mode)


@general(einsum_adjoint, "bar", "others")
class einsum_adjoint_rule:
    def tangent(out, bar, spec, place, like, others, bar_dot, others_dot):
        part = einsum_others_tangent(bar, spec, place, like, (others, others_dot))
        return einsum_adjoint(bar_dot, spec, place, like, *others), part

    def adjoint(out_bar, out, bar, spec, place, like, *others):
        bar_bar = einsum_insert(spec, place, out_bar, others)
        return unbroadcast(bar_bar, bar), einsum_others_adjoint(bar, spec, place, out_bar, others)


@general(einsum_all, "bar", "operands")
class einsum_all_rule:                          # the tangent in the direction of out_bar: the sum is symmetric in the two
    def tangent(out, bar, spec, operands, bar_dot, operands_dot):
        return einsum_all(bar_dot, spec, operands), einsum_all_others(bar, spec, operands, operands_dot)

    def adjoint(out_bar, out, bar, spec, operands):
        bar_bar = einsum_tangent(spec, operands, out_bar)
        return unbroadcast(bar_bar, bar), einsum_all_others(bar, spec, operands, out_bar)


# Younger products: of stacks of vectors and matrices


@bilinear(getattr(np, "vecdot", None), getattr(np.linalg, "vecdot", None))          # NumPy 2.0
def vecdot(out_bar, a, b, *, axis=-1):
    bar = np.expand_dims(out_bar, -1)
    a_bar = unbroadcast(np.conj(bar * np.moveaxis(b, axis, -1)), np.moveaxis(a, axis, -1))
    b_bar = unbroadcast(bar * np.conj(np.moveaxis(a, axis, -1)), np.moveaxis(b, axis, -1))
    return np.moveaxis(a_bar, -1, axis), np.moveaxis(b_bar, -1, axis)


@vecdot.case(lambda axis: axis == -1, numbers="real")
def vecdot(out_bar, a, b):
    bar = np.expand_dims(out_bar, -1)
    return unbroadcast(bar * b, a), unbroadcast(bar * a, b)


@bilinear(getattr(np, "matvec", None))          # NumPy 2.2
def matvec(out_bar, a, x):
    bar = np.expand_dims(out_bar, -1)
    return unbroadcast(bar * np.expand_dims(x, -2), a), unbroadcast(np.sum(a * bar, axis=-2), x)


@bilinear(getattr(np, "vecmat", None))          # NumPy 2.2
def vecmat(out_bar, x, a):
    bar = np.expand_dims(out_bar, -2)
    return unbroadcast(np.conj(np.sum(a * bar, axis=-1)), x), unbroadcast(np.expand_dims(np.conj(x), -1) * bar, a)


# Sums and quotients of all pairs


@linear(np.add.outer, "a", "b")
def add_outer(out_bar, a, b):
    return sum_after(out_bar, a), unbroadcast(out_bar, b)


@linear(np.subtract.outer, "a", "b")
def subtract_outer(out_bar, a, b):
    return sum_after(out_bar, a), unbroadcast(-out_bar, b)


@general(np.divide.outer)
class divide_outer:
    def tangent(out, a, b, a_dot, b_dot):
        return np.divide.outer(a_dot, b), -out * (b_dot / b)

    def adjoint(out_bar, out, a, b):
        return sum_after(out_bar / b, a), unbroadcast(-out_bar * out / b, b)


@rewrite(np.power.outer)
def power_outer(a, b):
    return np.power(column_of(a, b), b)


@rewrite(np.maximum.outer)
def maximum_outer(a, b):
    return np.maximum(column_of(a, b), b)


@rewrite(np.minimum.outer)
def minimum_outer(a, b):
    return np.minimum(column_of(a, b), b)


@rewrite(np.hypot.outer)
def hypot_outer(a, b):
    return np.hypot(column_of(a, b), b)


@rewrite(np.arctan2.outer)
def arctan2_outer(a, b):
    return np.arctan2(column_of(a, b), b)


@linear(column_of)
def column_of_rule(out_bar, x, like):
    return reshape_like(out_bar, x)


@linear(sum_after)
def sum_after_rule(out_bar, bar, like):
    return spread_after(out_bar, bar)


@linear(spread_after)
def spread_after_rule(out_bar, x, like):
    return sum_after(out_bar, x)
