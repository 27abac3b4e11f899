"""What a `match` statement asks is asked exactly, and what has no exact test is not asked at all."""

import collections
import warnings

import numpy as np
import pytest

import tangentlike as tl


def of_type(x):
    match x:
        case bool():
            return 0.0
        case int(n):
            return 3.0 * n
        case float(y) | str(y):
            return y**2
        case np.ndarray() as y:
            return np.sum(y**3)


def of_sequence(x, items):
    match items:
        case [a, b]:
            return x * a * b
        case str() | bytes():
            return x**2
        case _:
            return x


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def of_object(x, point):
    match point:
        case Point(0.0, y):
            return x * y
        case Point(x=a):
            return x**2 * a
    return x


def rest_of_mapping(x, table):
    match table:
        case {"a": a, **others}:
            return x * a * len(others)
    return x


@pytest.mark.parametrize("x, slope", [(1.5, 3.0), (np.float64(1.5), 3.0), (np.array([1.0, 2.0]), [3.0, 12.0])])
def test_types(x, slope):
    df = tl.grad(of_type)
    np.testing.assert_allclose(df(x), slope)
    assert df.fallbacks == ()


@pytest.mark.parametrize(
    "items, slope",
    [((2.0, 3.0), 6.0), ([2.0, 3.0], 6.0), (collections.deque([2.0, 3.0]), 6.0), (range(2, 4), 6.0), ("ab", 3.0),
     (b"ab", 3.0), (np.array([2.0, 3.0]), 1.0), ({2.0: 1, 3.0: 2}, 1.0)],
    ids=lambda value: type(value).__name__,
)
def test_what_is_a_sequence(items, slope):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tl.errors.FallbackWarning)
        assert tl.grad(of_sequence)(1.5, items) == slope


@pytest.mark.parametrize("function, given", [(of_object, Point(0.0, 2.0)), (of_object, Point(1.0, 2.0)),
                                             (rest_of_mapping, {"a": 2.0, "b": 1.0})])
@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
def test_what_has_no_exact_test_is_not_compiled(function, given):
    df = tl.grad(function)
    h = 1e-6
    difference = (function(1.5 + h, given) - function(1.5 - h, given)) / (2 * h)
    np.testing.assert_allclose(df(1.5, given), difference, rtol=1e-6)
    assert "match" in df.fallbacks[0].construct
