"""NumPy's functions that call functions of the user's, on the tape: against differences."""

import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import FallbackWarning
from tests.programs import differences as d

X = np.array([-1.5, -0.2, 0.7, 2.1])


def pieces_and_the_rest(x):
    return np.sum(np.piecewise(x, [x < 0, x > 1], [lambda v: v**2, np.exp, lambda v: 3 * v]) ** 2)


def one_condition_and_a_number(x):
    return np.sum(np.piecewise(x, x < 0, [lambda v: v**2, 5.0]) * x)


def pieces_with_arguments(x):
    return np.sum(np.piecewise(x, [x < 0, x >= 0], [lambda v, a: v**a, lambda v, a: a * v * v], 3))


def pieces_of_a_number(x):
    return float(np.piecewise(x[0], [x[0] < 0, x[0] >= 0], [lambda v: v**2, lambda v: v])) + x[1] ** 2


def pieces_that_read_a_value(x):
    scale = x[3]
    return np.sum(np.piecewise(np.arange(4.0), [np.arange(4) > 1], [lambda v: scale * v, scale]))


def function_of_elements(x):
    cube = np.frompyfunc(lambda v, w: v**3 * w, 2, 1)
    return np.sum(cube(x, 2.0).astype(float) * x)


PROGRAMS = [value for value in list(vars().values()) if getattr(value, "__module__", None) == __name__]


@pytest.mark.parametrize("fun", PROGRAMS, ids=lambda fun: fun.__name__)
def test_right(fun):
    df = tl.value_and_grad(fun)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FallbackWarning)
        value, gradient = df(X)
    assert value == pytest.approx(fun(X), rel=1e-14)
    assert not d.mismatches(gradient, d.differentiate(fun, X), X)
