"""Buffers of the module from outside: pullbacks that are called late, other sizes, exchanged buffers and helpers."""

import numpy as np
import pytest

import tangentlike as tl

WORK = np.zeros(3)
SIZED = None
X = np.array([0.4, 1.2, 0.8])


def put(v):
    WORK[:] = v**2


def total():
    return np.sum(np.sin(WORK))


TOTALS = [total]


def by_itself(x):
    WORK[:] = x**2
    return np.sum(np.sin(WORK) * x)


def by_helpers(x):
    put(x)
    return total() * x[0]


def on_the_tape(x):
    WORK[:] = x**2
    return TOTALS[0]() * x[0]


def work_of_size(n):
    global SIZED  # noqa: PLW0603
    if SIZED is None or len(SIZED) != n:
        SIZED = np.zeros(n)
    return SIZED


def sized(x):
    work = work_of_size(len(x))
    work[:] = x**2
    return np.sum(work * x)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
@pytest.mark.parametrize("function", [by_itself, by_helpers, on_the_tape])
def test_a_pullback_survives_the_next_call(function):
    expected = tl.grad(function)(X)
    x = X.copy()
    _, pullback = tl.vjp(function, x)
    function(3.0 * X)
    x[:] = 0.0
    np.testing.assert_allclose(pullback(1.0)[0], expected)
    np.testing.assert_allclose(pullback(2.0)[0], 2.0 * expected)


def test_a_buffer_takes_other_sizes(monkeypatch):
    monkeypatch.setitem(globals(), "SIZED", None)
    gradient = tl.grad(sized)
    for n in 3, 3, 5, 1, 5:
        x = np.linspace(0.5, 1.5, n)
        np.testing.assert_allclose(gradient(x), 3.0 * x**2)
        assert not gradient.fallbacks
        np.testing.assert_allclose(SIZED, x**2)


def test_buffers_and_helpers_may_be_exchanged(monkeypatch):
    gradient = tl.grad(by_helpers, fallback="error")
    first = gradient(X)
    old = WORK
    monkeypatch.setitem(globals(), "WORK", np.zeros(3))
    np.testing.assert_allclose(gradient(X), first)
    assert WORK is not old
    np.testing.assert_allclose(WORK, X**2)
    monkeypatch.setitem(globals(), "total", lambda: np.sum(WORK))
    np.testing.assert_allclose(gradient(X), 2.0 * X * X[0] + np.array([np.sum(X**2), 0.0, 0.0]))


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_the_buffer_may_be_the_argument():
    WORK[:] = X
    gradient = tl.grad(by_itself)(WORK.copy())
    np.testing.assert_allclose(gradient, 2.0 * X**2 * np.cos(X**2) + np.sin(X**2))
