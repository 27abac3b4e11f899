"""NumPy's reductions: over all, along axes, keeping dimensions."""

import numpy as np

A = np.array([[1.0, 2.5, 0.5], [3.0, -1.0, 2.0]])


def sum_over_axes(a):
    """sum over all, axis 0, axis 1, keepdims.

    args: A
    order: 2
    """
    return np.sum(a) * np.sum(np.sum(a, axis=0) ** 2) + np.sum(a / np.sum(a, axis=1, keepdims=True))


def sum_over_two_axes(a):
    """axis as a tuple, and negative axes.

    args: np.arange(1.0, 13.0).reshape(2, 3, 2) / 6.0
    """
    return np.sum(np.sum(a**2, axis=(0, 2)) ** 2) + np.sum(a.sum(axis=-1, keepdims=True) * a)


def mean_over_axes(a):
    """mean.

    args: A
    order: 2
    """
    centred = a - np.mean(a, axis=0)
    return np.mean(centred**2 * a) + a.mean() * np.mean(a, axis=1, keepdims=True).sum()


def product(a):
    """prod, over all and along an axis.

    args: A
    """
    return np.prod(a) + np.sum(np.prod(a, axis=0) ** 2) + np.sum(np.prod(a, axis=1, keepdims=True) * a)


def product_with_zero(x):
    """prod with one entry that is zero.

    args: np.array([2.0, 0.0, 3.0])
    """
    return np.prod(x) * 2.0 + np.sum(x)


def extremes(a):
    """max and min.

    args: A
    """
    return np.max(a) * np.min(a) + np.sum(np.max(a, axis=0) ** 2) + np.sum(a - np.min(a, axis=1, keepdims=True))


def amax_amin(a):
    """amax, amin, ptp.

    args: A
    """
    return np.amax(a, axis=1) @ np.array([1.0, 2.0]) + np.amin(a) * np.ptp(a)


def variance(a):
    """var and std, with ddof.

    args: A
    order: 2
    """
    columns = np.sum(np.var(a, axis=0) * np.array([1.0, 2.0, 3.0]))
    return np.var(a) + columns + np.std(a) + np.std(a, axis=1, ddof=1).sum()


def running_sums(a):
    """cumsum, flat and along an axis.

    args: A
    """
    return np.sum(np.cumsum(a) ** 2) + np.sum(np.cumsum(a, axis=0) * a) + np.sum(np.cumsum(a, axis=1) ** 3)


def logsumexp(x):
    """The stable form.

    args: np.array([1.0, 3.0, 2.0])
    order: 2
    """
    m = np.max(x)
    return m + np.log(np.sum(np.exp(x - m)))


def softmax_cross_entropy(z, target):
    """Softmax along an axis.

    args: A, np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    wrt: z
    """
    shifted = z - np.max(z, axis=1, keepdims=True)
    p = np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)
    return -np.mean(np.sum(target * np.log(p), axis=1))


def normalisation(x):
    """Division by the standard deviation.

    args: A
    """
    z = (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 1e-3)
    return np.sum(z**3)


def norms(a, x):
    """linalg.norm of a vector and of a matrix, along an axis, other orders.

    args: A, np.array([3.0, -4.0, 1.0])
    """
    return np.linalg.norm(x) * np.linalg.norm(a) + np.sum(np.linalg.norm(a, axis=1) ** 3) + np.linalg.norm(x, 1)


def average(x, w):
    """A weighted mean.

    args: np.array([3.0, -4.0, 1.0]), np.array([0.2, 0.3, 0.9])
    """
    return np.sum(w * x) / np.sum(w) + np.average(x)


def counting(x):
    """Reductions without a derivative: any, all, count_nonzero, argmax, size.

    args: np.array([3.0, -4.0, 1.0])
    """
    n = np.count_nonzero(x > 0)
    if np.any(x < 0) and not np.all(x > 0):
        n = n + x.size
    return n * np.sum(x**2) / np.size(x) + np.argmax(x) * x[0] + np.ndim(x)


def differences_of_neighbours(x):
    """diff.

    args: np.array([3.0, -4.0, 1.0, 0.4])
    """
    return np.sum(np.diff(x) ** 2 * x[1:])


def trapezoid(y):
    """Quadrature of samples.

    args: np.array([3.0, -4.0, 1.0, 0.4])
    """
    h = 0.1
    return h * (np.sum(y[1:-1] ** 2) + 0.5 * (y[0] ** 2 + y[-1] ** 2))


def builtin_sum_of_array(x):
    """The builtin sum, max and min on an array.

    args: np.array([3.0, -4.0, 1.0])
    """
    return sum(x) * max(x) + min(x) ** 2 + sum(x**2)


def reductions_in_loop(a):
    """A reduction along an axis that changes.

    args: A
    """
    s = 0.0
    for axis in range(2):
        s = s + np.sum(np.sum(a, axis=axis) ** 2)
    return s
