"""What is written in other words before anything is known of kinds does the same, in the same order, and is seen to change."""

import functools
import random
import types

import numpy as np
import pytest

import tangentlike as tl
from tests import written_globals

LOG = []


def noisy(x, n):
    for i in range(n):
        LOG.append(f"before {i}")
        yield x * i
        LOG.append(f"after {i}")
    LOG.append("end")


def listening(x):
    total = 0.0
    for i, v in enumerate(noisy(x, 4)):
        LOG.append(f"got {i}")
        if i == 1:
            continue
        if i == 3:
            break
        total += v
    LOG.append("sum")
    return total + sum(noisy(x, 2)) + sum(v for _, v in zip(range(1), noisy(x, 2), strict=False))


def test_a_generator_runs_in_the_same_order():
    LOG.clear()
    listening(1.5)
    expected = LOG.copy()
    LOG.clear()
    df = tl.grad(listening)
    assert df(1.5) == 2.0 + 1.0
    assert expected == LOG
    assert not df.fallbacks


def powers(x):
    yield x
    yield x * x


def of_powers(x):
    return sum(powers(x))


def test_another_generator_is_seen(monkeypatch):
    df = tl.grad(of_powers)
    assert df(3.0) == 7.0
    assert not df.fallbacks

    def cubes(x):
        yield x**3

    monkeypatch.setitem(globals(), "powers", cubes)
    assert df(2.0) == 12.0


def test_globals_are_left_as_without_us():
    df = tl.grad(written_globals.half_done)
    assert df(0.5) == 1.25 and written_globals.LEVEL == 1.25 and not df.fallbacks
    with pytest.raises(ValueError, match="too high"):
        df(3.0)
    assert written_globals.LEVEL == 6.0 and type(written_globals.LEVEL) is float


def test_calls_are_counted_once():
    df = tl.grad(written_globals.counted)
    written_globals.CALLS = 0
    assert [df(float(k)) for k in range(4)] == [0.0, 2.0, 4.0, 6.0]
    assert written_globals.CALLS == 4 and type(written_globals.CALLS) is int and not df.fallbacks
    written_globals.CALLS = 0.5
    df(1.0)
    assert written_globals.CALLS == 1.5


def test_a_global_that_starts_from_the_last_call():
    df = tl.value_and_grad(written_globals.faded)
    written_globals.LEVEL = 4.0
    value, slope = df(3.0)
    assert (value, slope, written_globals.LEVEL) == (15.0, 8.0, 5.0)


@pytest.mark.parametrize("fallback", ["tape", "error"])
def test_what_a_helper_leaves_is_not_lost(fallback):
    assert tl.grad(written_globals.through_a_global, fallback=fallback)(3.0) == 12.0


def gives_a_set(x):
    try:
        kinds = {1, 2, len(x)}
        y = x * 2.0
    except [ValueError][0]:  # of an expression, so that it is not known which exceptions it takes
        kinds = {2}
        y = x
    return np.sum(y**2) * len(kinds)


def test_a_piece_that_gives_a_set():
    df = tl.grad(gives_a_set)
    x = np.array([0.5, 1.5, 2.5])
    np.testing.assert_allclose(df(x), 24.0 * x)
    assert [record.lineno for record in df.fallbacks] == [gives_a_set.__code__.co_firstlineno + 1]
    np.testing.assert_allclose(df(x + 1.0), 24.0 * (x + 1.0))
    assert "on_tape(args, kwargs)" in df.source


def notes_and_gives_a_set(x):
    LOG.append(len(x))
    try:
        kinds = {1, 2, len(x)}
        y = x * 2.0
    except [ValueError][0]:  # of an expression, so that it is not known which exceptions it takes
        kinds = {2}
        y = x
    return np.sum(y**2) * len(kinds)


def test_nothing_is_done_twice_because_of_a_piece():
    LOG.clear()
    with pytest.raises(NotImplementedError, match="a set that a statement on the tape gives"):
        tl.grad(notes_and_gives_a_set)(np.ones(2))
    assert LOG == [2]


C = 2.0j


def gives_complex(x):
    try:
        z = np.exp(C * x)
    except [ValueError][0]:  # of an expression, so that it is not known which exceptions it takes
        z = x
    return np.sum(np.abs(z * x) ** 2)


def test_a_piece_that_gives_complex_numbers():
    df = tl.grad(gives_complex)
    np.testing.assert_allclose(df(np.array([0.5, 1.5])), [1.0, 3.0])
    assert "on_tape(gives_complex_line" in df.source


@functools.lru_cache
def drawn(x):
    return x * random.random()


@functools.lru_cache
def tripled(x):
    return 3.0 * x


def test_a_cache_is_seen_through_only_where_it_makes_no_difference():
    df = tl.grad(lambda x: tripled(x) * x)
    assert df(2.0) == 12.0 and not df.fallbacks
    twice = tl.grad(lambda x: drawn(x) - drawn(x))
    assert twice(2.0) == 0.0 and twice.fallbacks


def test_a_cached_function_of_an_array_raises_as_it_does():
    with pytest.raises(TypeError):
        tl.grad(lambda x: np.sum(tripled(x)))(np.ones(2))


@functools.cache
def fibonacci(n, x):
    return x if n < 2 else x * fibonacci(n - 1, x) + fibonacci(n - 2, x)


def grid_of_ways(x):
    @functools.cache
    def ways(i, j):
        return 1.0 if i == 0 or j == 0 else x * ways(i - 1, j) + ways(i, j - 1)
    return ways(20, 20)


def test_a_cached_recursion_is_as_fast_as_with_its_cache():
    # Without a cache, each of them would take longer than anybody waits.
    for function in (lambda x: fibonacci(60, x), grid_of_ways):
        df = tl.grad(function)
        expected = (function(0.5 + 1e-6) - function(0.5 - 1e-6)) / 2e-6
        np.testing.assert_allclose(df(0.5), expected, rtol=1e-6)
        assert not df.fallbacks


def walked_in_memory(a):
    total = 0.0
    for k, v in enumerate(np.nditer(a)):
        total += v**k
    return total


@pytest.mark.parametrize("fallback", [False, True])
def test_an_array_is_walked_as_it_lies_in_memory(fallback):
    def on_tape(a):
        exec("pass")
        return walked_in_memory(a)

    a = np.array([[0.5, 1.5], [2.3, 0.9]])
    for view in (a, a.T, a[::-1], a[:, ::-1], np.asfortranarray(a)):
        df = tl.value_and_grad(on_tape if fallback else walked_in_memory)
        value, gradient = df(view)
        assert value == walked_in_memory(view) and bool(df.fallbacks) == fallback
        walk = np.nditer(view, flags=["multi_index"])
        for k, v in enumerate(walk):
            np.testing.assert_allclose(gradient[walk.multi_index], k * v ** (k - 1))


def test_a_function_of_a_text_has_no_module_to_write_to():
    module = types.ModuleType("nowhere")
    exec("COUNT = 0\ndef f(x):\n    global COUNT\n    COUNT = COUNT + 1\n    return x * x\n", vars(module))
    assert tl.grad(module.f)(3.0) == 6.0
    assert module.COUNT == 1
