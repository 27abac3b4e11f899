"""Arguments to call each rule's function with, a line for each: values away from kinks, shapes of every sort."""

import builtins
import math
import operator
from collections import namedtuple
from dataclasses import dataclass
from typing import Any

import numpy as np

from tangentlike.runtime import (
    arrays,
    indexing,
    joining,
    linalg,
    places,
    products,
    reductions,
    scalars,
    shapes,
    storing,
    trees,
)
from tests.rules.complex_samples import COMPLEX
from tests.rules.partial_samples import PARTIAL
from tests.rules.sampling import S, matrices, numbers, positive, run_seeded, symmetric, text  # noqa: F401

v3, v4, u3 = numbers(3), numbers(4, seed=1), numbers(3, seed=2)
a23, b23, a34 = numbers(2, 3), numbers(2, 3, seed=3), numbers(3, 4, seed=4)
c1, r3 = numbers(2, 1, seed=5), numbers(1, 3)
t234, t423 = numbers(2, 3, 4, seed=6), numbers(4, 2, 3, seed=7)
p3, p23, q23 = positive(3), positive(2, 3), positive(2, 3, seed=8)
zero_d, empty = np.array(0.7), np.empty((0, 3))
unit, f32 = numbers(2, 3, low=-0.9, high=0.9), numbers(2, 3).astype(np.float32)
n23 = np.array([[1.0, np.nan, 2.0], [0.5, 3.0, np.nan]])

UNARY = {
    (np.negative, np.positive, np.sin, np.cos, np.exp, np.exp2, np.expm1, np.tanh, np.sinh, np.cosh, np.arctan): a23,
    (np.arcsinh, np.square, np.sinc, np.deg2rad, np.rad2deg, np.absolute, np.fabs, np.tan, np.cbrt, np.reciprocal): a23,
    (np.log, np.log2, np.log10, np.log1p, np.sqrt): p23,
    (np.arcsin, np.arccos, np.arctanh): unit,
    (np.arccosh,): 1.0 + p23,
    (scalars.sigmoid, scalars.sinc_slope, scalars.erf): a23,
}
BINARY = [np.add, np.subtract, np.multiply, np.divide, np.arctan2, np.hypot, np.logaddexp, np.logaddexp2, np.maximum]
BINARY += [np.minimum, np.fmax, np.fmin, np.copysign, scalars.ratio, scalars.scaled_square]

SAMPLES = [S(f, x) for functions, x in UNARY.items() for f in functions]
SAMPLES += [S(f, y) for functions, x in UNARY.items() for f in functions for y in (float(x[0, 1]), x[:0], x[0, 0])]
SAMPLES += [
    S(f, x, y)
    for f in BINARY
    for x, y in [(a23, b23), (v3, a23), (c1, r3), (0.3, a23), (a23, 0.3), (0.3, 0.4)]
]
SAMPLES += [S(f, x, y) for f in BINARY for x, y in [(zero_d, v3), (empty, r3), (f32, 0.3), (f32, b23), (t234, c1[0])]]
SAMPLES += [
    S(np.power, p23, q23), S(np.power, p23, v3), S(np.power, a23, 2), S(np.power, a23, 3.0, wrt="x"),
    S(np.power, a23, -1.0, wrt="x"), S(np.power, p23, 0.5), S(np.power, 1.5, a23), S(np.power, f32, 2),
    S(np.power, -1.5, 3.0, wrt="x"), S(np.power, 1.5, 0.5), S(np.power, np.abs(f32), 0.5), S(np.power, 1.5, 2.5),
    S(np.remainder, p23, q23 + 0.13), S(np.remainder, -7.3, 2.0), S(np.fmod, p23, q23 + 0.13), S(np.fmod, -7.3, 2.0),
    S(np.clip, a23, -0.5, 0.5), S(np.clip, a23, None, 0.5), S(np.clip, a23, -0.5, None),
    S(np.clip, a23, v3 - 9.0, v3 + 0.1), S(np.clip, 0.3, 0.5, 0.8), S(np.clip, f32, 0.0, 1.0),
    S(np.clip, a23, 0.5, -0.5), S(np.ldexp, a23, 3), S(np.nan_to_num, n23), S(np.nan_to_num, a23, nan=1.0),
    S(scalars.power_by_base, p23, q23), S(scalars.power_by_base, 1.3, 2.2),
    S(scalars.power_by_exponent, q23, p23, a23), S(scalars.power_by_exponent, 0.4, 1.3, 2.2), S(scalars.digamma, 1.3),
    S(scalars.digamma, -0.7),
]

