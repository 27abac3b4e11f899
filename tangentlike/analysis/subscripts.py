"""The kinds of subscripts and slices: items of containers, and parts of arrays."""

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.applying import apply, named_sizes
from tangentlike.analysis.joins import join_all, widen
from tangentlike.analysis.methods import Method, infer_method
from tangentlike.analysis.observing import GRIDS
from tangentlike.analysis.probing import probe
from tangentlike.analysis.record_operators import find_item_method
from tangentlike.analysis.sizes import map_dims, size_of, steady_sizes
from tangentlike.analysis.slices import with_cut_sizes
from tangentlike.analysis.values import (
    BOOL,
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
    Slice,
    Static,
    Tuple,
    is_float,
    is_real,
    items_in_order,
)
from tangentlike.runtime.joining import find_join
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


def infer_slice(run: "Inference", node: t.Slice, env: "Environment") -> Kind:
    """Return the kind of a slice: it is known if its bounds are."""
    parts = [run.kind(part, env) if part is not None else Static(None) for part in (node.lower, node.upper, node.step)]
    if all(isinstance(part, Static) for part in parts):
        return Static(slice(*(part.value for part in parts)))  # type: ignore[attr-defined]
    return UNKNOWN


def _item_of_record(run: "Inference", node: t.Subscript, base: Record, index: Kind, env: "Environment") -> Kind:
    """Return the kind of `record[k]`: a field of a namedtuple, or what a method of the record's own gives."""
    items, found = items_in_order(base), find_item_method(base, node)
    if items is not None:
        known = isinstance(index, Static) and isinstance(index.value, int) and -len(items) <= index.value < len(items)
        return items[index.value] if known else UNKNOWN  # type: ignore[attr-defined]
    if found is None:
        return UNKNOWN
    run.scope.watch(base.cls, found.name)
    call = t.Call(t.attribute(node.value, found.name), [node.slice], [])
    return infer_method(run, call, Method(found.function, node.value), env)


def infer_subscript(run: "Inference", node: t.Subscript, env: "Environment") -> Kind:
    """Return the kind of an item, or of a part."""
    base, index = run.kind(node.value, env), run.kind(node.slice, env)
    match base, index:
        case Never(), _:
            return base
        case Tuple(items), Static(int() as i) if -len(items) <= i < len(items):
            return items[i]
        case Tuple(items), Static(slice() as part):
            return Tuple(items[part])
        case Tuple(items), _:
            return map_dims(join_all(map(widen, items)) or UNKNOWN, lambda dim: None)
        case Record(), _:
            return _item_of_record(run, node, base, index, env)
        case Dict(()), _:
            return NEVER
        case Dict(items), Static(key):
            return next((kind for k, kind in items if k == key), UNKNOWN)
        case Dict(items), _:
            return map_dims(join_all(widen(kind) for _, kind in items) or UNKNOWN, lambda dim: None)
        case Keyed(_, item), _:
            return map_dims(item, lambda dim: None) if item is not None else NEVER
        case Static(value), _:
            return bracketed_kind(run, node, value)
        case Iterator(item), _:
            return base if isinstance(node.slice, t.Slice) else item
        case List(item), _:
            if (isinstance(index, Static) and isinstance(index.value, slice)) or index == UNKNOWN:
                return base
            return steady_sizes(item) if item is not None else NEVER
        case (Array() | Number()), _:
            return _element(run, node, base, env)
    return UNKNOWN


def _element(run: "Inference", node: t.Subscript, base: Kind, env: "Environment") -> Kind:
    """Probe an indexing; slices with unknown bounds are sampled as slices."""
    index = index_kind(run, node.slice)
    if isinstance(base, Number) and base.shape is not None and is_fixed(index):
        run.facts.callees[id(node)] = operator.getitem
        run.facts.shares[id(node)] = (node.value,)
        return item_of(base, index)
    kind = apply(run, node, operator.getitem, [base, index] if index is not None else [base, UNKNOWN], {}, [node.value])
    if kind == UNKNOWN:
        return Array(base.dtype, None) if isinstance(base, Array) else Number(run.fresh(node), is_real(base))
    if isinstance(base, Array) and isinstance(kind, Array) and index is not None:
        return named_sizes(run, node, with_cut_sizes(base, index, kind))
    return kind


