"""The rules of what generated code calls (`tangentlike.runtime`), so that a gradient can be differentiated again."""

import numpy as np

from tangentlike.rules.kinds import bilinear, constant, elementwise, general, linear
from tangentlike.runtime.arrays import (
    add_trees,
    conform,
    count,
    repeat_like,
    reshape_like,
    structure_like,
    unbroadcast,
    unreduce,
    zeros_like,
)
from tangentlike.runtime.by_elements import array_as_first, only_of_floats
from tangentlike.runtime.crosses import cross_axes
from tangentlike.runtime.indexing import may_repeat
from tangentlike.runtime.interpolation import is_beyond
from tangentlike.runtime.linalg import (
    apply_columns,
    cofactors,
    cofactors_tangent,
    hermitian,
    lower_half,
    multi_dot_adjoint,
    multi_dot_others,
    multi_dot_tangent,
    outer_columns,
    read_triangle,
    read_triangle_adjoint,
    solve_columns,
    transposed,
)
from tangentlike.runtime.masked import centred_where, count_where, running_shares, share_of_initial, shares_among
from tangentlike.runtime.operands import require_number
from tangentlike.runtime.reductions import (
    centred,
    first_positive,
    known_centred,
    known_quantile_shares,
    known_shares,
    norm_slopes,
    norm_weights,
    product_of_others,
    product_of_others_adjoint,
    q_shape,
    quantile_adjoint,
    quantile_shares,
    quantile_tangent,
    shares,
    weights_adjoint,
    weights_along,
)
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
    unit,
    within,
)
from tangentlike.runtime.shapes import arange_start, linspace_weights, transpose_adjoint, transpose_as
from tangentlike.runtime.trees import (
    add_item,
    copied,
    fields_of,
    item_of,
    own,
    place_item,
    rebuild_record,
    repeat_items,
    require_scalar,
    sum_copies,
)

# Shapes and types: each undoes the other


@linear(unbroadcast, conform)
def unbroadcast_rule(out_bar, bar, like):
    return unbroadcast(out_bar, bar)


@linear(reshape_like)
def reshape_like_rule(out_bar, bar, like, order="C"):
    return reshape_like(out_bar, bar, order)


@linear(structure_like)
def structure_like_rule(out_bar, bar, like):
    return unbroadcast(np.array(out_bar), bar)


@linear(repeat_like)
def repeat_like_rule(out_bar, bar, like):
    return unbroadcast(sum(out_bar), bar)


@linear(own, copied)
def own_rule(out_bar, x):
    return out_bar


constant(require_scalar, require_number)


@linear(add_item, "bar", "part")
def add_item_rule(out_bar, bar, key, part):
    return out_bar, item_of(out_bar, key)


@linear(item_of)
def item_of_rule(out_bar, bar, key):
    return place_item(out_bar, key, bar)


@item_of_rule.accumulate
def item_of_rule(bar_bar, out_bar, bar, key):
    return add_item(bar_bar, key, out_bar)


@linear(place_item)
def place_item_rule(out_bar, bar, key, like):
    return item_of(out_bar, key)


@linear(sum_copies)
def sum_copies_rule(out_bar, bar, length):
    return repeat_items(out_bar, bar)


@linear(repeat_items)
def repeat_items_rule(out_bar, items, like):
    return sum_copies(out_bar, len(items))


@linear(rebuild_record, "fields")
def rebuild_record_rule(out_bar, like, fields):
    return fields_of(out_bar)


@linear(fields_of)
def fields_of_rule(out_bar, record):
    return rebuild_record(record, out_bar)


@linear(add_trees, "a", "b")
def add_trees_rule(out_bar, a, b):
    return out_bar, out_bar


@linear(arange_start)
def arange_start_rule(out_bar, bar, stop):
    return arange_start(out_bar, stop)


@linear(unreduce)
def unreduce_rule(out_bar, bar, like, axis=None, keepdims=False):
    return unbroadcast(np.sum(out_bar, axis=axis, keepdims=keepdims), bar)


@linear(transpose_as)
def transpose_as_rule(out_bar, x, axes=None):
    return transpose_adjoint(out_bar, axes)


constant(zeros_like, count, may_repeat, linspace_weights, cross_axes, q_shape)


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


@general(unit)
class unit_rule:                                # zero for real x
    def tangent(out, x, x_dot):
        return ratio(x_dot - out * np.real(np.conj(out) * x_dot), np.abs(x))

    def adjoint(out_bar, out, x):
        return conform(ratio(out_bar - np.conj(out) * np.real(out_bar * out), np.abs(x)), x)


constant(beats, taken, within, raised, lowered)
constant(shares, known_shares, quantile_shares, first_positive, shares_among, share_of_initial, count_where)
constant(running_shares, known_quantile_shares, is_beyond)


@linear(centred_where)
def centred_where_rule(out_bar, x, axis, where):
    return centred_where(out_bar, axis, where)


