"""Reductions and orders that follow the values that were taken: max, sort, median, products, norms of tables."""

import builtins

import numpy as np

from tangentlike.rules.kinds import general
from tangentlike.runtime.arrays import conform, count, reshape_like, unbroadcast, unreduce, zeros_like
from tangentlike.runtime.convolutions import polyval_adjoint
from tangentlike.runtime.indexing import gather_adjoint, take_along_adjoint
from tangentlike.runtime.interpolation import interp_weights, is_beyond
from tangentlike.runtime.masked import (
    centred_where,
    count_where,
    running_adjoint,
    running_shares,
    running_tangent,
    share_of_initial,
    shares_among,
)
from tangentlike.runtime.reductions import (
    centred,
    cumprod_adjoint,
    cumprod_tangent,
    known_centred,
    known_shares,
    product_of_others,
    shares,
    weights_adjoint,
    weights_along,
)
from tangentlike.runtime.scalars import ratio
from tangentlike.runtime.shapes import linspace_weights


@general(np.max, np.min, np.amax, np.amin, np.ndarray.max, np.ndarray.min, np.nanmax, np.nanmin, "x", "initial")
class extreme:                                  # equal elements share the derivative
    def tangent(out, x, axis, keepdims, initial, where, x_dot, initial_dot):
        x_part = np.sum(x_dot * shares_among(out, x, axis, keepdims, initial, where), axis=axis, keepdims=keepdims)
        return x_part, initial_dot * share_of_initial(out, x, axis, keepdims, initial, where)

    def adjoint(out_bar, out, x, axis=None, *, keepdims=False, initial=np.nan, where=True):
        x_bar = unreduce(out_bar, x, axis, keepdims) * shares_among(out, x, axis, keepdims, initial, where)
        return x_bar, conform(np.sum(out_bar * share_of_initial(out, x, axis, keepdims, initial, where)), initial)


@extreme.case(operands=("x",))
def extreme(out_bar, out, x, axis=None, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims) * shares(out, x, axis, keepdims)


@general(np.maximum.accumulate, np.minimum.accumulate)
class running_extreme:
    def tangent(out, x, axis, x_dot):
        return running_tangent(x_dot, running_shares(out, x, axis), axis)

    def adjoint(out_bar, out, x, axis=0):
        return running_adjoint(out_bar, running_shares(out, x, axis), axis)


@general(np.maximum.reduce, np.minimum.reduce, "x", "initial")
class extreme_reduce:
    def tangent(out, x, axis, keepdims, initial, where, x_dot, initial_dot):
        x_part = np.sum(x_dot * shares_among(out, x, axis, keepdims, initial, where), axis=axis, keepdims=keepdims)
        return x_part, initial_dot * share_of_initial(out, x, axis, keepdims, initial, where)

    def adjoint(out_bar, out, x, axis=0, *, keepdims=False, initial=np.nan, where=True):
        x_bar = unreduce(out_bar, x, axis, keepdims) * shares_among(out, x, axis, keepdims, initial, where)
        return x_bar, conform(np.sum(out_bar * share_of_initial(out, x, axis, keepdims, initial, where)), initial)


@extreme_reduce.case(operands=("x",))
def extreme_reduce(out_bar, out, x, axis=0, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims) * shares(out, x, axis, keepdims)


@general(np.logaddexp.reduce)
class logsumexp:
    def tangent(out, x, axis, keepdims, x_dot):
        return np.sum(x_dot * np.exp(x - unreduce(out, x, axis, keepdims)), axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=0, *, keepdims=False):
        return unreduce(out_bar, x, axis, keepdims) * np.exp(x - unreduce(out, x, axis, keepdims))


@general(np.prod, np.ndarray.prod, "x", "initial")
class prod:
    def tangent(out, x, axis, keepdims, initial, where, x_dot, initial_dot):
        kept = np.where(where, x, 1)
        others = np.where(where, initial * product_of_others(kept, axis), 0)
        x_part = np.sum(x_dot * others, axis=axis, keepdims=keepdims)
        return x_part, initial_dot * np.prod(kept, axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=None, *, keepdims=False, initial=1, where=True):
        kept = np.where(where, x, 1)
        x_bar = np.where(where, unreduce(out_bar * initial, x, axis, keepdims) * product_of_others(kept, axis), 0)
        return conform(x_bar, x), conform(np.sum(out_bar * np.prod(kept, axis=axis, keepdims=keepdims)), initial)