def bracketed_kind(run: "Inference", node: t.Subscript, value: Any) -> Kind:
    """Return the kind of what a known object gives that is called with brackets."""
    if isinstance(value, type(np.s_)):
        return index_kind(run, node.slice) or UNKNOWN
    if isinstance(value, GRIDS):
        return grid_kind(run, node, Static(value))
    function = find_join(value)
    return joined_kind(run, node, function) if function is not None else UNKNOWN


def joined_kind(run: "Inference", node: t.Subscript, function: Callable[..., Any]) -> Kind:
    """Return the kind of what an object makes that is called with brackets."""
    parts = node.slice.elts if isinstance(node.slice, t.Tuple) else [node.slice]
    if any(isinstance(part, t.Slice) for part in parts):
        return UNKNOWN
    return named_sizes(run, node, probe(function, [Tuple(tuple(map(run.facts.of, parts)))], {}).kind)


def grid_kind(run: "Inference", node: t.Subscript, base: Kind) -> Kind:
    """Return the kind of the places that `np.mgrid` or `np.ogrid` makes of slices."""
    axes = [slice_kind(run, part) for part in (node.slice.elts if isinstance(node.slice, t.Tuple) else [node.slice])]
    index = Tuple(tuple(axes)) if isinstance(node.slice, t.Tuple) else axes[0]
    return named_sizes(run, node, probe(operator.getitem, [base, index], {}).kind)


def slice_kind(run: "Inference", node: t.expr) -> Kind:
    """Return the kind of a slice with the kinds of its bounds."""
    if not isinstance(node, t.Slice) or isinstance(run.facts.of(node), Static):
        return run.facts.of(node)
    lower, upper, step = (run.facts.of(part) if part is not None else Static(None) for part in (node.lower, node.upper, node.step))
    return Slice((lower, upper, step))


def item_of(base: Number, index: Kind | None) -> Number:
    """Return the kind of `x[index]`: all items of arrays of one shape have one shape."""
    if base.shape is None:
        return base
    return Number(f"{base.shape}[{'i' if index == INT or (index is not None and is_float(index)) else index}]", base.real)


def is_fixed(index: Kind | None) -> bool:
    """Tell whether the shape of `x[index]` depends on that of x alone."""
    return index == INT or (isinstance(index, Static) and isinstance(index.value, (int, slice)))


def index_kind(run: "Inference", node: t.expr) -> Kind | None:
    """Return a kind for an index that `probe` can sample: a slice with unknown bounds becomes some slice."""
    if isinstance(node, t.Slice):
        kind = run.facts.of(node)
        return kind if isinstance(kind, Static) else sized_slice(run, node)
    if isinstance(node, t.Tuple):
        parts = [index_kind(run, part) for part in node.elts]
        return None if None in parts else Tuple(tuple(parts))  # type: ignore[arg-type]
    kind = run.facts.of(node)
    if isinstance(kind, List) and kind.is_fixed:
        return None  # a tuple of unknown length is an index for each axis, not one for the first
    # Any whole number gives an item of the same kind; its value may be outside of the sample.
    whole = kind == BOOL or (isinstance(kind, Scalar) and kind.type == "int")
    return Static(0) if whole or (isinstance(kind, Static) and type(kind.value) is int) else kind


def sized_slice(run: "Inference", node: t.Slice) -> Kind:
    """Return the kind of a slice whose bounds are sizes, or any slice."""
    parts = [run.facts.of(part) if part is not None else Static(None) for part in (node.lower, node.upper, node.step)]
    known = all(part == Static(None) or size_of(part) is not None for part in parts)
    return Slice((parts[0], parts[1], parts[2])) if known else ANY_SLICE


ANY_SLICE = Scalar("slice")
