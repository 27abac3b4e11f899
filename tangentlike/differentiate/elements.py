"""Going back over elements and slices: reads add into the bar, stores take from it."""

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.probing import probe
from tangentlike.analysis.sizes import same_shape
from tangentlike.analysis.subscripts import is_fixed, item_of
from tangentlike.analysis.values import (
    Array,
    Dict,
    Keyed,
    Kind,
    List,
    Number,
    Scalar,
    Static,
    Tuple,
    Unknown,
    is_float,
    is_real,
    is_scalar,
)
from tangentlike.analysis.views import array_of, is_view
from tangentlike.differentiate.conforming import conform
from tangentlike.differentiate.operations import Contribution, whole_index
from tangentlike.differentiate.parts import place_in_bar, view_of_bar
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import InternalError
from tangentlike.normalise.atoms import base_name
from tangentlike.normalise.overwritten import overwritten
from tangentlike.rules.algebra import split_sign
from tangentlike.rules.registry import Rule
from tangentlike.runtime.arrays import zeros_like
from tangentlike.runtime.indexing import add_at, scatter
from tangentlike.runtime.storing import last_stored
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.differentiate.backward import Line


def adds_in_place(sweep: Sweep, value: t.expr, rule: Rule) -> bool:
    """Tell whether an operation adds into an existing bar instead of making a new one."""
    return (
        rule.add_into is not None
        and isinstance(value, t.Subscript)
        and (isinstance(value.value, t.Name) or is_view(value.value, sweep.kinds))
        and array_of(value.value) in sweep.in_place - sweep.facts.unbound
    )


def add_element(line: "Line", node: t.Assign, value: t.expr, bar: t.expr) -> None:
    """`v = x[i]`: the bar of v is added to the bar of x, at i."""
    assert isinstance(value, t.Subscript)
    sweep, name = line.sweep, array_of(value.value)
    if name in line.deferred:
        line.give(Contribution(value.value, lambda b: b), _scattered(sweep, node, value, bar), node)
        return
    if name not in line.bound:
        line.emit(t.assign(sweep.bar(name), line.zero(name, node)))
        line.bound.add(name)
    target = place_in_bar(line, node, value)
    if is_basic(sweep, value.slice):
        negative, rest = split_sign(bar)
        line.emit(t.augment(target, t.Sub() if negative else t.Add(), rest))
    else:
        index = whole_index(sweep, target.slice)
        line.emit(t.statement(t.call(sweep.spell(add_at, "add_at"), target.value, index, bar)))


def _scattered(sweep: Sweep, node: t.Assign, value: t.Subscript, bar: t.expr) -> t.expr:
    like = sweep.reading(value.value, node, like=True)
    index = whole_index(sweep, sweep.reading(value.slice, node))
    return t.call(sweep.spell(scatter, "scatter"), bar, index, like)


def is_basic(sweep: Sweep, index: t.expr) -> bool:
    """Tell whether an index certainly selects each element once: whole numbers and slices."""
    if isinstance(index, t.Slice):
        return True
    if isinstance(index, t.Tuple):
        return all(not isinstance(item, t.Tuple) and is_basic(sweep, item) for item in index.elts)
    match sweep.kinds.of(index):
        case Scalar("int") | Static(int() | None | slice()):
            return True
        case Static(value):
            return value is Ellipsis
        case Array(dtype, _, scalar):
            return scalar and dtype is not None and dtype.startswith(("int", "uint"))
        case Tuple(items):
            return all(isinstance(item, Scalar) and item.type == "int" for item in items)
    return False


def element_kind(sweep: Sweep, target: t.Subscript) -> Kind:
    """Return the kind of what a store writes to."""
    return sweep.kinds.of(target)


