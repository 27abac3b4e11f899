"""Write elements that are reached through `.flat` as elements at the places that they are."""

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Number, Scalar, Static, is_scalar
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.runtime.places import cycled, flat_place, flat_places
from tangentlike.syntax import trees as t


def place_flat_elements(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `b.flat[i] = v` into `b[flat_place(b, i)] = v`, and read `b.flat[i]` as `b[flat_place(b, i)]`.

    >>> # m.flat[::4] = x  ->  places = flat_places(m, np.s_[::4]); m[places] = cycled(x, places)
    """
    if not any(isinstance(node, t.Attribute) and node.attr == "flat" for node in t.walk_all(tree.body)):
        return tree
    kinds = facts.kinds(tree)
    reading = _Reads(kinds, facts)

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Subscript() as target]) if is_flat(target, kinds):
                return placed(node, target, is_scalar(kinds.of(node.value)), kinds, facts)
            case t.AugAssign(target=t.Subscript() as target) if is_flat(target, kinds):
                return placed(node, target, True, kinds, facts)
        return [node]

    tree.body = [reading.visit(node) for node in tree.body]
    return rewrite_statements(tree, change)


def is_flat(node: t.Subscript, kinds: Kinds) -> bool:
    """Tell whether a node is `b.flat[i]` of an array with a name."""
    match node:
        case t.Subscript(value=t.Attribute(value=t.Name() as base, attr="flat")):
            kind = kinds.of(base)
            return isinstance(kind, Number) or (isinstance(kind, Array) and not kind.scalar)
    return False


def takes_one(index: t.expr, kinds: Kinds) -> bool:
    """Tell whether an index certainly is one whole number."""
    match kinds.of(index):
        case Scalar(name):
            return name == "int"
        case Static(value):
            return type(value) is int
        case Array(dtype, _, scalar):
            return scalar and dtype is not None and dtype.startswith(("int", "uint"))
    return False


def places_of(base: t.expr, index: t.expr, kinds: Kinds, facts: Facts) -> t.expr:
    """Return the index of an array that stands for an index of its `.flat`."""
    function = flat_place if takes_one(index, kinds) else flat_places
    if isinstance(index, t.Slice):
        index = t.subscript(t.dotted(f"{facts.program.spell(np, 'np', facts)}.s_"), index)
    return t.call(facts.program.spell(function, function.__name__, facts), t.copy(base), index)


def placed(node: t.Assign | t.AugAssign, target: t.Subscript, is_number: bool, kinds: Kinds, facts: Facts) -> t.Block:
    """Return the same store by places; an array of another size is stored over and over."""
    base = target.value.value
    one = takes_one(target.slice, kinds)
    places = t.name(facts.fresh("place" if one else "places"))
    before = t.assign(places.id, places_of(base, target.slice, kinds, facts))
    if not is_number and not one:
        node.value = t.call(facts.program.spell(cycled, "cycled", facts), node.value, t.copy(places))
    target.value, target.slice = base, places
    return [before, node]


class _Reads(t.NodeTransformer):
    """Read `b.flat[i]` at its place."""

    def __init__(self, kinds: Kinds, facts: Facts):
        self.kinds = kinds
        self.facts = facts

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Replace one element, or several."""
        self.generic_visit(node)
        if isinstance(node.ctx, t.Load) and is_flat(node, self.kinds):
            base = node.value.value
            return t.subscript(base, places_of(base, node.slice, self.kinds, self.facts))
        return node
