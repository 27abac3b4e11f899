"""How often a text is written before it is right, and how often its kinds are inferred: a few times."""

import operator

import numpy as np
import pytest

import tangentlike as tl
from tangentlike import pipeline
from tangentlike.analysis.kinds import Inference
from tangentlike.analysis.probing import probe
from tangentlike.analysis.values import FLOAT, UNKNOWN, List, Static, Tuple
from tangentlike.syntax import trees as t

LIMIT = 0.4


def closure_over_rebound(p):
    """A closure over a variable that changes between its calls."""
    a = p

    def g(z):
        return a if p <= 1 else z

    p = g(1.3) + g(a)
    return p


def closure_over_array(p):
    """A closure over an array, with several returns."""

    def g(z):
        if p[0] <= 2:
            return z
        return 2.0

    return g(np.sum(np.ones(3))) * g(p[-1])


def closure_in_chain(p, q, z):
    """A closure over everything, called on its own results."""
    z = z - 3.0

    def g(a, d=0.9):
        if 0.1 < LIMIT < 0.9:
            return a * p * z
        return LIMIT + q

    z = g(2.0) * g(p)
    p, q = (q, 2.0 + p)
    return z + p + q


def calls_rebound(x):
    return closure_over_rebound(x) * closure_over_rebound(2.0 * x)


def calls_array(m):
    return closure_over_array(m[0])


def calls_chain(x, y):
    for i in range(2):
        if i > y:
            return closure_in_chain(closure_in_chain(x, y, y), LIMIT, x)
    return x


@pytest.mark.parametrize(
    ("function", "args"), [(calls_rebound, (1.0,)), (calls_array, (np.ones((2, 3)),)), (calls_chain, (1.0, 0.0))]
)
def test_few_attempts(function, args, monkeypatch):
    attempts = []
    derive = pipeline._derive
    monkeypatch.setattr(pipeline, "_derive", lambda *given: attempts.append(1) or derive(*given))
    tl.grad(function)(*args)
    assert len(attempts) <= 4


def scaled_sum(x, y):
    total = 0.0
    for i in range(3):
        total += x * y**i
    return total


def test_kinds_are_inferred_where_a_pass_has_changed_something(monkeypatch):
    runs = []
    run = Inference.run
    monkeypatch.setattr(Inference, "run", lambda self, given: runs.append(1) or run(self, given))
    tl.grad(scaled_sum)(1.5, 2.0)
    assert len(runs) <= 5


CHANGES = [
    lambda tree: setattr(tree.body[0].targets[0], "id", "b"),
    lambda tree: setattr(tree.body[0], "value", t.constant(2.0)),
    lambda tree: setattr(tree.body[0].value, "value", 2.0),
    lambda tree: tree.body[1].orelse.insert(0, tree.body[1].body.pop()),
    lambda tree: tree.body.reverse(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_state_of_a_tree_tells_every_change(change):
    tree = t.parse_function("def f(x):\n    a = 1.0\n    if x:\n        a = x\n        a = 2.0\n    else:\n        a = 3.0")
    before = t.state_of(tree)
    assert t.same_state(before, t.state_of(tree))
    change(tree)
    assert not t.same_state(before, t.state_of(tree))


@pytest.mark.parametrize("count", [10**6, 10**12])
def test_a_list_is_not_made_as_long_as_it_will_be(count):
    """To find what `[0.0] * 1000000` is, a short list does."""
    assert probe(operator.mul, [List(FLOAT), Static(count)], {}).kind == List(FLOAT)
    assert probe(operator.mul, [Static(count), List(FLOAT)], {}).kind == List(FLOAT)
    assert probe(operator.mul, [Tuple((FLOAT,)), Static(count)], {}).kind == UNKNOWN
