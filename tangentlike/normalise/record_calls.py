"""Write what a record does by its class as calls: properties, operators and items."""

from typing import Any

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.methods import find_property
from tangentlike.analysis.record_operators import changes_in_place, find_item_method, find_operator
from tangentlike.analysis.values import Kind, Record
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.hoisting import evaluated_field
from tangentlike.syntax import trees as t

BY_CLASS = (t.Attribute, t.BinOp, t.UnaryOp, t.Subscript)


def call_record_methods(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `2.0 * p + q.norm` into `add(rmul(p, 2.0), norm(q))`, where p and q are records whose class says so."""
    if not any(isinstance(node, (*BY_CLASS, t.AugAssign)) for node in t.walk_all(tree.body)):
        return tree
    writer = _Writer(facts.kinds(tree), facts)

    def change(node: t.stmt) -> t.Block:
        if isinstance(node, t.AugAssign) and isinstance(node.target, t.Name):
            called = writer.bound_anew(node)
            if called is not None:
                return [called]
        field = evaluated_field(node)
        if field is not None and getattr(node, field) is not None:
            setattr(node, field, writer.visit(getattr(node, field)))
        return [node]

    return rewrite_statements(tree, change)


class _Writer(t.NodeTransformer):
    """Write the calls of one function."""

    def __init__(self, kinds: Kinds, facts: Facts):
        self.kinds = kinds
        self.facts = facts

    def bound_anew(self, node: t.AugAssign) -> t.stmt | None:
        """Write `p += q` as `p = add(p, q)`, where the class of p has a method for that, and none that changes p."""
        kind = self.kinds.of(node.target)
        whole = t.binary(t.as_load(t.copy(node.target)), node.op, node.value)
        called = None if changes_in_place(node, kind) else self.operator(whole, [kind, self.kinds.of(node.value)])
        return None if called is None else t.assign(node.target.id, called)

    def visit_Attribute(self, node: t.Attribute) -> t.expr:
        """Write a property."""
        own = find_property(self.kinds.of(node.value), node.attr)
        self.generic_visit(node)
        return node if own is None else t.call(self.spell(own, own.__name__), node.value)

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Write an item."""
        found = find_item_method(self.kinds.of(node.value), node)
        self.generic_visit(node)
        return node if found is None else t.call(self.spell(found.function, "getitem"), node.value, node.slice)

    def visit_BinOp(self, node: t.BinOp) -> t.expr:
        """Write an operator with two sides."""
        return self.operator(node, [self.kinds.of(node.left), self.kinds.of(node.right)]) or self.generic_visit(node)

    def visit_UnaryOp(self, node: t.UnaryOp) -> t.expr:
        """Write an operator with one."""
        return self.operator(node, [self.kinds.of(node.operand)]) or self.generic_visit(node)

    def visit_Lambda(self, node: t.Lambda) -> t.expr:
        """Leave other functions alone."""
        return node

    def operator(self, node: t.BinOp | t.UnaryOp, kinds: list[Kind]) -> t.expr | None:
        """Return the call of the method behind an operator of a record; None for other operators."""
        found = find_operator(node, kinds) if any(isinstance(kind, Record) for kind in kinds) else None
        sides = [node.operand] if isinstance(node, t.UnaryOp) else [node.left, node.right]
        if found is None or (found.is_right and not self.facts.program.may_repeat(sides[0], self.kinds, self.facts)):
            return None  # the left side is evaluated first
        given = [self.visit(side) for side in sides]
        return t.call(self.spell(found.function, found.name.strip("_")), *(given[::-1] if found.is_right else given))

    def spell(self, value: Any, wanted: str) -> str:
        """Return the name of a function that the text does not name."""
        return str(self.facts.program.spell(value, wanted, self.facts))
