"""Samples of the helpers that have rules: the calls that other rules make."""

import contextlib
import functools
import inspect

import numpy as np

from tangentlike import runtime
from tangentlike.errors import NoRule
from tangentlike.rules import checking, registry
from tests.rules.samples import SAMPLES, run_seeded, text


def find_helpers():
    """Yield (globals of a template, name, helper) for each helper that a template has imported."""
    spaces = {}
    for rule in registry.every():
        for each in (rule, *(case.rule for case in rule.cases)):
            spaces.update({id(body.__globals__): body.__globals__ for body in (each.adjoint, each.tangent) if body})
    for names in spaces.values():
        for name, value in list(names.items()):
            if inspect.isfunction(value) and value.__module__.startswith(runtime.__name__):
                yield names, name, value


@contextlib.contextmanager
def replaced_helpers(replace):
    """Replace the helpers that rules call, for a while."""
    found = list(find_helpers())
    for names, name, value in found:
        names[name] = replace(value)
    try:
        yield
    finally:
        for names, name, value in found:
            names[name] = value


def run_rule(sample):
    """Run the adjoint of a rule, and of the case that fits."""
    rule = registry.find(sample.function)
    arguments = rule.bind(sample.args, sample.keywords)
    known = {name: value for name, value in arguments.items() if not isinstance(value, np.ndarray)}
    out = run_seeded(sample.function, sample.args, sample.keywords)
    special, bound = rule.specialise(arguments, known, reals=True)
    for each, given in ((rule, arguments), (special, bound)):
        if each.kind not in ("rewrite", "constant"):
            each.pullback(checking.direction(out, 2), out, given)


def is_smooth(helper, args):
    """Tell whether differences of a helper exist here: powers of negative numbers and singular matrices have none."""
    if helper.__name__.startswith("power_by"):
        return not np.any(np.less(args[-2], 0))
    if helper.__name__ == "norm_weights":       # of vectors; an extreme one has no neighbours
        return np.isrealobj(args[1]) and np.ndim(args[1]) == 1 and abs(args[2] or 2) != np.inf
    if helper.__name__ == "weights_adjoint":
        return args[1] is not None
    return helper.__name__ != "cofactors" or not np.any(np.isclose(np.linalg.det(args[0]), 0))


def record():
    """Return a sample for each different call of a helper that has a rule."""
    calls = {}

    def watch(helper):
        @functools.wraps(helper)
        def watched(*args):
            rule = registry.find(helper)
            if rule is not None and rule.kind != "constant" and is_smooth(helper, args):
                wrt = ("bar",) if helper.__name__ == "extreme_adjoint" else ()
                sample = checking.Sample(helper, args, {}, wrt)
                calls.setdefault(text(sample), sample)
            return helper(*args)

        return watched

    with replaced_helpers(watch):
        for sample in SAMPLES:
            with contextlib.suppress(NoRule):
                run_rule(sample)
    return list(calls.values())


RECORDED = record()
