"""Add contributions to a bar in one line."""

from tangentlike.rules.algebra import plus, split_sign
from tangentlike.syntax import trees as t
from tangentlike.tidy.purity import IsPureCall, is_pure


def join_contributions(block: t.Block, bars: frozenset[str], is_pure_call: IsPureCall) -> t.Block:
    """Join `v_bar = a`, `v_bar = v_bar + b` into `v_bar = a + b`, and two `+=` into one element.

    What is added into an element that was just set to zero is assigned: `v_bar[i] = 0.0`, `v_bar[i] += b`.
    Only if nothing in between reads or changes the bar, or changes what the first line reads.
    """
    out = list(block)
    for node in out:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list):
                setattr(node, inner, join_contributions(getattr(node, inner), bars, is_pure_call))
    index = 0
    while index < len(out):
        later = _next_for(out, index, bars, is_pure_call)
        if later is not None:
            out[later] = _joined(out[index], out[later])
            del out[index]
        else:
            index += 1
    return out


def _next_for(block: t.Block, index: int, bars: frozenset[str], is_pure_call: IsPureCall) -> int | None:
    """Return the statement that a contribution can be joined with."""
    first = block[index]
    name = _base(first)
    if name is None or name not in bars or not is_pure(first, is_pure_call):
        return None
    reads = t.names_read(_value(first)) | _index_names(first)
    for place in range(index + 1, len(block)):
        node = block[place]
        if t.is_comment(node):
            return None  # another line of the user's
        if _continues(first, node):
            return place
        if name in t.names_used(node) or t.names_stored(node) & reads or not isinstance(node, (t.Assign, t.AugAssign)):
            return None
        if not is_pure(node, lambda call: is_pure_call(call) or _takes(call)):
            return None
        if _stores_element(node) and any(isinstance(n, t.Subscript) for n in t.walk(_value(first))):
            return None
    return None


def _takes(call: t.Call) -> bool:
    """Tell whether a call takes a saved value from its list: that disturbs nobody else."""
    return isinstance(call.func, t.Attribute) and call.func.attr == "pop" and not call.args


def _base(node: t.stmt) -> str | None:
    match node:
        case t.Assign(targets=[t.Name(id=name)]):
            return name
        case t.AugAssign(target=t.Subscript(value=t.Name(id=name)), op=t.Add() | t.Sub()):
            return name
        case t.Assign(targets=[t.Subscript(value=t.Name(id=name))], value=t.Constant(value=0.0)):
            return name
    return None


def _value(node: t.stmt) -> t.expr:
    return node.value


def _index_names(node: t.stmt) -> set[str]:
    target = node.target if isinstance(node, t.AugAssign) else node.targets[0]
    return t.names_read(target.slice) if isinstance(target, t.Subscript) else set()


def _stores_element(node: t.stmt) -> bool:
    target = node.targets[0] if isinstance(node, t.Assign) else node.target
    return isinstance(target, t.Subscript)


def _continues(first: t.stmt, second: t.stmt) -> bool:
    """Tell whether a statement adds to what the first one gives."""
    match first, second:
        case (
            t.Assign(targets=[t.Name(id=name)]),
            t.Assign(targets=[t.Name(id=same)], value=t.BinOp(left=left, op=t.Add() | t.Sub())),
        ):
            start = _leftmost(left)
            alone = isinstance(start, t.Name) and start.id == name
            others = [n for n in t.walk(second.value) if isinstance(n, t.Name) and n.id == name]
            return same == name and alone and len(others) == 1
        case t.AugAssign(target=target), t.AugAssign(target=other, op=t.Add() | t.Sub()):
            name = target.value.id
            return t.equal(target, other) and name not in t.names_read(second.value) | t.names_read(first.value)
        case t.Assign(targets=[t.Subscript() as target]), t.AugAssign(target=other, op=t.Add() | t.Sub(), value=value):
            return t.equal(target, other) and target.value.id not in t.names_read(value)
    return False


def _leftmost(node: t.expr) -> t.expr:
    while isinstance(node, t.BinOp) and isinstance(node.op, (t.Add, t.Sub)):
        node = node.left
    return node


def _resummed(node: t.expr) -> t.expr:
    """Add the terms up once more: two of them may be equal now."""
    match node:
        case t.BinOp(left=left, op=t.Add(), right=right):
            return plus(_resummed(left), right)
        case t.BinOp(left=left, op=t.Sub(), right=right):
            return t.binary(_resummed(left), t.Sub(), right)
    return node


def _joined(first: t.stmt, second: t.stmt) -> t.stmt:
    if isinstance(first, t.Assign) and isinstance(first.targets[0], t.Subscript):
        value = t.negative(second.value) if isinstance(second.op, t.Sub) else second.value
        return t.gast_assign([second.target], value)
    if isinstance(first, t.Assign):
        name = first.targets[0].id
        second.value = _resummed(t.substitute(second.value, {name: first.value}))
        return second
    assert isinstance(first, t.AugAssign) and isinstance(second, t.AugAssign)
    start = first.value if isinstance(first.op, t.Add) else t.negative(first.value)
    negative = isinstance(second.op, t.Sub)
    both = isinstance(first.op, t.Sub) and negative
    if both:
        return t.augment(second.target, t.Sub(), plus(first.value, second.value))
    if isinstance(first.op, t.Sub):
        _, rest = split_sign(start)
        return t.augment(second.target, t.Add(), t.binary(second.value, t.Sub(), rest))
    return t.augment(second.target, t.Add(), plus(first.value, t.negative(second.value) if negative else second.value))
