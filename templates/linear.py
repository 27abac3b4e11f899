"""Linear maps: each rule gives the adjoint; forward mode applies the map itself to the tangents."""

import operator

import numpy as np

from tangentlike.rules.kinds import linear
from tangentlike.runtime.arrays import add_at, scatter, unbroadcast, unreduce


@linear(np.sum, np.ndarray.sum)
def sum(out_bar, x, axis=None, *, keepdims=False):
    return unreduce(out_bar, x, axis, keepdims)


@linear(operator.getitem)
def getitem(out_bar, x, index):
    return scatter(out_bar, index, x)


@getitem.accumulate
def getitem(x_bar, out_bar, x, index):
    return add_at(x_bar, index, out_bar)


@linear(np.where, "x", "y")
def where(out_bar, condition, x, y):
    zero = np.zeros_like(out_bar)               # select, do not multiply by 0: 0 * inf is nan
    return unbroadcast(np.where(condition, out_bar, zero), x), unbroadcast(np.where(condition, zero, out_bar), y)
