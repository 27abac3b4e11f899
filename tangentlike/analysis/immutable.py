"""Values without memory that could be written, and containers that hold nothing else."""

from tangentlike.analysis.values import (
    Array,
    Choice,
    Dict,
    Drawing,
    Iterator,
    Keyed,
    Kind,
    List,
    Record,
    Scalar,
    Static,
    Tuple,
    parts_of,
)


def has_no_memory(kind: Kind) -> bool:
    """Tell whether values of a kind never share memory that could be written: numbers, strings, generators, tuples of these."""
    match kind:
        case Scalar() | Static() | Choice() | Drawing():
            return True
        case Array(_, _, scalar):
            return scalar
        case Tuple(items):
            return all(map(has_no_memory, items))
        case Record(_, items):
            return all(has_no_memory(item) for _, item in items)
        case Iterator(item):
            return has_no_memory(item)
    return False


def holds_no_memory(kind: Kind) -> bool:
    """Tell whether all that a list, a dict or an iterator holds are values without memory."""
    return isinstance(kind, (List, Dict, Keyed, Iterator)) and bool(parts_of(kind)) and all(map(has_no_memory, parts_of(kind)))
