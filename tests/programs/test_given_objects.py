"""Objects that a function is given: value, derivative, and what is left in them, once and again."""

import copy
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.containers import flatten
from tests.programs import given_objects
from tests.programs import grammar_of_given_objects as grammar
from tests.programs.test_objects import TIMES, load

SEEDS = [pytest.param(k, marks=[pytest.mark.long] if k > 5 * TIMES else []) for k in range(round(12 * TIMES))]
OWN = (given_objects.Account, given_objects.Branch, given_objects.Ring, given_objects.Slotted)


def opens(kind):
    """Tell whether objects of a class are taken apart for a comparison."""
    return kind in OWN


def plain(value):
    """Return all that arguments hold, and where."""
    leaves, structure = flatten(value, opens)
    return [leaf.tolist() if isinstance(leaf, np.ndarray) else leaf for leaf in leaves], structure


def moved(leaf, step):
    """Return a number or array, each of its numbers moved by a step, or None for anything else: one after the other."""
    if isinstance(leaf, float):
        yield leaf + step
    elif isinstance(leaf, np.ndarray):
        for index in np.ndindex(leaf.shape):
            new = leaf.copy()
            new[index] += step
            yield new


def differences(function, make, key):
    """Return the derivative with respect to each number of an argument."""
    out = []
    leaves, structure = flatten(make()[key], opens)
    for place, leaf in enumerate(leaves):
        for low, high in zip(moved(leaf, -1e-6), moved(leaf, 1e-6), strict=True):
            values = []
            for new in (low, high):
                args = list(make())
                args[key] = structure.unflatten(copy.deepcopy([*leaves[:place], new, *leaves[place + 1 :]]))
                values.append(run(function, args)[0])
            out.append((values[1] - values[0]) / 2e-6)
    return out


def run(function, args):
    """Return what a function gives, and what it leaves in its arguments and in the global object."""
    given_objects.LEDGER.__dict__.clear()
    given_objects.LEDGER.__init__()
    return function(*args), plain((args, given_objects.LEDGER))


@pytest.mark.parametrize("case", given_objects.CASES, ids=[f"{case[0]}-{i}" for i, case in enumerate(given_objects.CASES)])
@pytest.mark.parametrize("fallback", ["compiled", "tape"])
def test_objects_of_the_caller(case, fallback):
    name, make, key, is_compiled = case
    function = getattr(given_objects, name)
    value, left = run(function, list(make()))
    gradient = tl.value_and_grad(function, argnums=key)
    if fallback == "tape":
        gradient = on_the_tape(function, key)
    for _ in range(2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", tl.FallbackWarning)
            args = list(make())
            (found, bars), also_left = run(gradient, args)
        np.testing.assert_allclose(found, value, rtol=1e-12)
        assert also_left == left
        places = zip(flatten(bars, opens)[0], flatten(make()[key], opens)[0], strict=True)
        numbers = np.concatenate([np.ravel(bar) for bar, leaf in places if isinstance(leaf, (float, np.ndarray))])
        np.testing.assert_allclose(numbers, differences(function, make, key), rtol=1e-5, atol=1e-7)
        assert isinstance(bars, type(make()[key]))
    if fallback == "compiled":
        assert bool(gradient.fallbacks) is not is_compiled, gradient.source


def on_the_tape(function, key):
    """Return the derivative of a function by the tape alone."""
    from tangentlike.tape.fallback import Run, bind, derivative, names_of  # noqa: PLC0415

    def gradient(*args):
        bound = bind(function, args, {})
        wrt = names_of(bound, key)
        return derivative(Run(function, bound, wrt), wrt, "value_and_grad", single=True, has_aux=False)

    return gradient


def test_a_gradient_is_an_object_like_what_it_is_of():
    gradient = tl.grad(given_objects.two_attributes_of_one_sum)
    branch = given_objects.Branch(np.arange(3.0), np.ones(3))
    bar = gradient(branch, 1.0)
    assert not np.shares_memory(bar.left, branch.right) and not np.shares_memory(bar.right, branch.left)


def test_an_object_that_is_met_twice_has_no_place_for_its_derivative():
    twice = [given_objects.Account()] * 2
    for argument in (twice, given_objects.Branch(*twice)):
        with pytest.raises(tl.TangentlikeError, match="twice"):
            tl.grad(given_objects.objects_in_an_object)(argument, 1.0)


def value_and_state(function, module, x, alias):
    given = grammar.objects(module, alias)
    try:
        value = function(x, *given)
    except (ArithmeticError, AttributeError, IndexError, TypeError) as error:
        return type(error).__name__, None
    return value, grammar.state(module, *given)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning", "ignore::tangentlike.errors.ControlFlowWarning")
@pytest.mark.parametrize("seed", SEEDS)
def test_random_programs(seed, tmp_path):
    module = load(grammar.program_of_given_objects(seed), tmp_path, f"given_{seed}")
    h, alias = 1e-6, seed % grammar.ALIASES
    (low, _), (value, left), (high, _) = [value_and_state(module.f, module, 1.1 + k * h, alias) for k in (-1, 0, 1)]
    if left is None:
        pytest.skip("it raises")
    found, also_left = value_and_state(tl.value_and_grad(module.f), module, 1.1, alias)
    np.testing.assert_allclose(found[0], value, rtol=1e-12)
    assert repr(also_left) == repr(left)
    slope = (high - low) / (2 * h)
    if abs(high - 2 * value + low) <= 1e-9 * max(1.0, abs(slope)) and abs(slope) < 1e4:
        np.testing.assert_allclose(found[1], slope, rtol=2e-4, atol=1e-6)


def kept_and_returned(x, account):
    account.total = account.total * x
    return account.total * x, account


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_an_object_that_is_returned_is_the_caller_s():
    account = given_objects.Account(2.0)
    gradient, same = tl.grad(kept_and_returned, has_aux=True)(1.5, account)
    assert same is account
    assert account.total == 3.0
    np.testing.assert_allclose(gradient, 6.0)


def test_another_object_is_another_variant():
    gradient = tl.value_and_grad(given_objects.two_objects)
    same = given_objects.Account(2.0)
    for args in ((1.2, given_objects.Account(2.0), given_objects.Account(3.0)), (1.2, same, same)):
        wanted = given_objects.two_objects(*copy.deepcopy(args))
        np.testing.assert_allclose(gradient(*args)[0], wanted)
