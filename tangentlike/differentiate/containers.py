"""Going back through tuples, lists, dicts and records: a container of bars stands beside each container of values."""

from typing import TYPE_CHECKING, Any

from tangentlike.analysis.records import is_record_class, record_fields
from tangentlike.analysis.sizes import same_shape
from tangentlike.analysis.values import (
    Array,
    Dict,
    Keyed,
    Kind,
    List,
    Record,
    Static,
    Tuple,
    Unknown,
    carries,
    is_scalar,
    items_in_order,
)
from tangentlike.differentiate.operations import Contribution, Operation, Part, whole_index
from tangentlike.differentiate.parts import bar_with_elements
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import Unsupported
from tangentlike.normalise.entries import may_be_equal
from tangentlike.rules.algebra import plus, split_sign
from tangentlike.runtime.arrays import structure_like
from tangentlike.runtime.shapes import split_like
from tangentlike.runtime.trees import add_item, sum_copies
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import display_items

if TYPE_CHECKING:
    from tangentlike.differentiate.backward import Line

CONTAINERS = (Tuple, List, Dict, Keyed, Record, Unknown)


def container_operation(sweep: Sweep, node: t.stmt, value: t.expr) -> Operation | None:
    """Return the adjoint of an operation that builds a container or takes an item from one; None for others."""
    match value:
        case t.Tuple(elts=items) | t.List(elts=items):
            return display(dict(enumerate(items)))
        case t.Dict(keys=keys, values=values) if None not in keys:
            if may_be_equal(keys, sweep.kinds):
                raise keys_not_known(sweep, value)
            return Operation([Contribution(v, _entry_at(sweep, node, k)) for k, v in zip(keys, values, strict=True)])
        case t.BinOp(left=left, op=t.Add(), right=right) if isinstance(sweep.kinds.of(value), (List, Tuple)):
            return joined(sweep, node, left, right)
        case t.BinOp(left=left, op=t.Mult(), right=right) if isinstance(sweep.kinds.of(value), (List, Tuple)):
            return repeated(sweep, node, left if isinstance(sweep.kinds.of(left), (List, Tuple)) else right)
        case t.Subscript(value=t.Name() as base, slice=index) if _is_container(sweep, base):
            return item(sweep, node, base, index)
        case t.Subscript(value=t.Subscript(value=t.Name() as base, slice=row), slice=index):
            return Operation([Contribution(base, Item(sweep.reading(index, node), sweep.reading(row, node)), to_item=True)])
        case t.Attribute(value=t.Name() as base, attr=attr) if has_field(sweep.kinds.of(base), attr):
            return field(sweep, node, base, attr)
        case t.Call(args=args, keywords=keywords) if is_record_class(sweep.kinds.callee(value)):
            fields = record_fields(sweep.kinds.callee(value))
            given = {**dict(zip(fields, args, strict=False)), **{k.arg: k.value for k in keywords}}
            return record(given)
        case t.Call(func=t.Attribute(value=t.Name() as base)) if sweep.kinds.callee(value) is list.copy:
            return Operation([Contribution(base, lambda bar: t.call("list", bar))])
        case t.Call(args=[t.Name() as base]) if sweep.kinds.callee(value) in (list, tuple) and not _is_asked(sweep, base):
            return converted(sweep, node, base)
        case t.Call(args=[t.Tuple(elts=items) | t.List(elts=items)]) if sweep.kinds.callee(value) in (list, tuple):
            return display(dict(enumerate(items)))
    return None


def _is_container(sweep: Sweep, base: t.Name) -> bool:
    return isinstance(sweep.kinds.of(base), CONTAINERS) and not _is_asked(sweep, base)


def _is_asked(sweep: Sweep, base: t.Name) -> bool:
    """Tell whether it is the class of a record that says what its items are."""
    kind = sweep.kinds.of(base)
    return isinstance(kind, Record) and items_in_order(kind) is None


def display(items: dict[Any, t.expr]) -> Operation:
    """`(a, b)`: each item gets its part of the bar."""
    return Operation([Contribution(x, _part_at(key)) for key, x in items.items()])


def _entry_at(sweep: Sweep, node: t.stmt, key: t.expr) -> Part:
    kind = sweep.kinds.of(key)
    if isinstance(kind, Static):
        return _part_at(kind.value)
    place = sweep.reading(key, node)
    return lambda bar: t.subscript(t.copy(bar), t.copy(place))


