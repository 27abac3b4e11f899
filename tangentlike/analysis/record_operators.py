"""Operators of records: `p + q` of a dataclass or namedtuple is the method that its class has for that."""

import inspect
from dataclasses import dataclass
from typing import Any

from tangentlike.analysis.methods import is_users
from tangentlike.analysis.operators import operator_function
from tangentlike.analysis.values import Kind, Record, is_float
from tangentlike.syntax import trees as t


@dataclass(frozen=True)
class Operator:
    """The method behind an operator; `is_right`: it is the right side's."""

    cls: type
    name: str
    function: Any
    is_right: bool


def find_operator(node: t.BinOp | t.UnaryOp, operands: list[Kind]) -> Operator | None:
    """Return the method behind an operator.

    None where no record has such a method of the user's, and where both sides may be asked.
    """
    function = operator_function(node.op)
    name = function.__name__.strip("_") if function is not None else ""
    first, *others = operands
    if isinstance(first, Record) and not any(_is_asked_first(other, first) for other in others):
        return _method(first.cls, f"__{name}__")
    if others and isinstance(others[0], Record) and is_float(first):
        return _method(others[0].cls, f"__r{name}__", is_right=True)
    return None


def find_item_method(kind: Kind, node: t.Subscript) -> Operator | None:
    """Return the method behind `p[k]` of a record; None if it is not the user's, or is given a slice."""
    sliced = any(isinstance(each, t.Slice) for each in t.walk(node.slice)) or not isinstance(node.ctx, t.Load)
    return _method(kind.cls, "__getitem__") if isinstance(kind, Record) and not sliced else None


def changes_in_place(node: t.AugAssign, kind: Kind) -> bool:
    """Tell whether the class of a record has a method of its own for `p += q`."""
    name = operator_function(node.op).__name__.strip("_")
    return isinstance(kind, Record) and hasattr(kind.cls, f"__i{name}__")


def _method(cls: type, name: str, *, is_right: bool = False) -> Operator | None:
    """Return a method of the user's that gives a result for everything; None if there is none."""
    found = inspect.getattr_static(cls, name, None)
    known = is_users(found) and "NotImplemented" not in found.__code__.co_names
    return Operator(cls, name, found, is_right) if known else None


def _is_asked_first(other: Kind, first: Record) -> bool:
    return isinstance(other, Record) and other.cls is not first.cls and issubclass(other.cls, first.cls)
