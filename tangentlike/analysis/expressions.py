"""The kinds of expressions: one small function for each node, in a table."""

import inspect
import operator
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from tangentlike.analysis.broadcasting import broadcast
from tangentlike.analysis.closures import closure_kind
from tangentlike.analysis.comprehensions import infer_comprehension
from tangentlike.analysis.dicts import merged
from tangentlike.analysis.methods import Method, find_property, infer_method
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.operators import find_member, operator_function
from tangentlike.analysis.probing import probe
from tangentlike.analysis.samples import shifted
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.sizes import map_dims, same_shape
from tangentlike.analysis.slices import with_cut_sizes
from tangentlike.analysis.values import (
    BOOL,
    INT,
    NEVER,
    STRING,
    UNKNOWN,
    Array,
    Dict,
    Dim,
    Iterator,
    Kind,
    List,
    Never,
    Number,
    Record,
    Scalar,
    Static,
    Tuple,
    is_float,
    is_number,
    join,
    join_all,
    widen,
)
from tangentlike.rules import registry
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


def infer(run: "Inference", node: t.expr, env: "Environment") -> Kind:
    """Return the kind of an expression, noting the kinds of its parts."""
    return EXPRESSIONS.get(type(node), _unknown)(run, node, env)


def _unknown(run: "Inference", node: t.expr, env: "Environment") -> Kind:
    return UNKNOWN


def _name(run: "Inference", node: t.Name, env: "Environment") -> Kind:
    if node.id in env:
        return env[node.id]
    if node.id in run.local:
        return UNKNOWN
    value = run.scope.lookup(node.id)
    if value is MISSING:
        value = run.program.injected.get(node.id, MISSING)  # type: ignore[attr-defined]
    if value is MISSING:
        return UNKNOWN
    own = getattr(value, "_primal", None)
    if own is not None and getattr(own, "__code__", None) is run.own_code:
        return Static(own)  # inside the primal, the decorated name means the primal
    kind = kind_of(value)
    # Data behind a global may change: only its kind is relied on, and sizes that may change are not.
    return map_dims(unsettled(kind), lambda dim: None) if not isinstance(kind, Static) else kind


def unsettled(kind: Kind) -> Kind:
    """Forget the values of flags and strings in data that may change behind our back."""
    match kind:
        case Static(value):
            return widen(kind) if value is not None else UNKNOWN
        case Tuple(items):
            return Tuple(tuple(map(unsettled, items)))
        case List(item, is_fixed):
            return List(item and unsettled(item), is_fixed)
        case Dict(items):
            return Dict(tuple((key, unsettled(item)) for key, item in items))
        case Record(cls, items):
            return Record(cls, tuple((key, unsettled(item)) for key, item in items))
    return kind


def _constant(run: "Inference", node: t.Constant, env: "Environment") -> Kind:
    return Static(node.value)


def _binary(run: "Inference", node: t.BinOp, env: "Environment") -> Kind:
    operands = [run.kind(node.left, env), run.kind(node.right, env)]
    if any(isinstance(kind, Dict) for kind in operands):
        return merged(operands)
    match operands, node.op:
        case [Scalar("int", str() as dim), Static(int() as by)], t.Add() | t.Sub():
            return Scalar("int", shifted(dim, by if isinstance(node.op, t.Add) else -by))
        case [Static(int() as by), Scalar("int", str() as dim)], t.Add():
            return Scalar("int", shifted(dim, by))
        case [List() as left, List() as right], t.Add():
            return join(left, right)
    return apply(run, node, operator_function(node.op), operands, {}, [node.left, node.right])


def _unary(run: "Inference", node: t.UnaryOp, env: "Environment") -> Kind:
    operand = run.kind(node.operand, env)
    if isinstance(node.op, t.Not):
        return Static(not operand.value) if isinstance(operand, Static) else BOOL
    return apply(run, node, operator_function(node.op), [operand], {}, [node.operand])


