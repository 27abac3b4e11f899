"""The bars in a list: an item that is taken out gets its next value without zeros in between."""

from collections.abc import Callable

from tangentlike.syntax import trees as t
from tangentlike.tidy.overwrites import EXITS, signed, written


def settle_items(block: t.Block, bars: frozenset[str]) -> t.Block:
    """Write `part = v_bar[i] + d`, `v_bar[i] = e` where `v_bar[i] + d` is taken out, zeros put in, and e added to them.

    Only for lists whose items are bound anew, never written, and that the function does not return: an item may be the bar
    of something else, too.
    """
    block = _in_blocks(block, lambda inner: _settled(inner, block, bars))
    return _in_blocks(block, lambda inner: _named_at_once(inner, block))


def _in_blocks(block: t.Block, change: Callable[[t.Block], t.Block]) -> t.Block:
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list):
                setattr(node, inner, _in_blocks(getattr(node, inner), change))
    return change(block)


def _settled(block: t.Block, whole: t.Block, bars: frozenset[str]) -> t.Block:
    out = list(block)
    for node in block:
        item = _stored_item(node, bars)
        if item is None or (_is_zeros(node.value) and _put_back(out, _place(out, node), item, whole)):
            continue
        if not _is_bound_anew(item.value.id, whole):
            continue
        if _is_zeros(node.value):
            _drop_zeros(out, _place(out, node), item, whole)
        elif _is_addition(node, item):
            _read_sum(out, _place(out, node), item)
    return out


def _place(block: t.Block, node: t.stmt) -> int:
    return next(i for i, each in enumerate(block) if each is node)


def _stored_item(node: t.stmt, bars: frozenset[str]) -> t.Subscript | None:
    match node:
        case t.Assign(targets=[t.Subscript(value=t.Name(id=name), slice=t.Name() | t.Constant()) as item]) if name in bars:
            return item
    return None


def _is_zeros(value: t.expr) -> bool:
    match value:
        case t.Call(func=t.Name(id="zeros_like") | t.Attribute(attr="zeros_like"), args=[_], keywords=[]):
            return True
    return False


def _is_addition(node: t.stmt, item: t.Subscript) -> bool:
    """Tell whether a statement adds to an item: `v_bar[i] = v_bar[i] + e`."""
    match node:
        case t.Assign(targets=[target], value=t.BinOp(left=t.Subscript() as left, op=t.Add() | t.Sub(), right=right)):
            same = t.equal(target, item) and t.equal(t.as_load(t.copy(item)), left)
            return same and item.value.id not in t.names_used(right)
    return False


def _is_bound_anew(name: str, whole: t.Block) -> bool:
    """Tell whether the items of a list are only bound and taken out, and nothing that was taken out is written."""
    alone = {id(node.value) for node in t.walk_all(whole) if isinstance(node, t.Subscript)}
    taken: set[str] = set()
    for node in t.walk_all(whole):
        match node:
            case t.Name(id=other, ctx=t.Load()) if other == name and id(node) not in alone:
                return False
            case t.Assign(targets=[t.Name(id=other)], value=t.Subscript(value=t.Name(id=base))) if base == name:
                taken.add(other)
            case t.Assign(targets=[t.Name(id=other)], value=t.Name(id=part)) if part in taken:
                taken.add(other)
            case t.Subscript(value=t.Subscript() as base, ctx=t.Store()) if t.base_of(base) == name:
                return False
            case t.AugAssign(target=t.Subscript(value=t.Name(id=base))) if base == name:
                return False
    return not _are_written(taken, whole)


def _are_written(names: set[str], whole: t.Block) -> bool:
    """Tell whether the memory of a variable is written."""
    for node in t.walk_all(whole):
        match node:
            case t.AugAssign(target=target) | t.Subscript(value=target, ctx=t.Store()) if t.base_of(target) in names:
                return True
            case t.Call(func=t.Name(id="add_at" | "add_item"), args=[target, *_]) if t.base_of(target) in names:
                return True
    return False


