"""Every rule against differences: one check for all samples, and proof that the check can fail."""

import dataclasses
import functools
import inspect
import operator

import numpy as np
import pytest

from tangentlike.containers import map_leaves
from tangentlike.errors import WrongDerivative
from tangentlike.rules import checking, registry
from tangentlike.rules.primals import find_parameters
from tangentlike.rules.rule import HALVES as ATTRIBUTES
from tangentlike.syntax import trees as t
from tests.rules.recorded import RECORDED
from tests.rules.samples import SAMPLES, run_seeded, text

# Functions through which no sample is run, and why.
EXCUSED = {
    np.ndarray.flat: "an iterator, not a value",
    np.ndarray.__float__: "the type calls it",
    np.float32: "a result in single precision of arguments in double precision",
    **dict.fromkeys(
        (each.permutation for each in (np.random, np.random.Generator, np.random.RandomState)),
        "a check would have to seed each of its draws; the programs in corpus/drawing.py do",
    ),
    **dict.fromkeys((each.choice for each in (np.random, np.random.Generator, np.random.RandomState)), "the same"),
}
IN_PLACE = {f for name, f in vars(operator).items() if name.startswith("i") and f"__{name}__" in vars(operator)}
LIBRARY = [rule for rule in registry.every() if registry.find_own(rule.functions[0]) is None]
RULES = [rule for rule in LIBRARY if rule.kind != "constant"]


def has_nan(value):
    return any(np.any(np.isnan(leaf)) for leaf in map_leaves(checking.as_numbers, [value]))


def find_spellings():
    """Yield the samples again for the other functions of their rules, where these take such arguments."""
    for sample in SAMPLES:
        for function in registry.find(sample.function).functions:
            method = getattr(function, "__objclass__", None) is np.ndarray
            fits = function is not sample.function and (not method or type(sample.args[0]) is np.ndarray)
            if fits and function not in IN_PLACE and function not in EXCUSED:
                again = dataclasses.replace(sample, function=function)
                try:
                    usable = not has_nan(run_seeded(function, sample.args, sample.keywords))
                except (TypeError, ValueError):
                    usable = False
                if usable:
                    yield again


def single(value):
    """Return float64 arrays in single precision."""

    def narrow(leaf):
        return leaf.astype(np.float32) if getattr(leaf, "dtype", None) == np.float64 else leaf

    return map_leaves(narrow, value)


def make_single(sample):
    keywords = {name: single(value) for name, value in sample.keywords.items()}
    return dataclasses.replace(sample, args=single(sample.args), keywords=keywords)


@pytest.mark.parametrize("sample", SAMPLES, ids=text)
def test_sample(sample):
    checking.check_call(sample, run_seeded)
    checking.check_call(make_single(sample), run_seeded)


@pytest.mark.parametrize("sample", find_spellings(), ids=text)
def test_spelling(sample):
    checking.check_call(sample, run_seeded)


@pytest.mark.parametrize("sample", RECORDED, ids=text)
def test_helper(sample):
    """A gradient can be differentiated again: the helpers that rules call have rules, at the calls that rules make."""
    checking.check_call(sample, run_seeded)


@pytest.mark.parametrize("sample", [s for s in SAMPLES if registry.find(s.function).kind == "rewrite"], ids=text)
@pytest.mark.parametrize("change", [lambda sample: sample, make_single], ids=["double", "single"])
def test_a_rewrite_has_the_same_value(sample, change):
    """To the last bit: a gradient must not change what a program computes."""
    sample = change(sample)
    out = run_seeded(sample.function, sample.args, sample.keywords)
    rule = registry.find(sample.function)
    arguments = rule.bind(sample.args, sample.keywords)
    known = {name: value for name, value in arguments.items() if not isinstance(value, np.ndarray)}
    rule, arguments = rule.specialise(arguments, known)
    positional, keywords = rule.spread(arguments)
    again = rule.body()(*positional, **keywords)
    assert np.asarray(again).dtype == np.asarray(out).dtype
    assert np.array_equal(again, out, equal_nan=True)


