"""`max` and `min` of what may be empty."""

from typing import TYPE_CHECKING

from tangentlike.analysis.values import List, Tuple
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote_expression

if TYPE_CHECKING:
    from tangentlike.normalise.comprehensions import Opener


def has_default(work: "Opener", node: t.Call) -> bool:
    """Tell whether a call says what it gives where there are no items."""
    return len(node.args) == 1 and any(keyword.arg == "default" for keyword in node.keywords)


def with_default(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`max(items, key=f, default=d)` is `max(items, key=f) if len(items) > 0 else d`."""
    (given,) = node.args
    before: t.Block = []
    if not isinstance(given, t.Name) or not isinstance(work.kinds.of(given), (List, Tuple)):
        inside, given = hoisting.expression(t.call("list", given))
        name = work.named("items")
        before, given = [*inside, t.assign(name, given)], t.name(name)
    default = next(keyword.value for keyword in node.keywords if keyword.arg == "default")
    inside, default = hoisting.expression(default)
    before += inside
    if not isinstance(default, (t.Name, t.Constant)):
        name = work.named("default")
        before, default = [*before, t.assign(name, default)], t.name(name)
    found = t.Call(node.func, [t.copy(given)], [keyword for keyword in node.keywords if keyword.arg != "default"])
    return before, quote_expression("found if len(items) > 0 else default", found=found, items=given, default=default)
