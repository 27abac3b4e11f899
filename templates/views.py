"""Functions that give a view of an array, whoever calls them: the view as a method, or a subscript, of the array."""

import numpy as np

from tangentlike.rules.views import view


@view(np.asarray, np.asanyarray)
def same(a):
    return a[...]


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