REDUCED = [
    {}, {"axis": 0}, {"axis": -1}, {"axis": (0, 2)}, {"axis": 1, "keepdims": True}, {"keepdims": True}, {"axis": ()},
]
REDUCTIONS = [np.sum, np.mean, np.max, np.prod, np.var, np.std]
SAMPLES += [S(f, t234, **k) for f in REDUCTIONS for k in REDUCED if f not in (np.var, np.std) or k != {"axis": ()}]
SAMPLES += [S(f, x, **k) for f in REDUCTIONS for x, k in [(v3, {}), (f32, {"axis": 0}), (f32, {})]]
SAMPLES += [S(f, x) for f in (np.sum, np.mean, np.max, np.prod) for x in (zero_d, 0.7, np.float64(0.7))]
SAMPLES += [S(f, x) for f in (np.sum, np.prod) for x in (empty,)] + [S(np.sum, empty, axis=1), S(np.sum, [1.0, 2.0])]
SAMPLES += [S(f, t234, **k) for f in (np.average, np.ptp, np.nansum, np.nanprod, np.nanmean) for k in REDUCED[:-1]]
SAMPLES += [S(f, n23, **k) for f in (np.nansum, np.nanmean, np.nanprod, np.nanmax) for k in ({}, {"axis": 1})]
SAMPLES += [S(f.reduce, t234, **k) for f in (np.add, np.maximum, np.multiply, np.logaddexp) for k in ({}, {"axis": 1})]
SAMPLES += [
    S(f, x, **k)
    for f in (np.cumsum, np.cumprod)
    for x, k in [(t234, {}), (t234, {"axis": 1}), (f32, {"axis": -1})]
]
SAMPLES += [
    S(np.var, t234, axis=1, ddof=1), S(np.std, t234, axis=(0, 1), ddof=1, keepdims=True), S(np.std, f32, axis=1),
    S(np.prod, np.array([2.0, 0.0, 3.0])), S(np.prod, np.array([0.0, 0.0, 3.0])),
    S(np.cumprod, np.array([2.0, 0.0, 3.0])), S(np.average, t234, weights=p3, axis=1),
    S(np.average, a23, weights=q23), S(np.average, a23, weights=q23, axis=0), S(np.median, t234),
    S(np.median, t234, axis=1), S(np.median, t234, axis=-1, keepdims=True), S(np.median, f32),
    S(np.median, t234, axis=(0, 2)), S(np.add.accumulate, a23), S(np.subtract.reduce, a23), S(np.diff, t234),
    S(np.diff, t234, n=2, axis=1), S(np.diff, f32), S(np.ediff1d, a23), S(np.trapezoid, a23),
    S(np.trapezoid, a23, axis=0), S(np.trapezoid, a23, p3),
    S(np.trapezoid, t234, np.cumsum(positive(2, 3, 4), 1), axis=1), S(np.trapezoid, v3, dx=0.3),
    S(np.trace, t234[:, :, :3]), S(np.trace, numbers(3, 3), offset=1), S(np.trace, t234, 0, 1, 2),
]

