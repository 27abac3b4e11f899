"""Going back through `x[:, None]`: the axes that it adds are left out again."""

import operator

from tangentlike.analysis.values import Array
from tangentlike.differentiate.operations import Contribution, Operation
from tangentlike.differentiate.sweep import Sweep
from tangentlike.rules.algebra import split_sign
from tangentlike.syntax import trees as t


def axes_operation(sweep: Sweep, value: t.expr) -> Operation | None:
    """Return the adjoint of an index that adds axes and does nothing else; None for any other operation."""
    match value:
        case t.Subscript(value=t.Name() as base, slice=index) if isinstance(sweep.kinds.of(base), Array):
            axes = new_axes(index)
            return None if axes is None else Operation([Contribution(base, lambda bar: without_axes(bar, axes))])
    return None


def new_axes(index: t.expr) -> tuple[int, ...] | None:
    """Return the axes that an index of whole slices and `None` adds, such as 1 for `x[:, None]`; None for any other.

    >>> new_axes(t.parse_expression("x[:, None]").slice), new_axes(t.parse_expression("x[0, None]").slice)
    ((1,), None)
    """
    parts = index.elts if isinstance(index, t.Tuple) else [index]
    none = [isinstance(part, t.Constant) and part.value is None for part in parts]
    whole = [isinstance(part, t.Slice) and part.lower is part.upper is part.step is None for part in parts]
    axes = tuple(k for k, new in enumerate(none) if new)
    return axes if axes and all(map(operator.or_, none, whole)) else None


def without_axes(bar: t.expr, axes: tuple[int, ...]) -> t.expr:
    """Drop axes of one item from a bar; where a sum has just left them, let it leave them out."""
    negative, rest = split_sign(bar)
    written = t.constant(axes[0]) if len(axes) == 1 else t.tuple_of(map(t.constant, axes))
    match rest:
        case t.Call(args=[_], keywords=[t.keyword(arg="axis", value=axis), t.keyword(arg="keepdims")]) if t.equal(axis, written):
            kept = t.Call(rest.func, rest.args, rest.keywords[:1])
            return t.negative(kept) if negative else kept
    none = [t.constant(0) if k in axes else t.Slice(None, None, None) for k in range(max(axes) + 1)]
    return t.subscript(bar, t.tuple_of(none) if len(none) > 1 else none[0])
