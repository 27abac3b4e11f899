"""Derivatives that are zero because only tests depend on the argument: they are told, on both engines, with the line."""

import contextlib
import math
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike import watching
from tangentlike.errors import ControlFlowWarning, FallbackWarning


def bisect(c):
    low, high = 0.0, 4.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        if middle * middle < c:  # decides
            low = middle
        else:
            high = middle
    return low


def newton_that_starts_converged(x):
    y = 2.0
    while abs(y * y - x) > 1e-12:  # decides
        y = 0.5 * (y + x / y)
    return y


def special_value(x):
    if x == 1.0:  # decides
        return 2.0
    return (x * x - 1.0) / (x - 1.0)


def special_value_of_two(y, x):
    if x == 1.0:  # decides
        return 2.0 * y
    return y * (x * x - 1.0) / (x - 1.0)


def count(x):
    total = 1.0
    for _ in range(int(x)):  # decides
        total = total * 1.5
    return total


def special_array(x):
    if x[0] == 1.0:  # decides
        return 2.0
    return np.sum(x)


def outside_of_a_domain(x):
    try:
        return 2.0 if math.sqrt(x - 10.0) else 3.0  # decides
    except ValueError:
        return 1.0


def raised_by_a_test(x):
    try:
        if x > 1.0:  # decides
            raise ValueError
        y = 1.0
    except ValueError:
        y = 2.0
    return y


def not_in_a_table(x):
    table = {1: 2.0}
    try:
        y = table[int(x)]  # decides
    except KeyError:
        y = 7.0
    return y


def suppressed(x):
    y = 1.0
    with contextlib.suppress(ValueError):
        math.log(x - 10.0)  # decides
        y = 2.0
    return y


def on_tape_of_one(x, function):
    with [contextlib.nullcontext()][0]:
        return function(x)


def on_tape_of_two(y, x, function):
    with [contextlib.nullcontext()][0]:
        return function(y, x)


def line_of(function):
    with open(__file__, encoding="utf-8") as file:
        lines = file.read().splitlines()
    return next(n for n in range(function.__code__.co_firstlineno, len(lines)) if lines[n - 1].endswith("# decides"))


CASES = [
    (bisect, (3.0,), 0),
    (newton_that_starts_converged, (4.0,), 0),
    (special_value, (1.0,), 0),
    (special_value_of_two, (3.0, 1.0), 1),
    (count, (3.7,), 0),
    (outside_of_a_domain, (3.0,), 0),
    (raised_by_a_test, (3.0,), 0),
    (not_in_a_table, (3.5,), 0),
    (suppressed, (3.0,), 0),
]
each_case = pytest.mark.parametrize(("function", "args", "place"), CASES, ids=[case[0].__name__ for case in CASES])


@pytest.fixture(autouse=True)
def told_anew(monkeypatch):
    monkeypatch.setattr("tangentlike.watching._told", {})


def check_told(derivative, args, function, place=None):
    """The derivative is zero, and the warning names the line."""
    with pytest.warns(ControlFlowWarning) as caught:
        result = derivative(*args)
    told = [warning for warning in caught if warning.category is ControlFlowWarning]
    assert [(warning.filename, warning.lineno) for warning in told] == [(__file__, line_of(function))]
    assert (result if place is None else result[place]) == 0.0


@each_case
def test_compiled_code_tells(function, args, place):
    check_told(tl.grad(function, argnums=place), args, function)


@each_case
def test_the_tape_tells(function, args, place):
    run = on_tape_of_two if place else on_tape_of_one
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FallbackWarning)
        tl.grad(run, argnums=place)(*[arg + 0.25 for arg in args], function)
    watching._told.clear()
    check_told(tl.grad(run, argnums=place), (*args, function), function)


def test_each_part_of_a_result_tells():
    both = tl.value_and_grad(special_value_of_two, argnums=(0, 1))
    both(3.0, 2.0)
    with pytest.warns(ControlFlowWarning, match="`x`"):
        assert both(3.0, 1.0) == (6.0, (2.0, 0.0))


def test_an_array_tells_on_the_tape():
    with pytest.warns(ControlFlowWarning, match="`x`"):
        assert tl.grad(on_tape_of_one)(np.ones(2), special_array).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("run", [None, on_tape_of_one])
def test_a_zero_that_was_added_up_does_not_tell(run):
    def bowl(x):
        return (x - 3.0) ** 2 if x > 0.0 else 0.0 * x

    with warnings.catch_warnings():
        warnings.simplefilter("error", ControlFlowWarning)
        warnings.simplefilter("ignore", FallbackWarning)
        for x in (3.0, -1.0):
            assert (tl.grad(bowl)(x) if run is None else tl.grad(run)(x, bowl)) == 0.0


def log_or_zero(x):
    return np.sum(np.where(x > 0, np.log(x), 0.0))


def root_or_zero(x):
    return np.sum(np.where(x > 0, np.sqrt(x), 0.0))


def squared_norm(x):
    return np.linalg.norm(x) ** 2


HALF = 0.5 / math.sqrt(2.0)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("run", [None, on_tape_of_one])
@pytest.mark.parametrize(
    ("function", "x", "gradient"),
    [
        (log_or_zero, [0.0, 2.0, -1.0], [0.0, 0.5, 0.0]),
        (root_or_zero, [0.0, 2.0, -1.0], [0.0, HALF, 0.0]),
        (squared_norm, [0.0, 0.0], [0.0, 0.0]),
    ],
)
def test_nothing_leaks_from_what_is_not_taken(run, function, x, gradient):
    x = np.array(x)
    result = tl.grad(function)(x) if run is None else tl.grad(run)(x, function)
    assert result == pytest.approx(gradient, rel=1e-15)