indices, mask = np.array([2, 0, 2]), np.array([True, False, True])
STORES = [(v3, 1, 0.3), (v3, slice(1, None), u3[1:]), (v3, indices, u3), (v3, mask, u3[:2]), (a23, 1, v3), (a23, (..., 0), 0.3)]
STORES += [(a23, [0, 0], b23), (a23, (slice(None), 1), c1[:, 0]), (t234, (0, slice(1, 3)), v4), (v3, slice(None), zero_d)]
SAMPLES += [S(storing.stored, x, index, value) for x, index, value in STORES]
SAMPLES += [S(storing.cleared, x, index) for x, index, _ in STORES]
SAMPLES += [S(storing.stored_part, x, index, value) for x, index, value in STORES]
SAMPLES += [S(storing.last_stored, x, index) for x, index, _ in STORES]
SAMPLES += [S(places.cycled, u3, [4, 5, 6, 7]), S(places.cycled, a23, mask), S(places.cycled, 0.3, (indices, indices))]
SAMPLES += [S(places.cycled_adjoint, v4, u3)]
SAMPLES += [S(storing.stored_part_adjoint, value, index, x) for x, index, value in STORES]
SAMPLES += [
    S(operator.getitem, v3, 1), S(operator.getitem, v3, slice(None, None, -1)),
    S(operator.getitem, t234, (0, slice(1, 3))), S(operator.getitem, v3, indices), S(operator.getitem, v3, [0, 0]),
    S(operator.getitem, t234, (Ellipsis, None, indices)), S(operator.getitem, v3, mask),
    S(operator.getitem, t234, (slice(None), mask, 1)), S(operator.getitem, v3, [True, False, True]),
    S(operator.getitem, t234, (np.array([[0], [1]]), indices)), S(operator.getitem, f32, (1, indices)),
    S(operator.getitem, [0.5, 1.5], 1), S(operator.getitem, (0.5, v3), 1),
    S(operator.getitem, {"w": v3, "b": 1.0}, "w"), S(operator.getitem, zero_d, ()), S(operator.getitem, v3, -1),
    S(operator.getitem, a23, (slice(None), -1)), S(np.where, a23 > 0, a23, b23), S(np.where, mask, 0.3, a23),
    S(np.where, mask, f32, a23), S(np.where, True, 0.3, 0.4), S(np.take, t234, indices),
    S(np.take, t234, indices, axis=1), S(np.take, v3, 1), S(np.take, f32, [[0, 1]], axis=-1),
    S(np.take, v3, [0, 4], mode="wrap"), S(np.take_along_axis, a23, np.array([[0, 0], [2, 1]]), 1),
    S(np.take_along_axis, a23, np.array([0, 5, -1]), None),
    S(np.repeat, a23, 2), S(np.repeat, a23, [1, 2], axis=0), S(np.delete, a23, 1, axis=1), S(np.delete, a23, [0, 4]),
    S(np.tril, t234), S(np.triu, a34, k=1), S(np.copy, a23), S(np.array, f32), S(np.array, [0.5, v3[0]]),
    S(np.array, [v3, (0.1, 0.2, 0.3)]), S(np.array, 0.5), S(np.asarray, [[0.5, 1.0]]), S(np.ascontiguousarray, a23.T),
    S(np.ndarray.astype, f32, float), S(np.ndarray.astype, a23, np.float64), S(builtins.float, zero_d),
    S(np.float64, 0.5), S(builtins.float, 0.5), S(np.ndarray.item, zero_d), S(np.ndarray.item, np.array([[0.5]])),
    S(np.ndarray.item, a23, 4), S(np.ndarray.item, a23, 1, 2), S(np.ndarray.tolist, a23), S(np.real, a23),
    S(np.imag, a23), S(np.conjugate, f32), S(np.full, (2, 3), 0.5), S(np.full, (2, 3), v3), S(np.full_like, a23, 0.5),
    S(np.linspace, 0.5, 2.0), S(np.linspace, 0.5, v3, 4), S(np.linspace, v3, 2.0, 5, False, axis=-1),
    S(np.arange, 0.5, 2.0, 0.4), S(np.arange, 0.5, 2.0), S(np.arange, 2.7), S(builtins.sum, [0.5, 1.5]),
    S(builtins.sum, [v3, u3]), S(builtins.sum, a23), S(builtins.sum, (0.5, 1.5), 0.3), S(np.sort, t234),
    S(np.sort, t234, axis=0), S(np.sort, f32), S(np.sort, a23, axis=None), S(np.logspace, 0.1, 0.7, 4),
    S(np.vander, v3), S(np.vander, v3, 4, increasing=True), S(np.corrcoef, a34), S(np.corrcoef, v3, u3),
    S(np.partition, v4, 2), S(np.partition, t234, 1, axis=1), S(np.unique, a23), S(np.insert, v4, 1, 0.3),
    S(np.insert, v4, [3, 0], v3[:2]), S(np.insert, a23, 1, v3[:2], axis=1), S(np.insert, a23, [0, 2], c1, 1),
    S(np.nextafter, a23, b23), S(np.nextafter, 0.3, 0.4),
    S(np.interp, np.array([0.1, 1.2, 5.0, -3.0]), np.array([0.0, 1.0, 2.5]), v3),
    S(np.interp, 0.4, np.array([0.0, 1.0]), v3[:2]), S(builtins.divmod, 7.3, 2.0), S(np.divmod, p23, q23 + 0.13),
    S(np.modf, a23), S(np.vecdot, a23, b23), S(np.vecdot, a23, v3),
]