def _part_at(key: Any) -> Any:
    return lambda bar: taken(bar, key)


def taken(bar: t.expr, key: Any) -> t.expr:
    """Return the item of a bar; of a display, the item that is written there."""
    if isinstance(bar, (t.Tuple, t.List)) and isinstance(key, int):
        return bar.elts[key]
    match bar:
        case t.Subscript(value=whole, slice=t.Slice(lower=t.Constant(value=int() as start), upper=None, step=None)) if start < 0:
            return t.subscript(t.copy(whole), t.constant(start + key))
    return t.subscript(t.copy(bar), t.constant(key))


def record(given: dict[str, t.expr]) -> Operation:
    """`Point(x, y)`: each field gets its part of the bar."""

    def field_of(key: str) -> Part:
        return lambda bar: t.attribute(t.copy(bar), key)

    return Operation([Contribution(x, field_of(key)) for key, x in given.items()])


def joined(sweep: Sweep, node: t.stmt, left: t.expr, right: t.expr) -> Operation:
    """`a + b` of lists: each gets its part of the bar; how long one of them is, that is written out, needs no asking."""
    first, last = map(written_items, (left, right))
    if last:
        length: t.expr = t.constant(-last)
    else:
        length = t.constant(first) if first else sweep.reading(t.call("len", t.copy(left)), node)
    parts = t.Slice(None, length, None), t.Slice(t.copy(length), None, None)

    def cut_out(x: t.expr, cut: t.expr) -> Part:
        if not isinstance(sweep.kinds.of(x), Record):
            return lambda bar: t.subscript(t.copy(bar), cut)
        like = sweep.reading(x, node)
        return lambda bar: t.call(sweep.spell(structure_like, "structure_like"), t.subscript(t.copy(bar), cut), t.copy(like))

    return Operation([Contribution(x, cut_out(x, cut)) for x, cut in zip((left, right), parts, strict=True)])


def written_items(node: t.expr) -> int:
    """Return how many items of a list are written out; 0 if that does not tell its length."""
    plain = isinstance(node, t.List) and not any(isinstance(item, t.Starred) for item in node.elts)
    return len(node.elts) if plain else 0


def repeated(sweep: Sweep, node: t.stmt, items: t.expr) -> Operation:
    """`items * n`: each item gets the sum over its copies."""
    length = sweep.reading(t.call("len", t.copy(items)), node)
    helper = sweep.spell(sum_copies, "sum_copies")
    return Operation([Contribution(items, lambda bar: t.call(helper, bar, t.copy(length)))])


def item(sweep: Sweep, node: t.stmt, base: t.Name, index: t.expr) -> Operation:
    """`v = items[k]`: the bar of v is added to the item."""
    return Operation([Contribution(base, Item(whole_index(sweep, sweep.reading(index, node))), to_item=True)])


def has_field(kind: Kind, name: str) -> bool:
    """Tell whether an attribute of a record is one of its fields; any other may be computed from them, unseen."""
    return isinstance(kind, Record) and name in dict(kind.items)


def field(sweep: Sweep, node: t.stmt, base: t.Name, attr: str) -> Operation:
    """`v = record.name`."""
    return Operation([Contribution(base, Item(t.constant(attr)), to_item=True)])


class Item:
    """A contribution to one item of a container; `Line.add` turns it into the text that the kind of bar needs."""

    def __init__(self, key: t.expr, row: t.expr | None = None):
        self.key = key
        self.rows = [] if row is None else [row]

    def __call__(self, bar: t.expr) -> t.expr:
        """Mark the item and the value."""
        return t.call("@item", t.copy(self.key), bar, *map(t.copy, self.rows))


def is_item(value: t.expr) -> bool:
    """Tell whether a contribution is for one item."""
    return isinstance(value, t.Call) and isinstance(value.func, t.Name) and value.func.id == "@item"


