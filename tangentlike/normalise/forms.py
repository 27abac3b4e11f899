"""Calls that walk, order or join active containers, in terms of comprehensions and items.

Each form says when it applies, and what is written in the place of the call; `comprehensions.py` opens the rest. What is
walked twice is named first.
"""

from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.binding import Parameters, is_gathered, parameters_of
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.values import Array, Closure, Dict, Keyed, Kind, List, Number, Record, Tuple, parts_of
from tangentlike.callees import defaults_of
from tangentlike.normalise import along_axes, by_elements
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.runtime.sequences import place_of, sorted_places
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote_expression

if TYPE_CHECKING:
    from tangentlike.normalise.comprehensions import Opener

Form = Callable[["Opener", Any, Hoisting], Opened]
HOLDERS = (List, Tuple, Dict, Keyed, Record)
INDEXED = (List, Tuple, Array, Number)
MOST_ENTRIES = 4                                # of a dict whose values are written one by one

# The names by which calls of interest are found at a glance.
WORDS = frozenset({"map", "filter", "reduce", "values", "items", "sorted", "max", "min", "zip", "sum", "dict", "flat",
                   "enumerate", "reversed", "vectorize", "apply_along_axis"})


def find_form(work: "Opener", node: t.AST) -> Form | None:
    """Return how an expression is written, None for most expressions."""
    match node:
        case t.Call(func=t.Attribute(value=base, attr="values" | "items" as view), args=[], keywords=[]):
            is_dict = isinstance(work.kinds.of(base), (Dict, Keyed))
            return FORMS[view] if is_dict and id(node) in work.used_up - work.walked else None
        case t.Attribute(attr="flat") if isinstance(work.kinds.of(node.value), (Array, Number)):
            return _flat if id(node) in work.used_up else None
        case t.Call():
            callee = work.kinds.callee(node)
            found = next((form for function, applies, form in CALLS if callee is function and applies(work, node)), None)
            found = by_elements.elementwise if found is None and by_elements.is_vectorized(work, node) else found
            if found is not None or not has_open_star(work, node.args):
                return found
            return _rest if takes_rest(work, node) else _stars if count_starred(work, node) else None
        case t.List() | t.Tuple() if isinstance(node.ctx, t.Load) and has_open_star(work, node.elts):
            return _display
    return None


# Views of dicts


def known_entries(work: "Opener", node: t.Call) -> dict[Any, t.expr] | None:
    """Return the reads of the entries of a dict with few and known keys."""
    base = node.func.value if isinstance(node.func, t.Attribute) else node
    kind = work.kinds.of(base)
    if not isinstance(base, t.Name) or not isinstance(kind, Dict) or len(kind.items) > MOST_ENTRIES:
        return None
    return {key: t.subscript(t.copy(base), t.constant(key)) for key, _ in kind.items}