SAMPLES += [
    S(np.reshape, a23, (3, 2)), S(np.reshape, a23, -1), S(np.reshape, a23, (3, 2), order="F"),
    S(np.reshape, 0.5, (1,)), S(np.ndarray.reshape, a23, 3, 2), S(np.ndarray.reshape, a23, (6,)),
    S(np.ndarray.reshape, a23, 3, -1, order="F"), S(np.ravel, t234), S(np.ravel, t234, order="F"), S(np.ravel, f32),
    S(np.squeeze, c1), S(np.squeeze, c1, axis=1), S(np.expand_dims, a23, (0, -1)), S(np.atleast_1d, 0.5),
    S(np.atleast_2d, v3), S(np.atleast_3d, a23), S(np.transpose, t234), S(np.transpose, t234, (2, 0, -2)),
    S(np.ndarray.transpose, t234), S(np.ndarray.transpose, t234, 1, 2, 0), S(np.ndarray.transpose, t234, (1, 2, 0)),
    S(np.ndarray.transpose, t234, None), S(np.ndarray.T, t234), S(np.ndarray.T, f32), S(np.ndarray.mT, t234),
    S(np.swapaxes, t234, 0, -1), S(np.moveaxis, t234, 0, -1), S(np.moveaxis, t234, (0, 1), (2, 0)), S(np.flip, t234),
    S(np.flip, t234, (0, 2)), S(np.fliplr, a23), S(np.flipud, a23), S(np.rot90, a23), S(np.rot90, t234, 3, (1, 2)),
    S(np.roll, a23, 2), S(np.roll, t234, (1, -2), axis=(0, 2)), S(np.broadcast_to, v3, (2, 3)),
    S(np.broadcast_to, 0.5, (2,)), S(np.tile, v3, 2), S(np.tile, a23, (2, 1, 2)), S(np.tile, t234, (2,)),
    S(np.tile, f32, 2), S(np.pad, a23, 1), S(np.pad, a23, ((1, 0), (0, 2))), S(np.pad, a23, (1, 2), mode="edge"),
    S(np.pad, a23, 1, "reflect"), S(np.pad, a23, 2, "wrap"), S(np.pad, v3, 5, "symmetric"),
    S(np.pad, f32, 1, constant_values=2.0), S(np.diag, v3), S(np.diag, a34), S(np.diag, v3, 1), S(np.diag, a34, -1),
    S(np.diagflat, a23, 1), S(np.diagonal, t234), S(np.diagonal, t234, 1, 1, 2), S(np.concatenate, (a23, b23)),
    S(np.concatenate, [a23, c1], axis=1), S(np.concatenate, (a23, v3), axis=None), S(np.concatenate, [f32, a23]),
    S(np.concatenate, t234), S(np.stack, (v3, u3)), S(np.stack, [v3, u3], axis=-1), S(np.stack, [0.5, 1.5]),
    S(np.vstack, (v3, a23)), S(np.hstack, (v3, v4)), S(np.hstack, [a23, c1]), S(np.hstack, [0.5, v3]),
    S(joining.join_rows, (0.5, v3, u3)), S(joining.join_rows, (a23, b23)), S(joining.join_columns, (v3, u3)), S(joining.join_columns, (v3[:2], a23)),
    S(np.dstack, (v3, u3)), S(np.dstack, [a23, b23]), S(np.column_stack, (v3, a34)),
    S(np.block, [[a23, c1], [r3, 0.5]]), S(np.block, [v3, v4]), S(np.block, [[a23], [v3]]), S(np.append, v3, 0.5), S(np.append, a23, v3),
    S(np.append, a23, r3, axis=0), S(np.split, a34, 3), S(np.split, a34, [1, 3], axis=1), S(np.array_split, v4, 3),
    S(np.hsplit, a34, 2), S(np.vsplit, a34, 3),
    S(np.std, a23, axis=1, where=a23 > -1.5, ddof=1), S(np.var, t234, axis=(0, 2), where=t234 > -1.5, keepdims=True),
    S(np.var, a23, where=a23 > 0.0), S(np.add.reduce, a23, where=a23 > 0.0, initial=2.0), S(np.add.reduceat, v4, [0, 2]),
    S(np.add.reduceat, a34, np.array([2, 1]), axis=1), S(np.maximum.reduce, a23, axis=1, initial=0.1, where=b23 > -1.0),
    S(np.multiply.reduce, a23, axis=None, where=b23 > 0.0), S(np.choose, np.array([1, 0, 1]), [v3, u3]),
    S(np.choose, np.array([3, 0, 1]), (v3, 0.5), mode="clip"), S(np.geomspace, 0.5, 2.0, 5), S(np.geomspace, 0.5, p3, 4),
    S(np.geomspace, 2.0, 0.5, 4, endpoint=False), S(np.roots, np.array([1.0, -6.0, 10.9, -6.1])), S(np.nanmedian, n23, axis=1),
    S(np.nanquantile, n23, 0.3, axis=1, wrt="x"), S(np.nanpercentile, a34, 30.0, axis=0, keepdims=True, wrt="x"),
    S(np.lib.stride_tricks.sliding_window_view, v4, 2), S(np.lib.stride_tricks.sliding_window_view, a34, (2, 2)),
    S(np.interp, np.array([0.1, 1.2, 5.0, -3.0]), np.array([0.0, 1.0, 2.5]), v3, -1.0, 2.0), S(np.polymul, v3, u3[:2]),
    S(np.interp, -0.4, np.array([0.0, 1.0]), v3[:2], 0.3), S(np.diff, v4, prepend=0.3), S(np.diff, a34, 2, 0, a34[:1], 1.5),
    S(np.diff, v4, append=v3), S(np.polyfit, p3, v3, 1, w=np.array([1.0, 2.0, 0.5])),
    S(np.power.outer, p3, v4), S(np.maximum.outer, a23, v4), S(np.minimum.outer, v3, v4), S(np.hypot.outer, p3, a23),
    S(np.arctan2.outer, p3, v4), S(np.fromiter, [0.5, 1.5, 2.0], float), S(np.fromiter, [0.5, 1.5, 2.0], float, 2),
    S(joining.join_rows, (v3, 0.5, u3)), S(joining.join_columns, (a23, c1)), S(np.ix_, v3, v4),
    S(products.column_of, v3, a23), S(shapes.reshape_each, (a23, v3), (a23.T, c1[:1] + r3)),
    S(np.broadcast_arrays, a23, c1, 0.5), S(np.meshgrid, v3, v4), S(np.meshgrid, v3, v4, u3, indexing="ij"),
    S(np.meshgrid, v3, v4, sparse=True), S(np.matrix_transpose, t234),
]
# Vectors of two: NumPy gives up on them in 2.5.
if np.lib.NumpyVersion(np.__version__) < "2.5.0":
    SAMPLES += [S(np.cross, a23[:, :2], b23[1, :2]), S(np.cross, v3, u3[:2]), S(np.cross, v3[:2], u3[1:])]

