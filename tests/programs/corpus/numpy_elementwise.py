"""NumPy's elementwise functions on arrays, and broadcasting."""

import numpy as np


def arithmetic(x, y):
    """The operators on arrays of equal shapes.

    args: np.array([1.0, 2.0, 0.5]), np.array([0.3, -0.7, 1.5])
    order: 2
    """
    return np.sum(x * y - x / (y**2 + 1.0) + (-x) ** 3)


def named_arithmetic(x, y):
    """The operators by name.

    args: np.array([1.0, 2.0, 0.5]), np.array([0.3, -0.7, 1.5])
    """
    a = np.add(x, y) * np.subtract(x, y)
    b = np.divide(a, np.multiply(x, x)) + np.true_divide(y, 3.0)
    return np.sum(np.negative(a) * b + np.positive(x))


def powers(x):
    """power, square, sqrt, cbrt, reciprocal.

    args: np.array([1.2, 2.0, 0.5])
    order: 2
    """
    return np.sum(np.power(x, 2.5) + np.square(x) * np.sqrt(x) + np.cbrt(x) - np.reciprocal(x) + np.float_power(x, 1.5))


def power_of_arrays(x, p):
    """An array to the power of an array.

    args: np.array([1.2, 2.0, 0.5]), np.array([0.3, 2.0, -1.5])
    order: 2
    """
    return np.sum(x**p) + np.sum(2.0**x)


def exponentials(x):
    """exp, exp2, expm1, log, log2, log10, log1p.

    args: np.array([1.2, 2.0, 0.5])
    order: 2
    """
    a = np.exp(-x) + np.exp2(x) * np.expm1(x)
    return np.sum(a * np.log(x) + np.log2(x) * np.log10(x) + np.log1p(x))


def trigonometry(x):
    """sin, cos, tan and their inverses.

    args: np.array([0.2, -0.6, 0.9])
    order: 2
    """
    a = np.sin(x) * np.cos(x) + np.tan(x)
    return np.sum(a * np.arcsin(x) + np.arccos(x) * np.arctan(x))


def hyperbolic(x):
    """sinh, cosh, tanh and their inverses.

    args: np.array([0.2, 0.6, 0.9])
    """
    a = np.sinh(x) * np.cosh(x) + np.tanh(x)
    return np.sum(a * np.arcsinh(x) + np.arccosh(1.0 + x) * np.arctanh(x))


def two_argument_functions(x, y):
    """arctan2, hypot, logaddexp, logaddexp2.

    args: np.array([1.0, 2.0, -0.5]), np.array([0.3, -0.7, 1.5])
    """
    return np.sum(np.arctan2(y, x) + np.hypot(x, y) * np.logaddexp(x, y) - np.logaddexp2(y, x))


def maximum_minimum(x, y):
    """maximum, minimum, fmax, fmin with arrays and numbers.

    args: np.array([1.0, 2.0, -0.5]), np.array([0.3, 2.7, 1.5])
    """
    a = np.maximum(x, y) * np.minimum(x, y)
    return np.sum(a + np.maximum(x, 0.0) ** 2 + np.fmax(x, 0.6) * np.fmin(y, 2.0))


def clipped(x):
    """clip by function, by method, and with one bound.

    args: np.array([1.0, 2.0, -0.5])
    """
    return np.sum(np.clip(x, 0.0, 1.5) ** 2 * x) + np.sum(x.clip(0.2, 1.8) * x) + np.sum(np.clip(x, None, 1.2))


def selected(x, y):
    """where, with arrays and with numbers.

    args: np.array([1.0, 2.0, -0.5]), np.array([0.3, 2.7, 1.5])
    order: 2
    """
    a = np.where(x > y, x * y, x - y)
    return np.sum(a**2) + np.sum(np.where(x > 0, x**2, 0.0)) + np.sum(np.where(y > 1.0, 1.0, y))


def absolute_values(x):
    """abs, absolute, fabs, sign, heaviside-like tests.

    args: np.array([1.0, 2.0, -0.5])
    """
    return np.sum(np.abs(x) * x + np.absolute(x) ** 3 + np.fabs(x) * np.sign(x) + abs(x) * (x > 0))


def rounded(x):
    """floor, ceil, round, rint, trunc are constant between their jumps.

    args: np.array([1.2, 2.7, -0.6])
    """
    return np.sum(np.floor(x) * x + np.ceil(x) * x**2 + np.round(x) + np.rint(x) * x + np.trunc(x) * x)


