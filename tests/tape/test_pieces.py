# ruff: noqa: PLW0603, SIM105  (users write such programs)
"""Pieces of compiled code that run on the tape: a refused statement, and nothing around it."""

import math
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import FallbackWarning, NoRule
from tests.programs import differences as d

pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
X = np.array([0.7, 1.3, -0.4, 2.1])
KEPT: dict[str, float] = {}
BUFFER = np.zeros(4)
HIDDEN = """
def product(a, b):
    return a * b + np.sin(a)
def several(x):
    return {"a": x * 2, "b": [x, x * x], "s": "text", "n": 3}
def keep(x):
    kept["y"] = x * 2
def keep_in_array(x):
    buffer[0] = np.sum(x)
    return x
def generated(x):
    for v in x:
        yield v * v
def closing_over(x):
    return lambda factor: factor * x
def squared_into(table, x):
    table["k"] = x * x
    return 0.0
"""
names = {"np": np, "kept": KEPT, "buffer": BUFFER}
exec(HIDDEN, names)
product, several, keep, keep_in_array = names["product"], names["several"], names["keep"], names["keep_in_array"]
generated, closing_over, squared_into = names["generated"], names["closing_over"], names["squared_into"]


def hidden_helper_in_a_loop(x):
    total = 0.0
    for i in range(3):
        z = product(x[i], x[3]) * 2
        total += z * x[i]
    return total * x[1]


def doubled_product(v):
    double = v * 2
    return product(double, 3.0) + double


def inside_of_a_helper(x):
    return doubled_product(x[0]) * doubled_product(x[1])


def nested_result(x):
    found = several(x)
    return np.sum(found["a"] * found["b"][1]) + found["n"] * len(found["s"]) * x[0]


def exception_chooses_a_value(x):
    low = np.outer(x, x)
    try:
        root = np.linalg.cholesky(low)
    except [np.linalg.LinAlgError][0]:  # of an expression, so that it is not known which exceptions it takes
        root = np.linalg.cholesky(low + 2.0 * np.eye(4))
    return np.sum(np.log(np.diag(root))) * np.sum(x)


def exception_chooses_a_result(x):
    first = x[0] * x[0]
    try:
        return math.log(x[2]) * first
    except [ValueError][0]:
        return first * x[1]


def finally_in_a_loop(x):
    total = 0.0
    for v in x:
        try:
            total += v * v
        finally:
            total = np.tanh(doubled_product(total)) * x[1]
    return total


def context_manager(x):  # of an expression, so that it is not known which one it is
    y = x * x
    if x[0] > 0:
        with [np.errstate(all="ignore")][0]:
            z = np.log(y) * y
    else:
        z = y
    return np.sum(z * x)


def context_manager_that_returns(x):
    y = x * 2
    with [np.errstate(all="ignore")][0]:
        z = y * y
        return np.sum(z * x)


def copied_whatever_the_types(x):
    table = np.zeros(3)
    np.copyto(table, x[:3] * x[1], "unsafe")
    squares = table * table
    np.copyto(table, x[:3] * x[0], "unsafe")
    return np.sum(table * squares)


def copied_into_what_was_read(x):
    a = x * 2
    b = a * a
    np.copyto(a, x[0] * x, "unsafe")
    return np.sum(a * b) + a[0]


def entry_popped(x):
    table = {"p": x[0] * 2, "q": x[1] * x[0]}
    try:
        first = table.pop("p")
    except [KeyError][0]:
        first = 0.0
    return first * table["q"]


def appended_in_a_try(x):
    values = []
    try:
        try:
            values.append(x[0] * x[0])
        finally:
            values.append(x[1])
    except ValueError:
        pass
    return values[0] * values[1]


class Damper:
    def __init__(self, rate):
        self.rate = rate

    def force(self, v):
        with [np.errstate(all="ignore")][0]:
            found = self.rate * v * v
        return found


DAMPER = Damper(2.0)


def inside_of_a_method(x):
    return np.sum(DAMPER.force(x) * x)


PIECES = [
    hidden_helper_in_a_loop, inside_of_a_helper, nested_result, exception_chooses_a_value, exception_chooses_a_result,
    finally_in_a_loop, context_manager, context_manager_that_returns, copied_whatever_the_types, copied_into_what_was_read,
    entry_popped, appended_in_a_try, inside_of_a_method,
]


