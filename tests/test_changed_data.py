"""Data that the function itself changes while it runs: what going back reads of it is what the forward sweep read."""

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import Unsupported

WEIGHTS = np.array([1.0, 2.0])
SETTINGS = {"rate": 1.0}
STEPS = [1.0]
RATE = 1.0


class Counter:
    """A number that grows."""

    def __init__(self):
        self.value = 0.0

    def step(self):
        self.value += 1.0


COUNTER = Counter()


def raise_value(counter):
    counter.value += 1.0


def double(array):
    array *= 2.0


def grow(items):
    items.append(items[-1] + 1.0)


def raise_rate(settings):
    settings["rate"] += 1.0


def raise_global():
    global RATE  # noqa: PLW0603
    RATE += 1.0


@pytest.fixture(autouse=True)
def fresh():
    """Put everything back."""
    global RATE
    COUNTER.value, RATE = 0.0, 1.0
    SETTINGS["rate"] = 1.0
    STEPS[:] = [1.0]
    WEIGHTS[:] = [1.0, 2.0]


def by_a_helper(x):
    y = x
    for _ in range(3):
        raise_value(COUNTER)
        y = y * x * COUNTER.value
    return y


def by_a_method(x):
    y = x
    for _ in range(3):
        COUNTER.step()
        y = y * x * COUNTER.value
    return y


def by_setattr(x):
    y = x
    for _ in range(3):
        setattr(COUNTER, "value", COUNTER.value + 1.0)  # noqa: B010
        y = y * x * COUNTER.value
    return y


def of_a_local_object(x):
    y = x
    counter = Counter()
    for _ in range(3):
        counter.step()
        y = y * x * counter.value
    return y


def of_a_list(x):
    y = x
    for _ in range(3):
        y = y * x * STEPS[-1]
        grow(STEPS)
    return y


def of_a_list_with_another_name(x):
    y = x
    steps = STEPS
    for _ in range(3):
        y = y * x * STEPS[-1]
        steps.append(STEPS[-1] + 1.0)
    return y


def of_a_dict(x):
    y = x
    for _ in range(3):
        y = y * x * SETTINGS["rate"]
        raise_rate(SETTINGS)
    return y


FOLLOWED = [by_a_helper, by_a_method, by_setattr, of_a_local_object, of_a_list, of_a_list_with_another_name, of_a_dict]


@pytest.mark.parametrize("function", FOLLOWED, ids=lambda f: f.__name__)
def test_each_iteration_reads_what_it_read(function):
    assert tl.value_and_grad(function)(2.0) == pytest.approx((6.0 * 2.0**4, 6.0 * 4.0 * 2.0**3))


def of_an_array(x):
    y = x
    for _ in range(3):
        y = y * x + np.sum(WEIGHTS * x * x)
        double(WEIGHTS)
    return y


def of_an_array_by_out(x):
    y = x
    for _ in range(3):
        y = y * x + np.sum(WEIGHTS * x * x)
        np.multiply(WEIGHTS, 2.0, out=WEIGHTS)
    return y


def of_an_array_with_another_name(x):
    y = x
    weights = WEIGHTS[:1]
    for _ in range(3):
        y = y * x + np.sum(WEIGHTS * x * x)
        weights *= 2.0
    return y


def of_a_global_number(x):
    y = x
    for _ in range(3):
        y = y * x * RATE
        raise_global()
    return y


@pytest.mark.parametrize(
    "function", [of_an_array, of_an_array_by_out, of_an_array_with_another_name], ids=lambda f: f.__name__
)
def test_a_global_array_is_kept_as_it_was(function):
    def run(call, *args):
        WEIGHTS[:] = [1.0, 2.0]
        return call(*args)

    expected = (run(function, 2.0 + 1e-6) - run(function, 2.0 - 1e-6)) / 2e-6
    assert run(tl.grad(function, fallback="error"), 2.0) == pytest.approx(expected)
    left = WEIGHTS.copy()
    run(function, 2.0)
    assert (left == WEIGHTS).all()
    _, pullback = run(tl.vjp, function, 2.0)
    WEIGHTS[:] = 7.0
    assert pullback(1.0)[0] == pytest.approx(expected)
    WEIGHTS[:] = [1.0, 2.0]


def test_what_cannot_be_kept_is_refused():
    with pytest.raises(Unsupported, match="which the program changes"):
        tl.grad(of_a_global_number, fallback="error")(2.0)


def of_setter(x):
    setattr(COUNTER, "value", 5.0)  # noqa: B010
    return x * x


def test_compiling_changes_nothing():
    tl.grad(of_setter).lower(2.0)
    assert COUNTER.value == 0.0


def of_a_view(x):
    table = np.ones((2, 2))
    row = table[0]
    y = x
    for _ in range(3):
        y = y * x + np.sum(table * x)
        row += 1.0
    return y


def test_a_write_that_another_name_sees_is_not_left_out():
    # x**4 + 4 x**3 + 6 x**2 + 8 x
    assert tl.value_and_grad(of_a_view)(2.0) == pytest.approx((88.0, 112.0))
