"""What a statement changes in place, by the text alone."""

from collections.abc import Iterable

from tangentlike.syntax import trees as t

EFFECTS = frozenset({"append", "pop", "extend", "insert", "remove", "clear", "sort", "reverse", "fill", "put", "resize",
                     "partition", "itemset", "update", "setdefault", "add", "write", "setflags"})


def changed_name(node: t.AST) -> str | None:
    """Return the name of what a node changes in place: `items` for `items.append(x)` and `items[0] = x`."""
    match node:
        case t.Call(func=t.Attribute(value=base, attr=attr)) if attr in EFFECTS:
            pass
        case t.Subscript(value=base, ctx=t.Store()) | t.Attribute(value=base, ctx=t.Store()):
            pass
        case _:
            return None
    return t.base_of(base)


def changed_names(nodes: Iterable[t.AST]) -> set[str]:
    """Return the names of what some nodes change in place."""
    return {name for name in map(changed_name, nodes) if name is not None}
