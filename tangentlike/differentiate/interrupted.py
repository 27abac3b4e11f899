"""What is saved inside of the body of a `try` statement: an interrupted body must not leave its lists out of step."""

from tangentlike.analysis.raising import Attempt, find_attempts, may_raise, raising_later
from tangentlike.differentiate.places import Places
from tangentlike.differentiate.saves import Group
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of


def refuse_interrupted_saves(sweep: Sweep, places: Places, groups: list[Group]) -> None:
    """Refuse a `try` statement in a loop that saves a value in its body, after which that may still be interrupted."""
    for each in find_attempts(sweep.tree.body):
        if any(isinstance(parent, (t.For, t.While)) for parent in places.parents(each.node)):
            for group in groups:
                if saves_too_early(each, group, sweep, places):
                    raise refusal(each, group.sites[0].name)


def saves_too_early(each: Attempt, group: Group, sweep: Sweep, places: Places) -> bool:
    """Tell whether a body may be interrupted after it has saved a value."""
    block, push = group.sites[0].block, group.sites[0].push
    if not block:
        return False
    index = push if block is each.node.body else places.within(block[0], each.node.body)
    if index is None or index > each.end:
        return False
    if block is not each.node.body:
        return True  # in a loop of the body, or in a branch: what follows may raise
    _, later = raising_later(block[index : each.end], lambda node, what: may_raise(node, what, sweep.kinds))
    return any(later.values()) or any(may_raise(node, "at", sweep.kinds) for node in block[index : each.end])


def refusal(each: Attempt, name: str) -> Unsupported:
    """Return the refusal of a statement that is interrupted too late."""
    origin = origin_of(each.node)
    return Unsupported(
        "tangentlike cannot differentiate a `try` statement.",
        place=None if origin is None else origin.place,
        why=f"its body, in a loop, replaces a value of `{name}` that going back reads, and may be interrupted after that.",
        instead="leave only what may raise in its body, and put what follows into its `else`.",
    )
