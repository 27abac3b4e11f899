"""Write the last bars in the order in which they are returned."""

from tangentlike.syntax import trees as t
from tangentlike.tidy.overwrites import written


def order_returned(body: t.Block) -> t.Block:
    """Move the assignments of returned bars to the end of the last group, in the order of the result.

    Only where nothing in between depends on the order.
    """
    last = body[-1]
    if not isinstance(last, t.Return) or last.value is None:
        return body
    items = last.value.elts if isinstance(last.value, t.Tuple) else [last.value]
    order = [n.id for item in items for n in t.walk(item) if isinstance(n, t.Name)]
    start = next((i + 1 for i in reversed(range(len(body) - 1)) if not isinstance(body[i], t.Assign)), 0)
    group = list(body[start:-1])
    moved: t.Block = []
    for name in order:
        index = next((i for i, node in enumerate(group) if _target(node) == name), None)
        if index is None:
            continue
        passed = [*group[index + 1 :], *(node for node in moved if body.index(node) > body.index(group[index]))]
        if all(_independent(group[index], node) for node in passed):
            moved.append(group.pop(index))
    return [*body[:start], *group, *moved, last]


def _independent(first: t.stmt, second: t.stmt) -> bool:
    """Tell whether two assignments may change places."""
    stored = _changed(first), _changed(second)
    read = t.names_read(first), t.names_read(second)
    return not (stored[0] & (read[1] | stored[1]) or stored[1] & read[0])


def _changed(node: t.stmt) -> set[str]:
    """Return the names that an assignment binds, and those of arrays that it writes and of lists that it takes from."""
    taken = [inner.value for inner in t.walk(node) if isinstance(inner, t.Attribute) and inner.attr == "pop"]
    return t.names_stored(node) | written(node) | t.names_used(taken)


def _target(node: t.stmt) -> str | None:
    match node:
        case t.Assign(targets=[t.Name(id=name)]):
            return name
    return None
