"""What one flat statement contributes to the bars of its operands, from the operation's rule."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.operators import bound_arguments
from tangentlike.analysis.values import (
    UNKNOWN,
    Array,
    Dict,
    Keyed,
    Kind,
    List,
    Record,
    Static,
    Tuple,
    carries,
    is_float,
    is_real,
    items_in_order,
    parts_of,
)
from tangentlike.differentiate.conforming import conform, product
from tangentlike.differentiate.selections import select, without_unbroadcast
from tangentlike.differentiate.sweep import HOLE, Sweep
from tangentlike.errors import NoRule
from tangentlike.rules import registry
from tangentlike.rules.expand import expand, is_like, like_positions
from tangentlike.rules.registry import Rule
from tangentlike.syntax import trees as t

Part = Callable[[t.expr], t.expr]
PYTHONS = frozenset({"builtins", "_operator", "math"})


@dataclass
class Contribution:
    """A contribution to the bar of one operand: `part(out_bar)`; `reads` tells how often that reads the bar."""

    operand: t.expr
    part: Part
    reads: int = 1
    to_item: bool = False


@dataclass
class Operation:
    """The adjoint of one statement: local assignments, then contributions in the order of the operands."""

    contributions: list[Contribution] = field(default_factory=list)
    before: Callable[[t.expr], t.Block] = lambda bar: []
    reads_before: int = 0


def find_rule(sweep: Sweep, value: t.expr) -> Rule | None:
    """Return the rule of the operation that a flat statement applies."""
    function = sweep.kinds.callee(value)
    return registry.find(function) if function is not None else None


def rule_operation(sweep: Sweep, node: t.Assign, rule: Rule) -> Operation:
    """Expand a rule for one assignment of the flat dialect."""
    value, target = node.value, node.targets[0]
    try:
        arguments = bound_arguments(sweep.kinds, value, rule)
    except NoRule as error:
        raise NoRule(error.what, place=sweep.facts.source.place(value), why=error.why, instead=error.instead) from None
    refuse_containers(sweep, value, rule, arguments)
    known = {name: kind.value for name, a in arguments.items() if isinstance(kind := _kind(sweep, a), Static)}
    of_operands = [_kind(sweep, arguments[name]) for name in rule.operands if name in arguments]
    floats = all(map(is_float, of_operands))
    reals = all(map(is_real, of_operands))
    arrays = all(isinstance(kind, Array) and not kind.scalar for kind in of_operands if not isinstance(kind, Static))
    rule, arguments = rule.specialise(arguments, known, floats=floats, reals=reals, arrays=arrays)
    operands = {name: arguments[name] for name in rule.operands if name in arguments}
    wanted = {name for name, a in operands.items() if _active(sweep, a)}
    for name, argument in arguments.items():
        if name not in operands and not is_like(name) and _active(sweep, argument):
            raise no_rule_for_parameter(sweep, value, rule, name)
    out = result_read(sweep, target, node)
    lead: dict[str, t.expr] = {"out": out} if rule.kind == "elementwise" else {"out_bar": t.name(HOLE)}
    if rule.kind == "general":
        lead["out"] = out
    filled = {name: whole_index(sweep, _reading(sweep, a, node)) for name, a in arguments.items()}
    spelling = sweep.spell
    found = expand(rule, "adjoint", lead, filled, wanted, spelling, sweep.facts.fresh)
    for tree in [*found.before, *found.parts.values()]:
        mark_likes(sweep, tree)
    parts = {name: without_unbroadcast(sweep, node, part) for name, part in found.parts.items()}
    return _operation(sweep, node, rule, operands, parts, found.before)


def refuse_containers(sweep: Sweep, value: t.expr, rule: Rule, arguments: dict[str, Any]) -> None:
    """Refuse an operation of Python's own on containers: it joins or compares them, and its rule is that of numbers.

    NumPy makes arrays of what it is given; `sum`, `max` and the like take sequences, of numbers.
    """
    if getattr(sweep.kinds.callee(value), "__module__", "") not in PYTHONS:
        return
    for name in rule.operands:
        kind = _kind(sweep, arguments.get(name))
        parts = [kind] if rule.kind == "elementwise" or name not in rule.operands[:1] else [*parts_of(kind)]
        holds = isinstance(kind, (Dict, Keyed, Record)) and items_in_order(kind) is None
        if holds or any(isinstance(part, (List, Tuple, Dict, Keyed, Record)) for part in parts):
            raise NoRule(
                f"tangentlike has no derivative of `{rule.name}` of containers.",
                place=sweep.facts.source.place(value),
                why="the rule is that of numbers.",
                instead="write a loop over the items.",
            )


def no_rule_for_parameter(sweep: Sweep, value: t.expr, rule: Rule, name: str) -> NoRule:
    """Return the error for an active argument that the rule takes for a constant."""
    return NoRule(
        f"tangentlike has no derivative of `{rule.name}` with respect to `{name}`.",
        place=sweep.facts.source.place(value),
        why="an active value is given for it, and the rule takes it for a constant.",
        instead="write a rule with `@tangentlike.adjoint` that returns a contribution for it.",
    )


def result_read(sweep: Sweep, target: t.expr, node: t.stmt) -> t.expr:
    """Return the read of what a statement assigns."""
    if isinstance(target, t.Tuple):
        return t.tuple_of(result_read(sweep, item, node) for item in target.elts)
    return sweep.read(target.id, node, after=True) if isinstance(target, t.Name) else t.constant(None)


def _operation(
    sweep: Sweep, node: t.Assign, rule: Rule, operands: dict[str, Any], parts: dict[str, t.expr], before: t.Block
) -> Operation:
    out_kind = sweep.kinds.of(node.value)
    contributions = []
    for name, part in parts.items():
        operand = operands[name]
        if isinstance(operand, (list, tuple)):
            operand = t.tuple_of(operand)
        if rule.kind == "elementwise":
            form = elementwise_part(sweep, node, part, operand, out_kind)
            reads = 1
        else:
            form = hole_part(part)
            reads = _holes(part)
        contributions.append(Contribution(operand, form, reads))
    return Operation(contributions, lambda bar: [fill(s, bar) for s in before], sum(map(_holes, before)))


def hole_part(part: t.expr) -> Part:
    """Return the contribution whose text holds the bar in holes."""
    return lambda bar: fill(part, bar)


def elementwise_part(sweep: Sweep, node: t.Assign, partial: t.expr, operand: t.expr, out: Kind) -> Part:
    """Multiply by a partial, and conform to the operand."""
    kind = sweep.kinds.of(operand)

    def part(bar: t.expr) -> t.expr:
        selected = select(sweep, node, partial, product(sweep, node, bar, partial))
        return conform(sweep, node, selected, operand, kind, out)

    return part


def fill(node: Any, bar: t.expr) -> Any:
    """Put the bar into the holes of an expansion."""
    return t.substitute(node, {HOLE: bar})


def _holes(node: t.AST) -> int:
    return sum(isinstance(n, t.Name) and n.id == HOLE for n in t.walk(node))


def mark_likes(sweep: Sweep, tree: t.AST) -> None:
    """Turn reads in the place of a helper's `like` into reads of the shape only."""
    for node in t.walk(tree):
        if isinstance(node, t.Call) and isinstance(node.func, t.Name):
            for place in like_positions(sweep.facts.program.spelled(node.func.id)):
                if place < len(node.args) and isinstance(node.args[place], t.Name):
                    read = sweep.reads.get(node.args[place].id)
                    if read is not None:
                        node.args[place] = sweep.read(read.name, read.node, read.after, like=True)


