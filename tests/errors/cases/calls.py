"""Calls of what has neither a rule nor source, in an active position."""

import math

import numpy as np


class Line:
    """A class with a method."""

    def __init__(self, slope):
        """Keep the slope."""
        self.slope = slope

    def __call__(self, x):
        """Evaluate."""
        return self.slope * x


def numpy_function_without_rule(x):
    """args: np.array([0.0, 4.0])"""
    y = np.unwrap(x)  # error: unwrap
    return np.sum(y)


def ufunc_without_rule(x):
    """args: np.array([0.5, 1.0])"""
    return np.sum(np.nextafter(x, 2.0))  # error: nextafter


def math_function_without_rule(x):
    """args: 2.0"""
    y = x * x
    return math.nextafter(y, 3.0) * x  # error: nextafter


def builtin_without_rule(x):
    """args: 2.0"""
    items = sorted([x, x * x])  # error: sorted
    return items[0]


def evaluated(x):
    """args: 2.0"""
    return eval("x * x")  # error: eval


def method_without_rule(x):
    """args: np.array([0.5, 1.0])"""
    y = x.byteswap()  # error: byteswap
    return np.sum(y)


def inside_helper(x):
    """A helper."""
    return np.sum(np.unwrap(x) * x)  # error: unwrap


def calls_helper_without_rule(x):
    """args: np.array([0.5, 1.0])"""
    return inside_helper(x * 2.0)
