"""What a derivative is where there is none, or where its formula would divide by zero: DESIGN, conventions."""

import builtins
import math
import operator

import numpy as np
import pytest

from tangentlike.rules import registry
from tests.rules.sampling import show

INF, NAN = np.inf, np.nan
ties = np.array([2.0, 1.0, 2.0])
grid = np.array([[1.0, 3.0], [3.0, 0.0]])


def label(value):
    """Write a parameter of a test without addresses."""
    return getattr(value, "__name__", None) or show(value)


def pull(function, args, keywords, out_bar=None):
    """Return the contributions of the rule that a compiler would choose for these arguments."""
    rule = registry.find(function)
    arguments = rule.bind(args, keywords)
    known = {name: value for name, value in arguments.items() if not isinstance(value, np.ndarray)}
    floats = all(type(arguments[name]) is float for name in rule.operands)
    out = rule.evaluate(arguments, function)
    plain = rule.pullback(np.ones_like(out) if out_bar is None else out_bar, out, arguments)
    chosen, bound = rule.specialise(arguments, known, floats=floats, reals=True)
    special = chosen.pullback(np.ones_like(out) if out_bar is None else out_bar, out, bound)
    return plain, special


AT_KINKS = [
    (np.absolute, (np.array([-1.0, 0.0, 2.0]),), {"x": [-1, 0, 1]}),
    (builtins.abs, (0.0,), {"x": 0}),
    (math.fabs, (0.0,), {"x": 0}),
    (np.maximum, (ties, 2.0 * np.ones(3)), {"x": [0.5, 0, 0.5], "y": [0.5, 1, 0.5]}),
    (np.minimum, (ties, 2.0 * np.ones(3)), {"x": [0.5, 1, 0.5], "y": [0.5, 0, 0.5]}),
    (np.maximum, (1.0, 1.0), {"x": 0.5, "y": 0.5}),
    (np.maximum, (np.array([-INF, INF]), np.array([-INF, INF])), {"x": [0.5, 0.5], "y": [0.5, 0.5]}),
    (np.fmax, (np.array([NAN, 1.0, 1.0]), np.array([1.0, NAN, 1.0])), {"x": [0, 1, 0.5], "y": [1, 0, 0.5]}),
    (np.clip, (np.array([-1.0, 0.0, 0.5, 1.0, 2.0]), 0.0, 1.0), {"x": [0, 1, 1, 1, 0]}),
    (np.max, (ties,), {"x": [0.5, 0, 0.5]}),
    (np.min, (grid, 1), {"x": [[1, 0], [0, 1]]}),
    (np.max, (grid,), {"x": [[0, 0.5], [0.5, 0]]}),
    (builtins.max, ([2.0, 1.0, 2.0],), {"x": [1, 0, 0]}),
    (builtins.max, (2.0, 2.0), {"x": 1}),
    (builtins.min, (3.0, 2.0, 2.0), {"x": 0}),
    (np.linalg.norm, (np.zeros(3),), {"x": [0, 0, 0]}),
    (np.linalg.norm, (np.zeros((2, 2)), None, 1), {"x": [[0, 0], [0, 0]]}),
    (np.linalg.norm, (np.zeros(2), 3), {"x": [0, 0]}),
    (np.linalg.norm, (np.zeros((2, 2)), 2), {"x": [[0, 0], [0, 0]]}),
    (np.std, (np.ones(3),), {"x": [0, 0, 0]}),
    (np.hypot, (0.0, 0.0), {"x": 0, "y": 0}),
    (math.hypot, (0.0, 0.0), {"x": 0, "y": 0}),
    (math.dist, ([1.0], [1.0]), {"p": [0], "q": [0]}),
    (np.prod, (np.array([0.0, 2.0, 3.0]),), {"x": [6, 0, 0]}),
    (np.prod, (np.array([0.0, 0.0, 3.0]),), {"x": [0, 0, 0]}),
    (np.cumprod, (np.array([0.0, 2.0]),), {"x": [3, 0]}),
    (np.sinc, (np.array([0.0]),), {"x": [0]}),
    (np.sort, (np.array([1.0, 1.0]),), {"x": [1, 1]}),
    (np.median, (np.array([3.0, 1.0, 2.0, 4.0]),), {"x": [0.5, 0, 0.5, 0]}),
]
AT_ZEROS = [
    (np.sqrt, (np.array([0.0]),), {"x": [INF]}),
    (np.sqrt, (0.0,), {"x": INF}),
    (math.sqrt, (0.0,), {"x": INF}),
    (np.log, (0.0,), {"x": INF}),
    (np.log, (np.array([0.0]),), {"x": [INF]}),
    (np.log1p, (-1.0,), {"x": INF}),
    (math.asin, (1.0,), {"x": INF}),
    (math.acos, (-1.0,), {"x": -INF}),
    (math.acosh, (1.0,), {"x": INF}),
    (math.atan2, (0.0, 0.0), {"x": NAN}),
    (np.arctan2, (0.0, 0.0), {"x": NAN}),
    (np.cbrt, (np.array([0.0]),), {"x": [INF]}),
    (operator.pow, (0.0, 2.0), {"x": 0}),
    (operator.pow, (0.0, 1.0), {"x": 1}),
    (operator.pow, (0.0, 0.0), {"x": 0}),
    (operator.pow, (0.0, 0.5), {"x": INF}),
    (operator.pow, (-2.0, 3.0), {"x": 12}),
    (np.power, (np.zeros(4), np.array([0.0, 0.5, 1.0, 2.0])), {"x": [0, INF, 1, 0], "y": [0, 0, 0, 0]}),
    (np.power, (np.array([-2.0]), 2), {"x": [-4]}),
    (np.power, (np.array([-2.0]), np.array([2.0])), {"x": [-4], "y": [NAN]}),
    (np.power, (0.0, np.array([2.0, 0.0])), {"y": [0, 0]}),
    (math.pow, (0.0, 0.5), {"x": INF}),
    (np.logaddexp, (np.array([1000.0, -INF]), np.array([-1000.0, 0.0])), {"x": [1, 0], "y": [0, 1]}),
    (np.linalg.det, (np.ones((2, 2)),), {"a": [[1, -1], [-1, 1]]}),
    (np.linalg.det, (np.zeros((2, 2)),), {"a": [[0, 0], [0, 0]]}),
]


