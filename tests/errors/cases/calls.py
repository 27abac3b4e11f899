"""Calls of what has neither a rule nor source, in an active position."""

import math

import numpy as np

CUBE = np.frompyfunc(lambda v: v**3, 1, 1)


def numpy_function_without_rule(x):
    """args: np.array([0.0, 4.0])"""
    y = np.i0(x)  # error: i0
    return np.sum(y)


def ufunc_without_rule(x):
    """args: 2.0"""
    return CUBE(x) * x  # error: CUBE


def builtin_without_rule(x):
    """args: 2.0"""
    y = next(iter((x, x * x)))  # error: iter
    return y * x


def evaluated(x):
    """args: 2.0"""
    return eval("x * x")  # error: eval


def method_without_rule(x):
    """args: np.array([0.5, 1.0])"""
    y = x.byteswap()  # error: byteswap
    return np.sum(y)


def inside_helper(x):
    """A helper."""
    return np.sum(np.i0(x) * x)  # error: i0


def calls_helper_without_rule(x):
    """args: np.array([0.5, 1.0])"""
    return inside_helper(x * 2.0)


def starred_array(x):
    """args: np.array([1.2, 0.5])"""
    return math.hypot(*x)  # error: a starred argument of unknown length


def nested_functions_that_call_each_other(x):
    """args: 1.2"""
    def even(n, y):
        return y if n == 0 else odd(n - 1, y * y)  # error: from inside another one

    def odd(n, y):
        return even(n - 1, y * 2.0)

    return even(2, x)


def method_of_a_piece(x, keys):
    """args: np.array([2.0, 1.0]), [0, 1]"""
    return iter_of(x * x).first()  # error: .first


def iter_of(x):
    """A helper whose result is of no known kind."""
    return [x, {"a": x}, None][0]


factor = 100.0


def functions_of_comprehension(x):
    """args: 1.2"""
    scalings = [lambda z: z * factor for factor in range(3)]
    return scalings[0](x)  # error: scalings[0]