def add_to_item(line: "Line", name: str, value: t.Call, node: t.stmt) -> None:
    """Write `bar[key] = bar[key] + part` for lists and dicts, `bar = add_item(bar, key, part)` for others."""
    sweep = line.sweep
    key, part, *rows = value.args
    bar = sweep.bar(name)
    if name in line.deferred:
        old = line.deferred[name]
        bar = sweep.facts.fresh(f"{name}_part")
        line.emit(t.assign(bar, line.zero(name, node, read=True) if isinstance(old, t.Constant) else old))
        line.deferred[name] = t.name(bar)
    elif name not in line.bound:
        line.emit(t.assign(bar, line.zero(name, node, read=True)))
        line.bound.add(name)
    else:
        bar_with_elements(line, node, name)
    if rows:
        negative, rest = split_sign(part)
        place = t.subscript(t.subscript(t.name(bar), rows[0]), key)
        line.emit(t.augment(place, t.Sub() if negative else t.Add(), rest))
        return
    kind = sweep.kind(name)
    simple = (isinstance(kind, List) and kind.item is not None and not kind.is_fixed) or isinstance(kind, (Dict, Keyed))
    inner = kind.item if isinstance(kind, (List, Keyed)) else Unknown()
    whole = any(isinstance(n, t.Slice) for n in t.walk(key))
    if simple and inner is not None and not isinstance(inner, CONTAINERS) and not whole:
        place = t.subscript(t.name(bar), key)
        negative, rest = split_sign(part)
        added = t.augment(place, t.Sub() if negative else t.Add(), rest)
        # What a list holds may be the bar of something else, too: a number or an array is replaced, never changed.
        total = plus(t.as_load(t.copy(place)), part) if isinstance(inner, Array) else line.sum(name, place, part)
        line.emit(added if is_scalar(inner) else t.assign(place, total))
        return
    line.emit(t.assign(bar, t.call(sweep.spell(add_item, "add_item"), t.name(bar), key, part)))


def converted(sweep: Sweep, node: t.stmt, base: t.Name) -> Operation:
    """`list(x)` and `tuple(x)` keep the items: the bar goes on in the container's own type."""
    kind = sweep.kinds.of(base)
    form = "tuple" if isinstance(kind, Tuple) else "list"
    if not isinstance(kind, (Tuple, List)) or getattr(kind, "is_fixed", False):
        spelled = sweep.spell(structure_like, "structure_like")
        like = sweep.reading(base, node)
        return Operation([Contribution(base, lambda bar: t.call(spelled, bar, t.copy(like)))])
    return Operation([Contribution(base, lambda bar: t.call(form, bar))])


def give_items(line: "Line", contribution: Contribution, bar: t.expr, node: t.stmt) -> None:
    """A display as an operand: each active item gets its part of the contribution."""
    items = display_items(contribution.operand)
    active = [(key, x) for key, x in items.items() if is_active(line.sweep, x)]
    value = equal_parts(line.sweep, contribution.part(bar), items)
    if len(active) > 1 and not isinstance(value, (t.Name, t.Tuple)):
        name = line.sweep.facts.fresh("parts")
        line.emit(t.assign(name, value))
        value = t.name(name)
    for place, item_ in active:
        part = Contribution(item_, lambda b: b)
        read = taken(value, place)
        if line.goes_on(item_, node):
            line.go_on(item_, read)
        else:
            line.give(part, read, node)


def equal_parts(sweep: Sweep, value: t.expr, items: dict[Any, t.expr]) -> t.expr:
    """Return the parts of a bar of vectors that were joined, as the rows of a matrix if all are as long."""
    first, *others = map(sweep.kinds.of, items.values())
    is_vector = isinstance(first, Array) and isinstance(first.shape, tuple) and len(first.shape) == 1
    match value:
        case t.Call(func=t.Name(id=name), args=[bar, _]) if sweep.facts.program.spelled(name) is split_like:
            if is_vector and all(same_shape(first, other) for other in others):
                return t.call(t.attribute(bar, "reshape"), t.constant(len(items)), t.constant(-1))
    return value


def is_active(sweep: Sweep, node: t.expr) -> bool:
    """Tell whether an item carries a derivative."""
    if isinstance(node, t.Name):
        return node.id in sweep.varied and carries(sweep.kinds.of(node))
    return any(is_active(sweep, x) for x in display_items(node).values())


def keys_not_known(sweep: Sweep, value: t.expr) -> Unsupported:
    """Return the error for a display inside an expression two of whose keys may be equal."""
    return Unsupported(
        "tangentlike cannot differentiate a dict whose keys may be equal.",
        place=sweep.facts.source.place(value),
        why="only the last value of a key is kept, and which one that is must be known.",
        instead="give the dict a name: `entries = {...}`.",
    )
