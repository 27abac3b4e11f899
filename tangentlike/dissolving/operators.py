"""Which methods the operators and the functions of Python call on objects."""

import builtins
import math
from typing import Any

from tangentlike.syntax import trees as t

BINARY: dict[str, str] = {
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv", "FloorDiv": "floordiv", "Mod": "mod", "Pow": "pow",
    "MatMult": "matmul",
}
UNARY: dict[str, str] = {"USub": "__neg__", "UAdd": "__pos__"}
# The method of each comparison, and the one that is asked with the sides exchanged.
COMPARED: dict[str, tuple[str, str]] = {
    "Lt": ("__lt__", "__gt__"), "LtE": ("__le__", "__ge__"), "Gt": ("__gt__", "__lt__"), "GtE": ("__ge__", "__le__"),
    "Eq": ("__eq__", "__eq__"), "NotEq": ("__ne__", "__ne__"),
}
# What a function of one object calls; the conversions are applied to what the method gives, too.
CALLED: dict[Any, str] = {
    len: "__len__", abs: "__abs__", float: "__float__", int: "__int__", next: "__next__", round: "__round__",
    math.floor: "__floor__", math.ceil: "__ceil__", bool: "__bool__",
}
CONVERTING = (float, int, bool)
BY_NAME = (getattr, setattr, hasattr, object.__setattr__)


def operator_methods(node: t.AST) -> tuple[str, str, str]:
    """Return the methods of a binary operator: of the left side, of the right side, and in place."""
    name = BINARY[type(node).__name__]
    return f"__{name}__", f"__r{name}__", f"__i{name}__"


def is_builtin(value: Any, function: Any) -> bool:
    """Tell whether a value is a function of Python's own."""
    return value is function or value is getattr(builtins, getattr(function, "__name__", ""), None)