@pytest.mark.parametrize(("function", "args", "expected"), AT_KINKS, ids=label)
def test_at_kinks(function, args, expected):
    for parts in pull(function, args, {}):
        for name in expected.keys() & parts.keys():
            assert np.allclose(parts[name], expected[name], atol=1e-12), (name, parts[name])


@pytest.mark.parametrize(("function", "args", "expected"), AT_ZEROS, ids=label)
def test_at_zeros(function, args, expected):
    with np.errstate(all="ignore"):
        rule = registry.find(function)
        arguments = rule.bind(args, {})
        known = {name: value for name, value in arguments.items() if not isinstance(value, np.ndarray)}
        floats = all(type(arguments[name]) is float for name in rule.operands)
        chosen, bound = rule.specialise(arguments, known, floats=floats, reals=True)
        out = rule.evaluate(arguments, function)
        parts = chosen.pullback(np.ones_like(out) if isinstance(out, np.ndarray) else 1.0, out, bound)
    for name in expected.keys() & parts.keys():
        assert np.allclose(parts[name], expected[name], atol=1e-12, equal_nan=True), (name, parts[name])


def test_what_where_does_not_take_cannot_leak():
    bar = np.array([NAN, 1.0])
    parts, _ = pull(np.where, (np.array([True, False]), np.ones(2), np.ones(2)), {}, bar)
    assert np.isnan(parts["x"][0])
    assert parts["x"][1] == 0.0
    assert parts["y"].tolist() == [0.0, 1.0]


def test_repeated_indices_accumulate():
    parts, _ = pull(operator.getitem, (np.zeros(3), [0, 0, 2]), {})
    assert parts["x"].tolist() == [2.0, 0.0, 1.0]


@pytest.mark.parametrize("function", [np.round, np.floor, np.sign, np.argmax, np.shape, len, np.zeros_like])
def test_constants(function):
    assert registry.find(function).kind == "constant"


@pytest.mark.parametrize("function", [np.add.at, np.vectorize, np.histogram, np.polydiv, np.frombuffer])
def test_no_rule_is_no_zero(function):
    assert registry.find(function) is None
