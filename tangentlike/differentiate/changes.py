"""Going back over methods that change a list or a dict: what they put in or take out has its place in the bar."""

from typing import TYPE_CHECKING

from tangentlike.analysis.values import Dict, Keyed, List, Static, Tuple
from tangentlike.differentiate.containers import is_active
from tangentlike.differentiate.parts import bar_with_elements
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.differentiate.backward import Line


def undo_method(line: "Line", node: t.stmt, base: str, method: str) -> None:
    """`items.append(v)`, `items.insert(i, v)`: v gets the bar of its place, which is popped."""
    sweep = line.sweep
    assert isinstance(node, t.Expr) and isinstance(node.value, t.Call)
    if method == "pop":
        undo_pop(line, node, [], base)
        return
    # Other classes have an `append` as well, and it may do something else: a deque drops what is too much.
    if method not in ("append", "insert") or not isinstance(sweep.kinds.at(base, node, after=False), List):
        raise no_adjoint(sweep, node, method)
    *places, value = node.value.args
    bar_with_elements(line, node, base, after=True)
    pop = t.call(t.attribute(t.name(sweep.bar(base)), "pop"), *(inserted_at(line, node, base, i) for i in places))
    if is_active(sweep, value):
        assert isinstance(value, (t.Name, t.Tuple, t.List))
        name = sweep.facts.fresh(f"{base}_part") if line.goes_on(value, node) or not isinstance(value, t.Name) else None
        if name is not None:
            line.emit(t.assign(name, pop))
            line.give_or_go_on(value, t.name(name), node)
        else:
            line.add(value.id, pop)
    else:
        line.emit(t.statement(pop))


def no_adjoint(sweep: Sweep, node: t.stmt, method: str) -> Unsupported:
    """Return the error for a method that changes a container in another way."""
    return Unsupported(
        f"tangentlike cannot differentiate the method `{method}` of a container.",
        place=sweep.facts.source.place(node),
        why="there is no adjoint for it yet.",
        instead="use `append` and `pop` of lists, and indices.",
    )


def undo_pop(line: "Line", node: t.stmt, names: list[str], base: str) -> None:
    """`v = items.pop()`: the bar of v is appended to the bars; of `a, b = items.pop()`, the tuple of both.

    Of `v = d.pop(key)`, it becomes the bar of that entry again.
    """
    sweep = line.sweep
    call = node.value
    kind = sweep.kinds.at(base, node, after=False)
    keyed = isinstance(kind, (Dict, Keyed))
    unseen = not names and isinstance(getattr(kind, "item", None), (List, Tuple, Dict, Keyed))  # its bar has a shape, too
    if unseen or (keyed and len(call.args) != 1):
        raise no_adjoint(sweep, node, "pop")
    if base not in line.bound:
        line.emit(t.assign(sweep.bar(base), line.zero(base, node, after=True)))
        line.bound.add(base)
    bar_with_elements(line, node, base, after=True)
    values = [
        t.name(sweep.bar(name)) if name in line.bound else line.zero(name, node, after=True) for name in names
    ]
    line.bound -= set(names)
    is_tuple = isinstance(node, t.Assign) and isinstance(node.targets[0], t.Tuple)
    value = t.tuple_of(values) if is_tuple else values[0] if values else t.constant(0.0)
    bars = t.name(sweep.bar(base))
    if keyed:
        line.emit(t.assign(t.as_store(t.subscript(bars, sweep.reading(call.args[0], node))), value))
    elif not call.args:
        line.emit(t.statement(t.call(t.attribute(bars, "append"), value)))
    else:
        line.emit(t.statement(t.call(t.attribute(bars, "insert"), popped_from(line, node, base, call.args[0]), value)))


def popped_from(line: "Line", node: t.stmt, base: str, index: t.expr) -> t.expr:
    """Return the place of what `items.pop(index)` took; a negative index counts from the end of the longer list."""
    read = line.sweep.reading(index, node)
    if is_natural(line.sweep, index):
        return read
    length = t.binary(t.call("len", t.name(line.sweep.bar(base))), t.Add(), t.constant(1))
    return t.subscript(t.call("range", length), read)


def inserted_at(line: "Line", node: t.stmt, base: str, index: t.expr) -> t.expr:
    """Return the place that `items.insert(index, v)` gave to v: an index beyond either end means that end."""
    read = line.sweep.reading(index, node)
    if line.sweep.kinds.of(index) == Static(0):
        return read
    length = t.binary(t.call("len", t.name(line.sweep.bar(base))), t.Sub(), t.constant(1))
    ends = t.call(t.attribute(t.call("slice", read, t.constant(None)), "indices"), length)
    return t.subscript(ends, t.constant(0))


def is_natural(sweep: Sweep, index: t.expr) -> bool:
    """Tell whether an index is certainly not negative."""
    kind = sweep.kinds.of(index)
    return isinstance(kind, Static) and type(kind.value) is int and kind.value >= 0