@linear(centred)
def centred_rule(out_bar, x, axis=None):
    return centred(out_bar, axis)


@general(known_centred)
class known_centred_rule:
    def tangent(out, x, axis, x_dot):
        return known_centred(np.where(np.isnan(x), np.nan, x_dot), axis)

    def adjoint(out_bar, out, x, axis=None):
        return known_centred(np.where(np.isnan(x), np.nan, out_bar), axis)


@general(product_of_others)
class product_of_others_rule:                   # the partials are symmetric, so both halves are the same
    def tangent(out, x, axis, x_dot):
        return product_of_others_adjoint(x_dot, x, axis)

    def adjoint(out_bar, out, x, axis=None):
        return product_of_others_adjoint(out_bar, x, axis)


@linear(weights_along)
def weights_along_rule(out_bar, weights, like, axis=None):
    return weights_adjoint(out_bar, weights, like, axis)


@linear(weights_adjoint)
def weights_adjoint_rule(out_bar, bar, like, like2, axis=None):
    return weights_along(out_bar, like2, axis)


# Linear algebra


@linear(transposed)
def transposed_rule(out_bar, x):
    return transposed(out_bar)


@linear(hermitian)
def hermitian_rule(out_bar, x):
    return hermitian(out_bar)


@linear(lower_half)
def lower_half_rule(out_bar, x):
    return lower_half(out_bar)


@linear(read_triangle)
def read_triangle_rule(out_bar, a, UPLO="L"):
    return read_triangle_adjoint(out_bar, UPLO)


@linear(read_triangle_adjoint)
def read_triangle_adjoint_rule(out_bar, bar, UPLO="L"):
    return read_triangle(out_bar, UPLO)


@bilinear(apply_columns)
def apply_columns_rule(out_bar, a, v, like):
    return outer_columns(out_bar, v, a, like), unbroadcast(apply_columns(transposed(a), out_bar, like), v)


@bilinear(outer_columns)
def outer_columns_rule(out_bar, u, v, like, like2):
    u_bar = apply_columns(out_bar, v, like2)
    return unbroadcast(u_bar, u), unbroadcast(apply_columns(transposed(out_bar), u, like2), v)


@general(solve_columns, "a", "v")
class solve_columns_rule:
    def tangent(out, a, v, like, a_dot, v_dot):
        return -solve_columns(a, apply_columns(a_dot, out, like), like), solve_columns(a, v_dot, like)

    def adjoint(out_bar, out, a, v, like):
        v_bar = solve_columns(transposed(a), out_bar, like)
        return outer_columns(-v_bar, out, a, like), unbroadcast(v_bar, v)


@general(cofactors)
class cofactors_rule:                           # of matrices that are not singular
    def tangent(out, a, a_dot):
        return cofactors_tangent(out, a, a_dot)

    def adjoint(out_bar, out, a):
        return cofactors_tangent(out, a, out_bar)


@general(multi_dot_adjoint)
class multi_dot_adjoint_rule:
    def tangent(out, bar, arrays, bar_dot, arrays_dot):
        return multi_dot_adjoint(bar_dot, arrays), multi_dot_others(bar, arrays, arrays_dot)

    def adjoint(out_bar, out, bar, arrays):
        return multi_dot_tangent(arrays, out_bar), multi_dot_others(bar, arrays, out_bar)


# Norms and quantiles


@general(norm_weights, "value", "x")
class norm_weights_rule:                        # `value` is the norm
    def tangent(out, value, x, ord, axis, keepdims, value_dot, x_dot):
        by_x, by_value = norm_slopes(value, x, ord, axis, keepdims)
        return unreduce(value_dot, x, axis, keepdims) * by_value, x_dot * by_x

    def adjoint(out_bar, out, value, x, ord=None, axis=None, keepdims=False):
        by_x, by_value = norm_slopes(value, x, ord, axis, keepdims)
        return np.sum(out_bar * by_value, axis=axis, keepdims=keepdims), conform(out_bar * by_x, x)


@general(quantile_adjoint, "bar", "x")
class quantile_adjoint_rule:                    # the order of x does not change
    def tangent(out, bar, x, q, axis, keepdims, bar_dot, x_dot):
        return quantile_adjoint(bar_dot, x, q, axis, keepdims), None

    def adjoint(out_bar, out, bar, x, q, axis=None, keepdims=False):
        return quantile_tangent(x, q, axis, keepdims, out_bar), None


# The results of a function that is called for each element


@general(array_as_first)
class array_as_first_rule:
    def tangent(out, values, values_dot):
        return only_of_floats(np.array(values_dot), out)

    def adjoint(out_bar, out, values):
        return structure_like(only_of_floats(out_bar, out), values)


@linear(only_of_floats, "bar")
def only_of_floats_rule(out_bar, bar, out):
    return only_of_floats(out_bar, out)
