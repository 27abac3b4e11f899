"""How a loop may be left: the exits in its body, and the flags that say which was taken."""

import itertools
from dataclasses import dataclass

from tangentlike.differentiate.sweep import Sweep
from tangentlike.normalise.blocks import has_exit
from tangentlike.syntax import trees as t


@dataclass
class Exit:
    """How a statement may leave the loop around it."""

    flags: list[str]
    direct: bool            # the exit is the last thing in one branch of the `if`, and there is no other
    in_body: bool
    again: bool             # it is a `continue`


def find_exit(node: t.If) -> Exit:
    """Describe the exits of an `if`."""
    flags = [
        s.targets[0].id
        for branch in _blocks(node)
        for s, leave in itertools.pairwise(branch)
        if isinstance(leave, t.Break)
    ]
    leaving = [branch for branch in (node.body, node.orelse) if has_exit(branch)]
    last = leaving[0][-1]
    direct = len(leaving) == 1 and isinstance(last, (t.Break, t.Continue)) and not has_exit(leaving[0][:-1])
    return Exit(flags, direct, leaving[0] is node.body, isinstance(last, t.Continue))


def hides_the_rest(node: t.stmt) -> bool:
    """Tell whether the rest of a block is reversed under a flag before the `if` that it follows is asked what ran."""
    return isinstance(node, t.If) and has_exit(node) and not find_exit(node).direct


def _blocks(node: t.If) -> list[t.Block]:
    out = []
    for branch in (node.body, node.orelse):
        out.append(branch)
        for inner in branch:
            if isinstance(inner, t.If):
                out.extend(_blocks(inner))
    return out


def find_loop(sweep: Sweep, block: t.Block) -> t.stmt | None:
    """Return the loop whose body is a block."""
    return next((n for n in t.walk(sweep.tree) if isinstance(n, (t.For, t.While)) and n.body is block), None)


def has_break(block: t.Block) -> bool:
    """Tell whether a loop's body may break out of it."""
    return has_exit(block, (t.Break,))


def own_flags(block: t.Block) -> list[str]:
    """Return the flags that are set before the breaks of a loop's body."""
    flags: list[str] = []
    for node, following in zip(block, [*block[1:], *([None] if block else [])], strict=True):
        if isinstance(following, t.Break):
            flags.append(node.targets[0].id)
        elif isinstance(node, t.If):
            flags.extend(own_flags(node.body) + own_flags(node.orelse))
    return flags
