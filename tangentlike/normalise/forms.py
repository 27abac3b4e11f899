"""Calls that walk, order or join active containers, in terms of comprehensions and items.

Each form says when it applies, and what is written in the place of the call; `comprehensions.py` opens the rest. What is
walked twice is named first.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.values import (
    Array,
    Dict,
    Keyed,
    Kind,
    List,
    Number,
    Record,
    Tuple,
    parts_of,
)
from tangentlike.normalise import along_axes, by_elements
from tangentlike.normalise.extremes import has_default, with_default
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.normalise.stars import (
    count_starred,
    gathered,
    has_open_star,
    open_display,
    open_rest,
    open_stars,
    takes_rest,
)
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
            return open_rest if takes_rest(work, node) else open_stars if count_starred(work, node) else None
        case t.List() | t.Tuple() if isinstance(node.ctx, t.Load) and has_open_star(work, node.elts):
            return open_display
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


FORMS: dict[str, Form] = {"values": _values, "items": _items}
CALLS: tuple[tuple[Any, Callable[["Opener", t.Call], bool], Form], ...] = (
    (dict, _is_of_pairs, _dict),
    (sorted, _is_of_containers, _sorted),
    *((extreme, has_default, with_default) for extreme in (max, min)),
    (max, _is_of_containers, _extreme),
    (min, _is_of_containers, _extreme),
    (max, lambda work, node: has_open_star(work, node.args) and not node.keywords, gathered),
    (min, lambda work, node: has_open_star(work, node.args) and not node.keywords, gathered),
    (zip, _has_rows, _columns),
    *((walker, _is_kept, _walker) for walker in (zip, enumerate, reversed)),
    (sum, _joins_lists, _flattened),
    (np.apply_along_axis, along_axes.is_along_axis, along_axes.along_axis),
)