PAIRS = [
    (v3, u3), (a23, a34), (a23, v3), (v4, t423[0].repeat(2, 0)), (t234, numbers(2, 4, 5)), (a23, t234), (t234, v4),
    (v3, t234),
]
SAMPLES += [S(np.matmul, a, b) for a, b in PAIRS]
SAMPLES += [S(np.matmul, numbers(5, 1, 2, 3), numbers(4, 3, 2)), S(np.matmul, f32, a34)]
SAMPLES += [
    S(np.dot, a, b)
    for a, b in [*PAIRS[:4], (t234, numbers(2, 4, 5)), (0.5, a23), (a23, 0.5), (0.5, 2.5), (t234, v4)]
]
SAMPLES += [S(np.dot, v3, t234), S(np.dot, f32, a34), S(np.matmul, empty, a34), S(np.matmul, a23, np.empty((3, 0)))]
SAMPLES += [
    S(np.inner, a, b)
    for a, b in [(v3, u3), (a23, b23), (a23, v3), (t234, numbers(5, 4)), (0.5, a23), (v3, 2.0)]
]
SAMPLES += [S(np.outer, a, b) for a, b in [(v3, v4), (a23, v3), (0.5, v3), (f32, v3)]]
SAMPLES += [S(np.vdot, a23, b23), S(np.vdot, v3, u3)]
SAMPLES += [S(f.outer, a, b) for f in (np.add, np.subtract, np.multiply, np.divide) for a, b in [(v3, a23), (a23, 0.5)]]
SAMPLES += [
    S(np.tensordot, t234, numbers(3, 4, 5)), S(np.tensordot, a23, v3, 1), S(np.tensordot, a23, b23, 0),
    S(np.tensordot, t234, t423, ([2, 0], [0, 1])), S(np.tensordot, t234, t423, (1, 2)),
    S(np.tensordot, t234, t423, ((0, 1, 2), (1, 2, 0))), S(np.tensordot, f32, a34, axes=([-1], [0])),
    S(np.kron, a23, a34), S(np.kron, v3, a23), S(np.kron, t234, c1), S(np.kron, v3, u3), S(np.cross, v3, u3),
    S(np.cross, a23, v3), S(np.cross, a23.T, b23, axisa=0, axisc=0), S(np.cross, a34, a34[:, ::-1].copy(), axis=0),
    S(np.convolve, v4, v3), S(np.convolve, v3, v4, "same"), S(np.convolve, v4, v3, "valid"),
    S(np.convolve, v4, u3[:2], "same"), S(np.correlate, v4, v3), S(np.correlate, v3, v4, "same"),
    S(np.correlate, numbers(4), numbers(6), "same"), S(np.correlate, v3, v4, "full"),
    S(np.correlate, numbers(6), numbers(4), "same"), S(np.einsum, "ij,jk->ik", a23, a34),
    S(np.einsum, "ij,jk", a23, a34), S(np.einsum, "ij->", a23), S(np.einsum, "ij->ji", a23),
    S(np.einsum, "ii->i", numbers(3, 3)), S(np.einsum, "ii", numbers(3, 3)), S(np.einsum, "i,i->i", v3, u3),
    S(np.einsum, "i,j->", v3, v4), S(np.einsum, "...ij,...j->...i", t423, numbers(2, 3)[:, :][0]),
    S(np.einsum, "ijk,k,j->i", t234, v4, v3), S(np.einsum, "ij,ij,ij->j", a23, b23, f32),
    S(np.einsum, "...i->...", t234), S(np.einsum, "i...,i...", a23, b23), S(np.einsum, "ij,kl->ik", a23, a34),
    S(np.einsum, "b ij , b jk -> b ik", t234, numbers(2, 4, 2)), S(np.einsum, "iij->ij", numbers(2, 2, 3)),
]