def remainders(x):
    """% and // on arrays.

    args: np.array([1.2, 2.7, -0.6])
    """
    return np.sum((x % 0.7) * x + (x // 0.7) * x + np.mod(x, 1.1) + np.remainder(x, 0.8))


def reciprocal_operators(x):
    """Numbers on the left of the operators.

    args: np.array([1.2, 2.7, -0.6])
    """
    return np.sum(1.0 / x + 2.0 - x * 3 + 2 * x + (1 - x) ** 2)


def scalar_and_array(c, x):
    """A float with an array.

    args: 1.3, np.array([1.2, 2.7, -0.6])
    order: 2
    """
    return np.sum(c * x + np.sin(c + x) - c / (x**2 + c))


def row_and_column(r, c):
    """(1, 3) with (2, 1).

    args: np.array([[1.0, 2.0, 3.0]]), np.array([[0.5], [0.2]])
    order: 2
    """
    return np.sum(np.exp(-r * c) + r / c)


def vector_and_matrix(v, a):
    """(3,) with (2, 3).

    args: np.array([1.0, 2.0, 3.0]), np.array([[0.5, 0.1, 0.3], [0.2, 0.7, 0.9]])
    """
    return np.sum((a - v) ** 2 * a) + np.sum(v * np.tanh(a) / 2.0)


def three_axes(a, b):
    """(2, 1, 3) with (4, 1).

    args: np.arange(1.0, 7.0).reshape(2, 1, 3), np.array([[0.1], [0.2], [0.3], [0.4]])
    """
    return np.sum(np.sin(a * b) * b)


def shape_one(x, y):
    """(1,) with (3,).

    args: np.array([1.5]), np.array([1.0, 2.0, 3.0])
    """
    z = x * y
    return np.sum(z**2) * x[0]


def zero_dimensional(x, y):
    """A 0-d array with an array.

    args: np.array(1.5), np.array([1.0, 2.0, 3.0])
    """
    return np.sum(x * y**2) + x**2


def augmented_broadcast(x, y):
    """a = a + y with a smaller y, in a loop.

    args: np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, 0.2])
    """
    a = x
    for _ in range(3):
        a = a * 0.5 + y
        a = np.sin(a) + y[0]
    return np.sum(a**2)


def sigmoid_and_softplus(x):
    """Activation functions.

    args: np.array([1.2, 2.7, -0.6])
    order: 2
    """
    s = 1.0 / (1.0 + np.exp(-x))
    return np.sum(s * x) + np.sum(np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0.0)) + np.sum(np.logaddexp(0.0, x))


def masked_by_product(x):
    """A comparison as a mask.

    args: np.array([1.2, 2.7, -0.6])
    """
    mask = (x > 0.0) & (x < 2.0)
    return np.sum(mask * x**2) + np.sum(x * ~mask) + np.sum(np.logical_not(mask) * x)


def where_guards_domain(x):
    """sqrt only where it is defined.

    args: np.array([1.2, 2.7, 0.6])
    """
    safe = np.where(x > 1.0, x - 1.0, 1.0)
    return np.sum(np.where(x > 1.0, np.sqrt(safe), 0.0) * x)


def angles(x):
    """deg2rad, rad2deg, degrees, radians, sinc.

    args: np.array([0.2, 1.6, 0.9])
    """
    return np.sum(np.sin(np.deg2rad(x * 50.0)) + np.radians(x) * np.rad2deg(x) * 0.1 + np.degrees(x) + np.sinc(x))


def nothing_to_do(x):
    """Functions that give their argument.

    args: np.array([0.2, 1.6, 0.9])
    """
    return np.sum(np.asarray(x) * np.array(x) + np.real(x) * np.copy(x) + np.ascontiguousarray(x))


def array_without_dimensions(x, n):
    """An array without dimensions, into which constants and active numbers are added.

    args: 1.5, 3
    taped: NumPy makes numbers of such arrays
    """
    total = np.zeros(())
    total += n
    total *= 2
    total += x
    return total * x


def where_outside_domain(x):
    """The branch that is not taken is outside of its domain, and must not matter.

    args: np.array([1.2, -2.7, 0.6])
    """
    with_log = np.where(x > 0, np.log(np.abs(x)) * x, 0.0)
    return np.sum(with_log) + np.sum(np.where(x > 0, np.sqrt(x), x**2))
