"""Straight-line functions of floats: operators, math, and the builtin functions on numbers."""

import math

import numpy as np

GRAVITY = 9.81


def polynomial(x):
    """Plain arithmetic.

    args: 1.7
    order: 2
    """
    return 3.0 * x**3 - 2.0 * x**2 + x - 5.0


def quotient(x, y):
    """Division, unary minus and parentheses.

    args: 1.3, -0.8
    order: 2
    """
    return -(x - y) / (x * y + 4.0) - +x


def neuron(w, b, x, target):
    """A neuron with a squared error.

    args: 0.6, -0.2, 1.4, 1.0
    wrt: w, b
    order: 2
    """
    z = w * x + b
    p = 1.0 / (1.0 + math.exp(-z))
    return (p - target) ** 2 / 2.0


def spring_energy(k, left, right):
    """Squares with a factor in front: literal, active, and a product.

    args: 3.0, 0.4, 1.9
    wrt: k, left, right
    order: 2
    """
    stretch = right - left
    elastic = 0.5 * k * stretch * stretch
    kinetic = 0.5 * left * left + k * right * right * 0.25
    return elastic + kinetic - stretch * stretch * stretch


def squares_of_arrays(k, v):
    """The same with arrays that broadcast.

    args: np.array([1.2, 0.7]), np.array([[0.3, -1.1], [0.9, 2.0], [1.4, 0.1]])
    wrt: k, v
    order: 2
    """
    k = np.sqrt(k)
    return np.sum(k * v * v) + np.sum(2.0 * k * k) - np.sum(v[:, :1] * k * k)


def variable_exponent(x, p):
    """A power whose exponent is active.

    args: 1.9, 2.4
    order: 2
    """
    return x**p


def constant_base(p):
    """A number to the power of the argument.

    args: 0.7
    order: 2
    """
    return 2.0**p + 10 ** (-p)


def negative_exponent(x):
    """An integer exponent below zero, of a negative base.

    args: -1.2
    order: 2
    """
    return x**-2 + x**-1 + x**0 + x**1


def floor_and_remainder(x, y):
    """Floor division and remainder: piecewise constant, and linear between the jumps.

    args: 7.3, 2.1
    args: -7.3, 2.1
    """
    return (x // y) * x + x % y


def division_with_remainder(x, y):
    """Both at once by divmod.

    args: 9.4, 2.5
    """
    quotient, rest = divmod(x, y)
    return quotient * y + rest * rest


def builtin_pow(x, y):
    """The builtin pow.

    args: 1.4, 2.2
    """
    return pow(x, y) + pow(y, 2)


def builtin_abs(x, y):
    """abs of either sign.

    args: -1.5, 0.7
    order: 2
    """
    return abs(x) * y + abs(y) ** 3


def builtin_max(x, y, z):
    """max and min of several numbers follow the value taken.

    args: 1.0, 3.0, 2.0
    """
    return max(x, y, z) * min(x, y) + min(z, 10.0)


def builtin_sum(a, b, c):
    """sum over a tuple, with and without a start.

    args: 1.1, 2.2, 0.4
    """
    return sum((a * b, b * c, c * a)) * sum([a, b], c)


def rounding(x):
    """round and int are constant between their jumps.

    args: 2.7
    """
    return round(x) * x + int(x) * x**2 + round(x, 1)


def conversion(x):
    """float of a float and of an integer.

    args: 0.9
    """
    return float(x) * float(3) + float("2.5") * x


def trigonometry(x, y):
    """math: sin, cos, tan, asin, acos, atan, atan2, hypot.

    args: 0.6, -0.4
    """
    a = math.sin(x) * math.cos(y) + math.tan(x * y)
    b = math.asin(x) + math.acos(y) * math.atan(x)
    return a * b + math.atan2(y, x) + math.hypot(x, y)


def hyperbolic(x):
    """math: sinh, cosh, tanh and their inverses.

    args: 0.7
    order: 2
    """
    return math.sinh(x) * math.tanh(x) + math.asinh(x) - math.acosh(1.0 + x) * math.atanh(x) + math.cosh(x)


def exponentials(x):
    """math: exp, log with one and two arguments, log2, log10, log1p, expm1, sqrt.

    args: 1.8
    order: 2
    """
    a = math.exp(-x) + math.log(x) + math.log(x, 3.0) + math.log2(x)
    return a + math.log10(x) * math.log1p(x) + math.expm1(x) - math.sqrt(x)


def special_functions(x):
    """math: erf, erfc, gamma, lgamma.

    args: 1.6
    """
    return math.erf(x) + math.erfc(0.3 * x) + math.lgamma(x + 1.0)


def math_rounding(x):
    """math: floor, ceil, trunc, fabs, copysign, fmod, pow.

    args: 2.6
    order: 2
    """
    steps = math.floor(x) + math.ceil(x) + math.trunc(x)
    return steps * x + math.fabs(-x) ** 2 + math.copysign(x, -1.0) + math.fmod(x, 1.0) * x + math.pow(x, 3)


def math_constants(r):
    """Constants of modules.

    args: 1.3
    """
    return math.pi * r**2 + 2.0 * np.pi * r + math.e


def module_constant(t):
    """A number of the module's own.

    args: 0.4
    """
    return 0.5 * GRAVITY * t**2


def numpy_on_floats(x, y):
    """NumPy's functions applied to plain floats.

    args: 0.8, 1.7
    order: 2
    """
    return np.sin(x) * np.exp(-y) + np.sqrt(x * y) / np.log(y) + np.tanh(x - y)


def same_variable_twice(x):
    """One value read many times.

    args: 1.1
    order: 2
    """
    y = x * x
    z = y * y * x
    return z * y + z / x


def argument_returned(x, y):
    """The result is an argument.

    args: 2.0, 3.0
    """
    return x


def unused_argument(x, y, z):
    """Arguments that do not matter have zero derivatives.

    args: 2.0, 3.0, np.array([1.0, 2.0])
    """
    wasted = y * x  # noqa: F841
    return x**2


def dead_code(x):
    """Values that are computed and overwritten before anything reads them.

    args: 0.3
    """
    y = math.exp(x)
    y = x * 2.0
    z = y + 1.0
    z = math.sin(y)
    return z


def integer_argument(n, x):
    """An integer is promoted when it is differentiated.

    args: 3, 1.5
    wrt: n, x
    """
    return n * x**2 + n**2


def numpy_scalar_argument(x, y):
    """NumPy's float64 as argument.

    args: np.float64(1.2), np.float64(0.4)
    order: 2
    """
    return x * math.exp(y) + np.sin(x * y)


def zero_dimensional_argument(x):
    """A 0-d array as argument.

    args: np.array(1.4)
    """
    return x**2 * np.sin(x)


def long_chain(x):
    """One variable overwritten again and again.

    args: 0.9
    order: 2
    """
    x = x * 1.5
    x = math.sin(x)
    x = x + x**2
    x = math.exp(-x)
    x = x * x
    return x
