"""Sizes that two samples have in common by chance, because they hang on values.

With `lo` and `hi` both tried as 2, and then both as 3, `np.arange(lo, hi)` is empty twice, and of samples without zeros
`np.flatnonzero(x)` is as long as x. So a size is believed only if it is the same where the numbers rise, fall, and are
negative, and where the items of arrays are zeros and others.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tangentlike.analysis.joins import join
from tangentlike.analysis.sizes import map_dims
from tangentlike.analysis.values import Dim, Kind
from tangentlike.rules import registry

# What unknown whole numbers and floats are tried as, in their order; the items of arrays are multiples of them.
SPREADS = ((1, 4, 9, 16, 25), (25, 16, 9, 4, 1), (-2, -5, -9, -13, -17), (-17, -13, -9, -5, -2))
FRACTION = 0.3  # of floats: they stand between two whole numbers
SPREAD = ("int", "float")
LARGEST_ITEM = 4


def spread_number(spread: Sequence[int], place: int, whole: bool) -> int | float:
    """Return what the unknown number at a place is tried as.

    >>> spread_number((1, 4, 9), 1, whole=False)
    4.3
    """
    value = spread[place % len(spread)]
    return value if whole else value + FRACTION


def spread_items(number: int, place: int, count: int) -> Any:
    """Return the items of the array at a place: multiples of a number, zeros among them, and the first one.

    >>> spread_items(9, 0, 3)
    array([ 0, 18, 18])
    """
    items = number * np.random.default_rng(place).integers(0, LARGEST_ITEM, count)
    items[:1] = 0
    return items


# What one spread gives: the result, and the number that stands for each size there.
Tried = tuple[Kind | None, Callable[[Dim], Dim]]


def without_chances(found: Kind, function: Callable[..., Any], run: Callable[[int, Sequence[int]], Tried]) -> Kind:
    """Forget the sizes of a result that are others for other values; `run` tries a spread of them."""
    rule = registry.find(function)
    if (rule is not None and rule.kind == "elementwise") or all(dim is None for dim in list_dims(found)):
        return found
    for turn, spread in enumerate(SPREADS):
        other, size = run(turn % 2, spread)
        if other is not None:  # else the operation is not for these values
            found = _common(found, other, size)
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


def _common(found: Kind, other: Kind, size: Callable[[Dim], Dim]) -> Kind:
    """Forget the sizes that are not the same; the other kind has numbers where the found one has symbols."""
    dims, others = list_dims(found), list_dims(other)
    if len(dims) != len(others):
        return join(map_dims(found, lambda dim: None), map_dims(other, lambda dim: None))
    pairs = zip(dims, others, strict=True)
    return with_dims(found, [dim if dim is not None and size(dim) == new else None for dim, new in pairs])