def undo_store(line: "Line", node: t.Assign, target: t.Subscript, value: t.expr) -> None:
    """`u[i] = v`: v gets the bar of the element, which is zero before."""
    sweep, name = line.sweep, base_name(target)
    check_atom(sweep, value)
    if name not in line.bound:
        return
    place = place_in_bar(line, node, target)
    kind = stored_kind(sweep, target)
    rest = accumulated(line, node, target, value)
    part_of_bar = last_of(sweep, target, place)
    if rest is not None:
        operand, sign = rest
        if isinstance(kind, Array) and not kind.scalar and isinstance(operand, t.Name) and reads(sweep, operand.id, name):
            part_of_bar = copied(line, kind, part_of_bar)  # as in `undo_augment`
        pass_on(line, node, operand, lambda b: conform_stored(line, node, sign(b), operand, kind), part_of_bar)
        return
    gives = isinstance(value, t.Name) and value.id in sweep.varied
    # What a list or dict holds is replaced there: it does not change itself.
    held = isinstance(sweep.kinds.of(target.value), (List, Dict, Keyed)) and not isinstance(target.slice, t.Slice)
    if gives:
        part = sweep.facts.fresh(f"{name}_part")
        line.emit(t.assign(part, part_of_bar if is_scalar(kind) or held else copied(line, kind, part_of_bar)))
    old = overwritten(line.block, node, target) if held else None
    like = t.name(part) if gives else place
    like = sweep.read(old, node, like=True) if old is not None else like
    line.emit(t.assign(t.copy(place), zero_element(line, kind, like, held and not isinstance(sweep.kinds.of(target.value), Keyed))))
    if gives:
        bar = t.name(part)
        pass_on(line, node, value, lambda b: conform_stored(line, node, b, value, kind), bar)


def undo_add_at(line: "Line", node: t.stmt, base: t.expr, index: t.expr, part: t.expr) -> None:
    """`add_at(u, index, v)`: v gets the bars of the elements, which stay."""
    sweep = line.sweep
    check_atom(sweep, part)
    if base_name(base) not in line.bound or not (isinstance(part, t.Name) and part.id in sweep.varied):
        return
    place: t.expr = t.subscript(view_of_bar(line, node, base), sweep.reading(index, node))
    kind = Number(None, is_real(sweep.kinds.of(base)))
    pass_on(line, node, part, lambda b: conform_stored(line, node, b, part, kind), copied(line, kind, place))


def check_atom(sweep: Sweep, value: t.expr) -> None:
    """Refuse to lose a contribution: what is stored must be a name by now if it carries a derivative."""
    if not isinstance(value, t.Name) and is_varied(value, sweep.varied, sweep.kinds):
        raise InternalError("a stored value was not flattened", place=sweep.facts.source.place(value))


def accumulated(
    line: "Line", node: t.Assign, target: t.Subscript, value: t.expr
) -> tuple[t.expr, Callable[[t.expr], t.expr]] | None:
    """Recognise `u[i] = u[i] + e`, whose adjoint leaves the bar of the element as it is; return e and its sign."""
    sweep = line.sweep
    if not line.goes_on(value, node):
        return None
    made = sweep.pieces[value.id]
    match made:
        case t.Assign(value=t.BinOp(left=t.Name() as old, op=t.Add() | t.Sub() as op, right=right)):
            load = sweep.pieces.get(old.id)
            same = isinstance(load, t.Assign) and t.equal(t.as_load(t.copy(target)), load.value)
            if not same or not line.goes_on(old, node) or not isinstance(right, t.Name):
                return None
            if not same_shape(sweep.kinds.of(right), sweep.kinds.of(old)) and not is_float(sweep.kinds.of(right)):
                return None
            line.done |= {id(made), id(load)}
            sign = t.negative if isinstance(op, t.Sub) else (lambda bar: bar)
            return right, sign
    return None


def conform_stored(line: "Line", node: t.stmt, bar: t.expr, value: t.expr, kind: Kind) -> t.expr:
    """A value that was broadcast into a slice, or converted to its dtype, gets a bar of its own shape and dtype."""
    own = line.sweep.kinds.of(value)
    if isinstance(kind, List):
        return bar
    if isinstance(kind, Unknown) and not isinstance(own, (Array, Number)):
        return bar
    return conform(line.sweep, node, bar, value, own, kind)


def undo_augment(line: "Line", node: t.AugAssign, target: t.Subscript, op: t.AST, value: t.expr) -> None:
    """`u[i] += v`: v gets the bar of the element, which stays."""
    sweep, name = line.sweep, base_name(target)
    check_atom(sweep, value)
    if name not in line.bound or not (isinstance(value, t.Name) and value.id in sweep.varied):
        return
    place: t.expr = last_of(sweep, target, place_in_bar(line, node, target))
    kind = stored_kind(sweep, target)
    sign = t.negative if isinstance(op, t.Sub) else lambda bar: bar
    if not is_scalar(kind) and (not line.goes_on(value, node) or reads(sweep, value.id, name)):
        place = copied(line, kind, place)  # the bar changes while this part of it is still read
    pass_on(line, node, value, lambda b: conform_stored(line, node, sign(b), value, kind), place)


