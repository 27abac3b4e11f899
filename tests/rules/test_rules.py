"""Every rule against differences: one check for all samples."""

import inspect
import operator

import numpy as np
import pytest

from tangentlike.errors import NoRule, WrongDerivative
from tangentlike.rules import checking, registry
from tangentlike.rules.rule import call_primal
from tests.rules.samples import SAMPLES, text

# Rules that no sample can run, and why.
UNSAMPLED = {
    "flat": "an iterator, not a value",
    "__float__": "the type calls it",
}
IN_PLACE = {getattr(operator, name) for name in dir(operator) if name.startswith("i") and hasattr(operator, f"__{name}__")}


def name_of(function):
    owner = getattr(function, "__objclass__", getattr(function, "__module__", None))
    return f"{getattr(owner, '__name__', owner)}.{getattr(function, '__name__', function)}"


def spellings(sample):
    """Return the other functions of the sample's rule that take the same arguments."""
    rule = registry.find(sample.function)
    for function in rule.functions:
        method = getattr(function, "__objclass__", None) is np.ndarray
        if function is not sample.function and function not in IN_PLACE and (not method or type(sample.args[0]) is np.ndarray):
            yield function


def run_seeded(function, args, keywords):
    np.random.seed(3)
    args = [np.random.default_rng(3) if isinstance(arg, np.random.Generator) else arg for arg in args]
    return call_primal(function, args, keywords)


@pytest.mark.parametrize("sample", SAMPLES, ids=text)
def test_sample(sample):
    checking.check_call(sample, run_seeded)


@pytest.mark.parametrize("rule", [r for r in registry.every() if r.kind != "constant"], ids=lambda r: f"{r.kind}-{r.name}")
def test_every_rule_has_a_sample(rule):
    excused = any(word in name_of(f) for word in UNSAMPLED for f in rule.functions)
    assert excused or any(registry.find(sample.function) is rule for sample in SAMPLES)
