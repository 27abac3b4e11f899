"""float32, integers, and arrays of unusual shapes and layouts."""

import numpy as np


def single_vector(x, w):
    """float32 arrays have float32 gradients.

    args: np.array([1.0, 2.0, 0.5], np.float32), np.array([0.2, 0.1, 0.7], np.float32)
    """
    return np.sum(np.tanh(x * w) ** 2)


def single_matrix(a, x):
    """A product of float32.

    args: np.array([[1.0, 0.3], [0.2, 0.5]], np.float32), np.array([0.2, 0.7], np.float32)
    """
    return np.mean((a @ x) ** 2) + np.max(a) * 2.0


def single_scalar(x):
    """NumPy's float32 scalar.

    args: np.float32(1.2)
    """
    return x * np.exp(-x) + x**2


def single_with_double(x, y):
    """float32 with float64: each gradient has the dtype of its argument.

    args: np.array([1.0, 2.0], np.float32), np.array([0.3, 0.4])
    """
    return np.sum(x * y**2)


def single_with_float(x, c):
    """float32 with a Python float.

    args: np.array([1.0, 2.0], np.float32), 0.7
    """
    return np.sum(c * x**2) + c


def single_in_loop(x):
    """A loop over float32, with stores.

    args: np.array([1.0, 2.0, 0.5], np.float32)
    """
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] = np.sin(x[i]) * 2.0
    return np.sum(out**2)


def single_rounded_inside(x):
    """astype to float32 and back keeps the derivative.

    args: np.array([1.0, 2.0, 0.5], np.float32)
    """
    return np.sum(x.astype(np.float64) ** 2)


def mixed_tree(parameters):
    """Both precisions in one dict.

    args: {"w": np.array([1.0, 2.0], np.float32), "b": np.array([0.3, 0.4]), "c": 1.5}
    """
    return np.sum(parameters["w"] * parameters["b"]) * parameters["c"]


def integer_array_inactive(x, index, counts):
    """Integer arrays beside the active one.

    args: np.array([1.0, 2.0, 0.5]), np.array([2, 0]), np.array([3, 4, 5])
    wrt: x
    """
    return np.sum(x[index] ** 2) + np.sum(counts * x**3) + counts[1] * x[0]


def empty_array(x, y):
    """An array without entries.

    args: np.zeros(0), 1.5
    """
    return np.sum(x**2) + y**2


def one_entry(x):
    """An array with one entry, summed to a number.

    args: np.array([1.5])
    """
    return (x**2).sum() * x[0]


def fortran_order(a):
    """An array in column order.

    args: np.asfortranarray(np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 0.2]]))
    """
    return np.sum(a.ravel() * np.arange(6.0)) + np.sum(a.T @ a)


def strided_argument(x):
    """A view with steps as argument.

    args: np.arange(1.0, 9.0)[::2]
    """
    y = x * x
    return np.sum(y[1:] * x[:-1])


def reversed_argument(x):
    """A view with negative steps as argument.

    args: np.arange(1.0, 5.0)[::-1]
    """
    s = 0.0
    for i in range(len(x)):
        s = s * 0.5 + x[i] ** 2
    return s


def readonly_argument(x):
    """A broadcast array, which cannot be written.

    args: np.broadcast_to(np.array([1.0, 2.0]), (3, 2))
    """
    return np.sum(x**2 * np.arange(6.0).reshape(3, 2))


def same_array_twice(x, y):
    """One array given for two arguments.

    args: *[np.array([1.0, 2.0])] * 2
    """
    return np.sum(x**2 * y)


def large_values(x):
    """Values far from one.

    args: np.array([1e8, 2e6])
    """
    return np.sum(np.log(x)) + x[0] / x[1]


def bool_array_inactive(x, keep):
    """A mask as argument.

    args: np.array([1.0, 2.0, 0.5]), np.array([True, False, True])
    """
    return np.sum(x[keep] ** 2) + np.sum(np.where(keep, x, 0.0))


def float_of_int_division(n, x):
    """Integers that make floats.

    args: 3, 1.5
    wrt: x
    """
    h = 1 / n
    return x**h + n / 2 * x


def sometimes_complex(x, turn):
    """An array that is complex on one path: what is taken from it may be complex, too.

    args: np.array([[0.5, -1.2, 2.0], [1.5, 0.3, -0.7]]), 0.8
    args: np.array([[0.5, -1.2, 2.0], [1.5, 0.3, -0.7]]), -0.8
    """
    z = x * turn
    if turn > 0.0:
        z = z * (0.6 + 0.8j) + x
    return np.sum(np.abs(z[0] * x[1]) ** 3)


def horner(coefficients, x):
    """A Python float among numbers of single precision, in a name that starts as a Python float.

    args: np.array([2.0, -1.0, 0.5], np.float32), 1.3
    args: [np.float32(2.0), np.float32(-1.0)], 1.3
    """
    result = 0.0
    for c in coefficients:
        result = result * x + c
    return result
