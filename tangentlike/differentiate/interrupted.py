"""What is saved inside of the body of a `try` statement: an interrupted body must not leave its lists out of step."""

from collections.abc import Iterator

from tangentlike.analysis.raising import Attempt, Raising, find_attempts
from tangentlike.differentiate.places import Places
from tangentlike.differentiate.saves import Group
from tangentlike.differentiate.sweep import Sweep
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of


def interrupted_saves(sweep: Sweep, places: Places, groups: list[Group]) -> Iterator[tuple[Attempt, str]]:
    """Yield each body in a loop that may be interrupted after it has saved a value, with the list that is too long then."""
    attempts = find_attempts(sweep.tree.body)
    raises = Raising.of(sweep.tree, sweep.kinds, sweep.facts.scope) if attempts else None
    for each in attempts:
        if raises is not None and any(isinstance(parent, (t.For, t.While)) for parent in places.parents(each.node)):
            yield from ((each, group.list_name) for group in groups if is_interrupted(each, group, raises, places))


def is_interrupted(each: Attempt, group: Group, raises: Raising, places: Places) -> bool:
    """Tell whether a body may be interrupted after it has saved a value; in its inner blocks, something may follow."""
    block, push = group.sites[0].block, group.sites[0].push
    index = push if block is each.node.body else places.within(block[0], each.node.body)
    if index is None or index > each.end:
        return False
    # What a line computes before it saves a value may be written into it again, after that.
    line = origin_of(block[min(index, len(block) - 1)])
    begin = next((i for i, node in enumerate(each.node.body) if origin_of(node) is line), index)
    return block is not each.node.body or raises.anywhere(each.node.body[min(begin, index) : each.end])


def remembered(name: str, list_name: str) -> t.stmt:
    """Return the statement that notes how long a list is before the body."""
    return t.assign(name, t.call("len", t.name(list_name)))


def shortened(name: str, list_name: str) -> t.stmt:
    """Return the loop that takes away what an interrupted body has saved."""
    longer = t.less(t.name(name), t.call("len", t.name(list_name)))
    node = t.while_(longer, [t.statement(t.call(t.attribute(t.name(list_name), "pop")))])
    node.comment = "what the interrupted body has saved"
    return node
