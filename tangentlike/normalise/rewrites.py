"""Replace operations that have a rewrite by the text of that rewrite."""

from typing import Any

import numpy as np

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.operators import bound_arguments, is_of_arrays
from tangentlike.analysis.values import List, Static, Tuple, is_float
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.rules import registry
from tangentlike.rules.expand import expand_rewrite
from tangentlike.syntax import trees as t

MOST = 4


def apply_rewrites(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Replace active calls whose rule is a rewrite: `np.mean(x)` may become `np.sum(x) / np.size(x)`."""
    for _ in range(MOST):
        kinds = facts.kinds(tree)
        varied = varied_names(tree, kinds, facts.wrt)
        done: list[bool] = []

        def change(node: t.stmt, kinds: Kinds = kinds, varied: frozenset[str] = varied, done: Any = done) -> t.Block:
            if not isinstance(node, (t.Assign, t.AugAssign, t.Return, t.Expr)) or node.value is None:
                return [node]
            work = _Rewriter(facts, kinds, varied)
            node.value = work.visit(node.value)
            done.extend(work.done)
            return [*work.before, node]

        tree = rewrite_statements(tree, change)
        if not done:
            break
    return tree


class _Rewriter(t.NodeTransformer):
    """Rewrite the calls of one expression; arguments that the new text reads twice get names before it."""

    def __init__(self, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied
        self.before: t.Block = []
        self.done: list[bool] = []

    def visit_IfExp(self, node: t.IfExp) -> t.expr:
        """Leave branches alone until they are statements."""
        return node

    visit_BoolOp = visit_Lambda = visit_IfExp

    def visit_Call(self, node: t.Call) -> t.expr:
        """Rewrite one call, the arguments first."""
        active = is_varied(node, self.varied, self.kinds)
        callee = self.kinds.callee(node)
        rule = registry.find(callee) if callee is not None and active else None
        found = None if rule is None else self.rewritten(node, rule)
        if found is None:
            return self.generic_visit(node)
        self.done.append(True)
        return found

    def rewritten(self, node: t.Call, rule: registry.Rule) -> t.expr | None:
        """Return the text of a rewrite for a call, None if the rule is of another kind."""
        arguments = bound_arguments(self.kinds, node, rule)
        known = {n: k.value for n, a in arguments.items() if isinstance(k := self.kind(a), Static)}
        numbers = [a for a in arguments.values() if isinstance(a, t.AST)]
        floats = all(is_float(self.kinds.of(a)) for a in numbers)
        rule, arguments = rule.specialise(arguments, known, floats)
        if rule.kind != "rewrite":
            return None
        self.make_arrays(node, rule, arguments)
        reads = [n.id for n in t.walk(rule.text()) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load)]
        for name, value in arguments.items():
            if reads.count(name) > 1 and isinstance(value, t.AST) and not isinstance(value, (t.Name, t.Constant)):
                fresh = self.facts.fresh(f"{name}1")
                self.before.append(t.assign(fresh, value))
                arguments[name] = t.name(fresh)
        before, out = expand_rewrite(rule, arguments, self.spell, self.facts.fresh)
        self.before.extend(before)
        return out

    def make_arrays(self, node: t.Call, rule: registry.Rule, arguments: dict[str, Any]) -> None:
        """Make arrays of the lists that a function of NumPy's is given: the new text computes with them."""
        for name, value in arguments.items() if is_of_arrays(self.kinds.callee(node)) else ():
            listed = isinstance(value, t.AST) and isinstance(self.kinds.of(value), (List, Tuple))
            if listed and name in rule.operands and rule.wants_array(name) and is_varied(value, self.varied, self.kinds):
                arguments[name] = t.call(f"{self.spell(np, 'np')}.array", value)

    def kind(self, value: Any) -> Any:
        """Return the kind of an argument or of a default."""
        return self.kinds.of(value) if isinstance(value, t.AST) else Static(value)

    def spell(self, value: Any, wanted: str) -> str:
        """Return the name of what a rewrite reads."""
        return self.facts.program.spell(value, wanted, self.facts)
