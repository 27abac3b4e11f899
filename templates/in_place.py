"""Functions and methods that write into what they are given: the store that each of them is."""

import numpy as np

from tangentlike.rules.in_place import RESULT, in_place
from tangentlike.rules.kinds import constant, linear
from tangentlike.runtime.indexing import add_at
from tangentlike.runtime.places import cycled, cycled_adjoint, diagonal_places, flat_place, flat_places, places_along


@linear(cycled)
def cycled_rule(out_bar, values, places):
    return cycled_adjoint(out_bar, values)


@linear(cycled_adjoint)
def cycled_adjoint_rule(out_bar, bar, like):
    return np.resize(out_bar, np.shape(bar))


constant(flat_place, flat_places, diagonal_places, places_along)


@in_place(RESULT)
def result(out, value):
    out[...] = value


@in_place(RESULT, mask="where", masked=("value",))
def masked_result(out, value, where):
    out[where] = value


@in_place(np.copyto)
def copyto(dst, src):
    dst[...] = src


@in_place(np.copyto, mask="where", masked=("src",))
def copyto_where(dst, src, *, where):
    dst[where] = src


@in_place(np.putmask, mask="mask", masked=("values",), alike=("mask", "values"))
def putmask(a, mask, values):
    a[mask] = values


@in_place(np.putmask, mask="mask", alike=("mask",))
def putmask_over_and_over(a, mask, values):     # the values count along the whole array
    a[mask] = np.resize(values, np.shape(a))[mask]


@in_place(np.place, mask="mask", alike=("mask",))
def place(arr, mask, vals):                     # the values count along the places that are written
    arr[mask] = cycled(vals, mask)


@in_place(np.put, np.ndarray.put, numbers=("v",))
def put_number(a, ind, v, mode="raise"):
    a[flat_places(a, ind, mode)] = v


@in_place(np.put, np.ndarray.put)
def put(a, ind, v, mode="raise"):
    a[flat_places(a, ind, mode)] = cycled(v, ind)


@in_place(np.put_along_axis)
def put_along_axis(arr, indices, values, axis=-1):
    arr[places_along(arr, indices, axis)] = values


@in_place(np.fill_diagonal, numbers=("val",))
def fill_diagonal_with_number(a, val, wrap=False):
    a[diagonal_places(a, wrap)] = val


@in_place(np.fill_diagonal)
def fill_diagonal(a, val, wrap=False):
    a[diagonal_places(a, wrap)] = cycled(val, diagonal_places(a, wrap))


@in_place(np.add.at)
def add_at_places(a, indices, b):
    add_at(a, indices, b)


@in_place(np.subtract.at)
def subtract_at_places(a, indices, b):
    add_at(a, indices, -b)


@in_place(np.ndarray.fill)
def fill(a, value):
    a[...] = value


@in_place(np.ndarray.sort)
def sort(a, axis=-1, kind=None):
    a[...] = np.sort(a, axis, kind)


@in_place(np.ndarray.partition)
def partition(a, kth, axis=-1):
    a[...] = np.partition(a, kth, axis)
