"""Linear maps of elements: sums, selections, conversions. Forward mode applies the map itself to the tangents."""

import builtins
import operator

import numpy as np

from tangentlike.rules.kinds import general, linear
from tangentlike.runtime.arrays import conform, count, repeat_like, structure_like, unbroadcast, unreduce
from tangentlike.runtime.indexing import (
    add_at,
    choose_adjoint,
    compress_adjoint,
    delete_adjoint,
    item_adjoint,
    reduceat_adjoint,
    repeat_adjoint,
    resize_adjoint,
    scatter,
    select_adjoint,
    select_default_adjoint,
    take_adjoint,
    take_along_adjoint,
    trace_adjoint,
    window_adjoint,
)
from tangentlike.runtime.masked import count_where
from tangentlike.runtime.reductions import first_positive
from tangentlike.runtime.shapes import (
    arange_start,
    cumsum_adjoint,
    diff_adjoint,
    gradient_adjoint,
    linspace_weights,
    split_ends,
    with_ends,
)

# Sums


@linear(np.sum, np.ndarray.sum, "x", "initial")
def sum(out_bar, x, axis=None, *, keepdims=False, initial=0, where=True):
    x_bar = structure_like(np.where(where, unreduce(out_bar, x, axis, keepdims), 0), x)
    return x_bar, conform(np.sum(out_bar), initial)


@sum.case(operands=("x",))
def sum(out_bar, x, axis=None, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims)


@linear(np.add.reduce, "x", "initial")
def add_reduce(out_bar, x, axis=0, *, keepdims=False, initial=0, where=True):
    x_bar = structure_like(np.where(where, unreduce(out_bar, x, axis, keepdims), 0), x)
    return x_bar, conform(np.sum(out_bar), initial)


@add_reduce.case(operands=("x",))
def add_reduce(out_bar, x, axis=0, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims)


@linear(np.add.reduceat)
def add_reduceat(out_bar, x, indices, axis=0):
    return reduceat_adjoint(out_bar, x, indices, axis)


@linear(np.mean, np.ndarray.mean)
def mean(out_bar, x, axis=None, *, keepdims=False, where=True):
    share = np.where(where, unreduce(out_bar / count_where(where, x, axis, keepdims), x, axis, keepdims), 0)
    return structure_like(share, x)


@mean.case(lambda axis: axis is None)
def mean(out_bar, x, axis=None, *, keepdims=False):
    return unreduce(out_bar / count(x), x, None, keepdims)


@mean.case()
def mean(out_bar, x, axis=None, *, keepdims=False):
    return unreduce(out_bar / count(x, axis), x, axis, keepdims)


@linear(np.cumsum, np.ndarray.cumsum)
def cumsum(out_bar, x, axis=None):
    return cumsum_adjoint(out_bar, x, axis)


@linear(np.add.accumulate)
def add_accumulate(out_bar, x, axis=0):
    return cumsum_adjoint(out_bar, x, axis)


@linear(getattr(np, "cumulative_sum", None))    # NumPy 2.1
def cumulative_sum(out_bar, x, *, axis=None):
    return cumsum_adjoint(out_bar, x, axis)


@linear(np.diff, "x", "prepend", "append")
def diff(out_bar, x, n=1, axis=-1, prepend=None, append=None):
    parts = split_ends(diff_adjoint(out_bar, with_ends(x, axis, prepend, append), n, axis), x, axis, prepend, append)
    return parts[0], parts[1], parts[2]


@diff.case(operands=("x",))
def diff(out_bar, x, n=1, axis=-1):
    return diff_adjoint(out_bar, x, n, axis)


@linear(np.gradient)
def gradient(out_bar, x, *spacing, axis=None, edge_order=1):
    return gradient_adjoint(out_bar, x, spacing, axis, edge_order)


@linear(getattr(np.linalg, "trace", None))      # NumPy 2.0
def trace_of_matrices(out_bar, x, *, offset=0):
    return trace_adjoint(out_bar, x, offset, -2, -1)


@linear(np.lib.stride_tricks.sliding_window_view)
def sliding_window_view(out_bar, x, window_shape, axis=None):
    return window_adjoint(out_bar, x, window_shape, axis)


@linear(np.trace, np.ndarray.trace)
def trace(out_bar, x, offset=0, axis1=0, axis2=1):
    return trace_adjoint(out_bar, x, offset, axis1, axis2)


# Selections


@linear(operator.getitem)
def getitem(out_bar, x, index):
    return scatter(out_bar, index, x)


@getitem.accumulate
def getitem(x_bar, out_bar, x, index):
    return add_at(x_bar, index, out_bar)


@linear(np.where, "x", "y")
def where(out_bar, condition, x, y):            # select, do not multiply by 0: 0 * inf is nan
    return unbroadcast(np.where(condition, out_bar, 0.0), x), unbroadcast(np.where(condition, 0.0, out_bar), y)


where.selected = ("condition", "x", "y")        # values that only one side uses are masked going back


@linear(np.bincount, "weights")
def bincount(out_bar, x, weights=None, minlength=0):
    return conform(out_bar[x], weights)


