"""What runs forward runs inside of its `with` statement, whatever is tidied; and it is left whatever happens."""

import contextlib
import warnings

import numpy as np
import pytest

import tangentlike as tl


def used_once_outside(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.log(x)
        z = x / (x - 1.0)
    return np.sum(np.where(x > 0, y, 0.0)) + np.sum(np.where(x > 2.0, z, 0.0))


def raised_inside(x):
    with np.errstate(divide="raise"):
        y = 1.0 / x
    return np.sum(y)


def out_of_range(x, place):
    with np.errstate(divide="ignore"):
        y = x[place] * x
    return np.sum(y)


def with_a_piece_on_the_tape(x):
    with np.errstate(divide="ignore"):
        y = x
        try:
            raise ValueError(np.log(x))
        except ValueError as error:
            y = error.args[0] + 0.0 * y
        z = np.sum(1.0 / y)
    return z


def suppressing(x):
    y = x
    with contextlib.suppress(IndexError):
        y = y * [2.0][0]
        y = y + list("a")[len("a")]
    return y * x


def left_by_break(x):
    for _ in range(3):
        with np.errstate(divide="ignore"):
            if x > 2.0:
                break
            x = x**2
    return x


def test_nothing_is_moved_out():
    x = np.array([-1.0, 0.0, 1.0, 3.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, pullback = tl.vjp(used_once_outside, x)
        assert value == used_once_outside(x)
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(pullback(1.0)[0], [0.0, 0.0, 1.0, 1.0 / 3.0 - 0.25])
    assert "    with np.errstate(divide='ignore'" in tl.grad(used_once_outside).lower(x).source.replace('"', "'")


def test_errors_are_raised_as_in_the_primal():
    with pytest.raises(FloatingPointError):
        tl.grad(raised_inside)(np.array([1.0, 0.0]))
    before = np.geterr()
    with pytest.raises(IndexError):
        tl.grad(out_of_range)(np.array([1.0, 2.0]), 5)
    assert np.geterr() == before


@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
def test_a_piece_of_the_body_may_run_on_the_tape():
    x = np.array([2.0, 3.0])
    df = tl.grad(with_a_piece_on_the_tape)
    np.testing.assert_allclose(df(x), -1.0 / (x * np.log(x) ** 2))
    assert [record.construct for record in df.fallbacks] == ["tangentlike cannot differentiate a `try` statement"]


def test_suppressed_exceptions_are_those_of_a_try():
    df = tl.grad(suppressing)
    assert df(1.5) == pytest.approx(6.0)
    assert not df.fallbacks


@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
def test_a_break_inside_is_not_compiled():
    df = tl.grad(left_by_break)
    assert df(1.5) == pytest.approx(3.0)
    assert "with" in df.fallbacks[0].construct
