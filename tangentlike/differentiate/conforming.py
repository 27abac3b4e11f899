"""Bars in the shape of their operands: sums over the axes along which an operand was broadcast, and no more than needed."""

from collections.abc import Callable

from tangentlike.analysis.dims import is_large
from tangentlike.analysis.kinds import Inference
from tangentlike.analysis.sizes import fits, same_shape
from tangentlike.analysis.values import FLOAT64, Array, Kind, Number, Scalar, Static, is_float
from tangentlike.differentiate.sweep import HOLE, Sweep
from tangentlike.rules.algebra import Product, split_sign, times
from tangentlike.runtime.arrays import unbroadcast, unreduce
from tangentlike.syntax import trees as t


def conform(sweep: Sweep, node: t.stmt, bar: t.expr, operand: t.expr, kind: Kind, out: Kind) -> t.expr:
    """Give a bar of kind `out` the shape, dtype and realness of the operand."""
    if fits(kind, out) or (is_complex(kind) and (is_complex(out) or is_float(out))):
        return bar
    if is_float(kind) and is_complex(out):
        return t.call(sweep.spell_numpy("real"), bar)
    if is_float(kind) or kind == FLOAT64:
        if is_float(out) or out == FLOAT64:
            return bar
        if (isinstance(out, Number) and out.real) or (isinstance(out, Array) and out.dtype == "float64"):
            return _signed(bar, lambda rest: _summed(sweep, rest, out))
    found = summed_axes(kind, out)
    if found is not None:
        axes, keep = found
        axis = t.constant(axes[0]) if len(axes) == 1 else t.tuple_of(map(t.constant, axes))
        options = {"axis": axis, **({"keepdims": t.constant(True)} if keep else {})}
        return _signed(bar, lambda rest: t.call(sweep.spell_numpy("sum"), rest, **options))
    like = sweep.reading(operand, node, like=True)
    return _signed(bar, lambda rest: t.call(sweep.spell(unbroadcast, "unbroadcast"), rest, like))


def _summed(sweep: Sweep, bar: t.expr, out: Kind) -> t.expr:
    """Write the sum of a bar: by the method where the bar of an array has a name, which takes half as long."""
    if isinstance(bar, t.Name) and isinstance(out, Array):
        return t.call(t.attribute(bar, "sum"))
    return t.call(sweep.spell_numpy("sum"), bar)


def is_complex(kind: Kind) -> bool:
    """Tell whether a value is one of Python's own complex numbers."""
    return kind == Scalar("complex") or (isinstance(kind, Static) and type(kind.value) is complex)


def _signed(bar: t.expr, form: Callable[[t.expr], t.expr]) -> t.expr:
    """Take the sign out of a sum: it is of fewer elements."""
    negative, rest = split_sign(bar)
    return t.negative(form(rest)) if negative else form(rest)


def summed_axes(kind: Kind, out: Kind) -> tuple[tuple[int, ...], bool] | None:
    """Return the axes along which an operand was broadcast, and whether it has them, too; None if that is not certain.

    >>> summed_axes(Array("float64", ("B",)), Array("float64", ("A", "B")))
    ((0,), False)
    >>> summed_axes(Array("float64", ("A", 1)), Array("float64", ("A", "B")))
    ((1,), True)
    """
    match kind, out:
        case Array(str() as a, tuple() as own, False), Array(b, tuple() as whole, False) if a == b and own:
            extra = len(whole) - len(own)
            pairs = list(zip(own, whole[max(extra, 0) :], strict=False))
            ones = tuple(k for k, (i, j) in enumerate(pairs, extra) if i == 1 != j)
            if extra < 0 or not all(is_large(i) or (i == j and i is not None) or i == 1 for i, j in pairs):
                return None
            return None if extra and ones else (tuple(range(extra)) or ones, bool(ones))
    return None


def product(sweep: Sweep, node: t.Assign, bar: t.expr, partial: t.expr) -> t.expr:
    """Return a bar times a partial; what a sum spreads over its elements is spread by the product."""
    negative, rest = split_sign(bar)
    spread, out = spread_value(sweep, rest), sweep.kinds.of(node.value)
    if spread is not None and isinstance(out, Array) and same_shape(kind_of(sweep, node, partial), out):
        return times(t.negative(spread) if negative else spread, t.copy(partial))
    return times(t.copy(bar), t.copy(partial))


def spread_value(sweep: Sweep, bar: t.expr) -> t.expr | None:
    """Return what `unreduce` spreads, with an axis of one item for each that the sum ran over; None for other bars."""
    match bar:
        case t.Call(func=t.Name(id=name), args=[value, _, *options], keywords=[]) if sweep.facts.program.spelled(name) is unreduce:
            return _with_axes(sweep, value, options)
    return None


def _with_axes(sweep: Sweep, value: t.expr, options: list[t.expr]) -> t.expr | None:
    match options:
        case [] | [t.Constant(value=None)] | [_, t.Constant(value=True)]:
            return t.copy(value)
        case [t.Constant(value=int()) as axis] | [t.Constant(value=int()) as axis, t.Constant(value=False)]:
            terms = Product().multiply(t.copy(value))
            number, terms.constant, terms.negative = Product(terms.negative, terms.constant).expression(), 1.0, False
            return times(t.call(sweep.spell_numpy("expand_dims"), terms.expression(), t.copy(axis)), number)
    return None


def kind_of(sweep: Sweep, node: t.Assign, expression: t.expr) -> Kind:
    """Return the kind of a part of an expansion, from those of the reads and of the bar."""
    reads = {key: sweep.kinds.at(r.name, r.node, r.after) for key, r in sweep.reads.items()}
    run = Inference(sweep.tree, sweep.facts.scope, sweep.facts.program)
    run.subject = sweep.facts
    return run.kind(expression, {**reads, HOLE: sweep.kinds.of(node.value)})
