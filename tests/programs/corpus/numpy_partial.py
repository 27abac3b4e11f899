"""Reductions of a part of an array, running extremes, least squares, polynomials, transforms of several axes."""

import numpy as np

TIMES = np.array([0.0, 0.5, 1.0, 1.7, 2.5])
SEEN = np.array([[True, False, True], [True, True, False]])


def masked_reductions(x, start):
    """Reductions that leave elements out, or start from a number.

    args: np.array([[0.5, -1.2, 2.0], [1.5, 0.3, -0.7]]), 0.8
    order: 2
    """
    total = np.sum(x * x, where=SEEN, initial=start)
    rows = np.max(x, axis=1, where=SEEN, initial=start) * np.prod(x, axis=1, where=SEEN)
    return total * np.mean(x, where=SEEN) + np.sum(rows * x.min(axis=1, initial=start))


def drawdown(prices):
    """The largest fall from a running maximum.

    args: np.array([1.0, 1.7, 1.1, 1.9, 1.2, 1.6])
    order: 2
    """
    peak = np.maximum.accumulate(prices)
    return np.max((peak - prices) / peak)


def least_squares(a, b):
    """A solution, its residual, and the singular values.

    args: np.array([[1.0, 0.3], [0.2, 1.5], [0.7, -0.4], [0.1, 0.9]]), np.array([0.5, 1.2, -0.3, 0.8])
    order: 2
    """
    x, rest, rank, s = np.linalg.lstsq(a, b, rcond=None)
    return np.sum(x * x * np.array([1.0, 2.0])) + rest[0] * rank + s[0] * s[1] ** 2


def ridge_by_rows(a, b, strength):
    """Least squares with a penalty, as rows below.

    args: np.array([[1.0, 0.3, 0.2], [0.2, 1.5, 0.1]]), np.array([0.5, 1.2]), 0.4
    """
    rows = np.concatenate([a, strength * np.eye(3)])
    x = np.linalg.lstsq(rows, np.concatenate([b, np.zeros(3)]), rcond=None)[0]
    return np.sum(x**2)


def fitted_line(y):
    """A polynomial through points, and its slope at the end.

    args: np.array([0.3, 0.9, 1.4, 1.2, 2.1])
    order: 2
    """
    line = np.polyfit(TIMES, y, 2)
    return np.polyval(np.polyder(line), 2.5) ** 2 + np.sum(np.polyint(line))


def spread_of_eigenvalues(a):
    """Eigenvalues of a matrix that is not symmetric.

    args: np.array([[0.5, -2.0, 0.3], [1.5, 0.4, 0.2], [0.1, -0.6, 1.7]])
    """
    w = np.linalg.eigvals(a)
    return np.sum(np.abs(w) ** 2)


def leading_eigenvector(a):
    """The vector that belongs to the largest eigenvalue, as of a Markov chain.

    args: np.array([[0.9, 0.3, 0.1], [0.2, 0.6, 0.3], [0.1, 0.2, 0.5]])
    """
    w, v = np.linalg.eig(a)                     # complex from NumPy 2.5 on
    share = v[:, np.argmax(w.real)].real
    return np.sum((share / np.sum(share)) ** 2)


def slowest_mode(a):
    """Eigenvalues and vectors of a matrix some of whose eigenvalues are complex.

    args: np.array([[0.5, -2.0, 0.3], [1.5, 0.4, 0.2], [0.1, -0.6, 1.7]])
    """
    w, v = np.linalg.eig(a)
    return np.sum(np.abs(v[0] * w)) + np.sum(w.real) ** 2


def counted_weights(w):
    """Sums by number.

    args: np.array([0.5, 1.5, -0.7, 2.0])
    """
    return np.sum(np.bincount(np.array([0, 2, 2, 1]), weights=w * w, minlength=4) ** 2)


def power_spectrum(x):
    """A transform of two axes, and back.

    args: np.array([[0.5, -1.2, 2.0, 0.1], [1.5, 0.3, -0.7, 0.9]])
    """
    f = np.fft.rfft2(x)
    back = np.fft.irfft2(f * np.abs(f), s=(2, 4))
    return np.sum(np.abs(f) ** 2) + np.sum(back**3)


def arrays_of_lists(x):
    """Lists of active numbers that methods of ufuncs, rewrites and operators make arrays of.

    args: np.array([[0.6, 1.5, 3.0], [0.3, -1.0, 2.0]])
    """
    largest = np.maximum.reduce([x[0], x[1]]).sum() + np.logaddexp.reduce([x[0, 0], x[0, 1]])
    sums = np.add.accumulate([x[0, 0], x[0, 1]]).prod() + np.ptp([x[0, 0], x[1, 1]])
    return largest * sums + np.trapezoid([x[0, 0], x[0, 1]], [0.0, x[0, 2]]) + np.sum(x[0] * [1.0, 2.0, 3.0])


def differences_from_a_start(x):
    """Differences from a first value on, up to a last one.

    args: np.array([0.5, 1.5, 3.0])
    """
    return np.sum(np.diff(x, prepend=0.0, append=x[0] ** 2) ** 2) * np.interp(x[1], [0.0, 1.0], [2.0, 3.0], right=x[2])


def joined_where_it_holds(x):
    """Standard deviation, sum and largest element of what a mask chooses.

    args: np.array([[0.6, 1.5, 3.0], [0.3, -1.0, 2.0]])
    """
    chosen = x > 0.0
    spread = np.std(x, where=chosen, ddof=1) * np.add.reduce(x, axis=None, where=chosen)
    return spread + np.sum(np.maximum.reduce(x**2, axis=1, where=chosen, initial=-1.0))


def covariance_of_two(x):
    """The covariance and the correlation of two vectors, and of rows with one more.

    args: np.array([[0.6, 1.5, 3.0], [0.3, -1.0, 2.0]])
    """
    return np.cov(x[0], x[1])[0, 1] * np.corrcoef(x[0], x[1] ** 2)[0, 1] + np.sum(np.cov(x, x[0] ** 2)[:, 2])
