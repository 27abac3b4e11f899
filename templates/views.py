"""Functions that give a view of an array: the view as a method, or a subscript, of the array; and how arrays are laid out."""

import operator

import numpy as np

from tangentlike.rules.views import as_operands, by_rows, by_rows_of_lists, view


@view(np.asarray, np.asanyarray)
def same(a):
    return a


@view(np.reshape)
def reshape(a, shape):
    return a.reshape(shape)


@view(np.ravel)
def ravel(a):
    return a.ravel()


@view(np.transpose)
def transpose(a):
    return a.T


@view(np.transpose)
def transpose_by_axes(a, axes):
    return a.transpose(axes)


@view(np.swapaxes)
def swapaxes(a, axis1, axis2):
    return a.swapaxes(axis1, axis2)


@view(np.squeeze)
def squeeze(a):
    return a.squeeze()


@view(np.squeeze)
def squeeze_axis(a, axis):
    return a.squeeze(axis)


@view(np.flipud)
def flipud(a):
    return a[::-1]


@view(np.fliplr)
def fliplr(a):
    return a[:, ::-1]


# How the elements of new arrays lie: row by row, or as those of the operands

by_rows(np.zeros, np.ones, np.empty, np.full, np.eye, np.identity, np.arange, np.linspace, np.outer, np.ascontiguousarray)
by_rows(np.ndarray.copy, np.ndarray.flatten, operator.matmul)
by_rows_of_lists(np.array, np.asarray)
as_operands(np.zeros_like, np.ones_like, np.empty_like, np.full_like, np.copy, np.array)
