"""Solutions of equations: their derivatives are those of the equation, whatever has found them."""

import math
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import ControlFlowWarning, NotConverged, ShapeMismatch, SingularJacobian
from tests.programs import differences as d

pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")


def bisection(fun, x0):
    low, high = x0, x0 + 10.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if fun(middle) < 0:
            low = middle
        else:
            high = middle
    return low


def square(x, a):
    return x * x - a


def cubic(x, a, b):
    return x**3 + a * x - b


def two_equations(x, a):
    return np.array([x[0] ** 2 + x[1] - a[0], x[0] - x[1] ** 3 + a[1]])


def root(a):
    return tl.implicit_root(square, 1.0, a)


def root_by_bisection(a):
    return tl.implicit_root(square, 0.0, a, solver=bisection)


def cubic_root(a, b):
    return tl.implicit_root(cubic, 1.0, a, b) * a


def kepler(mean, eccentricity):
    return math.sin(tl.implicit_root(lambda e: e - eccentricity * math.sin(e) - mean, mean))


def with_parameters(p):
    return tl.implicit_root(lambda x, p: p["a"] * x + p["b"] * math.exp(x), 0.0, p)


def of_array(a):
    return np.sum(tl.implicit_root(two_equations, np.array([1.0, 1.0]), a) ** 2)


def cosine(a):
    return tl.fixed_point(lambda x, a: math.cos(a * x), 0.5, a) ** 2


def closed_cosine(a):
    return tl.fixed_point(lambda x: np.cos(a * x), 0.5)


def fixed_array(a):
    return np.sum(tl.fixed_point(lambda x, a: 0.5 * np.sin(a * x) + a, np.array([0.1, 0.2]), a) ** 2)


def in_a_loop(a):
    total = 0.0
    for k in range(1, 4):
        total = total + k * tl.implicit_root(square, 1.0, a * k)
    return total


def starts_solved(a):
    return tl.implicit_root(square, 2.0, a)


CASES = [
    (root, (4.0,), True),
    (starts_solved, (4.0,), True),
    (root_by_bisection, (3.0,), True),
    (cubic_root, (1.0, 2.0), True),
    (kepler, (0.7, 0.3), False),
    (with_parameters, ({"a": 2.0, "b": 0.5},), False),
    (of_array, (np.array([2.0, 0.5]),), False),
    (cosine, (0.7,), False),
    (closed_cosine, (0.7,), False),
    (fixed_array, (np.array([0.6, 0.3]),), False),
    (in_a_loop, (2.0,), True),
]
each_case = pytest.mark.parametrize(("function", "args", "compiled"), CASES, ids=[case[0].__name__ for case in CASES])


@each_case
def test_derivatives_are_those_of_the_solution(function, args, compiled):
    both = tl.value_and_grad(function, argnums=tuple(range(len(args))))
    value, gradients = both(*args)
    assert d.identical(value, function(*args))
    assert not both.fallbacks or not compiled
    for place, gradient in enumerate(gradients):
        estimate = d.differentiate(lambda v, place=place: function(*args[:place], v, *args[place + 1 :]), args[place])
        assert not d.mismatches(gradient, estimate, args[place])


@pytest.mark.parametrize(("function", "argument"), [(root, 4.0), (closed_cosine, 0.7), (cosine, 0.7)])
def test_second_derivatives(function, argument):
    df = tl.grad(function)
    estimate = d.differentiate(df, argument)
    assert not d.mismatches(tl.grad(df)(argument), estimate, argument)


def test_closed_forms_up_to_the_third():
    first = tl.grad(root)
    assert first(4.0) == pytest.approx(0.25, rel=1e-14)
    assert tl.grad(first)(4.0) == pytest.approx(-1.0 / 32.0, rel=1e-12)
    third = tl.grad(tl.grad(tl.grad(lambda c: tl.implicit_root(lambda x: x * x - c, 1.0))))
    assert third(4.0) == pytest.approx(3.0 / 8.0 * 4.0**-2.5, rel=1e-10)


def test_no_derivative_flows_to_the_start():
    assert tl.grad(lambda x0: tl.implicit_root(square, x0, 4.0))(1.5) == 0.0


def test_a_bisection_alone_warns_and_this_does_not():
    with warnings.catch_warnings():
        warnings.simplefilter("error", ControlFlowWarning)
        assert tl.grad(root_by_bisection)(9.0) == pytest.approx(1.0 / 6.0)


@pytest.mark.parametrize(
    ("error", "solve"),
    [
        (NotConverged, lambda a: tl.implicit_root(lambda x: x * x + a, 1.0)),
        (NotConverged, lambda a: tl.implicit_root(square, 1.0, a, solver=lambda fun, x: x)),
        (NotConverged, lambda a: tl.fixed_point(lambda x: 2.0 * x + a, 1.0)),
        (NotConverged, lambda a: tl.fixed_point(lambda x: math.cos(a * x), 1.0, max_steps=3)),
        (SingularJacobian, lambda a: tl.implicit_root(lambda x: 0.0 * x + a, 1.0)),
        (SingularJacobian, lambda a: tl.implicit_root(lambda x: np.array([x[0] - x[1], x[0] - x[1]]) - a, np.zeros(2))[0]),
        (ShapeMismatch, lambda a: tl.implicit_root(lambda x: np.array([x, a]), 1.0)),
        (ShapeMismatch, lambda a: tl.implicit_root(lambda x: x[0] - a, np.zeros(2))[0]),
    ],
)
@pytest.mark.parametrize("differentiated", [False, pytest.param(True, marks=pytest.mark.long)])
def test_errors(error, solve, differentiated):
    with pytest.raises(error):
        (tl.grad(solve) if differentiated else solve)(0.5)


def test_an_error_inside_of_a_derivative():
    with pytest.raises(NotConverged):
        tl.grad(lambda a: tl.implicit_root(lambda x: x * x + a, 1.0))(0.5)
