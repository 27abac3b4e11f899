"""What a derivative is at a kink, a tie or the edge of a domain: the conventions of DESIGN.md, D11."""

# ruff: noqa: PLW0108  (a table of functions, all written the same way)

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import ControlFlowWarning


def gradient(fun, *args):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        result = tl.grad(fun)(*args)
    return result.tolist() if isinstance(result, np.ndarray) else result


@pytest.mark.parametrize(
    ("fun", "point", "expected"),
    [
        (lambda x: np.max(x), np.array([1.0, 3.0, 3.0]), [0.0, 0.5, 0.5]),
        (lambda x: np.min(x), np.array([1.0, 1.0, 3.0]), [0.5, 0.5, 0.0]),
        (lambda x: x.max(axis=0).sum(), np.array([[2.0, 1.0], [2.0, 0.0]]), [[0.5, 1.0], [0.5, 0.0]]),
        (lambda x: np.sum(np.maximum(x, 1.0)), np.array([1.0, 2.0, 0.0]), [0.5, 1.0, 0.0]),
        (lambda x: np.sum(np.minimum(1.0, x)), np.array([1.0, 2.0, 0.0]), [0.5, 0.0, 1.0]),
        (lambda x: np.sum(np.abs(x)), np.array([0.0, -2.0, 2.0]), [0.0, -1.0, 1.0]),
        (lambda x: np.sum(np.sign(x) * x), np.array([0.0, -2.0]), [0.0, -1.0]),
        (lambda x: np.sum(np.clip(x, 0.0, 1.0)), np.array([0.0, 1.0, 0.5, 2.0, -1.0]), [1.0, 1.0, 1.0, 0.0, 0.0]),
        (lambda x: np.linalg.norm(x), np.zeros(2), [0.0, 0.0]),
        (lambda x: np.linalg.norm(x) ** 2, np.zeros(2), [0.0, 0.0]),
        (lambda x: np.sum(np.sqrt(x)), np.array([0.0, 4.0]), [math.inf, 0.25]),
        (lambda x: np.sum(x**2), np.array([0.0, 3.0]), [0.0, 6.0]),
        (lambda x: np.sum(x**1), np.array([0.0, 3.0]), [1.0, 1.0]),
        (lambda x: np.sum(x**0), np.array([0.0, 3.0]), [0.0, 0.0]),
        (lambda x: np.sum(x**2.0), np.array([0.0, -3.0]), [0.0, -6.0]),
        (lambda x: np.prod(x), np.array([0.0, 3.0, 2.0]), [6.0, 0.0, 0.0]),
        (lambda x: np.sum(np.sort(x) * np.array([1.0, 10.0])), np.array([2.0, 2.0]), [1.0, 10.0]),
        (lambda x: abs(x), 0.0, 0.0),
        (lambda x: x**2, 0.0, 0.0),
        (lambda x: x**1, 0.0, 1.0),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: max(x, 1.0) * 3.0, 1.0, 3.0),
        (lambda x: max(1.0, x) * 3.0, 1.0, 0.0),
        (lambda x: min(x, 1.0) * 3.0, 1.0, 3.0),
        (lambda x: x if x > 0 else -x, 0.0, -1.0),
        (lambda p: 0.0**p, 2.0, 0.0),
        (lambda p: np.sum(np.array([0.0, 2.0]) ** p), 2.0, 4.0 * math.log(2.0)),
    ],
)
def test_at_kinks_ties_and_edges(fun, point, expected):
    assert gradient(fun, point) == expected


def test_nothing_leaks_from_where():
    def f(x):
        return np.sum(np.where(x > 0, np.log(x), 0.0))

    assert gradient(f, np.array([0.0, 2.0, -1.0])) == [0.0, 0.5, 0.0]
    assert gradient(lambda x: np.where(x > 0, np.sqrt(x), 0.0) * 1.0, np.array(0.0)) == 0.0
    assert gradient(lambda x: np.where(x <= 0, 1.0, 1.0 / np.sqrt(x)), np.float64(0.0)) == 0.0
    # Through several operations, of which some widen the shape; and where the value is used under one condition twice.
    assert gradient(lambda x: np.sum(np.where(x > 0, 2.0 * x * np.log(x), x)), np.array([0.0, 1.0])) == [1.0, 2.0]

    def twice(x):
        known = ~np.isnan(x)
        root = np.exp(x) * 2.0
        return np.sum(np.where(known, root, 0.0)) + np.sum(np.where(known, root**2, 0.0))

    assert gradient(twice, np.array([math.nan, 0.0])) == [0.0, 10.0]


def test_a_selection_that_widens():
    def f(x, rows):
        return np.sum(np.where(rows > 0, x**2, 0.0))

    rows = np.array([[1.0, -1.0], [1.0, 1.0]])
    assert gradient(lambda x: f(x, rows), np.array([3.0, 5.0])) == [12.0, 10.0]


def test_only_tests_depend_on_the_argument():
    def bisect(c):
        low, high = 0.0, 4.0
        for _ in range(40):
            middle = 0.5 * (low + high)
            if middle * middle < c:
                low = middle
            else:
                high = middle
        return low

    with pytest.warns(ControlFlowWarning, match="c"):
        assert tl.grad(bisect)(3.0) == 0.0


def test_a_count_made_of_the_argument_warns():
    def growth(x):
        total = 1.0
        for _ in range(int(x)):
            total = total * 1.5
        return total

    with pytest.warns(ControlFlowWarning, match="growth"):
        assert tl.grad(growth)(3.7) == 0.0


def test_a_constant_does_not_warn():
    def no_items(items):
        total = 1.0
        for item in items:
            total = total + item
        return total

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tl.grad(no_items)([]) == []
        assert tl.grad(lambda x, y: y * x.shape[0] if len(x) > 1 else y, (0, 1))(np.ones(2), 2.0)[1] == 2.0
        assert tl.grad(lambda x, y: y * 2.0)(1.0, 2.0) == 0.0
        assert tl.grad(lambda x: 3.0)(1.0) == 0.0
        assert tl.grad(lambda x: x if x > 0 else 2.0)(1.0) == 1.0


def test_nan_and_infinity_in_give_nan_and_infinity_out():
    assert math.isnan(gradient(lambda x: x * x, math.nan))
    assert gradient(lambda x: x * x, math.inf) == math.inf
    result = gradient(lambda x: np.sum(x * x), np.array([math.nan, 1.0]))
    assert math.isnan(result[0]) and result[1] == 2.0


def test_integers_are_promoted():
    assert tl.grad(lambda x: x**3)(2) == 12.0
    assert tl.grad(lambda x: x // 2 * x)(5) == 2.0
    assert tl.grad(lambda n, x: x * n, argnums=(0, 1))(2, 3) == (3.0, 2.0)


def zeroth_power(x, k):
    return x**k


def test_the_gradient_of_a_float_is_a_float_for_the_power_zero_too():
    assert type(tl.grad(zeroth_power)(2.0, 0)) is float
