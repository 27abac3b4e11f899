"""What may change between two calls without an argument changing: each change is seen by the next call."""

import dataclasses
import functools
import types

import numpy as np
import pytest

import tangentlike as tl

SETTINGS: dict = {}
TABLE = [1.0, 2.0]
FUNCTIONS = {"wave": np.sin}
SPACE = types.SimpleNamespace(rate=2.0, mode="a")


@dataclasses.dataclass
class Constants:
    """Constants of a model."""

    rate: float = 2.0


CONSTANTS = Constants()


class Model:
    """An object that can be called."""

    def __init__(self, weight, mode="a"):
        self.weight = weight
        self.mode = mode

    def __call__(self, x):
        return np.sum(x * self.weight) * (1.0 if self.mode == "a" else 2.0)


def scaled(x, k=2.0, *, q=1.0):
    return x * k * q


def square(x):
    return x * x


def cube(x):
    return x * x * x


def reads_settings(x):
    return x * x if SETTINGS.get("mode") == "a" else x * 3.0


def reads_entry(x):
    return np.sum(x * SETTINGS.get("rate", 2.0)) * (2.0 if "sign" in SETTINGS else 1.0)


def calls_scaled(x):
    return scaled(x)


def calls_square(x):
    return square(x)


def reads_table(x):
    return np.sum(TABLE[0] * x) * len(TABLE)


def calls_from_dict(x):
    return FUNCTIONS["wave"](x)


def reads_object(x):
    space = SPACE
    return np.sum(x * space.rate) if space.mode == "a" else x * x


def reads_constants(x):
    return np.sum(x * CONSTANTS.rate)


def uses_builtin(x):
    return abs(x) * 2.0


CHANGES = [
    (reads_settings, SETTINGS, "mode", "a"),
    (reads_entry, SETTINGS, "rate", np.ones(3)),
    (reads_entry, SETTINGS, "sign", 1),
    (calls_scaled, scaled, "__defaults__", (5.0,)),
    (calls_scaled, scaled.__kwdefaults__, "q", 7.0),
    (calls_square, square, "__code__", cube.__code__),
    (calls_square, globals(), "square", cube),
    (reads_table, TABLE, 0, np.ones(3)),
    (calls_from_dict, FUNCTIONS, "wave", np.cos),
    (reads_object, SPACE, "rate", np.ones(2)),
    (reads_object, SPACE, "mode", "b"),
    (reads_object, globals(), "SPACE", types.SimpleNamespace(rate=1.0, mode="b")),
    (reads_constants, CONSTANTS, "rate", np.ones(2)),
    (uses_builtin, globals(), "abs", cube),
    (uses_builtin, uses_builtin, "__code__", cube.__code__),
]


@pytest.mark.parametrize(("function", "owner", "key", "value"), CHANGES, ids=lambda value: str(value)[:20])
def test_a_change_is_seen(function, owner, key, value):
    df = tl.grad(function)
    first = df(2.0)
    assert first == pytest.approx(difference(function))
    missing = object()
    old = owner.get(key, missing) if isinstance(owner, dict) else owner[key] if owner is TABLE else getattr(owner, key)
    try:
        change(owner, key, value)
        assert df(2.0) == pytest.approx(difference(function))
        assert df(2.0) == pytest.approx(difference(function))
    finally:
        owner.pop(key) if old is missing else change(owner, key, old)
    assert df(2.0) == pytest.approx(first)


def change(owner, key, value):
    if isinstance(owner, (dict, list)):
        owner[key] = value
    else:
        setattr(owner, key, value)


def difference(function, x=2.0, h=1e-6):
    return (function(x + h) - function(x - h)) / (2 * h)


def test_a_cell_that_holds_another_function():
    helper = square

    def loss(x):
        return helper(x)

    df = tl.grad(loss)
    assert df(2.0) == 4.0
    helper = cube
    assert df(2.0) == 12.0


def test_functions_of_one_text_with_other_defaults():
    def apply(function, x):
        return function(x)

    df = tl.grad(apply, 1)
    assert [df(lambda z, k=k: z * k, 1.0) for k in (2.0, 3.0)] == [2.0, 3.0]


