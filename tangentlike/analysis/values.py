"""Kinds: what the compiler knows about a value before the program runs.

A kind is a type with as much of the shape as the text of a derivative may rely on. Dimensions are numbers where
they are written in the source, symbols where they are equal to a dimension of an argument, and None where nothing is
known. Nothing here guesses: what is unknown is `Number` (a float or an array) or `Unknown`.
"""

import types
from collections.abc import Iterable
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
    """A float or a float array: what an argument of the general variant is."""

    shape: str | None


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
class Iterator(Kind):
    """What `range`, `enumerate`, `zip`, `reversed` and the views of a dict give."""

    item: Kind
    length: Dim = None


@dataclass(frozen=True)
class Closure(Kind):
    """A function defined inside the function at hand; `captured` are the outer names that it reads."""

    node: Any
    captured: tuple[str, ...]
    outer: tuple[str, ...] = ()


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


def widen(kind: Kind) -> Kind:
    """Forget the value of a number: what a variable that will change is joined with."""
    if isinstance(kind, Static) and type(kind.value) in (float, int, bool, complex, str):
        return Scalar(type(kind.value).__name__)
    if isinstance(kind, Tuple):
        return Tuple(tuple(map(widen, kind.items)))
    return kind


def join(left: Kind, right: Kind) -> Kind:
    """Return a kind for a value that is one or the other.

    >>> join(FLOAT, Static(0.0))
    Scalar(type='float', dim=None)
    >>> join(FLOAT, Array("float64", ("A",)))
    Number(shape=None)
    """
    if left == right or isinstance(right, Never):
        return left
    if isinstance(left, Never):
        return right
    left, right = widen(left), widen(right)
    if left == right:
        return left
    options = tuple(dict.fromkeys([*_options(left), *_options(right)]))
    if options and _options(left) and _options(right):
        return Choice(options)
    match left, right:
        case Scalar(a), Scalar(b) if a == b:
            return Scalar(a)
        case (Scalar("int" | "bool"), Scalar("float")) | (Scalar("float"), Scalar("int" | "bool")):
            return FLOAT
        case (Array(_, (), True), Scalar("float" | "int")) | (Scalar("float" | "int"), Array(_, (), True)):
            return FLOAT
        case Array(a, s, u), Array(b, r, v):
            return _join_arrays(a if a == b else None, s, r, u and v)
        case Tuple(a), Tuple(b) if len(a) == len(b):
            return Tuple(tuple(map(join, a, b)))
        case List(a, s), List(b, r):
            return List(b if a is None else a if b is None else join(a, b), s or r)
        case (List(a), Tuple(b)) | (Tuple(b), List(a)):
            return List(join_all([*([a] if a else []), *b]), True)
        case (Dict() | Keyed(), Dict() | Keyed()):
            return _join_dicts(left, right)
        case Record(c, a), Record(d, b) if c is d:
            return Record(c, tuple((k, join(x, y)) for (k, x), (_, y) in zip(a, b, strict=True)))
        case Iterator(a), Iterator(b):
            return Iterator(join(a, b))
    if is_number(left) and is_number(right):
        return Number(None)
    return UNKNOWN


def as_keyed(kind: Kind) -> Kind:
    """Forget which keys a dict has; of keys that may carry a derivative, nothing is known at all."""
    if not isinstance(kind, Dict):
        return kind
    keys = [Tuple(tuple(map(Static, key))) if type(key) is tuple else Static(key) for key, _ in kind.items]
    key = join_all(map(widen, keys)) or NEVER
    return Keyed(key, join_all(widen(item) for _, item in kind.items)) if not carries(key) else UNKNOWN


def _join_dicts(left: Kind, right: Kind) -> Kind:
    if isinstance(left, Dict) and isinstance(right, Dict) and [k for k, _ in left.items] == [k for k, _ in right.items]:
        return Dict(tuple((k, join(x, y)) for (k, x), (_, y) in zip(left.items, right.items, strict=True)))
    left, right = as_keyed(left), as_keyed(right)
    if not isinstance(left, Keyed) or not isinstance(right, Keyed) or carries(join(left.key, right.key)):
        return UNKNOWN
    return Keyed(join(left.key, right.key), join_all(item for item in (left.item, right.item) if item is not None))


def _options(kind: Kind) -> tuple[Static, ...]:
    """Return the functions that a kind may mean, none if it is something else."""
    if isinstance(kind, Choice):
        return kind.options
    return (kind,) if isinstance(kind, Static) and callable(kind.value) else ()


def _join_arrays(dtype: str | None, left: Shape, right: Shape, scalar: bool) -> Kind:
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        return Array(dtype, tuple(a if a == b else None for a, b in zip(left, right, strict=True)), scalar)
    return Array(dtype, left if left == right else None)


def join_all(kinds: Iterable[Kind]) -> Kind | None:
    """Join several kinds; None if there is none."""
    out: Kind | None = None
    for kind in kinds:
        out = kind if out is None else join(out, kind)
    return out


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


def is_scalar(kind: Kind) -> bool:
    """Tell whether the value is certainly one number without a shape (a Python or a NumPy scalar)."""
    return is_float(kind) or (isinstance(kind, Array) and kind.scalar)


def carries(kind: Kind) -> bool:
    """Tell whether a value of this kind can carry a derivative."""
    match kind:
        case Static() | Choice() | Never() | Closure():
            return False
        case Scalar(type):
            return type in ("float", "complex")
        case Array(dtype):
            return dtype is None or np.dtype(dtype).kind in "fcO"
        case List(item) | Keyed(_, item):
            return item is not None and (carries(item) or is_float(item))
        case Iterator(item):
            return carries(item)
        case Tuple() | Dict() | Record():
            return any(map(carries, parts_of(kind)))
    return True
