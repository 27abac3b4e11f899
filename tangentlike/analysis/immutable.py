"""Which values share no memory that could be written."""

from tangentlike.analysis.values import Array, Choice, Iterator, Kind, Record, Scalar, Static, Tuple


def has_no_memory(kind: Kind) -> bool:
    """Tell whether values of a kind never share memory that could be written: numbers, strings, tuples of these."""
    match kind:
        case Scalar() | Static() | Choice():
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
