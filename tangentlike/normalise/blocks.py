"""Walk the statements of a function, the nested blocks first."""

from collections.abc import Callable

from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin

Rewrite = Callable[[t.stmt], t.Block]


def rewrite_statements(tree: t.FunctionDef, change: Rewrite) -> t.FunctionDef:
    """Replace each statement of a function by the statements that `change` gives for it, inner ones first.

    Nested functions are left alone; what is new has the origin of what it replaces.
    """
    tree.body = rewrite_block(tree.body, change)
    return tree


def rewrite_block(block: t.Block, change: Rewrite) -> t.Block:
    """Replace each statement of a block; see `rewrite_statements`."""
    out: t.Block = []
    for node in block:
        if isinstance(node, (t.If, t.For, t.While)):
            node.body = rewrite_block(node.body, change)
            node.orelse = rewrite_block(node.orelse, change)
        origin = origin_of(node)
        new = change(node)
        if origin is not None:
            set_origin([n for n in new if n is not node], origin)
        out.extend(new)
    return out


def has_exit(node: t.AST | t.Block, own: tuple[type, ...] = (t.Break, t.Continue)) -> bool:
    """Tell whether a statement may leave the loop around it (exits of loops inside it do not count)."""
    if isinstance(node, list):
        return any(has_exit(item, own) for item in node)
    if isinstance(node, own):
        return True
    if isinstance(node, (t.For, t.While)):
        return has_exit(node.orelse, own) or (t.Return in own and has_exit(node.body, (t.Return,)))
    if isinstance(node, t.If):
        return has_exit(node.body, own) or has_exit(node.orelse, own)
    return False


def leaves(node: t.stmt, exits: tuple[type, ...] = (t.Return, t.Raise, t.Break, t.Continue)) -> bool:
    """Tell whether what follows a statement is certainly never reached: it ends in exits, or never."""
    if isinstance(node, t.If):
        return any(leaves(inner, exits) for inner in node.body) and any(leaves(inner, exits) for inner in node.orelse)
    if isinstance(node, (t.For, t.While)):
        endless = isinstance(node, t.While) and isinstance(node.test, t.Constant) and bool(node.test.value)
        return not has_exit(node.body, (t.Break,)) and (endless or any(leaves(inner, exits) for inner in node.orelse))
    return isinstance(node, exits)
