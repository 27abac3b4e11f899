"""What may stand for an operand: names, constants, and what is simple enough to be written twice."""

from typing import Any

from tangentlike.analysis.calls import is_users
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure, Dict, Keyed, List, Static, is_scalar
from tangentlike.syntax import trees as t


def is_simple(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an inactive expression may be written twice: numbers of whole loops, constants, shapes."""
    match node:
        case t.Name() | t.Constant():
            return True
        case t.UnaryOp(operand=operand):
            return is_simple(operand, kinds)
        case t.BinOp(left=left, right=right):
            small = isinstance(kinds.of(node), Static) or _is_whole(kinds.of(node))
            return small and is_simple(left, kinds) and is_simple(right, kinds)
        case t.Attribute():
            return isinstance(kinds.of(node), Static) or node.attr in ("shape", "size", "ndim", "dtype")
        case t.Subscript(value=t.Attribute(attr="shape")):
            return is_simple(node.slice, kinds)
        case t.Tuple(elts=items) | t.List(elts=items):
            return all(is_simple(item, kinds) for item in items)
        case t.Call(func=t.Name(id="len"), args=[t.Name()]):
            return True
        case t.Lambda():
            return True
    return isinstance(kinds.of(node), Static)


def base_name(node: t.expr) -> str:
    """Return the name at the bottom of a target or receiver."""
    while isinstance(node, (t.Subscript, t.Attribute, t.Starred, t.Call)):
        if isinstance(node, t.Call) and not isinstance(node.func, t.Attribute):
            break
        node = node.func.value if isinstance(node, t.Call) else node.value
    if isinstance(node, (t.Tuple, t.List)) and node.elts:
        return base_name(node.elts[0])
    return node.id if isinstance(node, t.Name) else "value"


def is_part_of_row(node: t.Subscript, kinds: Kinds, apart: frozenset[str]) -> bool:
    """Tell whether `m[i][j]` is a number in a row of its own: a list or dict `m` holds no row twice."""
    match node:
        case t.Subscript(value=t.Subscript(value=t.Name(id=name) as base, slice=outer), slice=inner) if name in apart:
            row = kinds.of(node.value)
            if isinstance(outer, t.Slice) or isinstance(inner, t.Slice) or not isinstance(row, List) or row.is_fixed:
                return False
            return isinstance(kinds.of(base), (List, Dict, Keyed)) and row.item is not None and is_scalar(row.item)
    return False


def is_atom(node: t.expr) -> bool:
    """Tell whether an expression is a name or a constant."""
    return isinstance(node, (t.Name, t.Constant))


def _is_whole(kind: object) -> bool:
    return getattr(kind, "type", None) in ("int", "bool")


def is_text(callee: Any) -> bool:
    """Tell whether what is called is a function with a text, whose arguments are matched when it is differentiated."""
    return isinstance(callee, Closure) or (callee is not None and is_users(callee))
