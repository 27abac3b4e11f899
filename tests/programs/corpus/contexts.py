"""Context managers, match, del, assert: other statements around the arithmetic."""

import contextlib
import time

import numpy as np


class Gain:
    """A context manager that changes a number on entry and on exit."""

    def __init__(self, start):
        self.value = start

    def __enter__(self):
        self.value = self.value * 2.0
        return self

    def __exit__(self, *exception):
        self.value = self.value + 1.0
        return False


@contextlib.contextmanager
def scaled(state, factor):
    state["scale"] = state["scale"] * factor
    yield state
    state["scale"] = state["scale"] / 2.0


@contextlib.contextmanager
def raised_for_a_while(values, power=2):
    """Its variables are its own, and its end is always run."""
    x = values[0]
    values[0] = x**power
    try:
        yield x
    finally:
        values[0] = x * 3.0


@contextlib.contextmanager
def forgiving(x):
    half = x / 2.0
    try:
        yield half
    except (ZeroDivisionError, IndexError):
        pass


def suppressed(x):
    """contextlib.suppress.

    args: 1.5
    """
    y = x
    with contextlib.suppress(IndexError):
        y = y * 2.0
        y = y + [x][1]
    return y * x


def quiet(x):
    """np.errstate around arithmetic.

    args: np.array([0.5, 1.0, 2.0])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.log(x) / x
    return np.sum(y**2)


def own_context(x):
    """A context manager of the program's own class.

    args: 1.5
    """
    gain = Gain(x)
    with gain as inside:
        y = inside.value * x
    return y * gain.value


def generator_context(x):
    """A context manager made of a generator.

    args: 1.5
    """
    state = {"scale": x}
    with scaled(state, 3.0) as inner:
        y = inner["scale"] ** 2
    return y + state["scale"]


def generator_with_end(x):
    """One whose end is always run, after the value to return is known.

    args: 1.5
    """
    values = [x * x, 2.0]
    with raised_for_a_while(values, power=3) as before:
        x = values[0] * before
    with raised_for_a_while(values):
        return sum(values) * x


def generators_in_loop(x, divisors):
    """One that takes an exception, inside of another, in a loop.

    args: 1.5, [2, 0, 3]
    """
    state = {"scale": x}
    total = x
    for divisor in divisors:
        with scaled(state, 1.5), forgiving(total) as half:
            total = total * half / divisor + state["scale"]
    return total * state["scale"]


def generator_that_changes_more(x):
    """One that is told of an exception may do anything; here it prints.

    args: 1.5
    taped: a `with` statement
    """
    with contextlib.ExitStack() as stack:
        stack.callback(print, "closed")
        y = x * x
    return y * x


def two_contexts(x):
    """Two context managers in one statement.

    args: 1.5
    """
    with Gain(x) as first, Gain(x * x) as second:
        y = first.value * second.value
    return y + first.value


def by_word(x, kind):
    """match on a string.

    args: 1.5, "square"
    args: 1.5, "cube"
    args: 1.5, "other"
    """
    match kind:
        case "square":
            y = x * x
        case "cube" | "third":
            y = x**3
        case _:
            y = np.sin(x)
    return y + x


def by_shape(tree, x):
    """match on tuples, with a guard.

    args: ("add", 1.0, ("times", 2.0, 3.0)), 1.5
    """
    match tree:
        case (op, left, right) if op == "add":
            return by_shape(left, x) + by_shape(right, x)
        case ("times", left, right):
            return by_shape(left, x) * by_shape(right, x)
        case float() as number:
            return number * x
    return 0.0


def by_mapping(settings):
    """match on dicts.

    args: {"kind": "line", "slope": 2.0, "x": 1.5}
    """
    match settings:
        case {"kind": "line", "slope": slope, "x": x}:
            return slope * x + x
        case {"x": x}:
            return x


def deleted(x):
    """del of a name, an item of a list and of a dict.

    args: 1.5
    """
    scale: float = 2.0
    y = x * scale
    del scale
    items = [y, x, y * x]
    del items[0]
    table = {"a": items[0], "b": items[1]}
    del table["a"]
    return sum(items) * table["b"]


def asserted_and_raised(x):
    """assert and raise that are not reached.

    args: 1.5
    """
    assert x > 0, "positive"
    if x > 100.0:
        raise ValueError(f"{x} is too large")
    y = x // 1.0 + x % 1.0
    return y * x


class Clock:
    """A context manager that measures."""

    def __init__(self):
        self.laps = 0

    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *exception):
        self.laps += 1
        self.elapsed = time.perf_counter() - self.start
        return False


def timed(x):
    """A context manager that measures, around a loop and around the value to return.

    args: 1.5
    """
    clock = Clock()
    for _ in range(3):
        with clock:
            x = x * 1.1
    with clock as same:
        return x * x * same.laps


class Doubled:
    """A context manager that changes in place what it holds."""

    def __init__(self, value):
        self.value = value

    def __enter__(self):
        self.value *= 2.0
        return self.value

    def __exit__(self, *exception):
        self.value /= 2.0


def exit_of_a_number(x):
    """An exit that changes a number in place.

    args: 1.5
    """
    doubled = Doubled(x)
    with doubled as value:
        y = value * x
    return y * doubled.value


def exit_of_an_array(x):
    """An exit that changes an array in place: others could see it after an exception.

    args: np.array([1.5, 2.0])
    taped: a `with` statement
    """
    doubled = Doubled(x * 1.0)
    with doubled as value:
        y = np.sum(value * x)
    return y * np.sum(doubled.value)


def value_given_through(x):
    """`nullcontext` gives what it is given.

    args: 1.5
    """
    with contextlib.nullcontext(x * 2.0) as y, contextlib.nullcontext():
        z = y * x
    return z
