"""The items of a value: what a loop over it binds, and what a tuple target takes."""

import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tangentlike.analysis.joins import join_all, widen
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.probing import probe
from tangentlike.analysis.sizes import map_dims, steady_sizes
from tangentlike.analysis.values import (
    INT,
    NEVER,
    UNKNOWN,
    Array,
    Dict,
    Iterator,
    Keyed,
    Kind,
    List,
    Never,
    Number,
    Record,
    Scalar,
    Static,
    Tuple,
    items_in_order,
)
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Inference


def any_item(items: Sequence[Kind]) -> Kind | None:
    """Join kinds of items; items that are not at hand together may differ in sizes."""
    return join_all(map(widen, items))


def unpack(run: "Inference", target: t.Tuple | t.List, kind: Kind) -> list[Kind]:
    """Return the kinds of the items that a tuple target takes."""
    star = next((i for i, item in enumerate(target.elts) if isinstance(item, t.Starred)), None)
    count = len(target.elts)
    items: Sequence[Kind] | None = items_in_order(kind)
    if items is None or (len(items) != count if star is None else len(items) < count - 1):
        item = iterate(run, target, kind)
        out: list[Kind] = [item] * count
        if star is not None:
            out[star] = List(item)
        return out
    if star is None:
        return list(items)
    end = len(items) - (count - 1 - star)
    return [*items[:star], List(any_item(items[star:end])), *items[end:]]


def iterate(run: "Inference", node: t.AST, kind: Kind) -> Kind:
    """Return the kind of the items of an iterable."""
    match kind:
        case Iterator(item):
            return item
        case Never():
            return NEVER
        case Static(str()) | Scalar("str"):
            return Scalar("str")
        case List(item):
            return steady_sizes(item) if item is not None else NEVER
        case Tuple() | Record() if (inside := items_in_order(kind)) is not None:
            return map_dims(join_all(map(widen, inside)) or NEVER, lambda dim: None)
        case Dict(items):
            return join_all(widen(kind_of(key)) for key, _ in items) or UNKNOWN
        case Keyed(key):
            return key
        case Array(_, tuple() as shape) if shape:
            return probe(operator.getitem, [kind, INT], {}).kind
        case Array(dtype):
            return Array(dtype, None)
        case Number(_, real):
            return Number(run.fresh(node, "item"), real)
    return UNKNOWN
