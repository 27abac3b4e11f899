"""An iterator that an assignment takes apart is used up there: what it gives is a list, or is written out."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Iterator, Record, Tuple, items_in_order
from tangentlike.syntax import trees as t

LAZY = (map, filter, zip, enumerate, reversed)


def list_unpacked(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `a, b = map(f, p)` into `a, b = list(map(f, p))`, and into `a, b = f(p[0]), f(p[1])` if p is a tuple of two.

    >>> # q, k = (x @ w[n] for n in ("q", "k"))  ->  q, k = x @ w["q"], x @ w["k"]
    """
    assignments = [node for node in t.walk_all(tree.body) if isinstance(node, t.Assign)]
    found = [node for node in assignments if any(isinstance(target, (t.Tuple, t.List)) for target in node.targets)]
    found = [node for node in found if not isinstance(node.value, (t.Tuple, t.List))]
    if found:
        kinds = facts.kinds(tree)
        for node in found:
            node.value = written_out(node, kinds) or listed(node.value, kinds)
    return tree


def listed(value: t.expr, kinds: Kinds) -> t.expr:
    """Return what gives the items of an iterator as a list."""
    if isinstance(value, t.GeneratorExp):
        return t.ListComp(value.elt, value.generators)
    kind = kinds.of(value)
    if isinstance(kind, Record) and items_in_order(kind) is None:
        return t.call("list", value)  # its class may have items that are not what it gives one after the other
    if not isinstance(value, t.Call) or kinds.callee(value) is range:
        return value
    return t.call("list", value) if kinds.callee(value) in LAZY or isinstance(kind, Iterator) else value


def written_out(node: t.Assign, kinds: Kinds) -> t.expr | None:
    """Return as many expressions as there are targets, if what is walked is a tuple of that many; None otherwise."""
    [target, *others] = node.targets
    match node.value:
        case t.GeneratorExp(elt=elt, generators=[clause]) | t.ListComp(elt=elt, generators=[clause]):
            if clause.ifs or not isinstance(clause.target, t.Name) or any(map(is_scope, t.walk(elt))):
                return None
            items, name = items_of(clause.iter, kinds), clause.target.id
            parts = [t.substitute(t.copy(elt), {name: item}) for item in items]
        case t.Call(args=[t.Name() | t.Attribute() as function, walked], keywords=[]) if kinds.callee(node.value) is map:
            items = items_of(walked, kinds)
            parts = [t.call(t.copy(function), item) for item in items]
        case _:
            return None
    fits = not others and len(items) == len(target.elts) and not any(isinstance(item, t.Starred) for item in target.elts)
    return t.tuple_of(parts) if fits else None


def is_scope(node: t.AST) -> bool:
    """Tell whether a node has variables of its own, or binds one of the function's."""
    return isinstance(node, (t.Lambda, t.NamedExpr, *COMPREHENSIONS))


def items_of(walked: t.expr, kinds: Kinds) -> list[t.expr]:
    """Return the items of a tuple, each an expression that may be evaluated in several places; none if it is not known."""
    if isinstance(walked, (t.Tuple, t.List)) and all(isinstance(item, (t.Name, t.Constant)) for item in walked.elts):
        return list(walked.elts)
    kind = kinds.of(walked)
    if isinstance(walked, t.Name) and isinstance(kind, Tuple):
        return [t.subscript(t.copy(walked), t.constant(place)) for place in range(len(kind.items))]
    return []
