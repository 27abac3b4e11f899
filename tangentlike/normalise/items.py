"""Arrays that a list or dict holds: what is written in one of them is written in a copy, which takes its place.

    layers[i][j] *= k       becomes     layers_item = layers[i].copy()
                                        layers_item[j] *= k
                                        layers[i] = layers_item

So each item has a name by which its derivative follows the change. Nobody else may have the array: no name that is known
from the text, and at no other place of the list or dict, which the run tests.
"""

from collections.abc import Iterable
from typing import Any

from tangentlike.analysis.aliases import Write
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.reach import argument
from tangentlike.analysis.values import Array, Dict, Keyed, List
from tangentlike.effects import memory_of
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.varying import find_varied
from tangentlike.runtime.sequences import check_apart
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin

HOLDERS = (Dict, Keyed, List)


def store_in_items(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Write stores into arrays that lists and dicts hold as stores into arrays with names."""
    if not any(holder_of(target) is not None for target in find_targets(tree)):
        return tree
    kinds = facts.kinds(tree)
    varied, memory = find_varied(tree, facts, kinds), memory_of(tree, kinds, facts)

    def change(node: t.stmt) -> t.Block:
        target = target_of(node)
        item = None if target is None else item_in(target, kinds)
        writes = [write for write in memory.writes if write.node is node]
        if item is None or not t.names_read(node) & varied or not may_take_place(item, writes, kinds, facts):
            return [node]
        made = facts.fresh(f"{item.value.id}_item")
        before = [is_held_once(item, facts), t.assign(made, t.Call(t.attribute(t.copy(item), "copy"), [], []))]
        after = t.gast_assign([t.as_store(t.copy(item))], t.name(made))
        replace_base(target, item, t.name(made))
        set_origin([*before, after], origin_of(node))
        return [*before, node, after]

    return rewrite_statements(tree, change)


def find_targets(tree: t.FunctionDef) -> list[t.Subscript]:
    """Return the places of the stores into parts of variables."""
    return [target for node in t.walk_all(tree.body) if isinstance(node, t.stmt) and (target := target_of(node)) is not None]


def target_of(node: t.stmt) -> t.Subscript | None:
    """Return the place of a store."""
    match node:
        case t.Assign(targets=[t.Subscript() as target]) | t.AugAssign(target=t.Subscript() as target):
            return target
    return None


def holder_of(target: t.Subscript) -> t.Subscript | None:
    """Return the item of a variable in which a place is; None if it is such an item itself."""
    while isinstance(target.value, t.Subscript):
        target = target.value
        if isinstance(target.value, t.Name):
            return target
    return None


def item_in(target: t.Subscript, kinds: Kinds) -> t.Subscript | None:
    """Return the array held by a list or dict in which a place is."""
    item = holder_of(target)
    return item if item is not None and is_item(item, kinds) else None


def is_item(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an expression is an array that a list or dict with a name holds."""
    match node:
        case t.Subscript(value=t.Name(id=name), slice=key) if isinstance(kinds.variables.get(name), HOLDERS):
            kind = kinds.of(node)
            return isinstance(kind, Array) and not kind.scalar and not isinstance(key, t.Slice)
    return False


def may_take_place(item: t.Subscript, writes: Iterable[Write], kinds: Kinds, facts: Facts) -> bool:
    """Tell whether a copy may take the place of an item that is written: nobody sees the writes but through its list."""
    name: Any = item.value.id
    outside = {thing._replace(earlier=False, item=False) for write in writes for thing in write.objects if thing.outside}
    alone = all(write.seen <= {name} for write in writes) and outside <= set(map(argument, facts.handed))
    return alone and facts.program.may_repeat(item, kinds, facts)


def is_held_once(item: t.Subscript, facts: Facts) -> t.stmt:
    """Return a test that an array is at one place of its list."""
    return t.statement(t.call(facts.program.spell(check_apart, "check_apart", facts), t.copy(item.value), t.copy(item.slice)))


def replace_base(target: t.Subscript, item: t.Subscript, made: t.expr) -> None:
    """Let a place be one in another array than the item."""
    while target.value is not item:
        target = target.value
    target.value = made
