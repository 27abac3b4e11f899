"""A closure or lambda that is made anew at each call is compiled once; what differs in its cells is seen."""

import functools

import numpy as np
import pytest

import tangentlike as tl
from tangentlike import variants
from tangentlike.rules import registry

X = np.array([0.5, -1.0, 2.0])


def scaled(a):
    def f(x):
        return np.sum((a * x) ** 2)

    return f


def through(function):
    return lambda x: np.sum(function(x) * x)


def branching(flag):
    return lambda x: np.sum(x * x if flag else x)


def with_default(a):
    return lambda x, c=a: np.sum(c * x * x)


def with_nested(a):
    def inner(x):
        return a * x

    def f(x):
        return np.sum(inner(x) * inner(x))

    return f


class Spring:
    def __init__(self, k):
        self.k = k


def of_object(spring):
    return lambda x: np.sum(spring.k * x * x)


def own_derivative(a):
    def f(x):
        return tl.grad(lambda y: np.sum(a * y**3))(x) @ x

    return f


CASES = [
    (scaled, (2.0, 3.0), lambda a: 2.0 * a**2 * X),
    (scaled, (X, 2.0, np.float32(3.0), X + 1.0), lambda a: 2.0 * a**2 * X),
    (through, (np.sin, np.cos, np.sin), lambda f: {np.sin: np.cos(X) * X, np.cos: -np.sin(X) * X}[f] + f(X)),
    (branching, (True, False, True), lambda flag: 2.0 * X if flag else np.ones(3)),
    (with_default, (2.0, 3.0), lambda a: 2.0 * a * X),
    (with_nested, (2.0, 3.0), lambda a: 2.0 * a**2 * X),
    (of_object, (Spring(2.0), Spring(3.0)), lambda spring: 2.0 * spring.k * X),
    (own_derivative, (2.0, 3.0), lambda a: 9.0 * a * X**2),
]


@pytest.mark.parametrize(("make", "values", "expected"), CASES)
def test_each_closure_has_its_own_gradient(make, values, expected):
    kept = [(tl.grad(make(value)), value) for value in values]
    for _ in range(2):
        for df, value in kept:
            np.testing.assert_allclose(df(X), expected(value), rtol=1e-6 if type(value) is np.float32 else 1e-12)


def test_a_cell_that_changes_later_is_seen():
    a = 2.0

    def closure():
        return lambda x: a * x * x

    first, second = tl.grad(closure()), tl.grad(closure())
    assert (first(1.0), second(1.0)) == (4.0, 4.0)
    a = 3.0
    assert (first(1.0), second(1.0)) == (6.0, 6.0)
    a = np.array(0.5)
    assert (first(1.0), second(1.0)) == (1.0, 1.0)


@pytest.mark.parametrize("operator", [tl.grad, tl.value_and_grad, lambda f: lambda x: tl.vjp(f, x)[1](1.0)])
def test_compiled_once(operator, monkeypatch):
    texts = []
    derive = variants.derive
    monkeypatch.setattr(variants, "derive", lambda request: texts.append(request) or derive(request))

    def loss(w, data):
        return np.sum((w - data) ** 2)

    for i in range(4):
        data = X + i
        operator(lambda w, data=data: loss(w, data))  # defaults are the very objects: not this one
        operator(lambda w: loss(w, X) * data[0])(X)  # noqa: B023
    assert len(texts) == 1


def test_a_rule_is_of_one_function():
    def ruled():
        return lambda x: x * x

    def rule(out, x):
        return 100.0 * x

    first, second = ruled(), ruled()
    tl.elementwise(first)(rule)
    try:
        assert (tl.grad(first)(1.0), tl.grad(second)(1.0), tl.grad(first)(1.0)) == (100.0, 2.0, 100.0)
    finally:
        registry.remove(registry.find_own(first))
    assert tl.grad(first)(1.0) == 2.0


def wrapping(function):
    @functools.wraps(function)
    def wrapper(x):
        return 2.0 * function(x)

    return wrapper


def test_wrappers_share_their_code():
    square, cube = wrapping(lambda x: x * x), wrapping(lambda x: x * x * x)
    assert (tl.grad(square)(2.0), tl.grad(cube)(2.0)) == (8.0, 24.0)
