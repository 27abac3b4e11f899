"""Signs and copies that cancel: a bar that is read only with a minus is made without; what arithmetic reads is not copied."""

from collections.abc import Callable

from tangentlike.rules.algebra import split_sign
from tangentlike.syntax import trees as t


def cancel_signs(block: t.Block) -> t.Block:
    """Write `s_bar = -out_bar * s` and then `z_bar = -s_bar * e` without both signs, where nothing else reads `s_bar`."""
    names = [n for n in t.walk_all(block) if isinstance(n, t.Name)]
    stored = [n.id for n in names if isinstance(n.ctx, t.Store)]
    read = [n.id for n in names if isinstance(n.ctx, t.Load)]
    minus: dict[str, list[t.UnaryOp]] = {}
    for node in t.walk_all(block):
        if isinstance(node, t.UnaryOp) and isinstance(node.op, t.USub) and isinstance(node.operand, t.Name):
            minus.setdefault(node.operand.id, []).append(node)
    made = [n for n in t.walk_all(block) if isinstance(n, t.Assign) and isinstance(n.targets[0], t.Name)]
    flipped: dict[int, t.AST] = {}
    for node in made:
        name = node.targets[0].id
        negative, rest = split_sign(node.value)
        if negative and stored.count(name) == 1 and 0 < read.count(name) == len(minus.get(name, ())):
            node.value = rest
            flipped |= {id(each): each.operand for each in minus[name]}
    return t.exchange(block, flipped) if flipped else block


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
