"""Leave out statements that are never reached: nothing is known of the values there."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import local_names
from tangentlike.normalise.blocks import leaves
from tangentlike.syntax import trees as t


def drop_unreachable(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Leave out what follows a statement that always leaves: an exit, or an `if` with exits in both branches.

    A name that only such a statement stores is local nevertheless: where the rest reads it, everything stays.
    """
    before = local_names(tree)
    dropped = [(block, cut(block)) for block in blocks(tree.body)]
    if (before - local_names(tree)) & t.names_used(tree.body):
        for block, rest in dropped:
            block.extend(rest)
    return tree


def cut(block: t.Block) -> t.Block:
    """Remove what is never reached from a block, and return it."""
    last = next((place for place, node in enumerate(block) if leaves(node)), len(block))
    rest = block[last + 1 :]
    del block[last + 1 :]
    return rest


def blocks(block: t.Block) -> list[t.Block]:
    """Return a block and those inside it, the inner ones first."""
    parts = [part for node in block if isinstance(node, (t.If, t.For, t.While)) for part in (node.body, node.orelse)]
    return [inner for part in parts for inner in blocks(part)] + [block]
