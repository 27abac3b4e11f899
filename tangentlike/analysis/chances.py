"""Sizes that two samples have in common by chance, because they hang on numbers that are not known.

With `lo` and `hi` both tried as 2, and then both as 3, `np.arange(lo, hi)` is empty twice. So a size that is a plain
number is believed only if it is the same where the numbers rise, fall, and are negative.
"""

from collections.abc import Callable, Sequence

from tangentlike.analysis.joins import join
from tangentlike.analysis.sizes import map_dims
from tangentlike.analysis.values import Array, Dim, Kind, Scalar, Slice, parts_of

# What unknown whole numbers and floats are tried as, in their order.
SPREADS = ((1, 4, 9, 16, 25), (25, 16, 9, 4, 1), (-2, -5, -9, -13, -17), (-17, -13, -9, -5, -2))
FRACTION = 0.3  # of floats: they stand between two whole numbers
SPREAD = ("int", "float")


def spread_number(spread: Sequence[int], place: int, whole: bool) -> int | float:
    """Return what the unknown number at a place is tried as.

    >>> spread_number((1, 4, 9), 1, whole=False)
    4.3
    """
    value = spread[place % len(spread)]
    return value if whole else value + FRACTION


def without_chances(found: Kind, args: Sequence[Kind], run: Callable[[Sequence[int]], Kind | None]) -> Kind:
    """Forget the sizes of a result that are others for other numbers; `run` tries a spread of them."""
    if not any(map(_has_number, args)) or not any(isinstance(dim, int) for dim in list_dims(found)):
        return found
    for spread in SPREADS:
        other = run(spread)
        if other is not None:  # else the operation is not for these numbers
            found = _common(found, other)
    return found


def list_dims(kind: Kind) -> list[Dim]:
    """Return all sizes in a kind, in the order of `map_dims`."""
    out: list[Dim] = []

    def see(dim: Dim) -> Dim:
        out.append(dim)
        return dim
    map_dims(kind, see)
    return out


def with_dims(kind: Kind, dims: Sequence[Dim]) -> Kind:
    """Put other sizes in the places of those of a kind, in the same order."""
    rest = iter(dims)
    return map_dims(kind, lambda dim: next(rest))


def _common(found: Kind, other: Kind) -> Kind:
    """Forget the sizes that are not the same; the other kind has numbers where the found one may have symbols."""
    dims, others = list_dims(found), list_dims(other)
    if len(dims) != len(others):
        return join(map_dims(found, lambda dim: None), map_dims(other, lambda dim: None))
    return with_dims(found, [None if isinstance(dim, int) and dim != new else dim for dim, new in zip(dims, others, strict=True)])


def _has_number(kind: Kind) -> bool:
    """Tell whether a kind holds a number of which nothing is known but its type."""
    match kind:
        case Slice(parts):
            return any(map(_has_number, parts))
        case Scalar(type, dim):
            return type in SPREAD and dim is None
        case Array(_, _, scalar) if scalar:
            return True
    return any(map(_has_number, parts_of(kind)))
