"""`np.apply_along_axis`: a function that is called for each row along an axis, and its results as an array.

NumPy gives the result the type of the first one: only where all are certainly floats is the list the same.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tangentlike.analysis.binding import CannotBind, Parameters, bind
from tangentlike.analysis.values import Array, Kind, Static
from tangentlike.normalise.by_elements import FLOATING, is_floating, numpy, result_of
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.runtime.by_elements import array_as_first
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote, quote_expression

if TYPE_CHECKING:
    from tangentlike.normalise.comprehensions import Opener

PARAMETERS = Parameters(["func1d", "axis", "arr"], [], "args", "kwargs")


@dataclass
class Rows:
    """The arguments of a call: the function, the array, its axis and rank, and what else the function is given."""

    function: t.expr
    array: t.expr
    axis: int                                   # counted from the first one
    rank: int
    further: list[t.expr]
    named: dict[str, t.expr]
    result: Kind

    @property
    def is_number(self) -> bool:
        """Tell whether the function gives one number for each row."""
        return not isinstance(self.result, Array) or self.result.shape == ()


def find_rows(work: "Opener", node: t.Call) -> Rows | None:
    """Return the parts of a call; None if its function does not certainly give a number or a row of floats."""
    if any(isinstance(arg, t.Starred) for arg in node.args) or any(keyword.arg is None for keyword in node.keywords):
        return None
    try:
        bound = bind(PARAMETERS, node, work.kinds)
    except CannotBind:
        return None
    kind, along = work.kinds.of(bound["arr"]), work.kinds.of(bound["axis"])
    if not isinstance(kind, Array) or kind.dtype != FLOATING or not isinstance(kind.shape, tuple) or not isinstance(along, Static):
        return None
    rank = len(kind.shape)
    if type(along.value) is not int or not -rank <= along.value < rank:
        return None
    further, named = bound["args"].elts, {key.value: value for key, value in named_in(bound["kwargs"])}
    row = Array(kind.dtype, (kind.shape[along.value],))
    kinds = {name: work.kinds.of(value) for name, value in named.items()}
    result = result_of(work, bound["func1d"], [row, *map(work.kinds.of, further)], kinds)
    if not is_floating(result, 1):
        return None
    return Rows(bound["func1d"], bound["arr"], along.value % rank, rank, further, named, result)


def named_in(options: t.Dict) -> list[tuple[t.Constant, t.expr]]:
    """Return the names and values of arguments by keyword."""
    return list(zip(options.keys, options.values, strict=True))


def is_along_axis(work: "Opener", node: t.Call) -> bool:
    """Tell whether a function is called for each row of an array along an axis, and gives a number or an array of floats."""
    return find_rows(work, node) is not None


def along_axis(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`np.apply_along_axis(f, 1, m)` is `np.array([f(row) for row in m])`; along axis 0, the same of the columns."""
    rows = find_rows(work, node)
    assert rows is not None
    before: t.Block = []

    def named(arg: t.expr) -> t.expr:
        inside, value = hoisting.expression(arg)
        name = work.named("given")
        before.extend([*inside, t.assign(name, value)])
        return t.name(name)

    # In the order in which the call evaluates them.
    order = [*node.args, *(keyword.value for keyword in node.keywords)]
    wanted = [rows.array, *rows.further, *rows.named.values()]
    names = {id(arg): named(arg) for arg in order if any(arg is each for each in wanted)}
    rows.further = [names[id(arg)] for arg in rows.further]
    rows.named = {name: names[id(arg)] for name, arg in rows.named.items()}
    rows.array = names[id(rows.array)]
    if rows.rank == 1:
        return before, t.call(numpy(work, "array"), called(rows, rows.array))
    if rows.rank == 2:
        made = listed(work, rows, rows.array if rows.axis == 1 else t.attribute(rows.array, "T"))
        return before, made if rows.axis == 1 else t.attribute(made, "T")
    return moved_rows(work, rows, before)


def called(rows: Rows, row: t.expr) -> t.expr:
    """Return the call of the function for one row."""
    return t.Call(t.copy(rows.function), [row, *rows.further], [t.keyword(name, value) for name, value in rows.named.items()])


def listed(work: "Opener", rows: Rows, walked: t.expr) -> t.expr:
    """Return an array of what the function gives for each row of a matrix."""
    row = work.named("row")
    text = "array_as_first([call for row in rows])"
    return quote_expression(text, array_as_first=work.spell(array_as_first), call=called(rows, t.name(row)), row=row, rows=walked)


def moved_rows(work: "Opener", rows: Rows, before: t.Block) -> Opened:
    """Return the results for an array of many axes: the axis goes to the end, and those of the results come back from there."""
    moved, results = work.named("moved"), work.named("results")
    axis = t.constant(rows.axis)
    before += quote("moved = moveaxis(array, axis, -1)", moved=moved, moveaxis=t.dotted(numpy(work, "moveaxis")),
                    array=rows.array, axis=axis)
    matrix = quote_expression("moved.reshape(-1, moved.shape[-1])", moved=moved)
    before.append(t.assign(results, listed(work, rows, matrix)))
    outer = [quote_expression("moved.shape[place]", moved=moved, place=t.constant(place)) for place in range(rows.rank - 1)]
    if rows.is_number:
        return before, t.call(t.attribute(t.name(results), "reshape"), t.tuple_of(outer))
    shape = t.tuple_of([*outer, quote_expression("results.shape[1]", results=results)])
    return before, t.call(numpy(work, "moveaxis"), t.call(t.attribute(t.name(results), "reshape"), shape), t.constant(-1), axis)