@prod.case(operands=("x",))
def prod(out_bar, out, x, axis=None, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims) * product_of_others(x, axis)


@general(np.multiply.reduce)
class multiply_reduce:
    def tangent(out, x, axis, keepdims, where, x_dot):
        others = np.where(where, product_of_others(np.where(where, x, 1), axis), 0)
        return np.sum(x_dot * others, axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=0, *, keepdims=False, where=True):
        others = np.where(where, product_of_others(np.where(where, x, 1), axis), 0)
        return conform(unreduce(out_bar, x, axis, keepdims) * others, x)


@multiply_reduce.case(operands=("x",))
def multiply_reduce(out_bar, out, x, axis=0, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims) * product_of_others(x, axis)


@general(np.cumprod, np.ndarray.cumprod)
class cumprod:
    def tangent(out, x, axis, x_dot):
        return cumprod_tangent(out, x, axis, x_dot)

    def adjoint(out_bar, out, x, axis=None):
        return cumprod_adjoint(out_bar, out, x, axis)


@general(np.var, np.ndarray.var)
class var:
    def tangent(out, x, axis, ddof, keepdims, where, x_dot):
        n = count_where(where, x, axis, keepdims) - ddof
        return np.sum(x_dot * centred_where(x, axis, where), axis=axis, keepdims=keepdims) * 2.0 / n

    def adjoint(out_bar, out, x, axis=None, *, ddof=0, keepdims=False, where=True):
        n = count_where(where, x, axis, keepdims) - ddof
        return conform(unreduce(out_bar * 2.0 / n, x, axis, keepdims) * centred_where(x, axis, where), x)


@var.case(lambda axis, ddof: axis is None and ddof == 0)
def var(out_bar, out, x, axis=None, *, keepdims=False):
    return unreduce(out_bar * 2.0 / count(x), x, None, keepdims) * centred(x)


@var.case(lambda ddof: ddof == 0)
def var(out_bar, out, x, axis=None, *, keepdims=False):
    return unreduce(out_bar * 2.0 / count(x, axis), x, axis, keepdims) * centred(x, axis)


@var.case()
def var(out_bar, out, x, axis=None, *, ddof=0, keepdims=False):
    n = count(x, axis) - ddof
    return unreduce(out_bar * 2.0 / n, x, axis, keepdims) * centred(x, axis)


@general(np.std, np.ndarray.std)
class std:                                      # 0 where all elements are equal
    def tangent(out, x, axis, ddof, keepdims, where, x_dot):
        n = count_where(where, x, axis, keepdims) - ddof
        return ratio(np.sum(x_dot * centred_where(x, axis, where), axis=axis, keepdims=keepdims), out) / n

    def adjoint(out_bar, out, x, axis=None, *, ddof=0, keepdims=False, where=True):
        n = count_where(where, x, axis, keepdims) - ddof
        return conform(unreduce(ratio(out_bar, out) / n, x, axis, keepdims) * centred_where(x, axis, where), x)


@std.case(lambda axis, ddof: axis is None and ddof == 0)
def std(out_bar, out, x, axis=None, *, keepdims=False):
    return unreduce(ratio(out_bar, out) / count(x), x, None, keepdims) * centred(x)


@std.case(lambda ddof: ddof == 0)
def std(out_bar, out, x, axis=None, *, keepdims=False):
    return unreduce(ratio(out_bar, out) / count(x, axis), x, axis, keepdims) * centred(x, axis)


@std.case()
def std(out_bar, out, x, axis=None, *, ddof=0, keepdims=False):
    n = count(x, axis) - ddof
    return unreduce(ratio(out_bar, out) / n, x, axis, keepdims) * centred(x, axis)


@general(np.average, "x", "weights")
class average:
    def tangent(out, x, axis, weights, keepdims, x_dot, weights_dot):
        spread = weights_along(weights, x, axis)
        total = np.sum(spread, axis=axis, keepdims=True)
        moved = (x - unreduce(out, x, axis, keepdims)) * weights_along(weights_dot, x, axis) / total
        x_part = np.sum(x_dot * spread / total, axis=axis, keepdims=keepdims)
        return x_part, np.sum(moved, axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=None, weights=None, *, keepdims=False):
        spread = weights_along(weights, x, axis)
        bar = unreduce(out_bar, x, axis, keepdims) / np.sum(spread, axis=axis, keepdims=True)
        rest = x - unreduce(out, x, axis, keepdims)
        return conform(bar * spread, x), weights_adjoint(bar * rest, weights, x, axis)


