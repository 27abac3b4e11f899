"""Whether a block may be left before its end."""

from tangentlike.syntax import trees as t

EXITS = (t.Return, t.Break, t.Continue)


def leaves_early(block: t.Block, exits: tuple[type, ...] = EXITS) -> bool:
    """Tell whether a statement may leave a block in another way than at its end, or by an exception."""
    for node in block:
        if isinstance(node, exits):
            return True
        inside = (t.Return,) if isinstance(node, (t.For, t.While)) else exits
        nested = isinstance(node, (t.FunctionDef, t.Lambda))
        parts = [node.body, *([node.orelse] if hasattr(node, "orelse") else [])] if hasattr(node, "body") and not nested else []
        if any(leaves_early(part, inside) for part in parts if isinstance(part, list)):
            return True
        several = hasattr(node, "handlers") or hasattr(node, "cases")
        if several and any(isinstance(inner, exits) for inner in t.walk(node)):
            return True
    return False
