"""Contributions as they are where more is known: selected by a condition, and without sums over nothing."""

from tangentlike.analysis.sizes import fits
from tangentlike.analysis.values import is_scalar
from tangentlike.differentiate.conforming import kind_of
from tangentlike.differentiate.sweep import Sweep
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.syntax import trees as t


def select(sweep: Sweep, node: t.stmt, partial: t.expr, product: t.expr) -> t.expr:
    """Select a contribution by the condition under which the statement's value is used, if there is one."""
    target = node.targets[0] if isinstance(node, t.Assign) else None
    mask = sweep.masks.get(target.id) if isinstance(target, t.Name) else None
    if mask is None or not t.names_read(partial):
        return product
    condition = sweep.read(mask.condition, mask.node)
    scalar = is_scalar(sweep.kinds.of(node.value))
    product, zero = _unselected(product, condition, mask.taken), t.constant(0.0)
    sides = (product, zero) if mask.taken else (zero, product)
    return t.IfExp(condition, *sides) if scalar else t.call(sweep.spell_numpy("where"), condition, *sides)


def _unselected(node: t.expr, condition: t.expr, taken: bool) -> t.expr:
    """Drop a selection by the same condition from the factors of a product that will be selected itself."""
    match node:
        case t.BinOp(left=left, op=t.Mult() | t.Div() as op, right=right):
            return t.binary(_unselected(left, condition, taken), op, right)
        case t.UnaryOp(op=t.USub() as op, operand=operand):
            return t.negative(_unselected(operand, condition, taken))
        case t.Call(func=t.Attribute(attr="where"), args=[t.Name(id=name), yes, no]) if name == condition.id:
            kept, dropped = (yes, no) if taken else (no, yes)
            return kept if isinstance(dropped, t.Constant) else node
        case t.IfExp(test=t.Name(id=name), body=yes, orelse=no) if name == condition.id:
            return yes if taken else no
    return node


def without_unbroadcast(sweep: Sweep, node: t.Assign, part: t.expr) -> t.expr:
    """Drop `unbroadcast` from a contribution where both of its arguments certainly have one shape."""
    return _Conformed(sweep, node).visit(part)


class _Conformed(t.NodeTransformer):
    """Find the kinds of what an expansion conforms, from those of the reads and of the bar."""

    def __init__(self, sweep: Sweep, node: t.Assign):
        self.sweep = sweep
        self.node = node

    def visit_Call(self, node: t.Call) -> t.expr:
        """Look at one call, the calls inside first."""
        self.generic_visit(node)
        program = self.sweep.facts.program
        if not isinstance(node.func, t.Name) or program.spelled(node.func.id) is not unbroadcast:
            return node
        kinds = [kind_of(self.sweep, self.node, arg) for arg in node.args]
        return node.args[0] if fits(kinds[1], kinds[0]) else node