@average.case(lambda weights: weights is None, kind="rewrite")
def average(x, axis=None, *, keepdims=False):
    return np.mean(x, axis=axis, keepdims=keepdims)


@general(np.nanmean)
class nanmean:
    def tangent(out, x, axis, keepdims, x_dot):
        return np.sum(x_dot * known_shares(x, axis), axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, axis=None, *, keepdims=False):
        return unreduce(out_bar, x, axis, keepdims) * known_shares(x, axis)


@general(np.nanvar)
class nanvar:
    def tangent(out, x, axis, ddof, keepdims, x_dot):
        n = np.sum(~np.isnan(x), axis=axis, keepdims=keepdims) - ddof
        return np.sum(x_dot * known_centred(x, axis), axis=axis, keepdims=keepdims) * 2.0 / n

    def adjoint(out_bar, out, x, axis=None, *, ddof=0, keepdims=False):
        n = np.sum(~np.isnan(x), axis=axis, keepdims=keepdims) - ddof
        return conform(unreduce(out_bar * 2.0 / n, x, axis, keepdims) * known_centred(x, axis), x)


@general(np.nanstd)
class nanstd:                                   # 0 where all elements are equal
    def tangent(out, x, axis, ddof, keepdims, x_dot):
        n = np.sum(~np.isnan(x), axis=axis, keepdims=keepdims) - ddof
        return ratio(np.sum(x_dot * known_centred(x, axis), axis=axis, keepdims=keepdims), out) / n

    def adjoint(out_bar, out, x, axis=None, *, ddof=0, keepdims=False):
        n = np.sum(~np.isnan(x), axis=axis, keepdims=keepdims) - ddof
        return conform(unreduce(ratio(out_bar, out) / n, x, axis, keepdims) * known_centred(x, axis), x)


@general(np.cov)
class cov:                                      # of one array; two become one
    def tangent(out, x, y, x_dot):
        half = np.atleast_2d(x_dot) @ np.transpose(np.atleast_2d(centred(x, -1)))
        return np.reshape(half + np.conj(np.transpose(half)), np.shape(out)) / (np.shape(x)[-1] - 1.0)

    def adjoint(out_bar, out, x, y=None):
        both = np.atleast_2d(out_bar + np.conj(np.transpose(out_bar)))
        return reshape_like(both @ np.atleast_2d(centred(x, -1)), x) / (np.shape(x)[-1] - 1.0)


@cov.case(lambda y: y is None)
def cov(out_bar, out, x, y=None):
    both = np.atleast_2d(out_bar + np.conj(np.transpose(out_bar)))
    return reshape_like(both @ np.atleast_2d(centred(x, -1)), x) / (np.shape(x)[-1] - 1.0)


@cov.case(kind="rewrite", operands=("x", "y"))
def cov(x, y):
    return np.cov(np.concatenate((np.atleast_2d(x), np.atleast_2d(y)), axis=0))


@general(np.sort)
class sort:
    def tangent(out, x, axis, kind, x_dot):
        return np.take_along_axis(x_dot, np.argsort(x, axis=axis, kind="stable"), axis=axis)

    def adjoint(out_bar, out, x, axis=-1, kind=None):
        return take_along_adjoint(out_bar, np.argsort(x, axis=axis, kind="stable"), x, axis)


@sort.case(lambda axis: axis is None)
def sort(out_bar, out, x, axis=None, kind=None):
    return gather_adjoint(out_bar, np.argsort(x, axis=None, kind="stable"), x)


