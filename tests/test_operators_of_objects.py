"""Objects whose classes define operators: the rules are those of numbers, so they are never taken for numbers.

What is made here, and records, are written out; others are refused.
"""

import dataclasses
import fractions
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tests.programs import differences as d


class Scaled:
    """An object that multiplies where others add."""

    def __add__(self, other):
        return 3.0 * other

    __radd__ = __mul__ = __rmul__ = __sub__ = __add__

    def __neg__(self):
        return self

    def __getitem__(self, x):
        return x * x


@dataclasses.dataclass
class Shift:
    """A record with an operator."""

    by: float = 1.0

    def __add__(self, other):
        return 3.0 * other

    def __getitem__(self, x):
        return x * x


class Tripled(float):
    """A float with an operator."""

    def __add__(self, other):
        return 3.0 * other


class Plain(float):
    """A float, and no more."""


SCALED = Scaled()
SHIFT = Shift()
TRIPLED = Tripled(2.0)
PLAIN = Plain(2.0)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    MATRIX = np.matrix([[1.0, 2.0], [3.0, 4.0]])
HALF = fractions.Fraction(1, 2)


def added(x):
    return SCALED + x


def added_from_the_right(x):
    return x + SCALED


def negated(x):
    return -SCALED + x


def local(x):
    scaled = Scaled()
    return scaled * x


def in_a_list(x):
    return [Scaled()][0] - x


def to_a_helper(x):
    return sum_of(Scaled(), x)


def sum_of(a, b):
    return a + b


def of_record(x):
    return SHIFT + x


def of_float(x):
    return TRIPLED + x


def of_matrix(x):
    return np.sum(MATRIX * (x * np.ones((2, 2))))


def of_matrix_product(x):
    return np.sum((MATRIX * MATRIX) * x)


def by_item(x):
    return SCALED[x]


def by_item_of_record(x):
    return SHIFT[x]


WRITTEN_OUT = [local, in_a_list, to_a_helper, of_record, by_item_of_record]
REFUSED = [added, added_from_the_right, negated, of_float, of_matrix, of_matrix_product, by_item]


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_operators_of_objects_are_refused(function):
    with pytest.raises((tl.TangentlikeError, TypeError), match=r"tangentlike (has no|cannot)"):
        tl.grad(function, fallback="error")(1.5)


@pytest.mark.filterwarnings("ignore:the matrix subclass", "ignore::tangentlike.FallbackWarning")
@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_operators_of_objects_run_on_the_tape(function):
    """Where the compiler knows of the object; where only the run shows it, the generated code refuses it."""
    try:
        gradient = tl.grad(function)(1.5)
    except (tl.TangentlikeError, TypeError):
        assert function in (negated, of_matrix, of_matrix_product)
    else:
        assert not d.mismatches(gradient, d.differentiate(function, 1.5), 1.5)


@pytest.mark.parametrize("function", WRITTEN_OUT, ids=lambda f: f.__name__)
def test_operators_of_objects_that_stay_are_written_out(function):
    """What the class says is what happens: it is no rule of numbers."""
    gradient = tl.grad(function, fallback="error")(1.5)
    assert not d.mismatches(gradient, d.differentiate(function, 1.5), 1.5)


def test_operators_of_arguments_are_refused():
    with pytest.raises((tl.TangentlikeError, TypeError), match=r"tangentlike (has no|cannot)"):
        tl.grad(sum_of, 1)(Tripled(2.0), 1.5)


def of_plain_subclass(x):
    return PLAIN * x


def of_fraction(x):
    return HALF * x


def test_numbers_of_other_types_are_numbers():
    assert tl.grad(of_plain_subclass)(1.5) == 2.0
    assert tl.grad(of_fraction)(1.5) == 0.5