def test_attributes_of_an_argument_that_can_be_called():
    df = tl.grad(lambda model, x: np.sum(model.weight * x), 1)
    model = Model(2.0)
    assert df(model, 1.0) == 2.0
    model.weight = np.ones(4)
    assert df(model, 1.0) == 4.0


def test_attributes_of_the_primal():
    model = Model(2.0)
    df = tl.grad(model)
    assert df(1.0) == 2.0
    model.mode = "b"
    assert df(1.0) == 4.0
    model.weight = np.ones(3)
    assert df(1.0) == 6.0


def test_changes_do_not_pile_up():
    df = tl.grad(reads_settings)
    for number in range(20):
        SETTINGS[f"key {number}"] = 1.0
        df(2.0)
    SETTINGS.clear()
    assert len(df._entries) == 1


def test_defaults_differ_from_the_text():
    scaled.__defaults__ = (9.0,)
    try:
        assert tl.grad(calls_scaled)(1.0) == 9.0
    finally:
        scaled.__defaults__ = (2.0,)


def test_defaults_of_the_primal():
    def line(x, slope=2.0, *, shift=1.0):
        return slope * x + shift * x

    df = tl.grad(line)
    assert df(1.0) == 3.0
    line.__defaults__ = (5.0,)
    assert df(1.0) == 6.0 and df(1.0, 2.0) == 3.0
    line.__kwdefaults__ = {"shift": 10.0}
    assert df(1.0) == 15.0 and df(1.0, shift=1.0) == 6.0
    line.__defaults__ = (np.array(4.0),)
    assert df(1.0) == 14.0


class Worker:
    """An object with a method."""

    def go(self, x):
        return x * x


@dataclasses.dataclass
class Scale:
    """A record with a method and a property."""

    factor: float = 2.0

    def go(self, x):
        return self.factor * x

    @property
    def doubled(self):
        return 2.0 * self.factor

    def __call__(self, x):
        return self.factor * x


WORKER = Worker()
SCALE = Scale()
POWER = functools.partial(lambda x, k: x**k, k=2.0)


def calls_worker(x):
    return WORKER.go(x)


def calls_record(x):
    return SCALE.go(x)


def calls_new_record(x):
    return Scale(x).go(x)


def calls_the_record_itself(x):
    return SCALE(x)


def reads_property(x):
    return SCALE.doubled * x


def calls_partial(x):
    return POWER(x)


CHANGES = [
    (calls_worker, Worker, "go", lambda self, x: x**3),
    (calls_worker, WORKER, "go", lambda x: x**3),
    (calls_record, Scale, "go", lambda self, x: x**3),
    (calls_new_record, Scale, "go", lambda self, x: x**3),
    (calls_the_record_itself, Scale, "__call__", lambda self, x: x**3),
]


@pytest.mark.parametrize(("function", "owner", "name", "new"), CHANGES, ids=lambda p: getattr(p, "__name__", None))
def test_another_method(function, owner, name, new, monkeypatch):
    derivative = tl.grad(function)
    derivative(2.0)
    monkeypatch.setattr(owner, name, new)
    assert derivative(2.0) == pytest.approx(12.0)


def test_another_property(monkeypatch):
    derivative = tl.grad(reads_property)
    assert derivative(2.0) == 4.0
    monkeypatch.setattr(Scale, "doubled", property(lambda self: 7.0))
    assert derivative(2.0) == 7.0


def test_another_option_of_a_partial_function(monkeypatch):
    inside, itself = tl.grad(calls_partial), tl.grad(POWER)
    assert inside(2.0) == itself(2.0) == 4.0
    monkeypatch.setitem(POWER.keywords, "k", 3.0)
    assert inside(2.0) == itself(2.0) == 12.0


def sum_of_any(*xs):
    return sum(xs)


def test_the_warning_of_many_signatures_names_the_line_that_calls():
    df = tl.grad(sum_of_any)
    with pytest.warns(tl.errors.RecompileWarning, match="has met 32 signatures") as told:
        for count in range(1, 34):
            df(*[1.0] * count)
    assert [each.filename for each in told] == [__file__]
