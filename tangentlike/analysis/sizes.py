"""The sizes in kinds: which symbols occur, what a change of them gives, and which shapes are certainly equal."""

from collections.abc import Callable
from typing import cast

from tangentlike.analysis.dims import atoms, is_large, is_of_arguments
from tangentlike.analysis.values import (
    Array,
    Dict,
    Dim,
    Iterator,
    Keyed,
    Kind,
    List,
    Number,
    Record,
    Scalar,
    Shape,
    Static,
    Tuple,
    is_float,
)


def map_shapes(kind: Kind, change: Callable[[Shape], Shape]) -> Kind:
    """Return the kind with every shape in it changed."""
    match kind:
        case Array(dtype, shape, scalar):
            return kind if scalar else Array(dtype, change(shape))
        case Number(shape, real):
            new = change(shape)
            return Number(new if isinstance(new, str) else None, real)
        case Scalar("int", dim) if dim is not None:
            new = change((dim,))
            return Scalar("int", new[0] if isinstance(new, tuple) else None)
        case Tuple(items):
            return Tuple(tuple(map_shapes(item, change) for item in items))
        case List(item, is_fixed):
            return List(item and map_shapes(item, change), is_fixed)
        case Dict(items):
            return Dict(tuple((key, map_shapes(item, change)) for key, item in items))
        case Keyed(key, item):
            return Keyed(key, item and map_shapes(item, change))
        case Record(cls, items):
            return Record(cls, tuple((key, map_shapes(item, change)) for key, item in items))
        case Iterator(item, _):
            return Iterator(map_shapes(item, change), None)
    return kind


def map_dims(kind: Kind, change: Callable[[Dim], Dim]) -> Kind:
    """Return the kind with every dimension (and every symbol of a whole shape) changed."""
    def of_shape(shape: Shape) -> Shape:
        if isinstance(shape, tuple):
            return tuple(change(dim) for dim in shape)
        return cast(Shape, change(shape)) if shape is not None else None

    return map_shapes(kind, of_shape)


def steady_sizes(kind: Kind) -> Kind:
    """Forget the sizes that may be others for another item or trip: all but those that are made of the arguments'."""
    return map_dims(kind, lambda dim: dim if is_of_arguments(dim) else None)


def symbols(kind: Kind) -> set[str]:
    """Return the symbols of dimensions and shapes that occur in a kind."""
    found: set[str] = set()

    def see(dim: Dim) -> Dim:
        if isinstance(dim, str):
            found.add(dim)
        return dim
    map_dims(kind, see)
    return found


def is_made_of(symbol: str, known: set[str]) -> bool:
    """Tell whether a size is one of some known ones, or a sum of products of their symbols."""
    return symbol in known or atoms(symbol) <= {atom for each in known for atom in atoms(each)}


def size_of(kind: Kind) -> Dim:
    """Return the whole number that a value is, as a size; None if it is not known."""
    match kind:
        case Static(int() as number) if type(number) is int:
            return number
        case Scalar("int", dim):
            return dim
    return None


def fits(kind: Kind, out: Kind) -> bool:
    """Tell whether a number was certainly not broadcast to make an elementwise result: their bars have one shape.

    >>> fits(Array("float64", ("A",)), Array("float64", ("2*B",))), fits(Array("float64", ("d0",)), Array("float64", ("A",)))
    (True, False)
    """
    match kind, out:
        case Array(str() as a, tuple() as s, u), Array(b, tuple() as r, v):
            sizes = zip(s, r, strict=False)
            return a == b and u == v and len(s) == len(r) and all(is_large(i) or (i == j and i is not None) for i, j in sizes)
    return same_shape(kind, out)


def same_shape(left: Kind, right: Kind) -> bool:
    """Tell whether two numbers certainly have one shape, dtype and realness, so that a bar needs no conforming."""
    if is_float(left) and is_float(right):
        return True
    match left, right:
        case Array(a, s, u), Array(b, r, v):
            known = s is not None and s == r and (isinstance(s, str) or None not in s)
            return known and ((a == b and a is not None) or isinstance(s, str)) and u == v
        case Number(s), Number(r):
            return s is not None and s == r
    return False


def dimension(dim: Dim) -> Kind:
    """Return the kind of a size."""
    return Static(dim) if isinstance(dim, int) else Scalar("int", dim)
