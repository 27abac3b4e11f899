"""Kinds: what the compiler knows about a value before the program runs.

A kind is a type with as much of the shape as the text of a derivative may rely on. Dimensions are numbers where
they are written in the source, symbols where they are equal to a dimension of an argument, and None where nothing is
known. Nothing here guesses: what is unknown is `Number` (a float or an array) or `Unknown`.
"""

import types
from dataclasses import dataclass
from typing import Any

import numpy as np

Dim = int | str | None
Shape = tuple[Dim, ...] | str | None


class Kind:
    """The base of all kinds."""

    __slots__ = ()


@dataclass(frozen=True)
class Unknown(Kind):
    """Any value."""


@dataclass(frozen=True)
class Never(Kind):
    """No value: the result of a recursion before its first end is seen."""


@dataclass(frozen=True)
class Static(Kind):
    """A value that is known: a function, a module, a constant of the source, a flag of the signature."""

    value: Any

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Static) or type(self.value) is not type(other.value):
            return False
        if isinstance(self.value, types.MethodType):  # each look at a method makes a new object
            return self.value.__func__ is other.value.__func__ and self.value.__self__ is other.value.__self__
        return self.value is other.value or (isinstance(self.value, PLAIN) and repr(self.value) == repr(other.value))

    def __hash__(self) -> int:
        if isinstance(self.value, types.MethodType):
            return hash((id(self.value.__func__), id(self.value.__self__)))
        return hash(repr(self.value)) if isinstance(self.value, PLAIN) else id(self.value)


@dataclass(frozen=True)
class Choice(Kind):
    """One of several known functions."""

    options: tuple[Static, ...]


@dataclass(frozen=True)
class Scalar(Kind):
    """A Python number (`type` is float, int, bool or complex) or string; an int may be known to equal a dimension."""

    type: str
    dim: Dim = None


@dataclass(frozen=True)
class Array(Kind):
    """A NumPy array, or a NumPy scalar (`scalar`); the shape is a tuple, or a symbol where the rank is unknown."""

    dtype: str | None
    shape: Shape
    scalar: bool = False


@dataclass(frozen=True)
class Number(Kind):
    """A number or an array of numbers; `real`: certainly of floats, as an argument of the general variant is."""

    shape: str | None
    real: bool = False


@dataclass(frozen=True)
class Tuple(Kind):
    """A tuple of known length."""

    items: tuple[Kind, ...]


@dataclass(frozen=True)
class List(Kind):
    """A list; None as item: nothing is known to be in it. `is_fixed`: it may be a tuple (of unknown length)."""

    item: Kind | None
    is_fixed: bool = False


@dataclass(frozen=True)
class Dict(Kind):
    """A dictionary with known keys."""

    items: tuple[tuple[Any, Kind], ...]


@dataclass(frozen=True)
class Keyed(Kind):
    """A dictionary whose keys are not known, but what kind they are of; None as item: nothing is known to be in it."""
    key: Kind
    item: Kind | None


@dataclass(frozen=True)
class Record(Kind):
    """A namedtuple or a dataclass instance."""

    cls: type
    items: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True)
class Slice(Kind):
    """A slice of which a bound is not known, but is a size that is."""

    parts: tuple[Kind, Kind, Kind]


@dataclass(frozen=True)
class Iterator(Kind):
    """What `range`, `enumerate`, `zip`, `reversed` and the views of a dict give."""

    item: Kind
    length: Dim = None


@dataclass(frozen=True)
class Closure(Kind):
    """A function defined inside the function at hand; `captured` are the outer names that it reads.

    `derived`: the differential operators that were applied to it, with their options; the first was applied first.
    """

    node: Any
    captured: tuple[str, ...]
    outer: tuple[str, ...] = ()
    derived: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = ()


@dataclass(frozen=True)
class Drawing(Kind):
    """A random generator of NumPy's: each of its methods draws numbers, and changes nothing but what it draws next."""

    cls: type


@dataclass(frozen=True)
class Pullback(Kind):
    """The second result of `vjp`: a function that returns bars of these kinds."""

    bars: Kind


PLAIN = (float, int, bool, str, bytes, complex, tuple, type(None), type(Ellipsis), slice)
FLOAT = Scalar("float")
INT = Scalar("int")
BOOL = Scalar("bool")
STRING = Scalar("str")
UNKNOWN = Unknown()
NEVER = Never()
FLOAT64 = Array("float64", (), True)


def parts_of(kind: Kind) -> list[Kind]:
    """Return the kinds of what a container holds."""
    match kind:
        case Dict(items) | Record(_, items):
            return [item for _, item in items]
        case List(item) | Iterator(item) | Keyed(_, item):
            return [item] if item is not None else []
    return list(kind.items) if isinstance(kind, Tuple) else []


SEQUENCE = ("__iter__", "__getitem__", "__len__")  # what a namedtuple may have methods of its own for


def items_in_order(kind: Kind) -> tuple[Kind, ...] | None:
    """Return the kinds of what a tuple or namedtuple of known length gives to whoever walks it; None for other kinds."""
    match kind:
        case Tuple(items):
            return items
        case Record(cls, items) if all(getattr(cls, name, None) is getattr(tuple, name) for name in SEQUENCE):
            return tuple(item for _, item in items)
    return None


def is_value(kind: Kind) -> bool:
    """Tell whether this is data, whose methods are known by their names; those of an object may do anything."""
    if isinstance(kind, Static):
        return kind.value is None or isinstance(kind.value, (str, bytes, bool, int, float, complex, np.generic, np.ndarray))
    return isinstance(kind, (Array, Scalar, Number, List, Tuple, Dict, Keyed))


def is_number(kind: Kind) -> bool:
    """Tell whether the value is certainly a number or an array of numbers."""
    match kind:
        case Number() | Scalar("float" | "int" | "bool" | "complex"):
            return True
        case Array(dtype):
            return dtype is None or np.dtype(dtype).kind in "fciub"
        case Static(value):
            return type(value) in (float, int, bool, complex)
    return False


def is_float(kind: Kind) -> bool:
    """Tell whether the value is certainly a Python float or int."""
    match kind:
        case Scalar("float" | "int"):
            return True
        case Static(value):
            return type(value) in (float, int)
    return False


def is_real(kind: Kind) -> bool:
    """Tell whether a value is certainly not complex."""
    match kind:
        case Array(dtype):
            return dtype is not None and np.dtype(dtype).kind != "c"
        case Number(_, real):
            return real
        case Scalar("bool") | Static(bool()):
            return True
        case Tuple(items):
            return all(map(is_real, items))
        case List(item):
            return item is not None and is_real(item)
    return is_float(kind)


def is_scalar(kind: Kind) -> bool:
    """Tell whether the value is certainly one number without a shape (a Python or a NumPy scalar)."""
    return is_float(kind) or (isinstance(kind, Array) and kind.scalar)


def carries(kind: Kind) -> bool:
    """Tell whether a value of this kind can carry a derivative."""
    match kind:
        case Static() | Choice() | Never() | Closure() | Drawing() | Pullback():
            return False
        case Scalar(type):
            return type in ("float", "complex")
        case Array(dtype):
            return dtype is None or np.dtype(dtype).kind in "fcO"
        case List(item) | Keyed(_, item):  # what puts something into an empty one may be out of sight
            return item is None or carries(item) or is_float(item)
        case Iterator(item):
            return carries(item)
        case Tuple() | Dict() | Record():
            return any(map(carries, parts_of(kind)))
    return True
