"""Methods and attributes of arrays, and builtin functions on arrays."""

import numpy as np

A = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 2.0]])


def reductions(a):
    """sum, mean, max, min, prod, var, std.

    args: A
    """
    return a.sum() * a.mean() + a.max() * a.min() + a.prod() + a.var() + a.std()


def reductions_along_axis(a):
    """The same along an axis.

    args: A
    """
    b = a.sum(axis=0) * a.mean(axis=0) - a.max(0)
    return (b**2).sum() + (a.min(axis=1, keepdims=True) * a).sum() + a.var(axis=0).sum()


def transpose_and_reshape(a):
    """T, transpose, reshape, ravel, flatten.

    args: A
    """
    b = a.T @ a
    return b.ravel() @ b.flatten() + (a.reshape(3, 2) ** 2).sum() + a.transpose()[2].sum() * a.reshape((6,))[1]


def shape_attributes(a):
    """shape, ndim, size, dtype, len.

    args: A
    """
    n, m = a.shape
    k = a.ndim + a.size + len(a)
    if a.dtype == np.float64:
        k = k + 1
    return a.sum() ** 2 * n / m + k * a[n - 1, m - 1] + a.shape[0] * a[0, 0]


def copied(x):
    """copy and astype.

    args: np.array([1.0, 2.0])
    """
    y = x.copy()
    z = y.astype(float)
    return (y * z).sum()


def dot_method(a, x):
    """dot.

    args: A, np.array([0.2, 0.3, 0.5])
    """
    return a.dot(x).dot(a.dot(x)) + x.dot(x)


def conversions(x):
    """item, tolist, float and int of entries.

    args: np.array([1.2, 2.7])
    """
    total = 0.0
    for v in x.tolist():
        total = total + v**2
    return total * x[0].item() + float(x[1]) ** 2 + float(np.sum(x)) * int(x[1])


def cumulative(x):
    """cumsum, clip, round, argmax.

    args: np.array([1.23, 2.71, 0.42])
    """
    return (x.cumsum() ** 2).sum() + (x.clip(0.5, 2.0) * x).sum() + x.round(1).sum() + x[x.argmax()] ** 2


def shape_methods(a):
    """squeeze, swapaxes, repeat, take, diagonal, trace.

    args: A
    """
    b = a[None, :, :].squeeze()
    c = b.swapaxes(0, 1)
    return (c @ b).trace() + (a.repeat(2, axis=1)[:, ::2] ** 2).sum() + a.diagonal().sum() * a.take([0, 5]).sum()


def chained_methods(a):
    """Methods of results of methods.

    args: A
    """
    return ((a - a.mean(axis=0)) ** 2).sum(axis=1).mean() * a.T.copy().reshape(-1).max()


def method_of_scalar(x):
    """Methods of NumPy's scalars.

    args: np.array([1.2, 2.7, 0.4])
    """
    total = x.sum()
    return total.item() * total + (total**2).sum() + np.float64(x[0]).item()


def any_and_all(x):
    """any, all, nonzero counts as conditions.

    args: np.array([1.2, 2.7, 0.4])
    """
    if (x > 2.0).any() and not (x > 2.0).all():
        return (x**2).sum()
    return x.sum()


def abs_and_divmod(x):
    """abs, pow and divmod of an array.

    args: np.array([1.23, -2.72, 0.41])
    """
    whole, rest = divmod(x, 1.1)
    return (abs(x) ** 3 + pow(x, 2) + whole * x + rest**2).sum()


def fill_and_zeros(x):
    """Arrays made for the shape of another.

    args: np.array([1.2, -2.7, 0.4])
    """
    z = np.zeros(x.shape) + x
    o = np.ones(x.size) * x[0]
    f = np.full_like(x, 2.0) * x
    return (z * o * f).sum() + (np.zeros_like(x) * x).sum() + np.eye(x.size).sum() * x[1]
