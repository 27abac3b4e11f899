"""What the operators promise beyond the gradient itself: argnums, has_aux, decorators, guards, and what a result is."""

from __future__ import annotations

import functools
import inspect
import math

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import ArgumentError, NotScalar, Unsupported

factor = 2.0


def energy(w, x, *, scale=1.0):
    """An energy."""
    return np.sum((w * x) ** 2) * scale


W, X = np.array([1.0, 2.0]), np.array([3.0, 0.5])


# --- argnums


def test_argnums_forms():
    by_w, by_x = 2.0 * W * X**2, 2.0 * X * W**2
    assert np.array_equal(tl.grad(energy)(W, X), by_w)
    assert np.array_equal(tl.grad(energy, 1)(W, X), by_x)
    assert np.array_equal(tl.grad(energy, "x")(W, X), by_x)
    assert np.array_equal(tl.grad(energy, argnums=-1)(W, X), by_x)
    several = tl.grad(energy, argnums=("x", 0))(W, X)
    assert type(several) is tuple
    assert np.array_equal(several[0], by_x) and np.array_equal(several[1], by_w)
    single = tl.grad(energy, argnums=("w",))(W, X)
    assert type(single) is tuple and len(single) == 1


def test_argnums_of_a_keyword_only_argument():
    assert tl.grad(energy, argnums="scale")(W, X, scale=3.0) == energy(W, X)
    assert tl.grad(energy, argnums="scale")(W, X) == energy(W, X)


def test_arguments_may_come_by_keyword():
    df = tl.grad(energy, argnums="x")
    assert np.array_equal(df(x=X, w=W, scale=0.5), X * W**2)
    assert np.array_equal(tl.grad(energy)(x=X, w=W), 2.0 * W * X**2)


def test_argnums_into_varargs():
    def total(*values):
        return values[0] * values[1] ** 2

    assert tl.grad(total, argnums=(0, 1))(3.0, 2.0) == (4.0, 12.0)


def test_default_value_is_differentiated_at_its_value():
    def f(x, rate=0.5):
        return x * rate**2

    assert tl.grad(f, argnums="rate")(3.0) == 3.0
    assert tl.grad(f, argnums=(0, 1))(3.0) == (0.25, 3.0)


# --- has_aux


def test_has_aux():
    def loss(w, x):
        residual = w * x - 1.0
        return np.sum(residual**2), {"residual": residual, "note": "fine"}

    gradient, aux = tl.grad(loss, has_aux=True)(W, X)
    assert np.array_equal(gradient, 2.0 * (W * X - 1.0) * X)
    assert np.array_equal(aux["residual"], W * X - 1.0) and aux["note"] == "fine"
    (value, again), gradient = tl.value_and_grad(loss, has_aux=True)(W, X)
    assert value == loss(W, X)[0] and again["note"] == "fine"
    value, pullback, aux = tl.vjp(loss, W, X, has_aux=True)
    assert value == loss(W, X)[0] and aux["note"] == "fine"
    assert np.array_equal(pullback(1.0)[0], gradient)


# --- vjp


def test_vjp_gives_none_for_what_is_not_differentiated():
    def f(x, n, square, mode):
        return x * n if square and mode == "plain" else x

    value, pullback = tl.vjp(f, 2.0, 3, True, "plain")
    assert value == 6.0
    assert pullback(1.0) == (3.0, None, None, None)


def test_vjp_of_a_library_function_with_an_option():
    matrix = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(tl.vjp(np.sum, matrix, None)[1](2.0)[0], np.full((2, 3), 2.0))
    with pytest.raises(ArgumentError, match="option `axis` of `sum` is 0"):
        tl.vjp(np.sum, matrix, 0)


def test_vjp_of_a_library_function():
    value, pullback = tl.vjp(np.sin, 0.5)
    assert value == math.sin(0.5)
    assert pullback(2.0)[0] == pytest.approx(2.0 * math.cos(0.5), rel=1e-15)
    assert tl.grad(np.sin)(0.5) == math.cos(0.5)
    assert tl.grad(math.exp)(1.0) == math.exp(1.0)


