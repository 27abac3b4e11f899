"""Rows of one array that a call is given together: `step(u[t - 1], u[t])` writes one of them and reads the other."""

from collections.abc import Sequence
from typing import Any

from tangentlike.analysis.aliases import Write
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.regions import are_apart
from tangentlike.analysis.views import is_view
from tangentlike.normalise.items import is_item
from tangentlike.syntax import trees as t

Pair = tuple[t.expr, t.expr]


def close_arguments(
    written: Sequence[Any], every: Sequence[t.expr], writes: list[Write], kinds: Kinds, facts: Facts
) -> list[Pair] | None:
    """Return what a call writes, each with another argument of which only the run tells that it is not the same memory.

    None if it is given another argument that may see a write, and is not a row.
    """
    found: list[Pair] = []
    for argument in written:
        own = t.names_read(argument) & kinds.variables.keys()
        seen = own.union(*(write.seen for write in writes if own & write.seen))
        others = [part for part in every if part is not argument and t.names_read(part) & seen]
        if others and not all(may_be_row(part, kinds, facts) for part in (argument, *others)):
            return None
        found += [(argument, part) for part in others if not are_separate(argument, part)]
    return found


def may_be_row(node: t.expr, kinds: Kinds, facts: Facts) -> bool:
    """Tell whether an argument is a row, a column or the like of an array with a name, or an item of a list."""
    line = isinstance(node, t.Subscript) and isinstance(node.value, t.Name) and has_place(node.slice)
    return line and (is_view(node, kinds) or is_item(node, kinds)) and facts.program.may_repeat(node, kinds, facts)


def has_place(index: t.expr) -> bool:
    """Tell whether an index has one place along some axis."""
    parts = index.elts if isinstance(index, t.Tuple) else [index]
    others = [part for part in parts if isinstance(part, t.Slice) or (isinstance(part, t.Constant) and type(part.value) is not int)]
    return len(others) < len(parts)


def are_separate(first: Any, second: Any) -> bool:
    """Tell whether two parts of one array certainly have no element in common."""
    return t.equal(first.value, second.value) and are_apart(first.slice, second.slice, lambda name: None)
