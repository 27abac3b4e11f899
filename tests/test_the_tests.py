"""The tests can fail: rules that are wrong by 0.1 %, and generated text with a step left out, do not get past them.

A rule is broken in its text, as the compiler reads it. Generated text is broken just before it is compiled, in ways in
which a pass could be wrong: a value that is not restored, two that are exchanged, a loop that is walked the wrong way,
a bar that is overwritten instead of added to. Each is tried on programs of the corpus that it must spoil.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from tangentlike import compiling
from tangentlike.rules import registry
from tangentlike.syntax import printer
from tangentlike.syntax import trees as t
from tangentlike.variants import table_of
from tests.programs import differences as d
from tests.programs import harness
from tests.programs.cases import Case, all_cases
from tests.programs.harness import WrongDerivative

BY_NAME = {case.name: case for case in all_cases()}


def check(case: Case) -> None:
    harness.check_gradient(case)


def spoils(name: str) -> None:
    """The check of a case fails because a number is wrong, not because something crashes."""
    table_of.cache_clear()  # what was compiled before is right
    with pytest.raises(WrongDerivative, match="differences give"):
        check(BY_NAME[name])
    table_of.cache_clear()


# --- rules


@contextmanager
def broken_rule(function: object, factor: float) -> Iterator[None]:
    """Multiply what a rule gives, in every form of it, by a factor."""
    rule = registry.find(function)
    rules = [rule, *(case.rule for case in rule.cases)]
    before = [each.text() for each in rules]
    try:
        for each, text in zip(rules, before, strict=True):
            each.texts["adjoint"] = scaled(text, factor)
        yield
    finally:
        for each, text in zip(rules, before, strict=True):
            each.texts["adjoint"] = text


def scaled(tree: t.FunctionDef, factor: float) -> t.FunctionDef:
    """Return a rule's text with a factor at each part that it returns."""
    text = ast.parse(printer.to_source(tree))
    value = text.body[0].body[-1].value
    for part in value.elts if isinstance(value, ast.Tuple) else [value]:
        if not (isinstance(part, ast.Constant) and part.value is None):
            replace(text, part, ast.BinOp(ast.Constant(factor), ast.Mult(), part))
    return t.parse_function(ast.unparse(ast.fix_missing_locations(text)))


def replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    """Put a node in the place of another."""
    for node in ast.walk(tree):
        if node is new:
            continue
        for field, value in ast.iter_fields(node):
            if value is old:
                setattr(node, field, new)
                return
            if isinstance(value, list) and any(item is old for item in value):
                value[next(i for i, item in enumerate(value) if item is old)] = new
                return


RULES = [
    (np.multiply, "straight.same_variable_twice"),
    (np.divide, "straight.quotient"),
    (np.power, "straight.variable_exponent"),
    (np.subtract, "straight.quotient"),
    (np.exp, "numpy_elementwise.exponentials"),
    (math.sin, "loops.over_array"),
    (np.tanh, "helpers.network"),
    (np.maximum, "numpy_elementwise.maximum_minimum"),
    (np.where, "numpy_elementwise.selected"),
    (np.sum, "numpy_reductions.sum_over_axes"),
    (np.max, "numpy_reductions.extremes"),
    (np.matmul, "numpy_products.matrix_times_vector"),
    (np.outer, "numpy_products.outer_products"),
    (np.linalg.solve, "numpy_products.linear_solve"),
    (np.repeat, "numpy_shapes.repeated"),
    (np.reshape, "numpy_shapes.reshaped"),
    (np.transpose, "numpy_shapes.transposed"),
    (np.cumsum, "numpy_reductions.running_sums"),
]


@pytest.mark.parametrize(("function", "name"), RULES, ids=lambda value: getattr(value, "__name__", None))
def test_a_rule_wrong_by_a_thousandth(function: object, name: str) -> None:
    check(BY_NAME[name])
    with broken_rule(function, 1.001):
        spoils(name)
    check(BY_NAME[name])


def test_a_rule_with_the_wrong_sign() -> None:
    with broken_rule(np.subtract, -1.0):
        spoils("straight.quotient")


# --- generated text


class Breaking(ast.NodeTransformer):
    """Breaks the functions of a generated text."""

    def __init__(self) -> None:
        self.count = 0


class NotRestored(Breaking):
    """`x = x_saved.pop()` takes the value off the list and forgets it."""

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if is_pop(node.value) and isinstance(target, ast.Name):
            self.count += 1
            return ast.If(ast.Constant(True), [ast.Expr(node.value)], [node])
        return node