def test_cotangents_are_not_changed_or_shared():
    def f(x):
        u = np.zeros(3)
        u[1:] = x * 2.0
        u[1] *= u[2]
        return u

    _, pullback = tl.vjp(f, W)
    cotangent = np.array([1.0, 2.0, 3.0])
    (first,) = pullback(cotangent)
    first[:] = -1.0
    assert cotangent.tolist() == [1.0, 2.0, 3.0]
    (second,) = pullback(cotangent)
    assert second.tolist() == [2.0 * 2.0 * 4.0, 2.0 * (3.0 + 2.0 * 2.0)]


# --- decorators and identity


def test_bare_and_parametrised_decorators():
    @tl.grad
    def slope(x):
        """The slope."""
        return x**3

    @tl.value_and_grad(argnums="b")
    def both(a, b):
        return a * b**2

    assert slope(2.0) == 12.0
    assert slope.__name__ == "slope" and slope.__doc__ == "The slope."
    assert both(3.0, 2.0) == (12.0, 12.0)


def test_signature_is_the_primal_s():
    df = tl.grad(energy)
    assert inspect.signature(df) == inspect.signature(energy)
    assert df.__name__ == "energy" and df.__doc__ == "An energy." and df.__wrapped__ is energy


def test_recursion_under_the_decorated_name_means_the_primal():
    @tl.grad
    def power(x, n=3):
        return 1.0 if n == 0 else x * power(x, n - 1)

    assert power(2.0) == 12.0
    assert power(2.0, 5) == 80.0


# --- guards


def scaled(x):
    return x * factor


def helper(x):
    return x * 2.0


def calls_helper(x):
    return helper(x) * x


def test_a_changed_global_is_read(monkeypatch):
    df = tl.grad(scaled)
    assert df(1.0) == 2.0
    monkeypatch.setitem(globals(), "factor", 5.0)
    assert df(1.0) == 5.0
    monkeypatch.setitem(globals(), "factor", np.float64(6.0))
    assert df(1.0) == 6.0


def test_a_redefined_helper_is_seen(monkeypatch):
    df = tl.grad(calls_helper)
    assert df(3.0) == 12.0

    def other(x):
        return x**2

    monkeypatch.setitem(globals(), "helper", other)
    assert df(3.0) == 27.0


def test_a_changed_closure_value_is_read():
    rate = 2.0

    def f(x):
        return x * rate

    df = tl.grad(f)
    assert df(1.0) == 2.0
    rate = 7.0
    assert df(1.0) == 7.0
    rate = np.array([1.0, 2.0])
    assert tl.grad(lambda x: np.sum(f(x)))(1.0) == 3.0


def test_one_gradient_function_takes_other_kinds_later():
    df = tl.grad(lambda x: np.sum(x * x))
    assert df(3.0) == 6.0
    assert df(W).tolist() == [2.0, 4.0]
    assert df(np.ones((2, 3))).shape == (2, 3)
    assert df(np.float32(1.5)).dtype == np.float32
    assert type(df(2)) is float
    assert df(3.0) == 6.0


