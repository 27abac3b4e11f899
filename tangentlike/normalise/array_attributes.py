"""Stores into attributes of arrays: they change the array, or how it is seen."""

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Kind, Number, is_scalar
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def store_attributes(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `b.flat = v` into `b.flat[:] = v`, `z.real = v` into a store of both parts, and refuse all other attributes.

    >>> # table.flat = 0.0  ->  table[...] = 0.0
    """
    if not any(isinstance(node, t.Attribute) and isinstance(node.ctx, t.Store) for node in t.walk_all(tree.body)):
        return tree
    kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        targets = node.targets if isinstance(node, t.Assign) else [getattr(node, "target", None)]
        found = [n for target in targets if target is not None for n in t.walk(target)]
        for target in found:
            if isinstance(target, t.Attribute) and isinstance(target.ctx, t.Store) and is_array(target.value, kinds):
                if not (isinstance(node, t.Assign) and [target] == targets):
                    raise unknown_change(target, facts)
                return [stored(target, node.value, kinds, facts)]
        return [node]

    return rewrite_statements(tree, change)


def is_array(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an expression is an array."""
    return isinstance(kinds.of(node), (Array, Number))


def stored(target: t.Attribute, value: t.expr, kinds: Kinds, facts: Facts) -> t.stmt:
    """Return what the store of an attribute does."""
    base = target.value
    if target.attr == "flat":
        index = t.constant(Ellipsis) if is_scalar(kinds.of(value)) else t.slice_of(None, None)
        view = base if is_scalar(kinds.of(value)) else t.attribute(base, "flat")
        return t.gast_assign([t.as_store(t.subscript(view, index))], value)
    if target.attr in ("real", "imag") and is_complex(kinds.of(base)):
        return with_part(target, value)
    raise unknown_change(target, facts)


def is_complex(kind: Kind) -> bool:
    """Tell whether a value is certainly an array of complex numbers."""
    return isinstance(kind, Array) and not kind.scalar and kind.dtype is not None and np.dtype(kind.dtype).kind == "c"


def with_part(target: t.Attribute, value: t.expr) -> t.stmt:
    """Return `z.real = v` as a store of both parts: `z[...] = v + 1j * z.imag`."""
    base = target.value
    real, imag = (value if target.attr == part else t.attribute(t.copy(base), part) for part in ("real", "imag"))
    whole = t.as_store(t.subscript(base, t.constant(Ellipsis)))
    return t.gast_assign([whole], t.binary(real, t.Add(), t.binary(t.constant(1j), t.Mult(), imag)))


def unknown_change(target: t.Attribute, facts: Facts) -> Unsupported:
    """Return the error for an attribute whose store has no adjoint."""
    return Unsupported(
        f"tangentlike cannot differentiate a store into the attribute `{target.attr}` of an array.",
        place=facts.source.place(target),
        why="it changes the array, or how it is seen, and there is no adjoint for it.",
        instead="write `b = b.reshape(...)` for `b.shape = ...`.",
    )
