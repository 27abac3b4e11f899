"""Writes that are not seen where they happen have their derivative, or run on the tape; what only reads stays compiled."""

import functools
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tests.programs import harness, unseen_writes
from tests.programs.cases import Case
from tests.programs.unseen_writes import HELPERS, PROGRAMS

X = np.array([0.7, 0.2, 0.4])


def written_by_helper(helper, x):
    y = x * 2.0
    helper(y, x)
    return np.sum(y * y)


@pytest.mark.parametrize("fun", PROGRAMS, ids=lambda fun: fun.__name__)
@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_right(fun):
    """The gradient equals differences, and the argument is left as the program leaves it."""
    harness.check_alone(Case(f"unseen_writes.{fun.__name__}", fun, "np.array([0.7, 0.2, 0.4])", "", 1), 0, compiled=False)


@pytest.mark.parametrize("helper", HELPERS, ids=lambda fun: fun.__name__)
@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_helper(helper):
    """A helper of which nothing but its write is used has written."""
    loss = functools.partial(written_by_helper, helper)
    got = tl.grad(loss)(X.copy())
    steps = np.eye(3) * 1e-6
    wanted = [(loss(X + step) - loss(X - step)) / 2e-6 for step in steps]
    np.testing.assert_allclose(got, wanted, rtol=1e-6, atol=1e-8)


def keeps_compiled(x):
    rows = [x * k for k in range(3)]
    rows = sorted(rows, key=lambda row: -len(row))
    total = functools.reduce(lambda a, b: a + b, rows)
    best = max(range(3), key=lambda i: i)
    return np.sum(total) * x[best] * sum(map(np.sum, rows))


def test_functions_that_only_read_are_compiled():
    """What writes nothing is handed on as before."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", tl.FallbackWarning)
        df = tl.grad(keeps_compiled)
        df(X.copy())
    assert not df.fallbacks


def test_globals_are_left_empty():
    """The programs of this file clean up."""
    assert unseen_writes.ITEMS == []


def test_a_change_in_place_keeps_the_precision():
    """`y += v` leaves an array of single precision as it is, and its value is the primal's to the last bit."""

    def single(x):
        y = x.astype(np.float32)
        y += x * 0.1
        y *= x
        return np.sum(y)

    value, gradient = tl.value_and_grad(single)(X)
    assert value == single(X) and type(value) is np.float32
    np.testing.assert_allclose(gradient, 2.2 * X, rtol=1e-6)


LOG: list[float] = []


def test_a_log_is_compiled():
    """Numbers that are only left at the end of a global list need no tape."""

    def logging(x):
        s = 0.0
        for v in x:
            s += v * v
            LOG.append(s)
        return s

    df = tl.grad(logging)
    np.testing.assert_allclose(df(X), 2 * X)
    assert not df.fallbacks and len(LOG) == len(X)
