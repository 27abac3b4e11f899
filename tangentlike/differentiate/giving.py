"""Bars of dicts that a recursion hands on: each call is given them for good, and changes them in place.

A helper that writes into what it is given returns it, too. Its backward half is given the bar of that, and returns the bar of
what it was given. Of a dict that a recursion fills, a copy in each call would cost as much as all calls together.
"""

from typing import Any

from tangentlike.analysis.values import Dict, Keyed, Kind
from tangentlike.effects import handed_back
from tangentlike.syntax import trees as t


def given_places(subject: Any, kinds: dict[str, Kind]) -> frozenset[int]:
    """Return which items of the bar of its result the backward half of a function may keep.

    `subject` is anything with the text of the function and the parameters that it hands back.
    """
    tree = subject.source.tree
    if not subject.handed or tree.name not in {getattr(n.func, "id", "") for n in t.walk_all(tree.body) if isinstance(n, t.Call)}:
        return frozenset()
    back = handed_back(subject, {name: t.name(name) for name in subject.handed})
    return frozenset(i for i, node in enumerate(back) if isinstance(node, t.Name) and isinstance(kinds.get(node.id), (Dict, Keyed)))


def is_given(facts: Any, node: t.expr) -> bool:
    """Tell whether an expression is a part of the bar of the result that was given to this function."""
    match node:
        case t.Subscript(value=t.Name(id=name), slice=t.Constant(value=int() as place)) if name == facts.seed:
            return place in given_places(facts, facts.parameters)
    return False
