"""The kinds of what generated code makes of bars that are containers, where no sample of them tells.

Samples of lists are of one length and those of numbers of one shape; a bar has the structure of its primal.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tangentlike.analysis.probing import probe
from tangentlike.analysis.values import (
    UNKNOWN,
    Dict,
    Keyed,
    Kind,
    List,
    Number,
    Record,
    Static,
    Tuple,
    is_float,
    is_number,
    is_real,
)
from tangentlike.runtime.arrays import add_trees, repeat_like, structure_like, zeros_like
from tangentlike.runtime.trees import add_item, copied, own

CONTAINERS = (Tuple, List, Dict, Keyed, Record)
NEW = (zeros_like, own, copied)                         # what they return is nobody else's


def bar_kind(function: Any, args: Sequence[Kind]) -> Kind | None:
    """Return the kind of a bar that a helper of generated code returns; None if it is no such helper, or no container."""
    found = next((rule for known, rule in HELPERS if known is function), None)
    return found(*args) if found is not None and any(isinstance(kind, CONTAINERS) for kind in args) else None


def zero_kind(kind: Kind) -> Kind:
    """Return the kind of `zeros_like(x)`."""
    if isinstance(kind, CONTAINERS):
        return mapped(kind, zero_kind)
    return kind if isinstance(kind, Number) else probe(zeros_like, [kind], {}).kind


def mapped(kind: Kind, change: Callable[[Kind], Kind]) -> Kind:
    """Return the kind of a container whose items have all changed."""
    match kind:
        case Tuple(items):
            return Tuple(tuple(map(change, items)))
        case List(item) | Keyed(_, item):
            return replace(kind, item=item and change(item))
        case Dict(named):
            return Dict(tuple((key, change(item)) for key, item in named))
        case Record(cls, named):
            return Record(cls, tuple((key, change(item)) for key, item in named))
    return UNKNOWN


def sum_kind(left: Kind, right: Kind) -> Kind:
    """Return the kind of `add_trees(a, b)`."""
    match left, right:
        case (Tuple(a), Tuple(b)) if len(a) == len(b):
            return Tuple(tuple(map(sum_kind, a, b)))
        case List(a), List(b):
            return replace(left, item=sum_kind(a, b) if a and b else a or b)
        case Keyed(key, a), Keyed(_, b):
            return Keyed(key, sum_kind(a, b) if a and b else a or b)
        case (Dict(a), Dict(b)) if [k for k, _ in a] == [k for k, _ in b]:
            return named_sums(Dict(a), dict(b))
        case (Record(cls, a), Record(_, b)) if [k for k, _ in a] == [k for k, _ in b]:
            return named_sums(Record(cls, a), dict(b))
    if left == right and not isinstance(left, Static):
        return left
    kind = probe(add_trees, [left, right], {}).kind
    return Number(None, is_real(left) and is_real(right)) if kind == UNKNOWN and is_number(left) and is_number(right) else kind


def named_sums(kind: Dict | Record, others: dict[Any, Kind]) -> Kind:
    """Return the kind of a dict or record with something added to some of its entries."""
    return replace(kind, items=tuple((k, sum_kind(item, others[k]) if k in others else item) for k, item in kind.items))


def added_kind(bar: Kind, key: Kind, part: Kind) -> Kind:
    """Return the kind of `add_item(bar, key, part)`."""
    at = key.value if isinstance(key, Static) else None
    if isinstance(at, slice) or not isinstance(bar, CONTAINERS):
        return bar if isinstance(part, List) and isinstance(bar, List) and bar.item == part.item else UNKNOWN
    if isinstance(bar, (Dict, Record)) and at in [name for name, _ in bar.items]:
        return named_sums(bar, {at: part})
    if isinstance(bar, Tuple) and isinstance(at, int) and -len(bar.items) <= at < len(bar.items):
        place = at % len(bar.items)
        return Tuple(tuple(sum_kind(item, part) if i == place else item for i, item in enumerate(bar.items)))
    same = mapped(bar, lambda item: item if sum_kind(item, part) == item or (is_float(item) and is_float(part)) else UNKNOWN)
    return same if isinstance(bar, (List, Keyed)) or key != UNKNOWN else UNKNOWN


HELPERS: tuple[tuple[Any, Callable[..., Kind]], ...] = (
    (zeros_like, zero_kind),
    (own, lambda kind: kind),
    (copied, lambda kind: kind),
    (structure_like, lambda bar, like: zero_kind(like)),
    (repeat_like, lambda bar, like: zero_kind(like)),
    (add_trees, sum_kind),
    (add_item, added_kind),
)
