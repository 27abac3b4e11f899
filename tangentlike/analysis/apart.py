"""Which containers of a text certainly hold other containers of which no two are the same, and that nobody else has.

`m = [[0.0] * n for _ in range(n)]` makes n rows, `[[0.0] * n] * n` one row n times: only of the first does the bar have
as many rows, so that a store into `m[i][j]` is one into `m_bar[i][j]`.
"""

from typing import Any

from tangentlike.analysis.scopes import Scope
from tangentlike.runtime.arrays import zeros_like
from tangentlike.runtime.trees import own
from tangentlike.syntax import trees as t

ADDS = frozenset({"append", "insert"})
READS = frozenset({"index", "count", "copy", "keys", "values", "items", "get"})
MAKERS = (list, zeros_like, own)                # what they give is a new list, and so is each list in the last two's


def find_apart(tree: t.FunctionDef, scope: Scope) -> frozenset[str]:
    """Return the variables whose items are made where they are put in, and never replaced."""
    meant = {name: scope.peek(name) for name in t.names_read(tree.body)}
    makers = {name: value for name, value in meant.items() if any(value is maker for maker in MAKERS)}
    good: set[str] = set()
    bad = {n.id for n in t.walk(tree.args) if isinstance(n, t.Name)}
    fine: set[int] = set()
    for node in t.walk_all(tree.body):
        match node:
            case t.Assign(targets=[t.Name(id=name) as target], value=value):
                (good if makes_apart(value, makers) else bad).add(name)
                fine.add(id(target))
            case t.Call(func=t.Attribute(value=t.Name(id=name), attr=method), args=args):
                kept = method in READS or (method in ADDS and makes_new(args[-1], makers))
                (good if kept else bad).add(name)
            case t.Subscript(value=t.Name(id=name), ctx=t.Store()) | t.AugAssign(target=t.Name(id=name)):
                bad.add(name)
            case t.FunctionDef() | t.Lambda():
                bad |= t.names_used(node)
    bad |= {n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and isinstance(n.ctx, t.Store) and id(n) not in fine}
    return frozenset(good - bad)


def makes_apart(node: t.expr, makers: dict[str, Any]) -> bool:
    """Tell whether an expression makes a container, and each of its items anew."""
    match node:
        case t.ListComp(elt=item) | t.DictComp(value=item):
            return makes_new(item, makers)
        case t.List(elts=items) | t.Dict(values=items):
            return all(makes_new(item, makers) for item in items)
        case t.Call(func=t.Name(id=name)):
            return makers.get(name, list) is not list
    return False


def makes_new(node: t.expr, makers: dict[str, Any]) -> bool:
    """Tell whether an expression makes a new list."""
    match node:
        case t.List() | t.ListComp():
            return True
        case t.BinOp(left=left, op=t.Mult(), right=right):
            return isinstance(left, t.List) or isinstance(right, t.List)
        case t.Call(func=t.Name(id=name)):
            return name in makers
    return False