def reads(sweep: Sweep, piece: str, name: str) -> bool:
    """Tell whether what a piece is computed from is, at any depth, a variable."""
    made = sweep.pieces.get(piece)
    read = set() if made is None else t.names_read(made)
    return name in read or any(reads(sweep, each, name) for each in read - {piece})


def last_of(sweep: Sweep, target: t.Subscript, place: t.expr) -> t.expr:
    """Return the part of a bar that belongs to what a store leaves: where places repeat, the last item is left."""
    if isinstance(sweep.kinds.of(target.value), (List, Tuple, Dict, Keyed)) or is_injective(sweep, target.slice):
        return place
    assert isinstance(place, t.Subscript)
    index = whole_index(sweep, t.copy(place.slice))
    return t.call(sweep.spell(last_stored, "last_stored"), t.copy(place.value), index)


def is_injective(sweep: Sweep, index: t.expr) -> bool:
    """Tell whether an index certainly selects no element twice: it is basic, a mask, or lists different places."""
    match index:
        case t.List(elts=[*items]):
            places = [item.value for item in items if isinstance(item, t.Constant) and type(item.value) is int]
            return len(places) == len(items) and min(places, default=0) >= 0 and len({*places}) == len(items)
        case t.Tuple(elts=[*items]):
            return all(not isinstance(i, t.Tuple) and (is_basic(sweep, i) or is_mask(sweep, i)) for i in items)
    return is_basic(sweep, index) or is_mask(sweep, index)


def is_mask(sweep: Sweep, index: t.expr) -> bool:
    """Tell whether an index is an array of truth values."""
    kind = sweep.kinds.of(index)
    return isinstance(kind, Array) and kind.dtype == "bool"


def pass_on(line: "Line", node: t.stmt, value: t.expr, part: object, bar: t.expr) -> None:
    """Give a bar to a stored value: a piece goes on at once, a variable adds it."""
    contribution = Contribution(value, part)  # type: ignore[arg-type]
    if not isinstance(value, t.Name) or value.id not in line.sweep.varied:
        return
    if line.goes_on(value, node):
        line.go_on(value, contribution.part(bar))
    else:
        line.give(contribution, bar, node)


def stored_kind(sweep: Sweep, target: t.Subscript) -> Kind:
    """Return the kind of the element or slice that a store writes."""
    base = sweep.kinds.of(target.value)
    if isinstance(base, List) and isinstance(target.slice, t.Slice):
        return base
    if isinstance(base, (List, Keyed)):
        return base.item or Unknown()
    if isinstance(base, (Tuple, Dict)):
        return Unknown()
    index = _index_kind(sweep, target.slice)
    if isinstance(base, Number) and is_fixed(index):
        return item_of(base, index)
    found = probe(operator.getitem, [base, index], {}).kind
    return found if not isinstance(found, Unknown) else Number(None, is_real(base))


def _index_kind(sweep: Sweep, node: t.expr) -> Kind:
    if isinstance(node, t.Slice):
        kind = sweep.kinds.of(node)
        return kind if isinstance(kind, Static) else Scalar("slice")
    if isinstance(node, t.Tuple):
        return Tuple(tuple(_index_kind(sweep, item) for item in node.elts))
    return sweep.kinds.of(node)


def copied(line: "Line", kind: Kind, place: t.expr) -> t.expr:
    """Return a copy of a part of a bar: the bar changes while the part is still needed."""
    if isinstance(kind, (Array, Number)):
        return t.call(line.sweep.spell_numpy("array"), place)
    return place


def zero_element(line: "Line", kind: Kind, bar: t.expr, held: bool) -> t.expr:
    """Return what an element of a bar becomes where the element was overwritten; what a list holds keeps its shape."""
    if is_scalar(kind) or (not held and isinstance(kind, (Array, Number, Scalar))):
        return t.constant(0.0)
    return t.call(line.sweep.spell(zeros_like, "zeros_like"), t.copy(bar))
