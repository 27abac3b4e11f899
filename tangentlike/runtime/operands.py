"""Which values are numbers whose arithmetic is Python's or NumPy's own, so that the rules of operators hold for them."""

from typing import Any

import numpy as np

BINARY = ("add", "sub", "mul", "truediv", "pow", "matmul", "floordiv", "mod")
ARITHMETIC = ("__neg__", "__abs__", "__pos__", *(f"__{side}{name}__" for name in BINARY for side in ("", "r")))


def is_operand(value: Any) -> bool:
    """Tell whether a value is a number, an array, or data that becomes one; not an object with operators of its own.

    >>> is_operand(2.0), is_operand(np.ones(2)), is_operand(np.matrix([1.0]))
    (True, True, False)
    """
    kind = type(value)
    if kind.__module__ in ("builtins", "fractions") or (kind.__module__ == "numpy" and kind is not np.matrix):
        return True
    numbers = (float, int, complex, np.generic, np.ndarray)
    base = next((each for each in numbers if isinstance(value, each)), None)
    if base is None:
        return isinstance(value, (list, tuple, dict)) or hasattr(kind, "__array_function__")
    return all(getattr(kind, name, None) is getattr(base, name, None) for name in ARITHMETIC)


def require_number(value: Any) -> None:
    """Raise TypeError for an object with operators of its own: the rules are those of numbers."""
    if not is_operand(value):
        what = type(value).__name__
        raise TypeError(f"tangentlike cannot differentiate operators of a `{what}`: its class defines them, and has no rules")


MAY_ALIAS = ()
