"""The functions behind Python's operators, methods and attributes: operations are looked up by these objects."""

import operator
from typing import Any

import numpy as np

from tangentlike.analysis.values import Array, Drawing, Kind, List, Number, Scalar, Static
from tangentlike.rules.registry import Rule
from tangentlike.runtime.scalars import scaled_square
from tangentlike.syntax import trees as t

OPERATORS: dict[str, Any] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
    "FloorDiv": operator.floordiv,
    "Mod": operator.mod,
    "Pow": operator.pow,
    "MatMult": operator.matmul,
    "BitAnd": operator.and_,
    "BitOr": operator.or_,
    "BitXor": operator.xor,
    "LShift": operator.lshift,
    "RShift": operator.rshift,
    "USub": operator.neg,
    "UAdd": operator.pos,
    "Not": operator.not_,
    "Invert": operator.invert,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "Eq": operator.eq,
    "NotEq": operator.ne,
}


def operator_function(op: t.AST) -> Any:
    """Return the function of an operator node; None for `is` and `in`."""
    return OPERATORS.get(type(op).__name__)


def is_scaled_square(node: t.expr) -> bool:
    """Tell whether an expression is `k * x * x`, which is one operation on numbers: k may be anything but x.

    >>> is_scaled_square(t.parse_expression("0.5 * m * v * v"))
    True
    """
    match node:
        case t.BinOp(left=t.BinOp(left=k, op=t.Mult(), right=t.Name(id=x)), op=t.Mult(), right=t.Name(id=same)):
            return x == same and not (isinstance(k, t.Name) and k.id == x)
    return False


def find_member(kind: Kind, name: str) -> Any:
    """Return the method or property `name` of values of a kind, as the object that rules are registered for.

    >>> find_member(Array("float64", ("A",)), "sum") is np.ndarray.sum
    True
    """
    match kind:
        case Array() | Number():
            return getattr(np.ndarray, name, None)
        case List():
            return getattr(list, name, None)
        case Scalar("complex" | "float" as kind_name):
            return getattr({"complex": complex, "float": float}[kind_name], name, None)
        case Static(value):
            return getattr(value, name, None)
        case Drawing(owner):
            return getattr(owner, name, None)
    return None


def call_arguments(kinds: Any, value: t.expr) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of an operation: of an operator its operands, of a method the receiver first."""
    match value:
        case t.BinOp(left=left, right=right):
            if kinds.callee(value) is scaled_square:
                return [left.left, right], {}
            return [left, right], {}
        case t.UnaryOp(operand=operand):
            return [operand], {}
        case t.Subscript(value=base, slice=index):
            return [base, index], {}
        case t.Attribute(value=base):
            return [base], {}
        case t.Call(func=func, args=args, keywords=keywords):
            named = {k.arg: k.value for k in keywords if k.arg is not None}
            receiver = isinstance(func, t.Attribute) and not isinstance(kinds.of(func.value), Static)
            return [*([func.value] if receiver else []), *args], named
    return [], {}


def bound_arguments(kinds: Any, value: t.expr, rule: Rule) -> dict[str, Any]:
    """Match the arguments of an operation with the parameters of its rule, defaults filled in."""
    args, named = call_arguments(kinds, value)
    return rule.bind(args, named)


def is_of_arrays(callee: Any) -> bool:
    """Tell whether a function is NumPy's, which makes arrays of what it is given."""
    of_class = getattr(callee, "__objclass__", None) is np.ndarray
    return of_class or str(getattr(callee, "__module__", "")).startswith("numpy") or isinstance(callee, np.ufunc)
