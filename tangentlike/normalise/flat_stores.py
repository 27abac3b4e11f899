"""Write stores through `.flat` as stores at the places that they are."""

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Kind, Number, is_scalar
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.runtime.places import cycled, flat_places
from tangentlike.syntax import trees as t


def place_flat_stores(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `b.flat[i] = v` into `b[flat_places(b, i)] = v`.

    >>> # m.flat[::4] = x  ->  places = flat_places(m, np.s_[::4]); m[places] = cycled(x, places)
    """
    if not any(is_flat(node) or is_part(node) for node in t.walk_all(tree.body)):
        return tree
    kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Subscript() as target]) if is_flat(target) and is_array(target, kinds):
                return placed(node, target, is_scalar(kinds.of(node.value)), facts)
            case t.AugAssign(target=t.Subscript() as target) if is_flat(target) and is_array(target, kinds):
                return placed(node, target, True, facts)
            case t.Assign(targets=[t.Attribute() as target]) if is_part(target) and is_complex(kinds.of(target.value)):
                return [with_part(node, target)]
        return [node]

    return rewrite_statements(tree, change)


def is_flat(node: t.AST) -> bool:
    """Tell whether a node is a target such as `b.flat[i]`."""
    match node:
        case t.Subscript(value=t.Attribute(value=t.Name(), attr="flat"), ctx=t.Store()):
            return True
    return False


def is_part(node: t.AST) -> bool:
    """Tell whether a node is a target such as `z.real`."""
    match node:
        case t.Attribute(value=t.Name(), attr="real" | "imag", ctx=t.Store()):
            return True
    return False


def is_complex(kind: Kind) -> bool:
    """Tell whether a value is certainly an array of complex numbers."""
    return isinstance(kind, Array) and not kind.scalar and kind.dtype is not None and np.dtype(kind.dtype).kind == "c"


def with_part(node: t.Assign, target: t.Attribute) -> t.stmt:
    """Return `z.real = v` as a store of both parts: `z[...] = v + 1j * z.imag`."""
    base = target.value
    real, imag = (node.value if target.attr == part else t.attribute(t.copy(base), part) for part in ("real", "imag"))
    whole = t.as_store(t.subscript(base, t.constant(Ellipsis)))
    return t.gast_assign([whole], t.binary(real, t.Add(), t.binary(t.constant(1j), t.Mult(), imag)))


def is_array(target: t.Subscript, kinds: Kinds) -> bool:
    """Tell whether what is written through `.flat` is an array."""
    kind = kinds.of(target.value.value)
    return isinstance(kind, Number) or (isinstance(kind, Array) and not kind.scalar)


def placed(node: t.Assign | t.AugAssign, target: t.Subscript, is_number: bool, facts: Facts) -> t.Block:
    """Return the same store by places; an array of another size is stored over and over."""
    base, index = target.value.value, target.slice
    if isinstance(index, t.Slice):
        index = t.subscript(t.dotted(f"{facts.program.spell(np, 'np', facts)}.s_"), index)
    places = t.name(facts.fresh("places"))
    if not is_number:
        node.value = t.call(facts.program.spell(cycled, "cycled", facts), node.value, t.copy(places))
    before = t.assign(places.id, t.call(facts.program.spell(flat_places, "flat_places", facts), t.copy(base), index))
    target.value, target.slice = base, places
    return [before, node]