m3, s3, stack = matrices(3, 3), symmetric(3, 3), matrices(2, 3, 3, seed=9)
SAMPLES += [
    S(np.linalg.solve, m3, v3), S(np.linalg.solve, m3, a34), S(np.linalg.solve, stack, numbers(2, 3, 4)),
    S(np.linalg.solve, stack, v3), S(np.linalg.solve, stack, a34), S(np.linalg.solve, m3, numbers(2, 3, 1)),
    S(np.linalg.solve, m3.astype(np.float32), v3.astype(np.float32)), S(np.linalg.inv, m3), S(np.linalg.inv, stack),
    S(np.linalg.det, m3), S(np.linalg.det, stack), S(np.linalg.det, numbers(1, 1)),
    S(np.linalg.det, np.array([[1.0, 2.0], [2.0, 4.0]])), S(np.linalg.slogdet, m3), S(np.linalg.slogdet, stack),
    S(np.linalg.slogdet, -m3), S(np.linalg.norm, v3), S(np.linalg.norm, a23), S(np.linalg.norm, t234),
    S(np.linalg.norm, a23, axis=1), S(np.linalg.norm, t234, axis=(0, 2)), S(np.linalg.norm, a23, None, 0, True),
    S(np.linalg.norm, a23, "fro"), S(np.linalg.norm, t234, 2, 1, keepdims=True), S(np.linalg.norm, v3, 1),
    S(np.linalg.norm, v3, np.inf), S(np.linalg.norm, v3, -np.inf), S(np.linalg.norm, v3, 3),
    S(np.linalg.norm, v3, 0.5), S(np.linalg.norm, v3, 0), S(np.linalg.norm, a34, 1), S(np.linalg.norm, a34, np.inf),
    S(np.linalg.norm, a34, -1), S(np.linalg.norm, a34, 2), S(np.linalg.norm, a34, -2), S(np.linalg.norm, a34, "nuc"),
    S(np.linalg.norm, t234, 2, (2, 0)), S(np.linalg.norm, t234, 1, (1, 2), True), S(np.linalg.norm, f32),
    S(np.linalg.norm, f32, axis=0), S(np.linalg.norm, t234, 1, axis=1), S(np.linalg.norm, t234, 2.5, axis=-1),
    S(np.linalg.cholesky, s3), S(np.linalg.cholesky, symmetric(2, 3, 3)), S(np.linalg.eigh, s3),
    S(np.linalg.eigh, s3, "U"), S(np.linalg.eigh, symmetric(2, 3, 3)), S(np.linalg.eigvalsh, s3),
    S(np.linalg.svd, m3), S(np.linalg.svd, numbers(4, 3), full_matrices=False),
    S(np.linalg.svd, a34, full_matrices=False), S(np.linalg.svd, a34, compute_uv=False),
    S(np.linalg.svd, stack, full_matrices=False), S(np.linalg.svdvals, a34), S(np.linalg.pinv, a34),
    S(np.linalg.pinv, numbers(4, 3)), S(np.linalg.pinv, stack), S(np.linalg.qr, m3), S(np.linalg.qr, numbers(4, 3)),
    S(np.linalg.qr, stack), S(np.linalg.matrix_power, m3, 3), S(np.linalg.matrix_power, stack, -2),
    S(np.linalg.matrix_power, m3, 0), S(np.linalg.multi_dot, [a23, a34, v4]),
    S(np.linalg.cond, m3), S(np.linalg.cond, stack), S(np.linalg.cond, m3, 1),
    S(np.linalg.multi_dot, (v3, m3, a34, v4)), S(np.linalg.multi_dot, [a23, a34]),
]

SAMPLES += [
    S(f, 0.7)
    for f in (math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh)
]
SAMPLES += [
    S(f, 0.7)
    for f in (math.exp, math.expm1, math.log, math.log2, math.log10, math.log1p, math.sqrt, math.asinh, math.atanh)
]
SAMPLES += [
    S(f, -0.7)
    for f in (math.erf, math.erfc, math.gamma, math.lgamma, math.fabs, math.degrees, math.radians, math.modf)
]
SAMPLES += [
    S(f, 2.3, 0.7)
    for f in (math.pow, math.atan2, math.fmod, math.remainder, math.copysign, math.nextafter, math.log, math.hypot)
]
SAMPLES += [
    S(math.acosh, 1.7), S(math.gamma, 4.2), S(math.pow, -1.5, 3.0, wrt="x"), S(math.pow, 2.3, 2.0),
    S(math.ldexp, 0.7, 3), S(math.frexp, 5.3), S(math.hypot, 0.3, 0.4, 1.2), S(math.hypot, -0.3),
    S(math.dist, [0.5, 1.0], [1.5, -1.0]), S(math.dist, (0.5,), (1.5,)), S(math.prod, [0.5, 2.0, 3.0]),
    S(math.prod, (0.5, 0.0, 3.0), start=2.0), S(math.fsum, [0.5, 1.5]), S(builtins.max, 0.5, 1.5),
    S(builtins.min, 0.5, 1.5, 0.2), S(builtins.max, [0.5, 1.5, 0.2]), S(builtins.min, v3), S(builtins.min, 0.5, 1.5),
    S(builtins.max, (0.5, 1.5)), S(builtins.sorted, [0.5, 1.5, 0.2]),
    S(builtins.sorted, (0.5, 1.5, 0.2), reverse=True), S(builtins.sorted, v3),
]