def _is_own(value: t.expr, whole: t.Block) -> bool:
    """Tell whether a value is a new array that is never written: a sum, or what the adjoint of a helper gives."""
    if not isinstance(value, t.Name):
        return isinstance(value, (t.BinOp, t.UnaryOp))
    made = [n for n in t.walk_all(whole) if isinstance(n, t.Assign) and value.id in t.names_stored(n)]
    return all(_is_new(node.value) for node in made) and not _are_written({value.id}, whole)


def _is_new(value: t.expr) -> bool:
    return isinstance(value, (t.BinOp, t.UnaryOp)) or (isinstance(value, t.Call) and isinstance(value.func, t.Name))


def _next_use(block: t.Block, start: int, item: t.Subscript) -> int | None:
    """Return the statement of a block that next mentions the list, if the index is the same until then and nothing leaves."""
    index = t.names_used(item.slice)
    for place in range(start + 1, len(block)):
        node = block[place]
        if item.value.id in t.names_used(node):
            return place
        if index & (t.names_stored(node) | written(node)) or any(isinstance(n, EXITS) for n in t.walk(node)):
            return None
    return None


def _drop_zeros(block: t.Block, start: int, item: t.Subscript, whole: t.Block) -> None:
    place = _next_use(block, start, item)
    if place is not None and _is_addition(block[place], item) and _is_own(block[place].value.right, whole):
        total = block[place].value
        block[place].value = signed(total.op, total.right)
        del block[start]


def _put_back(block: t.Block, start: int, item: t.Subscript, whole: t.Block) -> bool:
    """Put the rest of a list back where it was taken out: `v_bar = add_item(v_bar, k, part[:-1])`; tell whether it is that."""
    place, name = _next_use(block, start, item), item.value.id
    if place is None or any(
        isinstance(n, t.Subscript) and isinstance(n.value, t.Subscript) and isinstance(n.ctx, t.Store) and t.base_of(n) == name
        for n in t.walk_all(whole)
    ):
        return False
    match block[place]:
        case t.Assign(
            targets=[t.Name(id=same)],
            value=t.Call(
                func=t.Name(id="add_item"), args=[t.Name(id=other), key, t.Subscript(value=t.Name(), slice=t.Slice()) as rest]
            ),
        ) if same == other == name and t.equal(key, item.slice):
            block[place] = t.gast_assign([t.copy(item)], rest)
            del block[start]
            return True
    return False


def _read_sum(block: t.Block, start: int, item: t.Subscript) -> None:
    """Read the sum where the item is taken out, and another value put in, right after it was added to."""
    place = _next_use(block, start, item)
    if place is None:
        return
    match block[place]:
        case t.Assign(targets=[t.Name(id=part)], value=t.Subscript() as taken) if t.equal(taken, t.as_load(t.copy(item))):
            summed, between = block[start].value, block[start + 1 : place]
            changed = t.names_stored(between).union(*map(written, between))
            if part not in t.names_used(item.slice) and not changed & t.names_used(summed) and _is_replaced(block, place, item):
                block[place].value = summed
                del block[start]


def _is_replaced(block: t.Block, start: int, item: t.Subscript) -> bool:
    """Tell whether an item gets another value before it is read once more."""
    place = _next_use(block, start, item)
    stored = None if place is None else _stored_item(block[place], frozenset([item.value.id]))
    if place is None or stored is None:
        return False
    return t.equal(stored, item) and item.value.id not in t.names_used(block[place].value)


def _named_at_once(block: t.Block, whole: t.Block) -> t.Block:
    """Write `v_bar = items[i]` for `part = items[i]`, `v_bar = part`, where nothing else reads the part."""
    out = list(block)
    for node in block:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=t.Name(id=part)) if part.rstrip("0123456789").endswith("_part"):
                made = next((n for n in out if isinstance(n, t.Assign) and part in t.names_stored(n)), None)
                if made is None or sum(isinstance(n, t.Name) and n.id == part for n in t.walk_all(whole)) != 2:
                    continue
                start, end = _place(out, made), _place(out, node)
                if start < end and name not in t.names_used([*made.targets, *out[start + 1 : end]]):
                    made.targets = [t.as_store(t.rename(target, {part: name})) for target in made.targets]
                    del out[end]
    return out
