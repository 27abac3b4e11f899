"""Lists in given objects to which a function appends what it reads again, such as a history.

The function works on a copy, which has a derivative; what is appended to it is appended to the list itself as well.
"""

from collections.abc import Callable

from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.values import Array, Kind, List, Tuple
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t

READING = frozenset({"len", "sum", "max", "min", "sorted", "list", "tuple", "enumerate", "zip", "reversed", "array", "mean"})


def mirror(start: t.Block, body: t.Block, kinds: dict[str, Kind], others: list[Kind], named: Callable[[str], str]) -> t.Block:
    """Return a body that appends to lists twice, and change the statements that read them at the start.

    `kinds` are those of the names of attributes, `others` those of what else the function is given. Nothing else of it may
    be such a list, which could be the same one.
    """
    held = [*others, *(kinds[name] for name in (n.targets[0].id for n in start) if name in kinds)]
    if sum(not may_stand_beside(kind) for kind in held) != 1:
        return body
    for node in start:
        name = node.targets[0].id
        kind = kinds.get(name)
        if isinstance(kind, List) and (kind.item is None or has_no_memory(kind.item)) and is_mirrored(name, node.value, body):
            before = named(f"{name}_before")
            node.targets[0] = t.store(before)
            copy = t.assign(name, t.call(t.attribute(t.name(before), "copy")))
            return [copy, *appended_twice(name, node.value, body, named)]
    return body


def may_stand_beside(kind: Kind) -> bool:
    """Tell whether a value certainly neither is nor holds a list."""
    return isinstance(kind, Array) or has_no_memory(kind) or (isinstance(kind, Tuple) and all(map(may_stand_beside, kind.items)))


def is_mirrored(name: str, source: t.Attribute, body: t.Block) -> bool:
    """Tell whether a function appends to a list, reads it as well, and does nothing else with it."""
    uses = [n for n in t.walk_all(body) if isinstance(n, t.Name) and n.id == name]
    grown = [appended(n, name) for n in t.walk_all(body)]
    grown = [value for value in grown if value is not None]
    read: list[t.AST] = []
    for node in t.walk_all(body):
        match node:
            case t.Call(func=t.Name(id=called) | t.Attribute(attr=called), args=args) if called in READING:
                read += [arg for arg in args if isinstance(arg, t.Name)]
            case t.Subscript(value=t.Name() as base, ctx=t.Load()) | t.For(iter=t.Name() as base) | t.comprehension(
                iter=t.Name() as base
            ):
                read.append(base)
    stored = [n for n in t.walk_all(body) if isinstance(n, t.Attribute) and n.attr == source.attr and isinstance(n.ctx, t.Store)]
    known = sum(any(use is each for each in read) for use in uses)
    return bool(grown) and not stored and 0 < known == len(uses) - len(grown)


def appended(node: t.AST, name: str) -> t.expr | None:
    """Return what a statement appends to a list."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="append"), args=[value])) if base == name:
            return value
    return None


def appended_twice(name: str, source: t.Attribute, body: t.Block, named: Callable[[str], str]) -> t.Block:
    """Append to the list itself what is appended to its copy."""

    def change(node: t.stmt) -> t.Block:
        value = appended(node, name)
        if value is None:
            return [node]
        first: t.Block = []
        if not isinstance(value, (t.Name, t.Constant)):
            first = [t.assign(named(source.attr), value)]
            value = t.name(first[0].targets[0].id)
        both = [t.name(name), t.copy(source)]
        return [*first, *(t.statement(t.call(t.attribute(each, "append"), t.copy(value))) for each in both)]

    tree = rewrite_statements(t.function("_", t.no_arguments(), body), change)
    return list(tree.body)
