"""A derivative evaluates what its primal evaluates: once, in the same order, with the same exceptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import tangentlike as tl

LOG: list[Any] = []


def noted(x):
    LOG.append(x)
    return x * len(LOG)


def twice_as_often(x):
    return x if (noted(x) > 0.5 and noted(2 * x) > 0.1) or noted(3 * x) > 0 else 2 * noted(x)


def filtered(x):
    return sum([noted(v) for v in [x, 2 * x, 3 * x] if noted(v) > 3 * x])


def in_a_chain(x):
    return noted(x) * x if 0.1 < noted(x) < 5 else x


def counted_range(x):
    return sum([noted(x) for _ in range(int(noted(2.0)))]) + noted(x)


def before_a_generator(x):
    return noted(x) + sum(noted(v) for v in (2 * x, 3 * x))


def before_a_list(x):
    return noted(x) / (1.0 + [noted(v) for v in [2 * x, 3 * x]][1]) + len(LOG) * sum([noted(v) for v in [x]])


def before_a_walrus(x):
    return noted(x) + (y := noted(2 * x)) * noted(3 * x) + y


def around_a_name(x):
    return x + (x := noted(2 * x)) * x


def choose(x, *, scale, shift):
    return x * scale + shift


def among_arguments(x):
    return choose(noted(x), scale=noted(2 * x), shift=sum([noted(v) for v in [x, 3 * x]]))


def known_to_be_none(x):
    return (LOG.append(1.0) or x) * noted(x) * (x if LOG.append(2.0) is None else 0.0)


def known_in_a_statement(x):
    if LOG.append(3.0) is None:
        x = x * noted(x)
    return (x and LOG.append(4.0)) or x


def squared(x):
    LOG.append(-x)
    return x * x * len(LOG)


def before_a_choice(x):
    act = noted if x > 0 else squared
    return noted(x) + act(2 * x) * noted(3 * x)


def late_in_a_chain(x):
    return 2 * x if 0 < x < noted(x) < (noted(2 * x) + sum([noted(v) for v in [x]])) else noted(x)


PROGRAMS = [
    twice_as_often, filtered, in_a_chain, counted_range, before_a_generator, before_a_list, before_a_walrus,
    around_a_name, among_arguments, known_to_be_none, known_in_a_statement,
    before_a_choice, late_in_a_chain,
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_calls_are_made_once_and_in_order(program: Callable[[float], float]) -> None:
    """A helper that takes notes finds the same ones, and its results are the same."""
    LOG.clear()
    value, notes = program(1.5), list(LOG)
    df = tl.value_and_grad(program)
    LOG.clear()
    found, gradient = df(1.5)
    assert (found, LOG) == (value, notes), df.source
    LOG.clear()
    above = program(1.5 + 1e-6)
    LOG.clear()
    below = program(1.5 - 1e-6)
    assert gradient == pytest.approx((above - below) / 2e-6, rel=1e-5), df.source


WEIGHTS = np.ones(3)


def heavier(x):
    WEIGHTS[0] += 1.0
    return x * WEIGHTS[0]


MAKING_HEAVIER = [heavier]


def with_weights(x):
    return np.sum(x * WEIGHTS) * MAKING_HEAVIER[0](x)


def with_weights_of_a_helper(x):
    return np.sum(x * WEIGHTS) * heavier(x)


def test_data_that_a_helper_changes_is_copied() -> None:
    """An array that a helper changes, and that is in sight, is read again as it was."""
    WEIGHTS[:] = 1.0
    assert tl.grad(with_weights_of_a_helper, fallback="error")(1.5) == pytest.approx(2.0 * 1.5 * 3.0 * 2.0)


def test_data_that_a_helper_changes_is_not_read_again() -> None:
    """An array that the backward sweep would read after its change is refused."""
    with pytest.raises(tl.errors.Unsupported, match="which the program changes"):
        tl.grad(with_weights, fallback="error")(1.5)


def drawn_for_nothing(x, rng):
    rng.random()
    unused = rng.random()  # noqa: F841
    return x * x if rng.random() > 0.5 else x * rng.random()


@pytest.mark.parametrize("seed", range(6))
def test_random_numbers_are_drawn_as_the_primal_draws_them(seed: int) -> None:
    """A number that nobody reads moves the generator on."""
    theirs, ours = np.random.default_rng(seed), np.random.default_rng(seed)
    value = drawn_for_nothing(1.5, theirs)
    found, _ = tl.value_and_grad(drawn_for_nothing)(1.5, ours)
    assert found == value
    assert theirs.random() == ours.random()


def two_of_a_list(x):
    a, b = [x, x * x, 3 * x]
    return a * b


def two_of_a_tuple(x):
    a, _ = (x, x, x)
    return a


def three_of_a_pair(x):
    a, b, c = (x, x * x)
    return a * b * c


def three_of_an_array(x):
    a, b, _ = np.array([x, x])
    return a * b


def two_of_a_longer_array(x):
    a, b = np.ones(3) * x
    return a * b


def two_and_more_of_one(x):
    a, _, *_ = [x]
    return a


def pairs_of_triples(x):
    total = 0.0
    for a, b in [(x, x, x)]:
        total += a * b
    return total


def two_of_what_is_made(x):
    [a, b] = [x + i for i in range(3)]
    return a * b


def strictly_together(x):
    for a, b in zip([x, x], [x], strict=True):
        x = x + a * b
    return x


def number_of_an_array(x):
    return float(np.ones(3) * x)


RAISING = [
    two_of_a_list, two_of_a_tuple, three_of_a_pair, three_of_an_array, two_of_a_longer_array, two_and_more_of_one,
    pairs_of_triples, two_of_what_is_made, strictly_together, number_of_an_array,
]


@pytest.mark.parametrize("operator", [tl.grad, tl.value_and_grad], ids=["grad", "value_and_grad"])
@pytest.mark.parametrize("program", RAISING, ids=lambda program: program.__name__)
def test_what_the_primal_raises_is_raised(program: Callable[[float], float], operator: Callable[..., Any]) -> None:
    """There is no gradient where there is no value."""
    with pytest.raises((ValueError, TypeError)) as wanted:
        program(1.5)
    with pytest.raises(type(wanted.value)) as found:
        operator(program)(1.5)
    assert str(found.value) == str(wanted.value)


def as_many_as_there_are(values):
    a, b = values
    first, *_ = values
    for c, d in zip(values, [a, b], strict=True):
        first = first * c * d
    return first * a * b


def test_what_has_the_right_length_has_a_second_derivative() -> None:
    """The checks do not hinder a derivative of the derivative."""
    df = tl.grad(tl.grad(lambda x: as_many_as_there_are([x, 2.0 * x])))
    # x * (x * x) * (2x * 2x) * x * 2x = 8 x ** 7
    assert df(1.5) == pytest.approx(8 * 42 * 1.5**5)
