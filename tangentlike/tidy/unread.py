"""What is unpacked and not read has no name."""

from tangentlike.syntax import trees as t


def ignore_unread(body: t.Block) -> t.Block:
    """Write `_` for the results of a call that nothing reads: `out1, out1_saved = f(x)` -> `_, out1_saved = f(x)`."""
    read = {n.id for n in t.walk_all(body) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load)}
    for node in t.walk_all(body):
        match node:
            case t.Assign(targets=[t.Tuple() as target]) if "_" not in read:
                for item in t.walk(target):
                    if isinstance(item, t.Name) and isinstance(item.ctx, t.Store) and item.id not in read:
                        item.id = "_"
    return body