def _compare(run: "Inference", node: t.Compare, env: "Environment") -> Kind:
    kinds = [run.kind(side, env) for side in [node.left, *node.comparators]]
    if len(kinds) == 2:
        known = _known_comparison(type(node.ops[0]), *kinds)
        if known is not None:
            return Static(known)
    if all(is_float(kind) or (isinstance(kind, Array) and kind.scalar) for kind in kinds):
        return BOOL
    if not any(isinstance(kind, (Array, Number)) for kind in kinds):
        return BOOL
    function = operator_function(node.ops[0]) if len(kinds) == 2 else None
    found = named_sizes(run, node, probe(function, kinds, {}).kind) if function is not None else UNKNOWN
    return found if isinstance(found, Array) else Array("bool", None)


def _known_comparison(op: type, left: Kind, right: Kind) -> bool | None:
    """Decide `is None`, `==` of strings and the like from the kinds alone."""
    if isinstance(left, Static) and isinstance(right, Static):
        if op in (t.Is, t.IsNot):
            return (left.value is right.value) == (op is t.Is)
        if isinstance(left.value, (str, bool)) and isinstance(right.value, (str, bool, tuple)):
            if op in (t.In, t.NotIn):
                return (left.value in cast(Any, right.value)) == (op is t.In)
            if op.__name__ in ("Eq", "NotEq"):
                return (left.value == right.value) == (op.__name__ == "Eq")
    none = Static(None)
    if op in (t.Is, t.IsNot) and none in (left, right):
        other = left if right == none else right
        if not isinstance(other, (Static, type(UNKNOWN))):
            return op is t.IsNot
    return None


def _boolean(run: "Inference", node: t.BoolOp, env: "Environment") -> Kind:
    kinds = [run.kind(value, env) for value in node.values]
    stop = isinstance(node.op, t.Or)
    left: list[Kind] = []
    for kind in kinds:
        if isinstance(kind, Static) and type(kind.value) in (bool, type(None)):
            if bool(kind.value) is stop:
                left.append(kind)
                break
            if kind is not kinds[-1]:
                continue
        left.append(kind)
    return left[0] if len(left) == 1 else join_all(map(widen, left)) or UNKNOWN


def _conditional(run: "Inference", node: t.IfExp, env: "Environment") -> Kind:
    test = run.kind(node.test, env)
    kinds = run.kind(node.body, env), run.kind(node.orelse, env)
    if isinstance(test, Static) and isinstance(test.value, bool):
        return kinds[0] if test.value else kinds[1]
    return join(*kinds)


def _tuple(run: "Inference", node: t.Tuple, env: "Environment") -> Kind:
    items: list[Kind] = []
    for item in node.elts:
        if isinstance(item, t.Starred):
            kind = run.kind(item.value, env)
            if not isinstance(kind, Tuple):
                return UNKNOWN
            items.extend(kind.items)
        else:
            items.append(run.kind(item, env))
    return Tuple(tuple(items))


def _list(run: "Inference", node: t.List, env: "Environment") -> Kind:
    kind = _tuple(run, node, env)
    if not isinstance(kind, Tuple):
        return List(UNKNOWN)
    return List(_any_item(kind.items))


def _any_item(items: Sequence[Kind]) -> Kind | None:
    """Join kinds of items; items that are not at hand together may differ in sizes."""
    return join_all(map(widen, items))


def _dict(run: "Inference", node: t.Dict, env: "Environment") -> Kind:
    parts: list[Kind] = []
    for key, value in zip(node.keys, node.values, strict=True):
        known = None if key is None else run.kind(key, env)
        kind = run.kind(value, env)
        parts.append(kind if known is None else Dict(((known.value, kind),)) if isinstance(known, Static) else UNKNOWN)
    return merged(parts)


def with_entry(base: Dict, key: Kind, value: Kind) -> Kind:
    """Return the kind of a dict after a store; with a key that is not known, nothing is known of its entries."""
    if not isinstance(key, Static):
        return UNKNOWN
    entries = dict(base.items)
    entries[key.value] = widen(value)
    return Dict(tuple(entries.items()))


