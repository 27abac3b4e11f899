"""Arrays kept in a list or dict that is written out: each item gets a name of its own, where one of them is written.

    parts = {"w": v[:2], "b": v[2:]}            parts_w = v[:2]
    for key in parts:               becomes     parts_b = v[2:]
        parts[key] *= k                         parts_w *= k
                                                parts_b *= k

What each name means can then be followed. A loop over the items is written out as well, if they are few.
"""

from collections.abc import Iterator
from typing import Any

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Static
from tangentlike.effects import memory_of
from tangentlike.normalise.blocks import has_exit, rewrite_statements
from tangentlike.normalise.views import writes_in_place
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import as_identifier
from tangentlike.syntax.origins import origin_of, set_origin

MOST_ITEMS = 8
MOST_STATEMENTS = 48
ROUNDS = 6
DISPLAYS = (t.List, t.Tuple, t.Dict)
EXITS = (t.Break, t.Continue, t.Return)
Items = dict[Any, t.expr]


def open_displays(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give the items of lists and dicts names of their own, where arrays among them are written in place."""
    for _ in range(ROUNDS):
        if not writes_in_place(tree) or not any(map(is_named, t.walk_all(tree.body))):
            break
        kinds = facts.kinds(tree)
        shared = shared_names(tree, kinds, facts)
        tree.body = with_items(tree.body, shared)
        shown = find_displays(tree)
        tree = without_second_names(tree, shown, facts)
        wanted = shown.keys() & shared
        loops = [node for node in t.walk_all(tree.body) if isinstance(node, t.For) and is_over(node, wanted, shown)]
        if loops:
            tree.body = written_out(tree.body, loops[-1], shown, facts)
            continue
        split = {name for name in wanted if is_replaceable(name, shown[name], tree, kinds)}
        if not split:
            break
        tree = _Split(tree, {name: shown[name] for name in sorted(split)}, kinds, facts).run()
    return tree


def is_named(node: t.AST) -> bool:
    """Tell whether a statement gives a display a name."""
    return isinstance(node, t.Assign) and isinstance(node.value, DISPLAYS) and isinstance(node.targets[0], t.Name)


def shared_names(tree: t.FunctionDef, kinds: Kinds, facts: Facts) -> frozenset[str]:
    """Return the names of memory that is written through another name."""
    return frozenset().union(*(write.seen for write in memory_of(tree, kinds, facts).writes if write.seen - {write.name}))


def find_displays(tree: t.FunctionDef) -> dict[str, Items]:
    """Return the names that are bound once, to a display of few items, with these items."""
    found: dict[str, Items] = {}
    stored = [n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
    for node in t.walk_all(tree.body):
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if isinstance(value, DISPLAYS) and stored.count(name) == 1:
                items = items_of(value)
                if items and len(items) <= MOST_ITEMS:
                    found[name] = items
    inner = [n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))]
    return {name: items for name, items in found.items() if name not in t.names_used(inner)}


def items_of(display: t.expr) -> Items | None:
    """Return the items of a display by place or key; None if they are not all written there."""
    if isinstance(display, t.Dict):
        keys = [key.value if isinstance(key, t.Constant) else None for key in display.keys]
        whole = None not in keys and len({*keys}) == len(keys)
        return dict(zip(keys, display.values, strict=True)) if whole else None
    return None if any(isinstance(item, t.Starred) for item in display.elts) else dict(enumerate(display.elts))


def with_items(block: t.Block, names: frozenset[str]) -> t.Block:
    """Write lists that are filled by a short loop right where they are made with their items."""
    out: t.Block = []
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list) and not isinstance(node, t.FunctionDef):
                setattr(node, inner, with_items(getattr(node, inner), names))
        match out[-1:], node:
            case [t.Assign(targets=[t.Name(id=name)], value=t.List(elts=[])) as made], t.For(target=t.Name(), body=[
                t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="append"), args=[item]))
            ]) if base == name and name in names and (values := walked(node.iter, {})) is not None:
                made.value = t.list_of(t.substitute(item, {node.target.id: t.constant(value)}) for value in values)
            case _:
                out.append(node)
    return out


def without_second_names(tree: t.FunctionDef, shown: dict[str, Items], facts: Facts) -> t.FunctionDef:
    """Write second names of displays that are not the user's, such as `items2 = items_0`, as the first ones."""
    stored = [n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
    second: dict[str, str] = {}

    def ours(name: str) -> bool:
        return name not in facts.user_names and stored.count(name) == 1

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=t.Name(id=first)) if first in shown and ours(name):
                second[name] = first
                return []
        return [node]

    tree = rewrite_statements(tree, change)
    tree.body = [t.rename(node, second) for node in tree.body] if second else tree.body
    return tree


# Loops


def is_over(node: t.For, wanted: set[str], shown: dict[str, Items]) -> bool:
    """Tell whether a loop takes an item of one of some names in each turn, and can be written out."""
    values = walked(node.iter, shown)
    if values is None or not isinstance(node.target, t.Name) or node.orelse or has_exit(node.body, EXITS):
        return False
    target, inside = node.target.id, list(t.walk_all(node.body))
    taken = any(
        isinstance(n, t.Subscript) and isinstance(n.value, t.Name) and n.value.id in wanted and target in t.names_read(n.slice)
        for n in inside
    )
    if any(isinstance(n, (t.FunctionDef, t.Lambda)) for n in inside):
        return False  # they look at the variable when they are called
    lines = sum(isinstance(n, t.stmt) for n in inside)
    return taken and target not in t.names_stored(node.body) and lines * len(values) <= MOST_STATEMENTS


def walked(node: t.expr, shown: dict[str, Items]) -> list[Any] | None:
    """Return the places or keys that a loop takes, if the text shows them."""
    match node:
        case t.Name(id=name) if name in shown and all(isinstance(key, str) for key in shown[name]):
            return list(shown[name])
        case t.Call(func=t.Name(id="list"), args=[t.Name(id=name)], keywords=[]) if name in shown:
            return list(shown[name])
        case t.Call(func=t.Name(id="range"), args=[*args], keywords=[]):
            bounds = [bound(arg, shown) for arg in args]
            values = None if None in bounds else range(*bounds)  # type: ignore[arg-type]
            return list(values) if values is not None and len(values) <= MOST_ITEMS else None
    return None


def bound(node: t.expr, shown: dict[str, Items]) -> int | None:
    """Return a bound of a loop, if the text shows it."""
    match node:
        case t.Constant(value=int() as value):
            return value
        case t.Call(func=t.Name(id="len"), args=[t.Name(id=name)]) if name in shown:
            return len(shown[name])
        case t.Call(func=t.Name(id="min"), args=[*args], keywords=[]):
            found = [bound(arg, shown) for arg in args]
            return None if None in found else min(found)  # type: ignore[type-var]
    return None


def written_out(block: t.Block, loop: t.For, shown: dict[str, Items], facts: Facts) -> t.Block:
    """Write one loop of a block as its turns."""
    out: t.Block = []
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list) and not isinstance(node, t.FunctionDef):
                setattr(node, inner, written_out(getattr(node, inner), loop, shown, facts))
        out += turns(loop, walked(loop.iter, shown) or [], facts) if node is loop else [node]
    return out


