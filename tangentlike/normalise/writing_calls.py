"""Calls that write into what they are given, brought out of expressions: `total += step(y, h)` and `while sweep(u) > tol:`.

A statement of its own can take back what the call writes.
"""

from collections.abc import Callable, Iterator

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, is_scalar
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.hoisting import LATER, Hoisting, Opened, evaluated_field
from tangentlike.syntax import trees as t

Seen = Callable[[t.Call], frozenset[str]]


def bring_out(tree: t.FunctionDef, facts: Facts, kinds: Kinds, seen: Seen) -> t.FunctionDef | None:
    """Give each call that writes a statement of its own; `seen` tells the names that see it. None if all have one."""
    wanted: set[int] = set()

    def change(node: t.stmt) -> t.Block:
        inside = {id(call): seen(call) for call in _inside(node)}
        names = frozenset().union(*inside.values())
        if isinstance(node, t.AugAssign) and names & _read_first(node) and not _is_slice(node.target, kinds):
            if not _is_plain_element(node, kinds):
                return [node]
            node = t.gast_assign([node.target], t.binary(t.as_load(t.copy(node.target)), node.op, node.value))
        wanted.update(key for key, found in inside.items() if found)
        return [node]

    tree = rewrite_statements(tree, change)
    if not wanted:
        return None

    def open_call(node: t.AST, _: Hoisting) -> Opened:
        name = facts.fresh("out")
        return [t.assign(name, node)], t.name(name)

    return Hoisting(facts, lambda node: id(node) in wanted, open_call).statements(tree)


def _inside(node: t.stmt) -> Iterator[t.Call]:
    """Yield the calls inside of the expression of a statement; not one that is all of it."""
    field = evaluated_field(node)
    value = None if field is None else getattr(node, field)
    alone = isinstance(node, (t.Assign, t.Expr, t.Return))
    return (call for call in _calls(value) if not (alone and call is value)) if value is not None else iter(())


def _is_plain_element(node: t.AugAssign, kinds: Kinds) -> bool:
    """Tell whether `y[i] += step(y)` adds to a number, which is read before the call."""
    plain = not any(isinstance(part, (t.Call, t.NamedExpr)) for part in t.walk(node.target))
    return plain and is_scalar(kinds.of(node))


def _is_slice(target: t.expr, kinds: Kinds) -> bool:
    """Tell whether a target is a slice of an array, which shows what the call writes."""
    match target:
        case t.Subscript(value=t.Name() as base, slice=t.Slice()):
            return isinstance(kinds.variables.get(base.id), Array)
    return False


def _calls(node: t.AST) -> Iterator[t.Call]:
    if isinstance(node, t.Call):
        yield node
    if not isinstance(node, LATER):
        for part in t.iter_child_nodes(node):
            yield from _calls(part)


def _read_first(node: t.AugAssign) -> set[str]:
    return set() if isinstance(node.target, t.Name) else t.names_used(node.target)