def _text(run: "Inference", node: t.JoinedStr, env: "Environment") -> Kind:
    for value in node.values:
        if isinstance(value, t.FormattedValue):
            run.kind(value.value, env)
    return STRING


def _slice(run: "Inference", node: t.Slice, env: "Environment") -> Kind:
    parts = [run.kind(part, env) if part is not None else Static(None) for part in (node.lower, node.upper, node.step)]
    if all(isinstance(part, Static) for part in parts):
        return Static(slice(*(part.value for part in parts)))  # type: ignore[attr-defined]
    return UNKNOWN


def _subscript(run: "Inference", node: t.Subscript, env: "Environment") -> Kind:
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
        case Record(_, items), Static(int() as i) if -len(items) <= i < len(items):
            return items[i][1]
        case Dict(items), Static(key):
            return next((kind for k, kind in items if k == key), UNKNOWN)
        case Dict(items), _ if items:
            return map_dims(join_all(widen(kind) for _, kind in items) or UNKNOWN, lambda dim: None)
        case Static(value), _ if isinstance(value, type(np.s_)):
            return index_kind(run, node.slice) or UNKNOWN
        case Iterator(item), _:
            return base if isinstance(node.slice, t.Slice) else item
        case List(item), _:
            if (isinstance(index, Static) and isinstance(index.value, slice)) or index == UNKNOWN:
                return base
            return map_dims(item, lambda dim: None) if item is not None else NEVER
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
        return Array(base.dtype, None) if isinstance(base, Array) else Number(run.fresh(node))
    if isinstance(base, Array) and isinstance(kind, Array) and index is not None:
        return named_sizes(run, node, with_cut_sizes(base, index, kind))
    return kind


def item_of(base: Number, index: Kind | None) -> Number:
    """Return the kind of `x[index]`: all items of arrays of one shape have one shape."""
    if base.shape is None:
        return base
    return Number(f"{base.shape}[{'i' if index == INT or (index is not None and is_float(index)) else index}]")


def is_fixed(index: Kind | None) -> bool:
    """Tell whether the shape of `x[index]` depends on that of x alone."""
    return index == INT or (isinstance(index, Static) and isinstance(index.value, (int, slice)))


def index_kind(run: "Inference", node: t.expr) -> Kind | None:
    """Return a kind for an index that `probe` can sample: a slice with unknown bounds becomes some slice."""
    if isinstance(node, t.Slice):
        kind = run.facts.of(node)
        return kind if isinstance(kind, Static) else ANY_SLICE
    if isinstance(node, t.Tuple):
        parts = [index_kind(run, part) for part in node.elts]
        return None if None in parts else Tuple(tuple(parts))  # type: ignore[arg-type]
    kind = run.facts.of(node)
    # Any whole number gives an item of the same kind; its value may be outside of the sample.
    whole = kind == BOOL or (isinstance(kind, Scalar) and kind.type == "int")
    return Static(0) if whole or (isinstance(kind, Static) and type(kind.value) is int) else kind


ANY_SLICE = Scalar("slice")


def _attribute(run: "Inference", node: t.Attribute, env: "Environment") -> Kind:
    base = run.kind(node.value, env)
    match base:
        case Static(value):
            return _member(run, node, value)
        case Record(_, items):
            own = find_property(base, node.attr)
            if own is not None:
                return infer_method(run, t.Call(node, [], []), Method(own, node.value), env)
            return next((kind for key, kind in items if key == node.attr), UNKNOWN)
        case Array(_, tuple() as shape) if node.attr == "shape":
            return Tuple(tuple(dimension(dim) for dim in shape))
        case (Array() | Number()):
            member = find_member(base, node.attr)
            if member is None and isinstance(base, Array):
                return NEVER  # the program itself will raise here
            if isinstance(member, types.GetSetDescriptorType):
                if node.attr in ("shape", "dtype"):
                    run.facts.callees[id(node)] = member
                    return UNKNOWN
                kind = apply(run, node, member, [base], {}, [node.value])
                return INT if node.attr in ("size", "ndim") else kind
    return UNKNOWN


