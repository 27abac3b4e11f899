"""Leave out the names that a value has only on its way to another name."""

from collections import Counter

from tangentlike.syntax import trees as t


def without_copies(body: t.Block, own: set[str]) -> t.Block:
    """Turn `x2 = a + b; p_x = x2` into `p_x = a + b`, where the first name is one of ours and nothing else reads it.

    >>> from tangentlike.syntax.printer import to_source
    >>> print(to_source(without_copies(t.parse_statements("x2 = a + p_x\\ny2 = a * p_x\\np_x = x2\\np_y = y2"), {"a"})), end="")
    x2 = a + p_x
    p_y = a * p_x
    p_x = x2
    """
    while True:
        names = [node for node in t.walk_all(body) if isinstance(node, t.Name)]
        stored = Counter(node.id for node in names if not isinstance(node.ctx, t.Load))
        read = Counter(node.id for node in names if isinstance(node.ctx, t.Load))
        ours = {name for name in stored if stored[name] == 1 and read[name] == 1 and name not in own}
        if not _in_block(body, ours):
            return body


def _in_block(block: t.Block, ours: set[str]) -> bool:
    """Take one copy away; tell whether there was one."""
    made: dict[str, int] = {}
    for index, node in enumerate(block):
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list) and not isinstance(node, t.FunctionDef) and _in_block(inner, ours):
                return True
        match node:
            case t.Assign(targets=[t.Name(id=goal)], value=t.Name(id=name)) if name in made:
                first = made[name]
                if goal not in t.names_used(block[first + 1 : index]):
                    block[first].targets = node.targets
                    del block[index]
                    return True
        match node:
            case t.Assign(targets=[t.Name(id=name)]) if name in ours:
                made[name] = index
    return False
