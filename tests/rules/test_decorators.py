"""The decorators as users write them, and the registry."""

import itertools
import operator
import subprocess
import sys

import numpy as np
import pytest

from tangentlike.errors import NoRule, WrongDerivative
from tangentlike.rules import registry
from tangentlike.rules.checking import check_rule
from tangentlike.rules.kinds import adjoint, bilinear, constant, elementwise, linear, rewrite, tangent
from tangentlike.syntax import trees as t

X = np.linspace(-3.0, 3.0, 5)


def softplus(x):
    return np.logaddexp(0.0, x)


@elementwise(softplus)
def softplus_rule(out, x):
    return 1.0 / (1.0 + np.exp(-x))


def scale_all(x, factors, *, offset=0.0):
    return x * factors + offset


def two_outputs(x):
    return np.sin(x), np.sum(x)


def solve_twice(a, b):
    return np.linalg.solve(a, np.linalg.solve(a, b))


def test_an_elementwise_rule():
    check_rule(softplus, [(X,), (0.3,), (X.reshape(5, 1),), (X.astype(np.float32),)])
    assert softplus_rule(None, 0.0) == 0.5


def test_a_wrong_rule_says_where():
    @elementwise(wrong := lambda x: x * x)
    def wrong_rule(out, x):
        return np.where(x > 1.0, 2.0 * x, 2.002 * x)

    with pytest.raises(WrongDerivative, match=r"wrong_rule.*x\[1\] is -0.98846.*differences give -0.98748"):
        check_rule(wrong, [(np.array([3.0, 0.5]),)])
    assert issubclass(WrongDerivative, AssertionError)


def test_a_rule_of_the_wrong_shape():
    @linear(shifted := lambda x: x[1:] - x[:-1])
    def shifted_rule(out_bar, x):
        return out_bar

    with pytest.raises(WrongDerivative, match=r"has shape \(4,\), not \(5,\)"):
        check_rule(shifted, [(X,)])


def test_two_halves():
    @adjoint(solve_twice)
    def backwards(out_bar, out, a, b):
        first = np.linalg.solve(a, b)
        middle = np.linalg.solve(a.T, out_bar)
        b_bar = np.linalg.solve(a.T, middle)
        return -np.outer(middle, out) - np.outer(b_bar, first), b_bar

    rule = registry.find(solve_twice)
    with pytest.raises(NoRule, match="has no tangent"):
        rule.body("tangent")
    check_rule(solve_twice, [(np.eye(3) + 0.1, np.arange(3.0))])

    @tangent(solve_twice)
    def forwards(out, a, b, a_dot, b_dot):
        first = np.linalg.solve(a, b)
        change = np.linalg.solve(a, a_dot @ first)
        return -np.linalg.solve(a, a_dot @ out) - np.linalg.solve(a, change), solve_twice(a, b_dot)

    assert registry.find(solve_twice) is rule
    check_rule(solve_twice, [(np.eye(3) + 0.1, np.arange(3.0))])


def test_the_tangent_first():
    def cube(x):
        return x**3

    @tangent(cube)
    def cube_tangent(out, x, x_dot):
        return 3.0 * x**2 * x_dot

    assert registry.find(cube).operands == ("x",)
    check_rule(cube, [(X,)])

    @adjoint(cube)
    def cube_adjoint(out_bar, out, x):
        return out_bar * 3.0 * x**2

    assert registry.find(cube).tangent is cube_tangent.tangent
    check_rule(cube, [(X,)])


def test_several_results():
    @adjoint(two_outputs)
    def two_outputs_adjoint(out_bar, out, x):
        return out_bar[0] * np.cos(x) + out_bar[1]

    check_rule(two_outputs, [(X,)])


def test_operands_by_name():
    @bilinear(scale_all, "x", "factors")
    def scale_all_rule(out_bar, x, factors, *, offset=0.0):
        return out_bar * factors, out_bar * x

    check_rule(scale_all, [(X, X + 1.0)])