def whole_index(sweep: Sweep, argument: Any) -> Any:
    """Write an index with slices so that it can be an argument: `np.s_[1:, 0]`."""
    if isinstance(argument, t.AST) and any(isinstance(n, t.Slice) for n in t.walk(argument)):
        return t.subscript(t.dotted(sweep.spell_numpy("s_")), argument)
    return argument


def _kind(sweep: Sweep, argument: Any) -> Kind:
    if isinstance(argument, t.AST):
        return sweep.kinds.of(argument)
    return Static(argument) if not isinstance(argument, (list, tuple, dict)) else UNKNOWN


def _active(sweep: Sweep, argument: Any) -> bool:
    """Tell whether an operand (or an item of a display) carries a derivative."""
    if isinstance(argument, t.Name):
        return argument.id in sweep.varied and carries(sweep.kinds.of(argument))
    if isinstance(argument, (t.Tuple, t.List)):
        return any(_active(sweep, item) for item in argument.elts)
    if isinstance(argument, (list, tuple)):
        return any(_active(sweep, item) for item in argument)
    return False


def _reading(sweep: Sweep, argument: Any, node: t.stmt) -> Any:
    if isinstance(argument, t.AST):
        return sweep.reading(argument, node)
    if isinstance(argument, (list, tuple)) and argument and isinstance(argument[0], t.AST):
        return [sweep.reading(item, node) for item in argument]
    return argument
