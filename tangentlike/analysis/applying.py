"""An operation applied to values: which function a node stands for, and the kind of what it gives."""

import operator
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.broadcasting import broadcast
from tangentlike.analysis.dims import combined
from tangentlike.analysis.joins import widen
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.probing import Probed, probe
from tangentlike.analysis.sizes import same_shape, size_of
from tangentlike.analysis.values import (
    NEVER,
    UNKNOWN,
    Array,
    Kind,
    Never,
    Number,
    Record,
    Scalar,
    Static,
    Tuple,
    is_float,
    is_number,
    is_real,
)
from tangentlike.rules import registry
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Inference

# What whole numbers that are sizes give is a size again.
ARITHMETIC = (operator.add, operator.sub, operator.mul)


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
    if function in ARITHMETIC and len(args) == 2:
        size = combined(function, map(size_of, args))
        if isinstance(size, str):
            return Scalar("int", size)
    found = _with_open_dtypes(function, probe(sampled, args, named))
    keywords = [k for k in getattr(node, "keywords", ()) if k.arg in found.shares]
    run.facts.shares[id(node)] = (*(n for i, n in enumerate(nodes) if i in found.shares), *(k.value for k in keywords))
    certain = found.kind != UNKNOWN and not isinstance(found.kind, Number)
    kind = found.kind if (certain and not has_open_sizes(found.kind)) or named else broadcast(function, args) or found.kind
    kind = named_sizes(run, node, kind)
    if isinstance(kind, Static) and type(kind.value) in (bool, str) and not all(isinstance(a, Static) for a in args):
        kind = widen(kind)
    numeric = [a for a in [*args, *named.values()] if is_number(a)]
    if kind == UNKNOWN and any(isinstance(a, (Number, Array)) for a in numeric) and len(numeric) == len(args):
        kind = Number(None, all(map(is_real, numeric)))
    if (isinstance(kind, Number) and kind.shape is None) or (isinstance(kind, Array) and kind.shape is None):
        return _same_as_operand(run, node, function, numeric, kind)
    return kind


def _with_open_dtypes(function: Any, found: Probed) -> Probed:
    """Forget the dtypes of a result that is real for some values and complex for others, such as eigenvalues."""
    rule = registry.find(function)
    return Probed(without_dtypes(found.kind), found.shares) if rule is not None and rule.dtype_by_value else found


def without_dtypes(kind: Kind) -> Kind:
    """Return the kind with every dtype in it unknown.

    >>> without_dtypes(Array("float64", ("A",)))
    Array(dtype=None, shape=('A',), scalar=False)
    """
    match kind:
        case Array(_, shape, scalar):
            return Array(None, shape, scalar)
        case Tuple(items):
            return Tuple(tuple(map(without_dtypes, items)))
        case Record(cls, items):
            return Record(cls, tuple((key, without_dtypes(item)) for key, item in items))
    return kind


def has_open_sizes(kind: Kind) -> bool:
    """Tell whether some size of an array is not known."""
    return isinstance(kind, Array) and isinstance(kind.shape, tuple) and None in kind.shape


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
    if alike and is_real(shaped[0]):            # of a complex number, `abs` makes a real one
        return shaped[0]
    if isinstance(kind, Number):
        return Number(run.fresh(node), kind.real)
    return kind


def _descriptor(function: Any) -> Callable[..., Any]:
    """Return a callable for an operation; a property is read."""
    if isinstance(function, (types.GetSetDescriptorType, types.MemberDescriptorType)):
        return function.__get__
    return function