@linear(np.take, np.ndarray.take)
def take(out_bar, x, indices, axis=None, *, mode="raise"):
    return take_adjoint(out_bar, indices, x, axis, mode)


@linear(np.take_along_axis)
def take_along_axis(out_bar, x, indices, axis=-1):
    return take_along_adjoint(out_bar, indices, x, axis)


@take_along_axis.case(lambda axis: axis is None)
def take_along_axis(out_bar, x, indices, axis):
    return take_adjoint(out_bar, indices, x)


@linear(np.compress, "x")
def compress(out_bar, condition, x, axis=None):
    return compress_adjoint(out_bar, condition, x, axis)


@linear(np.select, "choicelist", "default")
def select(out_bar, condlist, choicelist, default=0):
    return select_adjoint(out_bar, condlist, choicelist), select_default_adjoint(out_bar, condlist, default)


@linear(np.choose, np.ndarray.choose, "choicelist")
def choose(out_bar, condition, choicelist, *, mode="raise"):
    return choose_adjoint(out_bar, condition, choicelist, mode)


@linear(np.resize)
def resize(out_bar, x, new_shape):
    return resize_adjoint(out_bar, x, new_shape)


@linear(np.repeat, np.ndarray.repeat)
def repeat(out_bar, x, repeats, axis=None):
    return repeat_adjoint(out_bar, x, repeats, axis)


@linear(np.delete)
def delete(out_bar, x, obj, axis=None):
    return delete_adjoint(out_bar, x, obj, axis)


@linear(np.tril)
def tril(out_bar, x, k=0):
    return np.tril(out_bar, k)


@linear(np.triu)
def triu(out_bar, x, k=0):
    return np.triu(out_bar, k)


# Copies and conversions


@linear(np.copy, np.ndarray.copy)
def copy(out_bar, x, order="K"):
    return out_bar


@linear(np.array, np.asarray, np.asanyarray, np.asarray_chkfinite, np.require)
def array(out_bar, x, dtype=None, *, copy=None, order="K", ndmin=0):
    return structure_like(out_bar, x)


@linear(np.ascontiguousarray, np.asfortranarray)
def contiguous(out_bar, x, dtype=None):
    return structure_like(out_bar, x)


array.takes_lists = contiguous.takes_lists = True


@linear(np.ndarray.astype, getattr(np, "astype", None))
def astype(out_bar, x, dtype, *, copy=True):
    return conform(out_bar, x)


@linear(builtins.float, np.float64, np.float32, np.longdouble, np.ndarray.__float__)
def number(out_bar, x):
    return unbroadcast(out_bar, x)


@linear(np.ndarray.item)
def item(out_bar, x, *args):
    return item_adjoint(out_bar, x, args)


@linear(np.ndarray.tolist)
def tolist(out_bar, x):
    return unbroadcast(np.array(out_bar), x)


@linear(np.real, np.ndarray.real, builtins.complex.real, builtins.float.real)
def real(out_bar, x):
    return conform(out_bar, x)


@linear(np.imag, np.ndarray.imag, builtins.complex.imag)
def imag(out_bar, x):
    return conform(-1j * out_bar, x)


@linear(np.conjugate, np.ndarray.conj, np.ndarray.conjugate, builtins.complex.conjugate, builtins.float.conjugate)
def conjugate(out_bar, x):
    return np.conjugate(out_bar)


# Arrays of one number


@linear(np.full, "fill_value")
def full(out_bar, shape, fill_value, dtype=None):
    return unbroadcast(out_bar, fill_value)


@linear(np.full_like, "fill_value")
def full_like(out_bar, like, fill_value, dtype=None):
    return unbroadcast(out_bar, fill_value)


@linear(np.linspace, "start", "stop")
def linspace(out_bar, start, stop, num=50, endpoint=True, *, axis=0):
    stop_bar = out_bar * linspace_weights(out_bar, num, endpoint, axis)
    return unbroadcast(np.sum(out_bar - stop_bar, axis), start), unbroadcast(np.sum(stop_bar, axis), stop)


@general(np.arange, "start", "step")
class arange:                                   # the stop only tells the length
    def tangent(out, start, stop, step, start_dot, step_dot):
        return arange_start(np.full(np.shape(out), start_dot), stop), np.arange(np.size(out)) * step_dot

    def adjoint(out_bar, out, start, stop=None, step=1.0):
        start_bar = conform(np.sum(arange_start(out_bar, stop)), start)
        return start_bar, conform(np.sum(out_bar * np.arange(np.size(out_bar))), step)


@arange.case(lambda stop: stop is None)
def arange(out_bar, out, start):                # np.arange(stop)
    return None


@arange.case(lambda stop: stop is not None)
def arange(out_bar, out, start, stop, step=1.0):
    return conform(np.sum(out_bar), start), conform(np.sum(out_bar * np.arange(np.size(out_bar))), step)


# Sums of Python's numbers


@linear(builtins.sum, "x", "start")
def python_sum(out_bar, x, start=0):
    return repeat_like(out_bar, x), unbroadcast(out_bar, start)


@linear(np.subtract.reduce)
def subtract_reduce(out_bar, x, axis=0):
    return unreduce(out_bar, x, axis) * first_positive(x, axis)
