"""Types of the elements of numbers and arrays, as far as kinds tell."""

import numpy as np

from tangentlike.analysis.values import Array, Kind, List, Number, Scalar, Static, Tuple


def dtype_of(kind: Kind) -> str | None:
    """Return the type of the elements that NumPy makes of a value; None if it is not known.

    >>> dtype_of(List(Scalar("int")))
    'int64'
    """
    match kind:
        case Array(dtype):
            return dtype
        case Number():
            return "float64"
        case Scalar("float" | "int" | "bool" | "complex" as name):
            return str(np.dtype(name))
        case Static(value) if type(value) in (float, int, bool, complex):
            return str(np.dtype(type(value)))
        case List(item) if item is not None:
            return dtype_of(item)
        case Tuple(items) if items:
            found = [dtype_of(item) for item in items]
            return None if None in found else str(np.result_type(*found))
    return None


def may_store(given: Kind, kind: Kind) -> bool:
    """Tell whether NumPy's functions put such values into an array of a kind; a plain store would cut them off."""
    own, other = dtype_of(kind), dtype_of(given)
    return own is not None and other is not None and np.can_cast(other, own, "same_kind")


def rank_of(kind: Kind) -> int | None:
    """Return the number of dimensions; None if it is not known."""
    if isinstance(kind, Array) and not kind.scalar:
        return len(kind.shape) if isinstance(kind.shape, tuple) else None
    return 0 if isinstance(kind, (Array, Scalar, Static)) else None


def is_place(kind: Kind) -> bool:
    """Tell whether an index of this kind gives a view: a whole number, a slice, `...` or None."""
    match kind:
        case Scalar("int"):
            return True
        case Static(value):
            return type(value) in (int, slice, type(None), type(Ellipsis))
        case Array(dtype, _, scalar):
            return scalar and dtype is not None and dtype.startswith(("int", "uint"))
    return False