def turns(loop: t.For, values: list[Any], facts: Facts) -> t.Block:
    """Return the statements of all turns of a loop, its variable written as what it is in each; our own names are new there."""
    out: t.Block = []
    ours = sorted(t.names_stored(loop.body) - facts.user_names)
    for value in values:
        names = {loop.target.id: t.constant(value)}
        renamed = {name: facts.fresh(name) for name in ours}
        out += [t.rename(t.substitute(node, names), renamed) for node in t.copy(loop.body)]
    if loop.target.id in facts.user_names and values:
        out.append(t.assign(loop.target.id, t.constant(values[-1])))
        set_origin(out[-1], origin_of(loop))
    return out


# Items


def key_of(index: t.expr, items: Items, kinds: Kinds) -> Any:
    """Return the place or key that an index means among items; None if it is not known."""
    value = folded(index)
    kind = kinds.of(index)
    if value is None and isinstance(kind, Static):
        value = kind.value
    if type(value) is int and value < 0 and value not in items and all(type(key) is int for key in items):
        value += len(items)
    return value if type(value) in (int, str) and value in items else None


def folded(node: t.expr) -> Any:
    """Return the value of constants, and of sums of them; None for all else."""
    match node:
        case t.Constant(value=value):
            return value
        case t.BinOp(left=left, op=t.Add() | t.Sub() as op, right=right):
            a, b = folded(left), folded(right)
            both = type(a) is int and type(b) is int
            return (a + b if isinstance(op, t.Add) else a - b) if both else None
    return None


def is_replaceable(name: str, items: Items, tree: t.FunctionDef, kinds: Kinds) -> bool:
    """Tell whether every use of a container takes one of its items, or its length."""
    allowed = {id(base) for base, _ in uses(name, items, tree, kinds)}
    return all(id(n) in allowed for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name
               and isinstance(n.ctx, t.Load))


def uses(name: str, items: Items, tree: t.FunctionDef, kinds: Kinds) -> Iterator[tuple[t.Name, t.expr]]:
    """Yield the uses of a container that take an item, or ask for its length."""
    for node in t.walk_all(tree.body):
        match node:
            case t.Subscript(value=t.Name(id=used) as base, slice=index) if used == name:
                if key_of(index, items, kinds) is not None:
                    yield base, node
            case t.Call(func=t.Name(id="len"), args=[t.Name(id=used) as base]) if used == name:
                yield base, node


class _Split(t.NodeTransformer):
    """Replace containers by names of their items."""

    def __init__(self, tree: t.FunctionDef, shown: dict[str, Items], kinds: Kinds, facts: Facts):
        self.tree = tree
        self.shown = shown
        self.kinds = kinds
        self.names = {name: {key: facts.fresh(as_identifier(f"{name}_{key}")) for key in items} for name, items in shown.items()}

    def run(self) -> t.FunctionDef:
        """Return the function without the containers."""
        self.tree.body = self.block(self.tree.body)
        return self.tree

    def block(self, block: t.Block) -> t.Block:
        """Replace in a block; the definition of a container becomes those of its items."""
        out: t.Block = []
        for node in block:
            match node:
                case t.Assign(targets=[t.Name(id=name)]) if name in self.shown:
                    made = [t.assign(self.names[name][key], self.visit(item)) for key, item in self.shown[name].items()]
                    set_origin(made, origin_of(node))
                    out += made
                case t.If() | t.For() | t.While():
                    body, orelse = self.block(node.body), self.block(node.orelse)
                    node.body, node.orelse = [], []
                    node = self.visit(node)
                    node.body, node.orelse = body, orelse
                    out.append(node)
                case _:
                    out.append(self.visit(node))
        return out

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Replace one item."""
        base = node.value.id if isinstance(node.value, t.Name) else None
        if base not in self.shown:
            return self.generic_visit(node)
        made = t.name(self.names[base][key_of(node.slice, self.shown[base], self.kinds)])
        return made if isinstance(node.ctx, t.Load) else t.as_store(made)

    def visit_Call(self, node: t.Call) -> t.expr:
        """Replace the length."""
        match node:
            case t.Call(func=t.Name(id="len"), args=[t.Name(id=name)]) if name in self.shown:
                return t.constant(len(self.shown[name]))
        return self.generic_visit(node)
