"""Expressions that stand alone as statements get a name, so that what their calls do is seen where assignments are."""

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.scopes import Scope
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source

# What computes a value; `await` and `yield` do more than that.
COMPUTED = (t.BinOp, t.UnaryOp, t.BoolOp, t.Compare, t.IfExp, t.Tuple, t.List, t.Subscript, t.Attribute, *COMPREHENSIONS)


def name_unused(source: Source, scope: Scope) -> None:
    """Write `unused = f(x) + 1.0` for `f(x) + 1.0`; a call alone, or an expression without calls, stays."""
    found = [node for node in t.walk_all(source.tree.body) if isinstance(node, t.Expr) and _calls_inside(node.value)]
    if not found:
        return
    names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals})
    new: dict[int, t.AST] = {}
    for node in found:
        new[id(node)] = made = t.assign(names.fresh("unused"), node.value)
        set_origin([made], origin_of(node))
    source.tree.body = t.exchange(source.tree.body, new)


def _calls_inside(value: t.expr) -> bool:
    return isinstance(value, COMPUTED) and any(isinstance(node, t.Call) for node in t.walk(value))
