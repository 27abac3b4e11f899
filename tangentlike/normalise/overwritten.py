"""Name what a list or a dict holds before another value takes its place: the bar of the old one is zeros of its shape."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.sizes import same_shape
from tangentlike.analysis.values import Array, Dict, Kind, List, Number, Static, carries
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def name_overwritten(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Write `old = h[i]` before `h[i] = v`, unless both certainly have one shape."""
    kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Subscript(value=t.Name(id=name)) as target], value=value):
                if may_change_shape(kinds, kinds.at(name, node, after=False), target, value):
                    return [t.assign(facts.fresh(f"{name}_old"), t.as_load(t.copy(target))), node]
        return [node]

    return rewrite_statements(tree, change)


def may_change_shape(kinds: Kinds, base: Kind, target: t.Subscript, value: t.expr) -> bool:
    """Tell whether what a list, or a dict at a key that it certainly has, holds is replaced by a value of another shape."""
    item: Kind | None = None
    match base, kinds.of(target.slice):
        case List(held), _ if not isinstance(target.slice, t.Slice):
            item = held
        case Dict(items), Static(key):
            item = dict(items).get(key)
    return isinstance(item, (Array, Number)) and carries(item) and not same_shape(item, kinds.of(value))


def overwritten(block: t.Block, node: t.stmt, target: t.Subscript) -> str | None:
    """Return the name that was given to what a store overwrites."""
    place = next((i for i, each in enumerate(block) if each is node), 0)
    match block[place - 1] if place else None:
        case t.Assign(targets=[t.Name(id=name)], value=t.Subscript() as value) if t.equal(value, t.as_load(t.copy(target))):
            return name
    return None