# Younger than the oldest Python and NumPy that we run on.
YOUNG = [
    (math, "cbrt", (0.7,), {}), (math, "exp2", (0.7,), {}), (math, "fma", (0.7, 1.3, 0.2), {}),
    (math, "sumprod", ([0.5, 1.5], [0.3, 0.2]), {}), (np, "unstack", (a23,), {}), (np, "unstack", (t234,), {"axis": 1}),
    (np, "cumulative_sum", (a23,), {"axis": 1}), (np, "cumulative_prod", (v3,), {}), (np, "matvec", (t234, v4), {}),
    (np, "vecmat", (v3, t234), {}),
]
SAMPLES += [S(getattr(m, name), *args, **words) for m, name, args, words in YOUNG if hasattr(m, name)]
c4, c23 = v4 + 0.3j * v4[::-1], a23 - 0.4j * b23
SAMPLES += [
    S(f, x, **k)
    for f in (np.fft.fft, np.fft.ifft)
    for x, k in [(v4, {}), (c4, {"n": 3}), (t234, {"axis": 1, "n": 5})]
]
SAMPLES += [
    S(f, x, **k)
    for f in (np.fft.fftn, np.fft.ifftn)
    for x, k in [(a23, {}), (c23, {"s": (3, 2), "axes": (0, 1)})]
]
SAMPLES += [S(f, t234, norm="ortho") for f in (np.fft.fft, np.fft.rfft, np.fft.fft2, np.fft.ifft2)]
SAMPLES += [
    S(np.fft.rfft, v4), S(np.fft.rfft, v3), S(np.fft.rfft, a34, 7, 0), S(np.fft.rfft, a34, n=3, norm="forward"),
    S(np.fft.irfft, c4), S(np.fft.irfft, c4, 5), S(np.fft.irfft, c23, n=7, axis=0),
    S(np.fft.irfft, c23, norm="ortho"), S(np.fft.irfft, c23, norm="forward"), S(np.fft.fftshift, a23),
    S(np.fft.ifftshift, v3, 0), S(np.fft.ifftshift, c23), S(np.angle, c23), S(np.imag, c23), S(np.real, c23),
    S(np.conjugate, c23), S(np.absolute, c23),
    S(np.linalg.tensordot, a23, a34, axes=1), S(np.vdot, c23, c23 + 1.0), S(np.var, c23), S(np.linalg.norm, c23),
    S(np.multiply, c23, a23),
    S(np.angle, a23), S(np.frexp, a23),
    S(np.quantile, a23, 0.3), S(np.quantile, t234, 0.3, axis=1),
    S(np.quantile, t234, 0.4, axis=(0, 2), keepdims=True), S(np.quantile, t234, np.array([0.2, 0.7]), axis=0),
    S(np.quantile, v4, np.array([0.2, 0.7])), S(np.percentile, t234, 30.0, axis=1), S(np.gradient, v4),
    S(np.gradient, a34), S(np.gradient, a34, 0.3, axis=0),
    S(np.gradient, t423[:, :, :], 0.3, np.array([0.0, 1.5]), 2.0),
    S(np.gradient, v4, np.array([0.0, 0.4, 1.0, 1.3]), edge_order=2), S(np.gradient, numbers(5), edge_order=2),
    S(np.compress, mask, a23, axis=1), S(np.compress, mask, a23), S(np.resize, v3, (2, 4)),
    S(np.unwrap, numbers(8, low=-9.0, high=9.0)), S(np.select, [a23 > 0.5, a23 > -1.0], [b23, v3]),
    S(np.select, [a23 > 0.5, a23 > -1.0], (b23, 0.5), 0.7), S(np.polyval, v3, u3), S(np.polyval, v4, 0.5),
    S(np.cov, a34), S(np.cov, v3), S(np.cov, c23), S(np.nanstd, n23), S(np.linalg.eigvalsh, s3, "U"), S(np.add.outer, 0.5, a23),
    S(np.linalg.eigvalsh, symmetric(2, 3, 3)), S(np.subtract.reduce, t234, 1), S(np.vecdot, c23, c23 + v3), S(np.vecdot, t234, b23[:, :, None], axis=1), S(np.percentile, v4, 20.0),
    S(np.nancumsum, n23), S(np.nanvar, n23, axis=1), S(np.nanstd, t234, axis=0, ddof=1),
    S(np.linalg.trace, t234), S(np.linalg.diagonal, t234, offset=1), S(np.dsplit, t234, 2),

    S(np.linalg.cross, a23, v3, axis=-1), S(np.amax, a23), S(np.linalg.matmul, a23, a34), S(np.require, a23),
]

rng = np.random.default_rng()

# Draws: the generator is seeded before each call.
SAMPLES += [
    S(np.random.normal, 0.5, 1.5), S(np.random.normal, v3, p3, (2, 3)), S(np.random.uniform, 0.5, 1.5, 4),
    S(np.random.exponential, p3), S(np.random.Generator.normal, rng, v3, p3, (2, 3)),
    S(np.random.Generator.uniform, rng, 0.5, p3), S(np.random.Generator.exponential, rng, p3),
]

Pair = namedtuple("Pair", "w b")


@dataclass
class Layer:
    w: Any
    b: Any


