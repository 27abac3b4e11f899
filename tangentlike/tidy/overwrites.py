"""What is added to zeros is assigned: `x_bar[1:] = d_bar`, where nothing was added to these elements before."""

from collections.abc import Callable

from tangentlike.rules.algebra import times
from tangentlike.syntax import trees as t

EXITS = (t.Break, t.Continue, t.Return, t.Raise)


AreApart = Callable[[t.expr, t.expr], bool]
Cover = Callable[[list[t.expr]], bool]


def assign_to_zeros(block: t.Block, bars: frozenset[str], are_apart: AreApart, cover: Cover) -> t.Block:
    """Assign where a first contribution is added to a part of a bar that is zero, and drop zeros that are overwritten."""
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list):
                setattr(node, inner, assign_to_zeros(getattr(node, inner), bars, are_apart, cover))
    out = list(block)
    for node in block:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if name in bars and _is_zeros(value):
                if cover(_fill(out, _place(out, node), name, are_apart)):
                    value.func.attr = "empty_like"
            case t.Assign(targets=[t.Subscript(value=t.Name(id=name)) as target], value=t.Constant(value=0.0)) if name in bars:
                _overwrite(out, _place(out, node), name, target)
    return out


def _place(block: t.Block, node: t.stmt) -> int:
    return next(i for i, each in enumerate(block) if each is node)


def _is_zeros(value: t.expr) -> bool:
    match value:
        case t.Call(func=t.Attribute(value=t.Name(), attr="zeros_like"), args=[_], keywords=[]):
            return True
    return False


def _fill(block: t.Block, start: int, name: str, are_apart: AreApart) -> list[t.expr]:
    """Turn additions to parts of new zeros into stores, while the parts have no element in common.

    Return the parts that are stored before anything is added to what is there.
    """
    touched: list[t.expr] = []
    stored: list[t.expr] = []
    for i in range(start + 1, len(block)):
        added = _addition(block[i], name)
        if added is None:
            indices = t.names_used(touched)
            if name in t.names_used(block[i]) or indices & (t.names_stored(block[i]) | written(block[i])):
                break
            continue
        target, op, value = added
        if _is_basic(target.slice) and all(are_apart(target.slice, each) for each in touched):
            block[i] = t.gast_assign([target], signed(op, value))
            if len(stored) == len(touched):
                stored.append(target.slice)
        touched.append(target.slice)
    return stored


def _overwrite(block: t.Block, start: int, name: str, zeroed: t.Subscript) -> None:
    """Write `bar[i] = e` for `bar[i] = 0.0` and a later `bar[i] += e`, if nothing in between asks for the zero."""
    index = t.names_used(zeroed.slice)
    for i in range(start + 1, len(block)):
        added = _addition(block[i], name)
        if added is not None and t.equal(added[0], zeroed):
            target, op, value = added
            block[i] = t.gast_assign([target], signed(op, value))
            del block[start]
            return
        changed = t.names_stored(block[i]) | written(block[i])
        if name in t.names_used(block[i]) or index & changed or any(isinstance(n, EXITS) for n in t.walk(block[i])):
            return


def signed(op: t.AST, value: t.expr) -> t.expr:
    """Return what is added to a zero: `x` for `0.0 + x`, `-x` for `0.0 - x`."""
    return value if isinstance(op, t.Add) else times(t.constant(-1.0), value)


def _addition(node: t.stmt, name: str) -> tuple[t.Subscript, t.AST, t.expr] | None:
    match node:
        case t.AugAssign(target=t.Subscript(value=t.Name(id=base)) as target, op=t.Add() | t.Sub() as op, value=value):
            read = t.names_used(value) | t.names_used(target.slice)
            return (target, op, value) if base == name and name not in read else None
    return None


def _is_basic(index: t.expr) -> bool:
    """Tell whether an index is written in slices and whole numbers: it is no array that may select nothing, or twice."""
    parts = index.elts if isinstance(index, t.Tuple) else [index]
    return all(isinstance(part, (t.Slice, t.Constant, t.UnaryOp, t.Name)) for part in parts)


def written(node: t.stmt) -> set[str]:
    """Return the names of arrays that a statement writes into."""
    out = set()
    for each in t.walk(node):
        if isinstance(each, t.Subscript) and isinstance(each.ctx, t.Store):
            base: t.expr = each
            while isinstance(base, (t.Subscript, t.Attribute)):
                base = base.value
            out |= t.names_used(base)
    return out
