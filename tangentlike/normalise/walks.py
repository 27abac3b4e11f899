"""Make what a loop walks something that can be walked again, backwards."""

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Dict, Iterator, Keyed, List, Number, Static, Tuple, Unknown
from tangentlike.syntax import trees as t

HELD = (Array, Number, List, Tuple, Dict, Keyed)
WALKERS = (enumerate, zip, reversed)
FRESH = (range, np.ndindex, np.ndenumerate)
COPIES = (list, tuple, sorted, set, dict)


def name_walked(node: t.For, kinds: Kinds, facts: Facts, ranges: frozenset[str]) -> t.Block:
    """Return what comes before a loop so that the reversed loop can walk the same items.

    What may not be evaluated again gets a name. An iterator, which gives its items once, and what nothing is known of
    are walked as they are, and the items are kept: `for v in steps:` becomes `walked = []`, `for v in steps:
    walked.append(v)`.
    """
    before: t.Block = []

    def named(value: t.expr, base: str) -> t.expr:
        if facts.program.may_repeat(value, kinds, facts):
            return value
        name = facts.fresh(base)
        before.append(t.assign(name, value))
        return t.name(name)

    if isinstance(node.iter, t.Call) and kinds.callee(node.iter) is range:
        node.iter.args = [named(arg, "count") for arg in node.iter.args]
    elif not can_be_walked_again(node.iter, kinds, ranges):
        name = facts.fresh("walked")
        facts.user_names |= {name}
        facts.walked |= {name}
        before.append(t.assign(name, t.list_of([])))
        node.body.insert(0, t.statement(t.call(t.attribute(t.name(name), "append"), t.as_load(t.copy(node.target)))))
    elif not facts.program.may_repeat(node.iter, kinds, facts):
        held = isinstance(kinds.of(node.iter), (Array, List, Tuple))
        node.iter = named(node.iter if held else t.call("list", node.iter), "items")
    return before


def can_be_walked_again(node: t.expr, kinds: Kinds, ranges: frozenset[str]) -> bool:
    """Tell whether walking an expression a second time certainly gives the same items, and ends."""
    kind = kinds.of(node)
    if isinstance(node, t.Call):
        callee = kinds.callee(node)
        if any(callee is function for function in (*WALKERS, *COPIES)):
            return all(can_be_walked_again(arg, kinds, ranges) for arg in node.args)
        if any(callee is function for function in FRESH):
            return True
        view = isinstance(node.func, t.Attribute) and isinstance(kinds.of(node.func.value), (Dict, Keyed))
        taken = any(isinstance(kinds.of(arg), (Iterator, Unknown)) for arg in node.args)
        return view or (isinstance(kind, HELD) and not taken)
    if isinstance(node, t.Name) and isinstance(kind, Iterator):
        return node.id in ranges
    return isinstance(kind, HELD) or (isinstance(kind, Static) and isinstance(kind.value, (str, bytes, range)))


def find_ranges(tree: t.FunctionDef, kinds: Kinds) -> frozenset[str]:
    """Return the names that mean a `range` wherever they are bound: parameters, and what is assigned one."""
    values: dict[str, list[t.expr]] = {}
    for node in t.walk_all(tree.body):
        if isinstance(node, t.Assign):
            for name in t.names_stored(node):
                values.setdefault(name, []).append(node.value)
    given = {name for name, kind in kinds.parameters.items() if isinstance(kind, Iterator)} - values.keys()
    made = {n for n, all_ in values.items() if all(isinstance(v, t.Call) and kinds.callee(v) is range for v in all_)}
    return frozenset(given | made)