# What generated code calls.
SAMPLES += [
    S(arrays.unbroadcast, a23, v3), S(arrays.unbroadcast, t234, r3.T), S(arrays.unbroadcast, v3, 0.5),
    S(arrays.unbroadcast, 0.5, v3), S(arrays.unbroadcast, a23, b23), S(arrays.conform, a23, b23),
    S(arrays.reshape_like, a23, numbers(3, 2)), S(arrays.unreduce, 0.5, a23), S(arrays.unreduce, v3, a23, 0),
    S(arrays.unreduce, c1, a23, 1, True), S(arrays.unreduce, numbers(3), t234, (0, 2)),
    S(indexing.scatter, u3, indices, v4), S(indexing.scatter, 0.5, 1, v4), S(indexing.scatter, v3, 0, a23),
    S(indexing.with_added, v4, indices, u3), S(indexing.with_added, a23, 0, 0.5), S(indexing.with_added, a23, (slice(None), 1), v3[:2]),
    S(indexing.scatter, u3, indices, v4), S(indexing.take_adjoint, u3, indices, v4),
    S(indexing.take_adjoint, numbers(2, 3), indices, a34.T[:2].copy(), 1),
    S(indexing.take_along_adjoint, numbers(2, 2), np.array([[0, 0], [2, 1]]), a23, 1),
    S(indexing.repeat_adjoint, numbers(12), a23, 2), S(indexing.tile_adjoint, numbers(6), v3, 2),
    S(indexing.pad_adjoint, numbers(4, 5), a23, 1), S(indexing.pad_adjoint, numbers(4, 5), a23, 1, "edge"),
    S(indexing.diagonal_adjoint, numbers(2), a23), S(indexing.trace_adjoint, 0.5, a23),
    S(indexing.diag_adjoint, numbers(2), a23), S(indexing.diag_adjoint, numbers(4, 4), v3, 1),
    S(shapes.transpose_adjoint, t234, (2, 0, 1)), S(shapes.transpose_adjoint, t234, ((1, 2, 0),)),
    S(shapes.transpose_as, t234, (1, 2, 0)), S(shapes.split_like, a23, (c1, np.empty((2, 2))), 1),
    S(shapes.unstack_like, a23, [v3, u3]), S(joining.unjoin_columns, a23, (u3[:2], a23[:, :2])), S(shapes.diff_adjoint, v3, v4),
    S(shapes.diff_adjoint, a23, t234[:, :, 0:1].reshape(2, 3)[:, :1].repeat(5, 1), 2),
    S(shapes.cumsum_adjoint, a23, b23, 0), S(shapes.cumsum_adjoint, numbers(6), a23),
    S(shapes.roll_adjoint, a23, 1, 1), S(reductions.centred, a23), S(reductions.centred, a23, 1),
    S(products.matmul_left, numbers(2, 4), a23, a34), S(products.matmul_left, numbers(2), a23, v3),
    S(products.matmul_left, 0.5, v3, u3), S(products.matmul_left, numbers(2, 3, 5), t234, numbers(4, 5)),
    S(products.matmul_right, numbers(2, 4), a23, a34), S(products.matmul_right, numbers(2), a23, v3),
    S(products.matmul_right, 0.5, v3, u3), S(products.dot_left, numbers(2, 4), a23, a34),
    S(products.dot_right, numbers(2, 4), a23, a34), S(products.dot_left, a23, a23, 0.5),
    S(products.dot_right, 0.5, v3, u3),
    S(arrays.add_trees, [0.5, v3], [1.5, u3]), S(indexing.gather, v4, np.array([1, -1, 1]), v3),
    S(reductions.weights_along, p3, t234, 1), S(reductions.weights_along, q23, a23), S(linalg.lower_half, stack),
    S(linalg.read_triangle, m3), S(linalg.read_triangle, stack, "U"), S(linalg.read_triangle_adjoint, m3),
    S(linalg.apply_columns, stack, numbers(2, 3), v3), S(linalg.apply_columns, m3, a34, a34),
]
SAMPLES += [
    S(reductions.norm_weights, 1.3, v3, 3), S(reductions.norm_weights, p3[:2], a23, 2, 1),
    S(reductions.norm_weights, p3[:2], a23, 2.5, -1),
    S(shapes.mesh_again, [v3, v4], (numbers(4, 3), numbers(4, 3))), S(products.sum_after, t234, v3[:2]), S(products.spread_after, v3[:2], t234), S(trees.own, a23), S(trees.copied, [a23, {"w": v3}]), S(trees.own, {"w": v3, "b": [0.5, (1.5,)]}), S(trees.own, Layer(v3, Pair(0.5, u3))),
    S(trees.add_item, (0.5, v3), 1, u3), S(trees.add_item, (0.5, v3), slice(0, 1), (0.3,)),
    S(trees.add_item, Pair(0.5, v3), 1, u3), S(trees.add_item, Pair(0.5, v3), "b", u3),
    S(trees.add_item, Layer(v3, 0.5), "w", u3), S(trees.item_of, [0.5, v3], 1), S(trees.item_of, {"w": v3}, "w"),
    S(trees.item_of, Pair(0.5, v3), "b"), S(trees.item_of, Layer(v3, 0.5), "w"), S(trees.item_of, v3, 1),
    S(trees.sum_copies, [0.5, v3, 1.5, u3], 2), S(trees.repeat_items, [0.5, v3], [0.0, u3, 0.0, u3]),
    S(trees.rebuild_record, Pair(0.1, u3), {"w": 0.5, "b": v3}), S(trees.fields_of, Pair(0.5, v3)),
    S(trees.rebuild_record, Layer(u3, 0.1), {"w": v3, "b": 0.5}), S(trees.fields_of, Layer(v3, 0.5)),
]
SAMPLES += PARTIAL + COMPLEX
