"""Functions of linear algebra and of polynomials in terms of others, with the same values."""

import numpy as np

from tangentlike.rules.kinds import constant, rewrite
from tangentlike.runtime.least_squares import first_of, precision_of

constant(precision_of, first_of)

# Linear algebra


@rewrite(getattr(np.linalg, "vector_norm", None))       # NumPy 2.0
def vector_norm(x, *, axis=None, keepdims=False, ord=2):
    return np.linalg.norm(x, ord, axis, keepdims)


@vector_norm.case(lambda axis: axis is None)
def vector_norm(x, *, axis=None, ord=2):
    return np.linalg.norm(np.ravel(x), ord)


@rewrite(getattr(np.linalg, "matrix_norm", None))       # NumPy 2.0
def matrix_norm(x, *, keepdims=False, ord="fro"):
    return np.linalg.norm(x, ord, (-2, -1), keepdims)


@rewrite(np.linalg.tensorsolve)
def tensorsolve(a, b):
    flat = np.linalg.solve(np.reshape(a, (np.size(b), -1)), np.ravel(b))
    return np.reshape(flat, np.shape(a)[np.ndim(b) :])


@rewrite(np.linalg.tensorinv)
def tensorinv(a, ind=2):
    rows = np.prod(np.shape(a)[ind:])
    return np.reshape(np.linalg.inv(np.reshape(a, (rows, -1))), (*np.shape(a)[ind:], *np.shape(a)[:ind]))


# Polynomials


@rewrite(np.polyfit)
def polyfit(x, y, deg, *, w=None):
    powers = np.transpose(np.transpose(np.vander(x + 0.0, deg + 1)) * w)
    scale = np.sqrt(np.sum(powers * powers, axis=0))
    weighted = np.transpose(np.transpose(y + 0.0) * w)
    found = np.linalg.lstsq(powers / scale, weighted, precision_of(x))[0]
    return np.transpose(np.transpose(found) / scale)


@polyfit.case(lambda w: w is None)
def polyfit(x, y, deg):
    powers = np.vander(x + 0.0, deg + 1)
    scale = np.sqrt(np.sum(powers * powers, axis=0))
    found = np.linalg.lstsq(powers / scale, y + 0.0, precision_of(x))[0]
    return np.transpose(np.transpose(found) / scale)


@rewrite(np.polyder)
def polyder(p):
    return p[:-1] * np.arange(np.size(p) - 1, 0, -1)


@rewrite(np.polyint)
def polyint(p):
    return np.concatenate((p / np.arange(np.size(p), 0, -1), np.zeros(1)))


@rewrite(np.polymul)
def polymul(a1, a2):
    return np.convolve(a1[first_of(a1) :], a2[first_of(a2) :])


@rewrite(np.polyadd)
def polyadd(a1, a2):
    first = np.concatenate((np.zeros(max(np.size(a2) - np.size(a1), 0), np.result_type(a1)), a1))
    return first + np.concatenate((np.zeros(max(np.size(a1) - np.size(a2), 0), np.result_type(a2)), a2))


@rewrite(np.polysub)
def polysub(a1, a2):
    first = np.concatenate((np.zeros(max(np.size(a2) - np.size(a1), 0), np.result_type(a1)), a1))
    return first - np.concatenate((np.zeros(max(np.size(a1) - np.size(a2), 0), np.result_type(a2)), a2))
