"""A bar that only copies another is not made."""

from collections.abc import Callable

from tangentlike.syntax import trees as t


def drop_copies(body: t.Block, is_bar: frozenset[str]) -> t.Block:
    """Replace `b_bar = a_bar` by reading a_bar, where neither changes afterwards."""
    return _drop(list(body), body, is_bar)


def _drop(block: t.Block, whole: t.Block, bars: frozenset[str]) -> t.Block:
    index = 0
    while index < len(block):
        node = block[index]
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list) and isinstance(node, (t.If, t.For, t.While)):
                setattr(node, inner, _drop(getattr(node, inner), whole, bars))
        match node:
            case t.Assign(targets=[t.Name(id=copy)], value=t.Name(id=kept)) if copy in bars and kept in bars:
                rest = block[index + 1 :]
                if _only_here(copy, node, rest, whole) and not _changes(kept, rest):
                    for place in range(index + 1, len(block)):
                        block[place] = _renamed(block[place], copy, kept)
                    del block[index]
                    continue
        index += 1
    return block


def _only_here(copy: str, node: t.stmt, rest: t.Block, whole: t.Block) -> bool:
    """Tell whether a name is assigned once, and read only by the simple statements that follow in this block."""
    stores = [n for n in t.walk_all(whole) if isinstance(n, t.Name) and n.id == copy and isinstance(n.ctx, t.Store)]
    reads = sum(isinstance(n, t.Name) and n.id == copy and isinstance(n.ctx, t.Load) for n in t.walk_all(whole))
    simple = [n for n in rest if not isinstance(n, (t.If, t.For, t.While))]
    here = sum(isinstance(n, t.Name) and n.id == copy and isinstance(n.ctx, t.Load) for n in t.walk_all(simple))
    return len(stores) == 1 and reads == here and not _changes(copy, rest)


def _changes(name: str, rest: t.Block) -> bool:
    """Tell whether a name is assigned, or its memory written, in a block."""
    for node in t.walk_all(rest):
        if isinstance(node, t.Name) and node.id == name and isinstance(node.ctx, t.Store):
            return True
        if isinstance(node, (t.Assign, t.AugAssign)):
            for target in node.targets if isinstance(node, t.Assign) else [node.target]:
                if not isinstance(target, t.Name) and t.base_of(target) == name:
                    return True
        match node:
            case t.Call(func=t.Attribute(value=t.Name(id=base), attr="append" | "pop" | "insert")) if base == name:
                return True
            case t.Call(func=t.Name(id="add_at" | "add_item"), args=[base, *_]) if t.base_of(base) == name:
                return True
    return False


def _renamed(node: t.stmt, old: str, new: str) -> t.stmt:
    if old not in t.names_used(node):
        return node
    out = t.rename(node, {old: new})
    return out


def drop_copied_operands(block: t.Block, is_ours: Callable[[t.expr], bool]) -> t.Block:
    """Write `np.array(parts[0]) + x` without the copy: the sum is new."""
    for node in t.walk_all(block):
        if isinstance(node, t.BinOp):
            node.left, node.right = _uncopied(node.left, is_ours), _uncopied(node.right, is_ours)
    return block


def _uncopied(node: t.expr, is_ours: Callable[[t.expr], bool]) -> t.expr:
    match node:
        case t.Call(func=t.Attribute(value=t.Name(), attr="array"), args=[value], keywords=[]) if is_ours(value):
            return value
    return node