def samples_of(rule):
    return [sample for sample in (*SAMPLES, *RECORDED) if registry.find(sample.function) is rule]


def check_it_has_a_sample(rule):
    assert samples_of(rule) or set(rule.functions) & EXCUSED.keys()


def fails(rule):
    """Tell whether the check finds something wrong at one of a rule's samples."""
    for sample in samples_of(rule):
        try:
            checking.check_call(sample, run_seeded)
        except WrongDerivative:
            return True
    return False


HALVES = [(rule, half) for rule in RULES for half in ("adjoint", "tangent") if getattr(rule, half) and samples_of(rule)]


@pytest.mark.parametrize(("rule", "half"), HALVES, ids=str)
def test_a_rule_wrong_by_a_thousandth_is_found(rule, half, monkeypatch):
    body = getattr(rule, half)

    def scale(leaf):
        return leaf * 1.001 if isinstance(leaf, np.ndarray | np.number | float | complex | bool) else leaf

    @functools.wraps(body)
    def wrong(*args, **keywords):
        return map_leaves(scale, body(*args, **keywords))

    monkeypatch.setattr(rule, half, wrong)
    assert fails(rule)


def bodies(rule):
    """Yield all texts of a rule, with the rule or case that each belongs to."""
    for each in (rule, *(case.rule for case in rule.cases)):
        for half in ("adjoint", "tangent", "accumulate", "overwrite"):
            if getattr(each, ATTRIBUTES[half]) is not None:
                yield each, half, each.text(half)


def check_bodies_are_straight_lines(rule):
    for each, half, tree in bodies(rule):
        *before, last = tree.body
        assert all(isinstance(node, t.Assign) for node in before)
        assert isinstance(last, t.Return)
        several = len(each.operands) > 1 and half != "accumulate" and each.kind != "rewrite"
        assert not several or (isinstance(last.value, t.Tuple) and len(last.value.elts) == len(each.operands))


def check_names_in_bodies_mean_something(rule):
    for each, half, tree in bodies(rule):
        own = {p.id for p in [*tree.args.args, *tree.args.kwonlyargs, tree.args.vararg] if p is not None}
        for name in t.names_read(tree.body) - t.names_stored(tree.body) - own:
            each.resolve(name, half)


def positional(parameters):
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [p.name for p in parameters if p.kind in kinds]


def check_parameters_stand_where_the_operation_has_them(rule):
    """A value given by position must not reach another parameter: what a rule leaves out comes after a star."""
    own = positional(rule.parameters)
    for function in rule.functions:
        given = find_parameters(function)
        theirs = positional(given)
        if theirs and not any(p.kind is p.VAR_POSITIONAL for p in given):
            assert len(own) <= len(theirs)
            assert all(theirs.index(name) == place for place, name in enumerate(own) if name in theirs)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.name}")
def test_a_rule(rule):
    check_it_has_a_sample(rule)
    check_bodies_are_straight_lines(rule)
    check_names_in_bodies_mean_something(rule)
    check_parameters_stand_where_the_operation_has_them(rule)


ELEMENTWISE = [make_single(sample) for sample in SAMPLES if registry.find(sample.function).kind == "elementwise"]


@pytest.mark.parametrize("sample", [s for s in ELEMENTWISE if "float32" in text(s)], ids=text)
def test_partials_do_not_widen(sample):
    """Where shapes are known to be equal, a partial is multiplied by the bar and nothing conforms the product."""
    rule = registry.find(sample.function)
    arguments = rule.bind(sample.args, sample.keywords)
    known = {name: value for name, value in arguments.items() if not isinstance(value, np.ndarray)}
    out = run_seeded(sample.function, sample.args, sample.keywords)
    for each, bound in ((rule, arguments), rule.specialise(arguments, known, reals=True, arrays=True)):
        for name, part in zip(each.operands, each.run("adjoint", (out,), bound), strict=True):
            if part is not None and isinstance(bound[name], np.ndarray):
                assert (out * part).dtype == out.dtype
