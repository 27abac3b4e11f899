"""Functions that NumPy calls for each element or row."""

import math

import numpy as np


def ramp(v):
    if v > 1.0:
        return v * v
    return 0.5 * v


def trap(v):
    return 0 if v < 1.0 else v


vramp = np.vectorize(ramp)


@np.vectorize
def soft(v, k):
    return math.log(1.0 + math.exp(k * v)) / k


def vectorized_at_once(x):
    """np.vectorize, called at once.

    args: np.array([0.5, 1.5, 2.0])
    """
    return np.sum(np.vectorize(ramp)(x) * x)


def vectorized_outside(x):
    """A vectorised function of the module, of a matrix.

    args: np.array([[0.5, 1.5], [2.0, 0.2]])
    """
    return np.sum(vramp(x) * x)


def decorated_function(x):
    """np.vectorize as a decorator, of two arguments.

    args: np.array([0.5, 1.5, 2.0])
    """
    return np.sum(soft(x, 2.0) ** 2) + np.sum(soft(x, x))


def cut_off(x):
    """The first value is a whole number: all others are cut off to whole numbers.

    args: np.array([0.5, 1.5, 2.3])
    """
    f = np.vectorize(trap)
    return np.sum(f(x) * x)


def vectorized_lambda(x):
    """A lambda that reads a variable, called twice.

    args: np.array([0.5, 1.5, 2.0])
    """
    k = x[0]
    f = np.vectorize(lambda v: v * k if v > 1.1 else math.sin(v))
    return np.sum(f(x) * x) + np.sum(f(x * 2))


def vectorized_with_types(x):
    """np.vectorize with types.

    args: np.array([0.5, 1.5, 2.0])
    """
    return np.sum(np.vectorize(ramp, otypes=[float])(x))


def vectorized_broadcast(x, y):
    """Two arguments of different shapes.

    args: np.array([[0.5], [1.5]]), np.array([2.0, 3.0])
    """
    g = np.vectorize(lambda a, b: a * b + a)
    return np.sum(g(x, y) ** 2)


def vectorized_number(x):
    """A vectorised function of one number.

    args: 0.7
    """
    return float(vramp(x)) * x


def normalised_rows(a):
    """np.apply_along_axis along the rows.

    args: np.array([[0.5, 1.5], [0.2, 0.9]])
    """
    return np.sum(np.apply_along_axis(lambda row: row / np.sum(row), 1, a) ** 2)


def rows_and_columns(a):
    """Functions of columns and rows that give numbers and arrays.

    args: np.array([[0.5, 1.5, 0.3], [0.2, 0.9, 1.1]])
    """
    s = np.apply_along_axis(np.std, 0, a)
    def norm(r, p):
        return np.sum(np.abs(r) ** p) ** (1 / p)
    n = np.apply_along_axis(norm, 1, a, 3)
    m = np.apply_along_axis(lambda c: np.cumsum(c)[1:], 0, a)
    q = np.apply_along_axis(lambda c: np.cumsum(c) * c[0], 1, a)
    return np.sum(s) + np.sum(n * n) + np.sum(m ** 2) + np.sum(q * q)


def along_a_vector(a):
    """np.apply_along_axis of a vector.

    args: np.array([0.5, 1.5, 0.3])
    """
    return np.sum(np.apply_along_axis(lambda r: r / np.sum(r), 0, a) ** 2)


def along_three_axes(a):
    """np.apply_along_axis of three axes.

    args: np.ones((2, 2, 2)) * 1.5 + np.arange(8.0).reshape(2, 2, 2)
    """
    return np.sum(np.apply_along_axis(lambda r: r / np.sum(r), 1, a) ** 2)


def rows_cut_off(a):
    """The first row gives a whole number.

    args: np.array([[0.5, 1.5], [0.2, 0.9]])
    """
    return np.sum(np.apply_along_axis(lambda r: 1 if r[0] > 0.3 else r[1], 1, a) * a[0])


def horner(v, coefficients):
    out = 0.0
    for c in coefficients:
        out = out * v + c
    return out


vtrap = np.vectorize(trap, otypes=[np.float64])
vhorner = np.vectorize(horner, excluded={1}, otypes="d")


def vectorized_options(x, p):
    """Types that keep what the first value would cut off, arguments that are handed on whole, and by keyword.

    args: np.array([0.5, 1.5, 2.3]), np.array([2.0, 0.5])
    """
    f = np.vectorize(trap, otypes=[float], doc="...")
    whole = np.vectorize(lambda v, q: v * q[0] + q[1] * v**2, excluded=["q"])
    none = np.sum(f(x[:0]))
    return np.sum(f(x) * x) + f(x[2]) * 2.0 + none + np.sum(vtrap(x)) + np.sum(vhorner(x, p)) + np.sum(whole(x, q=p))


def vectorized_grid(x, y, n):
    """A grid of two vectors, whole numbers, and an argument by keyword.

    args: np.array([0.5, 1.5]), np.array([2.0, 3.0, 4.0]), np.array([1, 2])
    wrt: x, y
    """
    def f(a, b, k=1.0):
        return a * b * k + a if b > a else b
    @np.vectorize
    def power(a, m):
        return a**m * y[0]
    g = np.vectorize(f)
    return np.sum(g(x[:, None], y, k=x[0]) ** 2) + np.sum(g(x, 2.0)) + g(x[0], 3.0) + np.sum(power(x, n)) * np.sum(power(y, 2))


def along_many_axes(a):
    """Numbers and rows along each of three axes, with arguments by keyword.

    args: np.arange(1.0, 13.0).reshape(2, 3, 2) / 6.0
    """
    def moment(r, p, q=1.0):
        return np.sum(r**p) * q
    total = 0.0
    total += np.sum(np.apply_along_axis(moment, 0, a, 2) ** 2) + np.sum(np.apply_along_axis(moment, arr=a, axis=-1, p=3))
    total += np.sum(np.apply_along_axis(np.cumsum, 0, a) * a) + np.sum(np.apply_along_axis(lambda r: r[1:] / np.sum(r), 1, a) ** 2)
    return total + np.apply_along_axis(moment, 0, a[0, 0], 2, q=a[0, 0, 0]) * 2.0