def test_a_rewrite_gives_the_same_value():
    @rewrite(doubled := lambda x: x + x)
    def doubled_rule(x):
        return 2.0 * x

    check_rule(doubled, [(X,)])

    @rewrite(doubled)
    def wrong_rule(x):
        return 2.0001 * x

    with pytest.raises(WrongDerivative, match="the value at"):
        check_rule(doubled, [(X,)])


def test_constant_returns_the_function():
    @constant
    def log_progress(x):
        return None

    assert registry.find(log_progress).kind == "constant"
    assert log_progress(1.0) is None


def test_a_users_rule_wins():
    theirs = registry.find(np.i0)

    @elementwise(np.i0, np.positive)
    def flat(out, x):
        return 0.0

    try:
        assert registry.find(np.positive) is flat
    finally:
        registry.remove(flat)
    assert registry.find(np.i0) is theirs is None
    assert registry.find(np.positive).name == "positive"


def test_binding():
    rule = registry.find(np.sum)
    rest = {"keepdims": False, "initial": 0, "where": True}
    assert rule.bind((1,), {}) == {"x": 1, "axis": None, **rest}
    assert rule.bind((), {"a": 1, "axis": 0}) == {"x": 1, "axis": 0, **rest}
    with pytest.raises(NoRule, match="`sum` does not know the parameter `dtype`"):
        rule.bind((X,), {"dtype": float})
    with pytest.raises(NoRule, match="too many positional"):
        rule.bind((X, 0, float), {})
    assert registry.find(np.ndarray.reshape).bind((1, 2, 3), {})["shape"] == (2, 3)


def test_a_case_replaces_the_rule_where_it_fits():
    rule = registry.find(np.power)
    arguments = rule.bind(("x", "y"), {})
    assert rule.specialise(arguments, {})[0] is rule
    special, bound = rule.specialise(arguments, {"y": 2})
    assert bound == arguments
    assert "power_by_base" not in t.dump(special.text())


def test_texts_are_read_once_and_names_resolve():
    rule = registry.find(softplus)
    assert rule.text() is rule.text()
    assert rule.text().name == "softplus_rule"
    assert rule.resolve("np") is np
    local = 3.0

    @elementwise(lambda x: 3.0 * x)
    def with_a_cell(out, x):
        return local

    assert with_a_cell.resolve("local") == 3.0
    with pytest.raises(NoRule, match="reads `missing`"):
        with_a_cell.resolve("missing")


def test_accumulate():
    rule = registry.find(operator.getitem)
    assert rule.text("accumulate").args.args[0].id == "x_bar"
    with pytest.raises(NoRule, match="no accumulate"):
        registry.find(np.sin).text("accumulate")


def test_what_is_written_out_is_the_operation():
    """For every order of two numbers, nan and signed zeros included."""
    numbers = [0.0, -0.0, 1.0, 2.5, float("inf"), float("nan"), 3]
    rules = [rule for rule in registry.every() if rule.in_full is not None]
    assert rules
    for rule in rules:
        for x, y in itertools.product(numbers, repeat=2):
            assert repr(rule.in_full(x, y)) == repr(rule.functions[0](x, y))


def test_find():
    assert registry.find(np.ndarray.sum) is registry.find(np.sum)
    assert registry.find(np.generic.sum) is registry.find(np.sum)
    assert registry.find(np.add.reduce).name == "add_reduce"
    assert registry.find([]) is None
    assert registry.find(test_find) is None


def test_the_library_is_read_late():
    program = """
import sys
import numpy
before = set(sys.modules)
from tangentlike.rules import registry
assert not registry._library
assert registry.find(numpy.sin).name == "sin"
late = {"numpy.random", "numpy.fft"} - before
assert not late & set(sys.modules)
assert registry.find(numpy.fft.fft).name == "fft"
assert registry.find(numpy.random.normal).name == "normal"
"""
    subprocess.run([sys.executable, "-c", program], check=True)
