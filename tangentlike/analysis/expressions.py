"""The kinds of expressions: one small function for each node, in a table."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from tangentlike.analysis import calls
from tangentlike.analysis.applying import apply, named_sizes
from tangentlike.analysis.closures import closure_kind
from tangentlike.analysis.comprehensions import infer_comprehension
from tangentlike.analysis.dicts import merged
from tangentlike.analysis.items import any_item
from tangentlike.analysis.joins import join, join_all, widen
from tangentlike.analysis.members import infer_attribute, unsettled
from tangentlike.analysis.methods import Method, infer_method
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.operators import is_scaled_square, operator_function
from tangentlike.analysis.probing import probe
from tangentlike.analysis.record_operators import Operator, find_operator
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.sizes import map_dims
from tangentlike.analysis.subscripts import infer_slice, infer_subscript
from tangentlike.analysis.values import (
    BOOL,
    STRING,
    UNKNOWN,
    Array,
    Dict,
    Kind,
    List,
    Number,
    Static,
    Tuple,
    is_float,
    is_number,
    is_real,
    items_in_order,
)
from tangentlike.runtime.scalars import scaled_square
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
    known = {*getattr(run.subject, "buffers", ()), *getattr(run.subject, "holders", ())}  # every use of them is seen
    if node.id not in known and run.program.may_change(node.id, kind):  # type: ignore[attr-defined]
        return List(UNKNOWN) if isinstance(kind, List) else UNKNOWN
    # Data behind a global may change: only its kind is relied on, and sizes that may change are not.
    return map_dims(unsettled(kind), lambda dim: None) if not isinstance(kind, Static) else kind


def _constant(run: "Inference", node: t.Constant, env: "Environment") -> Kind:
    return Static(node.value)


def _binary(run: "Inference", node: t.BinOp, env: "Environment") -> Kind:
    operands = [run.kind(node.left, env), run.kind(node.right, env)]
    if any(isinstance(kind, Dict) for kind in operands):
        return merged(operands)
    found = find_operator(node, operands)
    if found is not None:
        return _of_record(run, [node.left, node.right], found, env)
    match operands, node.op:
        case [List() as left, List() as right], t.Add():
            return join(left, right)
    kind = apply(run, node, operator_function(node.op), operands, {}, [node.left, node.right])
    if is_scaled_square(node) and all(is_number(k) and is_real(k) for k in operands):
        run.facts.callees[id(node)] = scaled_square
    return kind


def _unary(run: "Inference", node: t.UnaryOp, env: "Environment") -> Kind:
    operand = run.kind(node.operand, env)
    if isinstance(node.op, t.Not):
        return Static(not operand.value) if isinstance(operand, Static) else BOOL
    found = find_operator(node, [operand])
    if found is not None:
        return _of_record(run, [node.operand], found, env)
    return apply(run, node, operator_function(node.op), [operand], {}, [node.operand])


def _of_record(run: "Inference", sides: list[t.expr], found: Operator, env: "Environment") -> Kind:
    """Return the kind of what the method behind an operator gives."""
    receiver, *others = sides[::-1] if found.is_right else sides
    run.scope.watch(found.cls, found.name)
    return infer_method(run, t.Call(t.attribute(receiver, found.name), others, []), Method(found.function, receiver), env)


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
            inside = items_in_order(run.kind(item.value, env))
            if inside is None:
                return UNKNOWN
            items.extend(inside)
        else:
            items.append(run.kind(item, env))
    return Tuple(tuple(items))


def _list(run: "Inference", node: t.List, env: "Environment") -> Kind:
    kind = _tuple(run, node, env)
    if not isinstance(kind, Tuple):
        return List(UNKNOWN)
    return List(any_item(kind.items))


def _dict(run: "Inference", node: t.Dict, env: "Environment") -> Kind:
    parts: list[Kind] = []
    for key, value in zip(node.keys, node.values, strict=True):
        known = None if key is None else run.kind(key, env)
        kind = run.kind(value, env)
        parts.append(kind if known is None else Dict(((known.value, kind),)) if isinstance(known, Static) else UNKNOWN)
    return merged(parts)


def _text(run: "Inference", node: t.JoinedStr, env: "Environment") -> Kind:
    for value in node.values:
        if isinstance(value, t.FormattedValue):
            run.kind(value.value, env)
    return STRING


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
    t.Slice: infer_slice,
    t.Subscript: infer_subscript,
    t.Attribute: infer_attribute,
    t.Call: calls.infer,
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
