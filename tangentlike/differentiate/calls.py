"""Calls of the user's own functions: a forward half that keeps a record, a backward half that reads it."""

from typing import TYPE_CHECKING, Any

from tangentlike.analysis.calls import is_users
from tangentlike.analysis.values import Closure
from tangentlike.differentiate.bars import is_fresh
from tangentlike.differentiate.giving import given_places
from tangentlike.differentiate.sweep import Sweep
from tangentlike.halves import halves_for_call, is_live
from tangentlike.runtime.trees import own
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
    result = t.call(halves.backward, give_away(sweep, halves, bar), sweep.read(record, node, after=True))
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


def give_away(sweep: Sweep, halves: Any, bar: t.expr) -> t.expr:
    """Return the bar of what a call gives, with copies of the parts that it may keep, if somebody else has them."""
    places = given_places(halves.pair.subject, halves.pair.kinds)
    if places and isinstance(bar, t.Tuple):
        bar.elts = [given_away(sweep, part) if place in places else part for place, part in enumerate(bar.elts)]
    return t.call(sweep.spell(own, "own"), bar) if places and not isinstance(bar, t.Tuple) else bar


def given_away(sweep: Sweep, part: t.expr) -> t.expr:
    """Return a part of a bar that nobody else has."""
    alone = isinstance(part, t.Name) and any(sweep.bars.get(name) == part.id for name in sweep.in_place)
    return part if alone or is_fresh(sweep, part) else t.call(sweep.spell(own, "own"), part)


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
