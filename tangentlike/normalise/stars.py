"""Calls and displays with starred items whose number is not known from the text."""

from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.binding import Parameters, is_gathered, parameters_of
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.records import is_record_class, record_fields
from tangentlike.analysis.values import Closure, items_in_order
from tangentlike.callees import defaults_of
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.normalise.comprehensions import Opener


def has_open_star(work: "Opener", nodes: list[t.expr]) -> bool:
    """Tell whether something is starred whose length is not known from the text."""
    starred = [node.value for node in nodes if isinstance(node, t.Starred)]
    return any(not isinstance(node, (t.List, t.Tuple)) and items_in_order(work.kinds.of(node)) is None for node in starred)


def open_display(work: "Opener", node: t.List | t.Tuple, hoisting: Hoisting) -> Opened:
    """`[a, *items, b]` is `[a] + list(items) + [b]`."""
    parts: list[t.expr] = []
    for item in node.elts:
        if isinstance(item, t.Starred):
            parts.append(t.call("list", item.value))
        elif parts and isinstance(parts[-1], t.List):
            parts[-1].elts.append(item)
        else:
            parts.append(t.list_of([item]))
    joined = parts[0]
    for part in parts[1:]:
        joined = t.binary(joined, t.Add(), part)
    return [], joined if isinstance(node, t.List) else t.call("tuple", joined)


def parameters_called(work: "Opener", callee: Any) -> tuple[Parameters, dict[str, Any]] | None:
    """Return the parameters of a function with a text, and its live default values; None for other functions."""
    if isinstance(callee, Closure):
        return parameters_of(callee.node.args), {}
    if isinstance(callee, FunctionType) and is_users(callee):
        subject = work.facts.program.subject(callee)
        return None if subject is None else (subject.parameters, defaults_of(callee, subject))
    return None


def takes_rest(work: "Opener", node: t.Call) -> bool:
    """Tell whether a call of a function with `*args` gives it items whose number is not known, and not gathered yet."""
    found = parameters_called(work, work.kinds.callee(node))
    if found is None or found[0].vararg is None or is_gathered(node.args[-1], work.kinds):
        return False
    return not any(isinstance(arg, t.Starred) for arg in node.args[: len(found[0].names)])


def open_rest(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`f(a, *items, b)` of `def f(x, *args)`: what `*args` takes gets a name."""
    found = parameters_called(work, work.kinds.callee(node))
    count = len(found[0].names) if found is not None else 0
    before = hoisting.parts(node)
    first, rest = node.args[:count], node.args[count:]
    alone = len(rest) == 1 and isinstance(rest[0], t.Starred)
    name = work.named("arguments")
    before.append(t.assign(name, t.call("tuple", rest[0].value if alone else t.list_of(rest))))
    node.args = [*first, t.Starred(t.name(name), t.Load())]
    return before, node


def count_starred(work: "Opener", node: t.Call) -> int | None:
    """Return how many arguments the last one of a call must stand for, which is starred; None if that is not known."""
    *first, last = node.args
    callee = work.kinds.callee(node)
    if not isinstance(last, t.Starred) or any(isinstance(arg, t.Starred) for arg in first):
        return None
    if isinstance(callee, np.ufunc):
        return callee.nin - len(first)
    if is_record_class(callee) and not node.keywords:
        return len(record_fields(callee)) - len(first)
    found = parameters_called(work, callee)
    if found is None:
        return None
    parameters, defaults = found
    given = {keyword.arg for keyword in node.keywords}
    names = [name for name in parameters.names[len(first) :] if name not in given]
    open_end = parameters.vararg is not None or None in given or any(n in parameters.defaults or n in defaults for n in names)
    return None if open_end or parameters.names[len(first) :][: len(names)] != names else len(names)


def open_stars(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`f(a, *items)` of a function with a fixed number of parameters: the items get names."""
    *first, last = node.args
    names = [work.named("argument") for _ in range(count_starred(work, node) or 0)]
    before = hoisting.parts(node)
    target = t.tuple_of(t.store(name) for name in names)
    before.append(t.gast_assign([target], last.value))
    node.args = [*first, *map(t.name, names)]
    return before, node


def gathered(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`max(*items)` is `max(items)`, of two items and more."""
    *first, last = node.args
    alone = not first and isinstance(last, t.Starred)
    node.args = [t.call("list", last.value) if alone else t.list_of(node.args)]
    return [], node
