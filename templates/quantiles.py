"""Medians and other quantiles: they follow the order that NumPy took."""

import numpy as np

from tangentlike.rules.kinds import general
from tangentlike.runtime.arrays import conform, unreduce
from tangentlike.runtime.reductions import (
    known_quantile_shares,
    q_shape,
    quantile_adjoint,
    quantile_shares,
    quantile_slope,
    quantile_tangent,
)


@general(np.nanmedian)
class nanmedian:
    def tangent(out, x, axis, keepdims, x_dot):
        return np.sum(x_dot * known_quantile_shares(x, 0.5, axis), axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=None, *, keepdims=False):
        return known_quantile_shares(x, 0.5, axis) * unreduce(out_bar, x, axis, keepdims)


@general(np.nanquantile, "x")
class nanquantile:                              # of one number q
    def tangent(out, x, q, axis, keepdims, x_dot):
        return np.sum(x_dot * known_quantile_shares(x, q, axis), axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, q, axis=None, *, keepdims=False):
        return known_quantile_shares(x, q, axis) * unreduce(out_bar, x, axis, keepdims)


@nanquantile.case(lambda axis: axis is None, kind="rewrite", operands=("x", "q"))
def nanquantile(x, q):
    return np.quantile(np.compress(~np.isnan(np.ravel(x)), np.ravel(x)), q)


@general(np.nanpercentile, "x")
class nanpercentile:                            # of one number q
    def tangent(out, x, q, axis, keepdims, x_dot):
        return np.sum(x_dot * known_quantile_shares(x, np.divide(q, 100.0), axis), axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, q, axis=None, *, keepdims=False):
        return known_quantile_shares(x, np.divide(q, 100.0), axis) * unreduce(out_bar, x, axis, keepdims)


@nanpercentile.case(lambda axis: axis is None, kind="rewrite", operands=("x", "q"))
def nanpercentile(x, q):
    return np.percentile(np.compress(~np.isnan(np.ravel(x)), np.ravel(x)), q)


@general(np.median)
class median:
    def tangent(out, x, axis, keepdims, x_dot):
        return np.sum(x_dot * quantile_shares(x, 0.5, axis), axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=None, *, keepdims=False):
        return unreduce(out_bar, x, axis, keepdims) * quantile_shares(x, 0.5, axis)


@general(np.quantile)
class quantile:                                 # of method "linear"
    def tangent(out, x, q, axis, keepdims, x_dot, q_dot):
        slope = quantile_slope(x, q, axis, keepdims)
        return quantile_tangent(x, q, axis, keepdims, x_dot), slope * np.reshape(q_dot, q_shape(q, out))

    def adjoint(out_bar, out, x, q, axis=None, *, keepdims=False):
        q_bar = np.reshape(out_bar * quantile_slope(x, q, axis, keepdims), (*np.shape(q), -1))
        return quantile_adjoint(out_bar, x, q, axis, keepdims), conform(np.sum(q_bar, axis=-1), q)


@general(np.percentile)
class percentile:                               # np.quantile(x, q / 100)
    def tangent(out, x, q, axis, keepdims, x_dot, q_dot):
        slope = quantile_slope(x, q / 100.0, axis, keepdims) / 100.0
        return quantile_tangent(x, q / 100.0, axis, keepdims, x_dot), slope * np.reshape(q_dot, q_shape(q, out))

    def adjoint(out_bar, out, x, q, axis=None, *, keepdims=False):
        q_bar = np.reshape(out_bar * quantile_slope(x, q / 100.0, axis, keepdims) / 100.0, (*np.shape(q), -1))
        return quantile_adjoint(out_bar, x, q / 100.0, axis, keepdims), conform(np.sum(q_bar, axis=-1), q)
