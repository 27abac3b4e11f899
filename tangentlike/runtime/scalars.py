"""Partials of functions of one element that need care: ties, zeros, overflow. Python floats stay Python floats."""

import math
from typing import Any

import numpy as np


def ratio(x: Any, y: Any) -> Any:
    """Return x / y, but 0 where y is 0: how a length at 0 has the derivative 0.

    >>> ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0]))
    array([0.5, 0. ])
    """
    if isinstance(y, float) or np.ndim(y) == 0:
        return x / y if y != 0 else x * 0.0
    zero = np.equal(y, 0)
    return np.where(zero, 0, x / np.where(zero, 1, y))


def scaled_square(k: Any, x: Any) -> Any:
    """Return k * x * x, rounded as Python rounds it: energies, areas, half of an error's square.

    >>> scaled_square(0.5, 3.0)
    4.5
    """
    return k * x * x


def unit(x: Any) -> Any:
    """Return x / abs(x), 0 at 0: the sign of a real number, which is constant, or the phase of a complex one.

    >>> unit(3.0 + 4.0j)
    (0.6+0.8j)
    """
    return complex(np.sign(x)) if type(x) is complex else np.sign(x)


def beats(x: Any, y: Any) -> Any:
    """Return 1 where x > y, one half where they are equal, else 0: the share of x in a maximum.

    >>> beats(np.array([1.0, 2.0, 3.0]), 2.0)
    array([0. , 0.5, 1. ])
    """
    if type(x) is float and type(y) is float:
        return 1.0 if x > y else 0.5 if x == y else 0.0
    return 0.5 * np.add(np.greater(x, y), np.greater_equal(x, y), dtype=np.result_type(x, y))


def taken(out: Any, x: Any, y: Any) -> Any:
    """Return the share of x in `out = np.fmax(x, y)`, which passes over nan."""
    hit = np.equal(x, out)
    return 0.5 * np.add(hit, hit & np.not_equal(y, out), dtype=np.result_type(out))


def within(x: Any, low: Any = None, high: Any = None) -> Any:
    """Tell where `np.clip(x, low, high)` is x itself, bounds included; None is no bound."""
    above = True if low is None else np.greater_equal(x, low)
    return above & (True if high is None else np.less_equal(x, high))


def raised(x: Any, low: Any = None, high: Any = None) -> Any:
    """Tell where `np.clip(x, low, high)` is the lower bound."""
    if low is None:
        return False
    return np.less(x, low) & (True if high is None else np.less_equal(low, high))


def lowered(x: Any, low: Any = None, high: Any = None) -> Any:
    """Tell where `np.clip(x, low, high)` is the upper bound; it wins where the bounds have crossed."""
    if high is None:
        return False
    return np.greater(x, high) | (False if low is None else np.greater(low, high))


def sigmoid(x: Any) -> Any:
    """Return 1 / (1 + exp(-x)) without a warning where exp(-x) overflows: there it is 0.

    >>> sigmoid(np.array([-1000.0, 0.0]))
    array([0. , 0.5])
    """
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-x))


def power_by_base(x: Any, y: Any) -> Any:
    """Return the partial of `x ** y` with respect to x: 0 where y is 0, even at x = 0; NumPy's inf at x = 0 < y < 1.

    >>> power_by_base(0.0, 0.5)
    inf
    >>> power_by_base(2.0, 0)
    0.0
    """
    if isinstance(y, (int, float)):
        if isinstance(x, (int, float)) and x == 0 and 0 < y < 1:
            return np.inf
        if y == 0:
            return 0.0 if isinstance(x, (int, float)) else np.zeros_like(x)[()]
        return y * x ** (y - 1.0)
    return y * x ** np.where(np.equal(y, 0), 1, y - 1.0)


def power_by_exponent(power: Any, x: Any, y: Any) -> Any:
    """Return the partial of `power = x ** y` with respect to y: 0 at x = 0 <= y, nan where x < 0.

    >>> power_by_exponent(0.0, 0.0, 2.0)
    0.0
    """
    if np.iscomplexobj(power):
        return power * np.log(x)
    if isinstance(x, (int, float)):
        if x != 0:
            return power * (float(np.log(x)) if x > 0 else np.nan)
        return (0.0 if y >= 0 else -np.inf) if isinstance(y, (int, float)) else np.where(y >= 0, 0 * power, -power)
    with np.errstate(divide="ignore", invalid="ignore"):
        return power * np.log(np.where(np.equal(x, 0) & np.greater_equal(y, 0), 1, x))


def erf(x: Any) -> Any:
    """Return the error function of a number, or of each element of an array (NumPy has none).

    >>> erf(np.array([0.0, 10.0]))
    array([0., 1.])
    """
    if isinstance(x, float):
        return type(x)(math.erf(x))
    return np.array([math.erf(item) for item in x.ravel()], x.dtype).reshape(x.shape)


def sinc_slope(x: Any) -> Any:
    """Return the derivative of `np.sinc`; near 0 by its series, where the quotient would cancel."""
    near = np.abs(x) < 0.01
    safe = np.where(near, 1, x)
    square = (np.pi * x) ** 2
    series = -np.pi * np.pi * x / 3.0 * (1.0 - square / 10.0 * (1.0 - square / 28.0))
    return np.where(near, series, (np.cos(np.pi * safe) - np.sinc(safe)) / safe)


def sinc_curvature(x: Any) -> Any:
    """Return the second derivative of `np.sinc`."""
    near = np.abs(x) < 0.01
    safe = np.where(near, 1, x)
    square = (np.pi * x) ** 2
    series = -np.pi * np.pi / 3.0 * (1.0 - square * 0.3 * (1.0 - square * 5.0 / 84.0))
    return np.where(near, series, -np.pi * np.pi * np.sinc(safe) - 2.0 * sinc_slope(safe) / safe)


def digamma(x: float) -> float:
    """Return the derivative of log(gamma(x)) at a float.

    >>> abs(digamma(1.0) + 0.5772156649015329) < 1e-15
    True
    """
    if x <= 0.0 and x == int(x):
        return float("nan")
    if x < 0.5:                                 # reflection
        return digamma(1.0 - x) - float(np.pi / np.tan(np.pi * x))
    below = 0.0
    while x < 10.0:                             # recurrence, up to where the series is exact
        below = below + 1.0 / x
        x = x + 1.0
    r = 1.0 / (x * x)
    tail = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12))))))
    return float(np.log(x)) - 0.5 / x - tail - below


def trigamma(x: float) -> float:
    """Return the derivative of `digamma` at a float."""
    if x <= 0.0 and x == int(x):
        return float("nan")
    if x < 0.5:
        return float((np.pi / np.sin(np.pi * x)) ** 2) - trigamma(1.0 - x)
    below = 0.0
    while x < 10.0:
        below = below + 1.0 / (x * x)
        x = x + 1.0
    r = 1.0 / (x * x)
    tail = r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - r * (691 / 2730 - r * 7 / 6))))))
    return below + (1.0 + tail) / x + 0.5 * r


MAY_ALIAS = ()