def test_shapes_that_broadcast_by_chance():
    df = tl.grad(lambda x, y: np.sum(x * y), argnums=(0, 1))
    for shape, other in [((3,), (3,)), ((1,), (3,)), ((3,), (1,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (3,))]:
        x, y = np.full(shape, 2.0), np.full(other, 5.0)
        a, b = df(x, y)
        assert a.shape == shape and b.shape == other
        count = np.broadcast(x, y).size
        assert np.all(a == 5.0 * count / x.size) and np.all(b == 2.0 * count / y.size)


def test_the_text_is_there_before_and_after_a_call():
    df = tl.grad(calls_helper)
    assert "def calls_helper_grad" in df.source
    df(1.0)
    assert df.fallbacks == ()
    assert tl.source(df) == df.source
    assert inspect.getsource(df).startswith("def calls_helper_grad")
    assert inspect.getsource(df) in df.source


# --- side effects


def test_prints_happen_once_and_show_plain_values(capsys):
    def f(x):
        y = x * 2.0
        print(f"{y:.2f}", type(y).__name__)
        return y * y

    assert tl.grad(f)(1.5) == 12.0
    assert capsys.readouterr().out == "3.00 float\n"
    tl.grad(tl.grad(f))(1.5)
    assert capsys.readouterr().out == "3.00 float\n"


# --- composition


def test_third_and_fourth_derivative():
    def f(x):
        y = 1.0
        for _ in range(4):
            y = y * x
        return y

    df = f
    for expected in (32.0, 48.0, 48.0, 24.0):
        df = tl.grad(df)
        assert df(2.0) == pytest.approx(expected, rel=1e-14)


def test_a_gradient_inside_a_function():
    def f(x, y):
        return math.sin(x) * y**2

    def g(y):
        return tl.grad(f)(0.3, y) ** 2

    expected = 2.0 * math.cos(0.3) ** 2 * 4.0 * 1.1**3 / 2.0
    assert tl.grad(g)(1.1) == pytest.approx(expected, rel=1e-14)


def test_mixed_derivative():
    def f(x, y):
        return x**2 * y**3

    assert tl.grad(tl.grad(f, 0), 1)(2.0, 3.0) == pytest.approx(2 * 2.0 * 3 * 9.0)
    assert tl.grad(tl.grad(f, "y"), "x")(2.0, 3.0) == pytest.approx(2 * 2.0 * 3 * 9.0)


def in_place_on_argument(x):
    x += 1.0
    return x * x


def test_a_gradient_is_compiled_for_the_kinds_of_its_call_alone():
    # The general variant is refused: there, `x` may be the caller's array.
    inner = tl.grad(in_place_on_argument)
    assert str(inspect.signature(tl.grad(inner))) == "(x)"
    assert tl.grad(inner)(2.0) == 2.0
    assert tl.grad(lambda q: inner(q) * q)(2.0) == 10.0
    with pytest.raises(Unsupported, match="the caller's own array"):
        _ = tl.grad(in_place_on_argument).source


def test_the_value_of_vjp_is_the_callers():
    def f(x):
        return np.tanh(x)

    value, pullback = tl.vjp(f, np.array([0.1, 0.2]))
    expected = 1.0 - value**2
    value -= 1.0
    np.testing.assert_allclose(pullback(np.ones(2))[0], expected, rtol=1e-15)


def test_a_cotangent_takes_the_dtype_of_the_value():
    single, double = np.ones(2, np.float32), np.ones(2)
    assert tl.vjp(np.tanh, double)[1](single)[0].dtype == np.float64
    assert tl.vjp(np.tanh, single)[1](double)[0].dtype == np.float32
    assert type(tl.vjp(lambda x: x * 2.0, 1.0)[1](np.array(1.0))[0]) is float
    with pytest.raises(ArgumentError, match="real number"):
        tl.vjp(np.tanh, double)[1](double * 1j)


def test_defaults_that_are_objects():
    def f(x, weights=np.array([1.0, 2.0]), *, shift=np.ones(2)):  # noqa: B008
        return x * weights + shift

    value, pullback = tl.vjp(f, 3.0)
    assert value.tolist() == [4.0, 7.0] and pullback(np.ones(2)) == (3.0,)


def test_a_wrapper_has_parameters_of_its_own():
    def doubled(fun):
        @functools.wraps(fun)
        def wrapper(given):
            return 2.0 * fun(given)

        return wrapper

    df = tl.grad(doubled(lambda x: x * x))
    assert [df(3.0), df(3.0), df(given=3.0)] == [12.0, 12.0, 12.0]


def test_a_result_with_aux_is_a_pair():
    with pytest.raises(NotScalar, match="must return a pair"):
        tl.grad(lambda x: (x * x, 1, 2), has_aux=True)(2.0)


def passed_on(function):
    @functools.wraps(function)
    def wrapper(*args, **options):
        return function(*args, **options)

    return wrapper


@passed_on
def weighted_power(x, y, k=2.0):
    return x * y**k


def test_argnums_name_what_a_wrapper_hands_on():
    """Each parameter of the function that is wrapped, whether it is given by its place or by its name."""
    both = tl.grad(weighted_power, argnums=("x", "k"))
    wanted = pytest.approx((0.125, 0.6 * 0.125 * np.log(0.5)))
    assert both(0.6, 0.5, 3.0) == wanted
    assert both(0.6, k=3.0, y=0.5) == wanted
    assert tl.grad(weighted_power)(x=0.6, y=0.5) == 0.25
    assert tl.value_and_grad(weighted_power, argnums=1)(0.6, y=0.5) == pytest.approx((0.15, 0.6))


@pytest.mark.parametrize("argnums", ["k", 2, "z"])
def test_an_argument_that_a_wrapper_is_not_given(argnums):
    with pytest.raises(ValueError, match="has no argument"):
        tl.grad(weighted_power, argnums=argnums)(0.6, 0.5)