def _member(run: "Inference", node: t.Attribute, owner: Any) -> Kind:
    """Return the kind of a member of a module, class or object; the guards of the variant watch it."""
    is_module = isinstance(owner, types.ModuleType)
    known = is_module and owner.__name__.partition(".")[0] in ("numpy", "math", "scipy")
    found = MISSING if is_module else inspect.getattr_static(owner, node.attr, MISSING)
    stored = not known and node.attr in run.program.stored  # type: ignore[attr-defined]
    if stored or isinstance(found, property) or (found is MISSING and not is_module):
        return UNKNOWN  # what a property gives, or a store leaves, is known only when it runs
    found = getattr(owner, node.attr, MISSING)  # a module may load a part of it only now
    if found is MISSING:
        return UNKNOWN
    path = dotted_path(node)
    if path is not None and path.partition(".")[0] not in run.local and not known:
        run.scope.lookup(path)
        return kind_of(found) if isinstance(kind_of(found), Static) else map_dims(unsettled(kind_of(found)), lambda d: None)
    if known:
        return kind_of(found)
    run.scope.watch(owner, node.attr)
    kind = kind_of(found)
    return kind if isinstance(kind, Static) else map_dims(unsettled(kind), lambda dim: None)


def dotted_path(node: t.expr) -> str | None:
    """Return `a.b.c` for an expression that is such a chain of names."""
    if isinstance(node, t.Name):
        return node.id
    base = dotted_path(node.value) if isinstance(node, t.Attribute) else None
    return None if base is None else f"{base}.{node.attr}"


def dimension(dim: Dim) -> Kind:
    """Return the kind of a size."""
    return Static(dim) if isinstance(dim, int) else Scalar("int", dim)


def _call(run: "Inference", node: t.Call, env: "Environment") -> Kind:
    from tangentlike.analysis import calls  # noqa: PLC0415

    return calls.infer(run, node, env)


def apply(
    run: "Inference", node: t.AST, function: Any, args: Sequence[Kind], named: dict[str, Kind], nodes: Sequence[t.expr]
) -> Kind:
    """Note that a node applies a function, and return the kind of its result."""
    run.facts.callees[id(node)] = function
    if any(isinstance(a, Never) for a in [*args, *named.values()]):
        return NEVER
    sampled = _descriptor(function)
    if args and all(isinstance(a, Static) and type(a.value) in (int, float, bool) for a in args) and not named:
        return _folded(sampled, [a.value for a in args])  # type: ignore[attr-defined]
    found = probe(sampled, args, named)
    keywords = [k for k in getattr(node, "keywords", ()) if k.arg in found.shares]
    run.facts.shares[id(node)] = (*(n for i, n in enumerate(nodes) if i in found.shares), *(k.value for k in keywords))
    certain = found.kind != UNKNOWN and not isinstance(found.kind, Number)
    kind = named_sizes(run, node, found.kind if certain or named else broadcast(function, args) or found.kind)
    if isinstance(kind, Static) and type(kind.value) in (bool, str) and not all(isinstance(a, Static) for a in args):
        kind = widen(kind)
    numeric = [a for a in [*args, *named.values()] if is_number(a)]
    if kind == UNKNOWN and any(isinstance(a, (Number, Array)) for a in numeric) and len(numeric) == len(args):
        kind = Number(None)
    if (isinstance(kind, Number) and kind.shape is None) or (isinstance(kind, Array) and kind.shape is None):
        return _same_as_operand(run, node, function, numeric, kind)
    return kind


def named_sizes(run: "Inference", node: t.AST, kind: Kind) -> Kind:
    """Give the sizes that depend on values a symbol of this place, so that what follows can rely on equal shapes."""
    if isinstance(kind, Array) and isinstance(kind.shape, tuple) and None in kind.shape:
        own = run.fresh(node)
        return Array(kind.dtype, tuple(f"{own}.{i}" if dim is None else dim for i, dim in enumerate(kind.shape)))
    return kind


