"""Products: linear in each operand while the others are fixed."""

import operator

import numpy as np

from tangentlike.rules.kinds import bilinear, general
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.runtime.products import (
    convolve_left,
    convolve_right,
    correlate_left,
    correlate_right,
    cross_axes,
    cross_left,
    cross_right,
    dot_left,
    dot_right,
    einsum_adjoint,
    einsum_all,
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
    return unbroadcast(np.cross(b, out_bar), a), unbroadcast(np.cross(out_bar, a), b)


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