@general(np.interp, "x", "xp", "fp", "left", "right")
class interp:
    def tangent(out, x, xp, fp, left, right, x_dot, xp_dot, fp_dot, left_dot, right_dot):
        first, place, slope = interp_weights(x, xp, fp)
        xp_part = (1.0 - place) * np.take(xp_dot, first) + place * np.take(xp_dot, first + 1)
        fp_part = (1.0 - place) * np.take(fp_dot, first) + place * np.take(fp_dot, first + 1)
        below, above = is_beyond(x, xp, left, None), is_beyond(x, xp, None, right)
        known = np.where(is_beyond(x, xp, left, right), 0.0, fp_part)
        return slope * x_dot, -slope * xp_part, known, np.where(below, left_dot, 0.0), np.where(above, right_dot, 0.0)

    def adjoint(out_bar, out, x, xp, fp, left=None, right=None):
        first, place, slope = interp_weights(x, xp, fp)
        x_bar = out_bar * slope
        known = np.where(is_beyond(x, xp, left, right), 0.0, out_bar)
        places = np.array([first, first + 1])
        xp_bar = gather_adjoint(np.array([-x_bar * (1.0 - place), -x_bar * place]), places, xp)
        fp_bar = gather_adjoint(np.array([known * (1.0 - place), known * place]), places, fp)
        left_bar = conform(np.sum(np.where(is_beyond(x, xp, left, None), out_bar, 0.0)), left)
        right_bar = conform(np.sum(np.where(is_beyond(x, xp, None, right), out_bar, 0.0)), right)
        return unbroadcast(x_bar, x), xp_bar, fp_bar, left_bar, right_bar


@interp.case(operands=("x", "xp", "fp"))
def interp(out_bar, out, x, xp, fp):
    left, place, slope = interp_weights(x, xp, fp)
    x_bar = out_bar * slope
    places = np.array([left, left + 1])
    xp_bar = gather_adjoint(np.array([-x_bar * (1.0 - place), -x_bar * place]), places, xp)
    fp_bar = gather_adjoint(np.array([out_bar * (1.0 - place), out_bar * place]), places, fp)
    return unbroadcast(x_bar, x), xp_bar, fp_bar


@general(builtins.divmod, np.divmod)
class divmod:
    def tangent(out, x, y, x_dot, y_dot):
        return (zeros_like(out[0]), x_dot), (zeros_like(out[0]), -out[0] * y_dot)

    def adjoint(out_bar, out, x, y):
        return unbroadcast(out_bar[1], x), unbroadcast(-out_bar[1] * out[0], y)


@general(np.modf)
class modf:
    def tangent(out, x, x_dot):
        return x_dot, zeros_like(out[1])

    def adjoint(out_bar, out, x):
        return conform(out_bar[0], x)


@general(np.frexp)
class frexp:                                    # x = mantissa * 2 ** exponent
    def tangent(out, x, x_dot):
        return np.ldexp(x_dot, -out[1]), np.zeros_like(out[1])

    def adjoint(out_bar, out, x):
        return np.ldexp(out_bar[0], -out[1])


@general(np.angle)
class angle:                                    # the imaginary part of log(x)
    def tangent(out, x, x_dot):
        return np.imag(x_dot / x)

    def adjoint(out_bar, out, x):
        return conform(-1j * out_bar / x, x)


@general(np.roots)
class roots:                                    # p(out) = 0, so  p_dot(out) + p'(out) * out_dot = 0
    def tangent(out, p, p_dot):
        return -np.polyval(p_dot, out) / np.polyval(np.polyder(p), out)

    def adjoint(out_bar, out, p):
        return conform(-polyval_adjoint(out_bar / np.polyval(np.polyder(p), out), p, out), p)


roots.dtype_by_value = True


@general(np.geomspace, "start", "stop")
class geomspace:
    def tangent(out, start, stop, num, endpoint, axis, start_dot, stop_dot):
        place = linspace_weights(out, num, endpoint, axis)
        return out * (1.0 - place) * start_dot / start, out * place * stop_dot / stop

    def adjoint(out_bar, out, start, stop, num=50, endpoint=True, *, axis=0):
        share = out_bar * out
        stop_part = share * linspace_weights(out, num, endpoint, axis)
        start_bar = unbroadcast(np.sum(share - stop_part, axis) / start, start)
        return start_bar, unbroadcast(np.sum(stop_part, axis) / stop, stop)


@general(np.polyval)
class polyval:
    def tangent(out, p, x, p_dot, x_dot):
        return np.polyval(p_dot, x), np.polyval(np.polyder(p), x) * x_dot

    def adjoint(out_bar, out, p, x):
        return polyval_adjoint(out_bar, p, x), unbroadcast(out_bar * np.polyval(np.polyder(p), x), x)
