"""The parts of bars that belong to elements of a variable, and to what looks into its memory."""

from typing import TYPE_CHECKING

from tangentlike.analysis.views import laid_out
from tangentlike.differentiate.bars import is_container
from tangentlike.differentiate.sweep import Sweep
from tangentlike.runtime.arrays import zeros_like
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.differentiate.backward import Line


def filled_bar(sweep: Sweep, node: t.stmt, name: str, after: bool = False) -> t.expr:
    """Return the bar of a variable; where it may be a plain zero although the variable is an array, an array.

    Of a container that is made on some ways only, there may be none yet.
    """
    bar = t.name(sweep.bar(name))
    if name not in sweep.facts.unbound or not (sweep.indexable(name) or is_container(sweep.kind(name))):
        return bar
    if is_container(sweep.kind(name)):
        zeros = t.call(sweep.spell(zeros_like, "zeros_like"), sweep.read(name, node, after))
        return t.IfExp(t.is_(t.copy(bar), t.constant(None)), zeros, bar)
    return t.binary(bar, t.Add(), t.call(sweep.spell_numpy("zeros_like"), sweep.read(name, node, after, like=True)))


def bar_with_elements(line: "Line", node: t.stmt, name: str, after: bool = False) -> t.expr:
    """Return the bar of a variable that is stored into."""
    filled = filled_bar(line.sweep, node, name, after)
    if not isinstance(filled, t.Name):
        line.emit(t.assign(line.sweep.bar(name), filled))
    return t.name(line.sweep.bar(name))


def place_in_bar(line: "Line", node: t.stmt, target: t.Subscript) -> t.expr:
    """Return the element of a bar that belongs to an element, or to one of a row, that is stored."""
    return t.subscript(view_of_bar(line, node, target.value), line.sweep.reading(target.slice, node))


def view_of_bar(line: "Line", node: t.stmt, view: t.expr) -> t.expr:
    """Return the part of a bar that belongs to a view of its variable."""
    match view:
        case t.Subscript():
            return place_in_bar(line, node, view)
        case t.Attribute(value=base, attr=attr):
            return t.attribute(view_of_bar(line, node, base), attr)
        case t.Call(func=t.Attribute(value=base, attr=attr), args=args):
            inner = view_of_bar(line, node, base)
            if laid_out(view) is not None:
                lay_out(line, inner)
            return t.Call(t.attribute(inner, attr), [line.sweep.reading(arg, node) for arg in args], [])
    return bar_with_elements(line, node, view.id)


def lay_out(line: "Line", bar: t.expr) -> None:
    """Let the elements of a bar lie row by row, so that another shape of it is a view of it."""
    rows = t.call(line.sweep.spell_numpy("ascontiguousarray"), t.copy(bar))
    zeros = line.sweep.spell_numpy("zeros_like")
    for made in reversed(line.out):
        if isinstance(made, t.Assign) and t.equal(t.as_load(t.copy(made.targets[0])), bar):
            if t.equal(made.value, rows) or (isinstance(made.value, t.Call) and t.equal(made.value.func, t.dotted(zeros))):
                return
            break
    line.emit(t.assign(t.as_store(t.copy(bar)), rows))