@pytest.mark.parametrize("fun", PIECES, ids=lambda fun: fun.__name__)
def test_a_refused_statement_runs_on_the_tape(fun):
    df = tl.value_and_grad(fun)
    value, gradient = df(X.copy())
    assert value == fun(X.copy())
    assert not d.mismatches(gradient, d.differentiate(fun, X), X)
    assert df.fallbacks and "on_tape(" in df.source and "Backward sweep" in df.source, "not a piece, but the whole"
    value, pullback = tl.vjp(fun, X)
    assert not d.mismatches(pullback(2.0)[0] / 2.0, d.differentiate(fun, X), X)
    assert d.identical(pullback(2.0), pullback(2.0))


@pytest.mark.parametrize("fun", [hidden_helper_in_a_loop, exception_chooses_a_result, context_manager, entry_popped])
def test_second_order_through_pieces(fun):
    gradient, weights = tl.grad(fun), np.array([0.3, -1.0, 0.5, 0.8])

    def along(x):
        return np.sum(gradient(x) * weights)

    assert not d.mismatches(tl.grad(along)(X), d.differentiate(along, X), X)


# What a piece may leave where compiled code reads it: all of it runs on the tape then.


def left_in_a_dict(x):
    keep(x[0])
    return KEPT["y"] * x[1]


def left_in_a_dict_by_a_helper(x):
    log_of(x[0] * 2)
    return x[1] * read_again()


def log_of(v):
    keep(v)


def read_again():
    return KEPT["y"]


def left_in_an_array(x):
    y = keep_in_array(x)
    return BUFFER[0] * y[1]


def left_in_an_argument(x):
    table = {"k": x[0]}
    zero = squared_into(table, x[1])
    return table["k"] + zero


def function_that_holds_a_value(x):
    scaled = closing_over(x[0])
    return scaled(2.0) * x[1]


def generator_in_a_variable(x):
    squares = generated(x)
    total = 0.0
    for v in squares:
        total += v * x[0]
    return total


def second_name(x):
    a = np.zeros(2)
    b = a
    try:
        a[0] = x[0] * x[1]
    except ValueError:
        pass
    return b[0] * x[1]


def row_of_a_list(x):
    rows = [np.zeros(2), np.ones(2) * x[0]]
    row = rows[0]
    try:
        row[0] = x[0] * x[1]
    except ValueError:
        pass
    return rows[0][0] * x[1] + rows[1][1]


WHOLE = [
    left_in_a_dict, left_in_a_dict_by_a_helper, left_in_an_array, left_in_an_argument, function_that_holds_a_value,
    generator_in_a_variable, second_name, row_of_a_list,
]


@pytest.mark.parametrize("fun", WHOLE, ids=lambda fun: fun.__name__)
def test_nothing_is_lost_between_pieces(fun):
    gradient = tl.grad(fun)(X.copy())
    assert not d.mismatches(gradient, d.differentiate(fun, X), X)


def test_records_and_warnings_of_pieces():
    def tried(x):
        y = x[0] * x[1]
        try:
            z = math.log(x[2])
        except [ValueError][0]:
            z = y * y
        with [np.errstate(all="ignore")][0]:
            w = z * y
        return w

    df = tl.grad(tried)
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        df(X)
        df(X)
    first = tried.__code__.co_firstlineno
    assert [record.lineno for record in df.fallbacks] == [first + 2, first + 6]
    assert ["try" in df.fallbacks[0].construct, "with" in df.fallbacks[1].construct] == [True, True]
    assert sorted(w.lineno for w in shown if w.category is FallbackWarning) == [first + 2, first + 6]
    assert all("a piece of `tried`" in str(w.message) for w in shown)


def test_what_neither_engine_knows_is_an_error_of_the_compiler():
    def unruled(x):
        y = x * 2
        return np.sum(np.histogram_bin_edges(y) * x[0])

    with pytest.raises(NoRule, match="histogram_bin_edges"):
        tl.grad(unruled)(X)


# Data behind globals is what it was when the program began only until the program changes it.

SETTINGS: dict[str, float] = {}
STACK: list[float] = []
mode = None


def set_up():
    global mode
    mode = "square"
    SETTINGS["n"] = 3.0
    STACK.append(2.0)


def reads_settings(x):
    set_up()
    return SETTINGS["n"] * STACK[-1] * x[0]


def reads_a_flag(x):
    set_up()
    return x[0] * x[0] if mode == "square" else x[0]


@pytest.mark.parametrize("fun", [reads_settings, reads_a_flag])
def test_globals_that_the_program_fills(fun):
    global mode
    SETTINGS.clear()
    STACK.clear()
    mode = None
    assert not d.mismatches(tl.grad(fun)(X), d.differentiate(fun, X), X)
