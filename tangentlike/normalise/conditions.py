"""Give a name to every condition that the backward sweep may ask about again; bring walrus assignments out."""

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.raising import name_of_test
from tangentlike.normalise.blocks import has_exit, rewrite_statements
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.normalise.loops import refuse_walk
from tangentlike.normalise.refusals import no_adjoint
from tangentlike.normalise.walks import find_ranges, name_walked
from tangentlike.syntax import trees as t


def hoist_walrus(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `if (d := f(x)) > 0:` into an assignment and a test; in a `while`, the test moves into the loop."""
    return Hoisting(facts, lambda node: isinstance(node, t.NamedExpr), _open_walrus).statements(tree)


def hoist_inner_walrus(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Do the same with what stood in comprehensions, which are loops now."""
    return hoist_walrus(tree, facts)


def _open_walrus(node: t.AST, hoisting: Hoisting) -> Opened:
    assert isinstance(node, t.NamedExpr)
    before, value = hoisting.expression(node.value)
    return [*before, t.assign(node.target.id, value)], t.name(node.target.id)


def name_tests(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give a name to each condition that decides about active values: `branch = x > 0`, `if branch:`.

    What the backward sweep does not ask about is merged back later.
    """
    kinds = facts.kinds(tree)
    varied, ranges = varied_names(tree, kinds, facts.wrt), find_ranges(tree, kinds)
    for node in t.walk_own(tree.body):
        if isinstance(node, t.NamedExpr) and node.target.id in varied:
            raise no_adjoint(facts, node)  # it stands in a generator or a lambda

    def change(node: t.stmt) -> t.Block:
        if isinstance(node, t.For):
            refuse_walk(node, facts, kinds, varied)
            return [*name_walked(node, kinds, facts, ranges), node]
        if not isinstance(node, t.If) or isinstance(_bare(node.test), (t.Name, t.Constant)):
            return [node]
        mutated = t.names_stored(node) | {n.id for n in t.walk_all([*node.body, *node.orelse]) if isinstance(n, t.Name)}
        if not mutated & varied and not has_exit(node):
            return [node]
        name = facts.fresh(name_of_test(node.test))
        facts.tests.add(name)
        test, node.test = node.test, t.name(name)
        return [t.assign(name, test), node]

    return rewrite_statements(tree, change)


def _bare(test: t.expr) -> t.expr:
    return test.operand if isinstance(test, t.UnaryOp) and isinstance(test.op, t.Not) else test