class Exchanged(Breaking):
    """Two kept values are handed out the wrong way round, whether they have a list each or one list of tuples."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        popped = [each.func.value for each in ast.walk(node) if is_pop(each) and isinstance(each.func.value, ast.Name)]
        names = list(dict.fromkeys(each.id for each in popped))[:2]
        if len(names) == 2:
            self.count += 1
            for each in popped:
                if each.id in names:
                    each.id = names[1 - names.index(each.id)]
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if "saved" in ast.unparse(node.value):
            self.exchange(node.targets[0])
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        if "saved" in ast.unparse(node.iter):
            self.exchange(node.target)
        return self.generic_visit(node)

    def exchange(self, target: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and len(target.elts) > 1:
            self.count += 1
            target.elts[0], target.elts[1] = target.elts[1], target.elts[0]


class WalkedForwards(Breaking):
    """`for ... in reversed(...)` loses its `reversed`."""

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.iter, ast.Call) and ast.unparse(node.iter.func) == "reversed":
            self.count += 1
            node.iter = node.iter.args[0]
        return node


class Overwritten(Breaking):
    """`v_bar = v_bar + ...` loses what was there."""

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target, value = ast.unparse(node.targets[0]), node.value
        adds = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add)
        if target.endswith("_bar") and adds and ast.unparse(value.left) == target:
            self.count += 1
            node.value = value.right
        return node


class StoredOver(Breaking):
    """`v_bar[i] += ...` becomes `v_bar[i] = ...`."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        if isinstance(node.target, ast.Subscript) and isinstance(node.op, ast.Add):
            self.count += 1
            return ast.Assign([node.target], node.value)
        return node


class ExitForgotten(Breaking):
    """A flag that says how a loop ended is never set."""

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if isinstance(node.value, ast.Constant) and node.value.value is True:
            self.count += 1
            node.value = ast.Constant(False)
        return node


def is_pop(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pop"


TEXTS: list[tuple[type[Breaking], list[str]]] = [
    (NotRestored, ["exits.compound-0"]),
    (Exchanged, ["loops.leapfrog"]),
    (WalkedForwards, ["stores.smooth", "stores.recurrence"]),
    (Overwritten, ["straight.same_variable_twice", "loops.before_and_after_loop"]),
    (StoredOver, ["stores.smooth", "indexing.rosenbrock"]),
    (ExitForgotten, ["exits.break_of_both_loops", "exits.return_in_for-0"]),
]


@pytest.mark.parametrize(("breaking", "name"), [(b, name) for b, names in TEXTS for name in names])
def test_generated_text_with_a_wrong_step(
    breaking: type[Breaking], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(BY_NAME[name])
    counts: list[int] = []
    monkeypatch.setattr(compiling, "_compile", breaker(breaking, compiling._compile, counts))
    spoils(name)
    assert sum(counts) > 0, "the text has nothing that this would break"


def breaker(breaking: type[Breaking], compile_text: Callable, counts: list[int]) -> Callable:
    """Return a compiler of texts that breaks them first."""

    def broken(text: str, filename: str, visible: tuple) -> dict:
        work = breaking()
        tree = ast.fix_missing_locations(work.visit(ast.parse(text)))
        counts.append(work.count)
        return compile_text(ast.unparse(tree), filename, visible)

    return broken


# --- the comparison itself


def test_comparison_sees_a_small_error() -> None:
    estimate = d.Estimate(np.array([1.0, 1e-3]), np.zeros(2))
    argument = np.ones(2)
    assert not d.mismatches(np.array([1.0, 1e-3]), estimate, argument)
    assert d.mismatches(np.array([1.0, 1.001e-3]), estimate, argument)
    assert d.mismatches(np.array([1.0, np.nan]), estimate, argument)
    assert d.mismatches(np.array([1.0, 1e-3], np.float32), estimate, argument)
    assert d.mismatches(np.array([[1.0, 1e-3]]), estimate, argument)
    assert d.mismatches([1.0, 1e-3], estimate, argument)


def test_comparison_refuses_a_reference_that_is_not_finite() -> None:
    with pytest.raises(ValueError, match="not finite"):
        d.mismatches(1.0, d.Estimate(float("nan"), 0.0), 1.0)


def test_comparison_sees_a_wrong_structure() -> None:
    estimate = {"a": d.Estimate(1.0, 0.0), "b": None}
    argument = {"a": 2.0, "b": "text"}
    assert not d.mismatches({"a": 1.0, "b": None}, estimate, argument)
    assert d.mismatches({"a": 1.0}, estimate, argument)
    assert d.mismatches({"a": 1.0, "b": 0.0}, estimate, argument)
    assert d.mismatches((1.0, None), estimate, argument)


def test_differences_see_a_kink() -> None:
    assert d.unreliable(d.differentiate(lambda x: abs(x - 1.0005), 1.0))
    assert d.unreliable(d.differentiate(lambda x: float(x > 1.0005), 1.0))
    assert not d.unreliable(d.differentiate(np.exp, 1.0))