def _values(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`d.values()` where it is not walked at once."""
    known = known_entries(work, node)
    if known is not None:
        return [], t.list_of(known.values())
    return [], quote_expression("[value for value in view]", value=work.named("value"), view=node)


def _items(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`d.items()` where it is not walked at once."""
    known = known_entries(work, node)
    if known is not None:
        return [], t.list_of(t.tuple_of([t.constant(key), value]) for key, value in known.items())
    names = {"key": work.named("key"), "value": work.named("value")}
    return [], quote_expression("[(key, value) for key, value in view]", view=node, **names)


def _dict(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`dict(zip(names, values))`."""
    names = {"key": work.named("key"), "value": work.named("value")}
    return [], quote_expression("{key: value for key, value in pairs}", pairs=node.args[0], **names)


def _is_of_pairs(work: "Opener", node: t.Call) -> bool:
    return len(node.args) == 1 and not node.keywords and not isinstance(work.kinds.of(node.args[0]), (Dict, Keyed))


def _flat(work: "Opener", node: t.Attribute, hoisting: Hoisting) -> Opened:
    """`x.flat` walks the elements as `x.ravel()` has them."""
    return [], t.call(t.attribute(node.value, "ravel"))


def _walker(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`zip(x, y)` and the like where they are not walked by a loop."""
    return [], quote_expression("[item for item in walker]", item=work.named("item"), walker=node)


def _is_kept(work: "Opener", node: t.Call) -> bool:
    return id(node) in work.used_up - work.walked and not has_open_star(work, node.args)


# Order


def _is_of_containers(work: "Opener", node: t.Call) -> bool:
    """Tell whether items are ordered by a key, or are containers themselves: the rule is that of numbers."""
    if any(keyword.arg not in ("key", "reverse") for keyword in node.keywords) or has_open_star(work, node.args):
        return False
    by_key = any(keyword.arg == "key" for keyword in node.keywords)
    kinds = [work.kinds.of(arg) for arg in node.args]
    items: list[Kind] = parts_of(kinds[0]) if len(kinds) == 1 else kinds
    return by_key or any(isinstance(kind, HOLDERS) for kind in items)


def _listed(work: "Opener", node: t.Call, before: t.Block, hoisting: Hoisting) -> t.expr:
    """Return the name of a list of what a call is given: the items of its argument, or all its arguments."""
    name = work.named("items")
    given = t.call("list", node.args[0]) if len(node.args) == 1 else t.list_of(node.args)
    inside, given = hoisting.expression(given)
    before.extend([*inside, t.assign(name, given)])
    return t.name(name)


def _sorted(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`sorted(items, key=f)` is `[items[i] for i in sorted_places(items, key=f)]`."""
    before: t.Block = []
    items = _listed(work, node, before, hoisting)
    keywords = [hoisting.part(keyword, before) for keyword in node.keywords]
    places = work.named("places")
    before.append(t.assign(places, t.Call(t.name(work.spell(sorted_places)), [t.copy(items)], keywords)))
    return before, quote_expression("[items[i] for i in places]", items=items, places=places, i=work.named("i"))


def _extreme(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`max(items, key=f)` is `items[place_of(max, items, key=f)]`."""
    before: t.Block = []
    items = _listed(work, node, before, hoisting)
    keywords = [hoisting.part(keyword, before) for keyword in node.keywords]
    place = t.Call(t.name(work.spell(place_of)), [node.func, t.copy(items)], keywords)
    return before, t.subscript(items, place)


# Rows and columns


def _columns(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`zip(*rows)` is a list of columns."""
    rows = node.args[0].value
    before: t.Block = []
    if not isinstance(rows, t.Name):
        before, rows = hoisting.expression(rows)
        name = work.named("rows")
        before, rows = [*before, t.assign(name, rows)], t.name(name)
    names = {"row": work.named("row"), "i": work.named("i")}
    length = quote_expression("min([len(row) for row in rows], default=0)", rows=rows, row=work.named("row"))
    text = "[[row[i] for row in rows] for i in range(length)]"
    return before, quote_expression(text, rows=rows, length=length, **names)


def _has_rows(work: "Opener", node: t.Call) -> bool:
    """Tell whether `zip` is given the items of one list or array, which can be indexed."""
    if len(node.args) != 1 or node.keywords or not has_open_star(work, node.args):
        return False
    rows = work.kinds.of(node.args[0].value)
    return isinstance(rows, (Array, Number)) or (isinstance(rows, List) and isinstance(rows.item, INDEXED))


def _flattened(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`sum(parts, start)` of lists joins them."""
    before, start = hoisting.expression(node.args[1])
    names = {"item": work.named("item"), "part": work.named("part")}
    joined = quote_expression("[item for part in parts for item in part]", parts=node.args[0], **names)
    if isinstance(start, t.List) and not start.elts:
        return before, joined
    return before, t.binary(start, t.Add(), joined)


def _joins_lists(work: "Opener", node: t.Call) -> bool:
    return len(node.args) == 2 and isinstance(work.kinds.of(node.args[1]), List)


# Stars


def has_open_star(work: "Opener", nodes: list[t.expr]) -> bool:
    """Tell whether something is starred whose length is not known from the text."""
    starred = [node.value for node in nodes if isinstance(node, t.Starred)]
    return any(not isinstance(node, (t.List, t.Tuple)) and not isinstance(work.kinds.of(node), Tuple) for node in starred)


def _display(work: "Opener", node: t.List | t.Tuple, hoisting: Hoisting) -> Opened:
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


def _rest(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
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
    found = parameters_called(work, callee)
    if found is None:
        return None
    parameters, defaults = found
    given = {keyword.arg for keyword in node.keywords}
    names = [name for name in parameters.names[len(first) :] if name not in given]
    open_end = parameters.vararg is not None or None in given or any(n in parameters.defaults or n in defaults for n in names)
    return None if open_end or parameters.names[len(first) :][: len(names)] != names else len(names)


def _stars(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`f(a, *items)` of a function with a fixed number of parameters: the items get names."""
    *first, last = node.args
    names = [work.named("argument") for _ in range(count_starred(work, node) or 0)]
    before = hoisting.parts(node)
    target = t.tuple_of(t.store(name) for name in names)
    before.append(t.gast_assign([target], last.value))
    node.args = [*first, *map(t.name, names)]
    return before, node


def _gathered(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`max(*items)` is `max(items)`, of two items and more."""
    *first, last = node.args
    alone = not first and isinstance(last, t.Starred)
    node.args = [t.call("list", last.value) if alone else t.list_of(node.args)]
    return [], node


FORMS: dict[str, Form] = {"values": _values, "items": _items}
CALLS: tuple[tuple[Any, Callable[["Opener", t.Call], bool], Form], ...] = (
    (dict, _is_of_pairs, _dict),
    (sorted, _is_of_containers, _sorted),
    (max, _is_of_containers, _extreme),
    (min, _is_of_containers, _extreme),
    (max, lambda work, node: has_open_star(work, node.args) and not node.keywords, _gathered),
    (min, lambda work, node: has_open_star(work, node.args) and not node.keywords, _gathered),
    (zip, _has_rows, _columns),
    *((walker, _is_kept, _walker) for walker in (zip, enumerate, reversed)),
    (sum, _joins_lists, _flattened),
    (np.apply_along_axis, along_axes.is_along_axis, along_axes.along_axis),
)