def _folded(function: Callable[..., Any], values: Sequence[Any]) -> Kind:
    """Run an operation on constants; what raises is left for the program itself to raise."""
    try:
        out = function(*values)
    except Exception:  # its own exception is the program's business
        return UNKNOWN
    return Static(out) if type(out) in (int, float, bool) else kind_of(out)


def _same_as_operand(run: "Inference", node: t.AST, function: Any, numeric: Sequence[Kind], kind: Kind) -> Kind:
    """An elementwise operation of one number and Python scalars keeps that number's shape."""
    rule = registry.find(function)
    shaped = [k for k in numeric if not is_float(k)]
    alike = rule is not None and rule.kind == "elementwise" and shaped and all(same_shape(k, shaped[0]) for k in shaped)
    if alike and not (isinstance(shaped[0], Array) and shaped[0].dtype is None):
        return shaped[0]
    if isinstance(kind, Number):
        return Number(run.fresh(node))
    return kind


def _descriptor(function: Any) -> Callable[..., Any]:
    """Return a callable for an operation; a property is read."""
    if isinstance(function, types.GetSetDescriptorType):
        return function.__get__
    return function


def unpack(run: "Inference", target: t.Tuple | t.List, kind: Kind) -> list[Kind]:
    """Return the kinds of the items that a tuple target takes."""
    star = next((i for i, item in enumerate(target.elts) if isinstance(item, t.Starred)), None)
    count = len(target.elts)
    items: Sequence[Kind] | None = None
    if isinstance(kind, Tuple):
        items = kind.items
    elif isinstance(kind, Record):
        items = [k for _, k in kind.items]
    if items is None or (len(items) != count if star is None else len(items) < count - 1):
        item = iterate(run, target, kind)
        out: list[Kind] = [item] * count
        if star is not None:
            out[star] = List(item)
        return out
    if star is None:
        return list(items)
    end = len(items) - (count - 1 - star)
    return [*items[:star], List(_any_item(items[star:end])), *items[end:]]


def iterate(run: "Inference", node: t.AST, kind: Kind) -> Kind:
    """Return the kind of the items of an iterable."""
    match kind:
        case Iterator(item):
            return item
        case List(item):
            return map_dims(item, lambda dim: None) if item is not None else NEVER
        case Tuple(items):
            return map_dims(join_all(map(widen, items)) or NEVER, lambda dim: None)
        case Dict(items):
            return join_all(widen(kind_of(key)) for key, _ in items) or UNKNOWN
        case Array(_, tuple() as shape) if shape:
            return probe(operator.getitem, [kind, INT], {}).kind
        case Array(dtype):
            return Array(dtype, None)
        case Number():
            return Number(run.fresh(node, "item"))
    return UNKNOWN


EXPRESSIONS: dict[type, Callable[["Inference", Any, "Environment"], Kind]] = {
    t.Name: _name,
    t.Constant: _constant,
    t.BinOp: _binary,
    t.UnaryOp: _unary,
    t.Compare: _compare,
    t.BoolOp: _boolean,
    t.IfExp: _conditional,
    t.Tuple: _tuple,
    t.List: _list,
    t.Dict: _dict,
    t.JoinedStr: _text,
    t.Slice: _slice,
    t.Subscript: _subscript,
    t.Attribute: _attribute,
    t.Call: _call,
    t.Lambda: closure_kind,
    t.ListComp: infer_comprehension,
    t.GeneratorExp: infer_comprehension,
    t.SetComp: infer_comprehension,
    t.DictComp: infer_comprehension,
    t.NamedExpr: lambda run, node, env: _walrus(run, node, env),  # noqa: PLW0108  (it is defined below)
}


def _walrus(run: "Inference", node: t.NamedExpr, env: "Environment") -> Kind:
    kind = run.kind(node.value, env)
    run.assign(node.target, kind, env)
    return kind
