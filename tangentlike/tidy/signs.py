"""Two signs that meet cancel: each costs a pass over an array."""

from collections import Counter

from tangentlike.rules.algebra import split_sign
from tangentlike.syntax import trees as t


def cancel_signs(block: t.Block, *, repeated: bool) -> t.Block:
    """Join `p2_bar = -p_bar * p / p2`, `z_bar = -p2_bar * p1` into `z_bar = p_bar * p / p2 * p1`.

    Only what runs many times, in a loop or (`repeated`) in a function that others call: elsewhere a line for each
    variable is worth more than the two passes over an array that this saves.
    """
    names = [n for n in t.walk_all(block) if isinstance(n, t.Name)]
    loads = Counter(n.id for n in names if isinstance(n.ctx, t.Load))
    stores = Counter(n.id for n in names if isinstance(n.ctx, t.Store))
    return _cancel(block, {name for name in loads if loads[name] == stores[name] == 1}, repeated)


def _cancel(block: t.Block, single: set[str], repeated: bool) -> t.Block:
    out: t.Block = []
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list):
                again = repeated or isinstance(node, (t.For, t.While))
                setattr(node, inner, _cancel(getattr(node, inner), single, again))
        if repeated and out and _take_in(out[-1], node, single):
            out.pop()
        out.append(node)
    return out


def _take_in(first: t.stmt, second: t.stmt, single: set[str]) -> bool:
    """Write the value of a line into the next one, which negates it; return whether it could be done."""
    match first, second:
        case t.Assign(targets=[t.Name(id=name)]), t.Assign() if name in single:
            negative, rest = split_sign(first.value)
            if negative:
                return _fill(second, name, rest)
    return False


def _fill(reader: t.Assign, name: str, value: t.expr) -> bool:
    """Write a value for the first factor `-name` of a product."""
    node: t.AST = reader
    field = "value"
    while isinstance(inner := getattr(node, field), t.BinOp) and isinstance(inner.op, (t.Mult, t.Div)):
        node, field = inner, "left"
    match inner:
        case t.UnaryOp(op=t.USub(), operand=t.Name(id=read)) if read == name:
            setattr(node, field, value)
            return True
    return False
