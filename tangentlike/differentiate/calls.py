"""Calls of the user's own functions: a forward half that keeps a record, a backward half that reads it."""

from typing import TYPE_CHECKING, Any

from tangentlike.analysis.calls import is_users
from tangentlike.analysis.values import Closure
from tangentlike.differentiate.sweep import Sweep
from tangentlike.differentiate.taking import hand_over
from tangentlike.halves import halves_for_call, is_live
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.differentiate.backward import Line


def is_user_call(sweep: Sweep, value: t.expr) -> bool:
    """Tell whether a statement calls a function that is differentiated through its source."""
    if not isinstance(value, t.Call):
        return False
    callee = sweep.kinds.callee(value)
    return isinstance(callee, Closure) or (callee is not None and is_users(callee))


def call_operation(line: "Line", node: t.Assign, value: t.expr, bar: t.expr) -> None:
    """Write the call of the backward half, and add what it returns to the bars of the arguments."""
    sweep = line.sweep
    assert isinstance(value, t.Call)
    halves = halves_for_call(sweep, node, value)
    if not halves.wrt:
        return
    record = sweep.halves.setdefault(id(node), (halves, new_record(sweep, node)))[1]
    sweep.records[id(node)] = record
    result = t.call(halves.backward, hand_over(sweep, halves.pair, bar), sweep.read(record, node, after=True))
    operands: list[Any] = [halves.arguments.get(name) for name in halves.wrt]
    live = [is_live(sweep, operand) for operand in operands]
    if len(operands) == 1:
        give(line, operands[0], result, node)
        return
    names = [place_for(line, operand, node, i, operands) if live[i] else "_" for i, operand in enumerate(operands)]
    line.emit(t.gast_assign([t.as_store(t.tuple_of(t.name(n) for n in names))], result))
    if sweep.kinds.callee(value) not in sweep.facts.program.pieces:
        sweep.given |= {*names} - {*sweep.bars.values()}
    for operand, name, wanted in zip(operands, names, live, strict=True):
        if wanted and not is_own_bar(line, operand, name):
            give(line, operand, t.name(name), node)
        elif wanted and not line.goes_on(operand, node):
            line.bound.add(operand.id)
    for operand, name, wanted in zip(operands, names, live, strict=True):
        if wanted and line.goes_on(operand, node):
            line.go_on(operand, t.name(name))


def new_record(sweep: Sweep, node: t.Assign) -> str:
    """Name the record of a call: `v_saved`, or `v_record` in a loop, where its list is `v_saved`."""
    target = node.targets[0]
    name = target.id if isinstance(target, t.Name) else "_".join(n.id for n in t.walk(target) if isinstance(n, t.Name))
    looping = any(isinstance(n, (t.For, t.While)) and any(m is node for m in t.walk(n)) for n in t.walk(sweep.tree))
    return sweep.facts.fresh(f"{name}_record" if looping else f"{name}_saved")


def place_for(line: "Line", operand: Any, node: t.stmt, place: int, operands: list[Any]) -> str:
    """Return the name that takes one result: the bar itself if this is its first contribution."""
    sweep = line.sweep
    if not isinstance(operand, t.Name):
        return sweep.facts.fresh("parts")
    if line.goes_on(operand, node):
        return sweep.bar(operand.id)
    earlier = [o for o in operands[:place] if isinstance(o, t.Name) and o.id == operand.id]
    taken = operand.id in line.bound or operand.id in line.deferred or operand.id in sweep.in_place or earlier
    return sweep.facts.fresh(f"{operand.id}_part") if taken else sweep.bar(operand.id)


def is_own_bar(line: "Line", operand: Any, name: str) -> bool:
    """Tell whether a result went into the bar itself (or into that of a piece)."""
    return isinstance(operand, t.Name) and line.sweep.bars.get(operand.id) == name


def give(line: "Line", operand: Any, bar: t.expr, node: t.stmt) -> None:
    """Pass a result on."""
    if not is_live(line.sweep, operand):
        line.emit(t.statement(bar))
    else:
        line.give_or_go_on(operand, bar, node)
