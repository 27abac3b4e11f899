"""What is written out: the items of tuples, lists and dicts, the values of literals."""

import operator
from typing import Any

from tangentlike.syntax import trees as t


def display_items(node: Any) -> dict[Any, t.expr]:
    """Return the items of a display by index or key; nothing of another expression."""
    if isinstance(node, t.Dict) and all(isinstance(key, t.Constant) for key in node.keys):
        return {key.value: value for key, value in zip(node.keys, node.values, strict=True)}
    return dict(enumerate(node.elts)) if isinstance(node, (t.Tuple, t.List)) else {}


SIGNS: dict[type, Any] = {t.USub: operator.neg, t.UAdd: operator.pos, t.Not: operator.not_}


def is_written(value: Any, default: t.expr) -> bool:
    """Tell whether a value is the literal that stands in a text."""
    match default:
        case t.Constant(value=written):
            return type(written) is type(value) and repr(written) == repr(value)
        case t.UnaryOp(op=op, operand=t.Constant(value=operand)) if type(op) in SIGNS:
            return is_written(value, t.constant(SIGNS[type(op)](operand)))
        case t.Tuple(elts=items) if type(value) is tuple and len(value) == len(items):
            return all(map(is_written, value, items))
    return False


def loops(clauses: list[Any], body: t.Block) -> Any:
    """Return the loops and tests of the clauses of a comprehension around a body."""
    for clause in reversed(clauses):
        for test in reversed(clause.ifs):
            body = [t.if_(test, body)]
        body = [t.for_(clause.target, clause.iter, body)]
    return body[0]
