"""Operators of objects: the rules are those of numbers, so that what is not known to be one is asked, or refused."""

from typing import Any

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.operators import bound_arguments
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.values import Static, Unknown
from tangentlike.differentiate.operations import find_rule
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import NoRule
from tangentlike.runtime.operands import is_operand, require_number
from tangentlike.syntax import trees as t


def require_numbers(sweep: Sweep) -> bool:
    """Ask before each active operation whether its inactive operands of unknown kind are numbers; tell whether any is."""
    return _in_block(sweep, sweep.tree.body)


def _in_block(sweep: Sweep, block: t.Block) -> bool:
    found = False
    asked: dict[str, set[str]] = {}
    out: t.Block = []
    for node in block:
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list) and not isinstance(node, t.FunctionDef):
                found |= _in_block(sweep, inner)
        for operand in unknown_operands(sweep, node):
            if t.dump(operand) not in asked:
                asked[t.dump(operand)] = t.names_read(operand)
                out.append(t.statement(t.call(sweep.spell(require_number, "require_number"), t.copy(operand))))
        asked = {text: names for text, names in asked.items() if not names & t.names_stored(node)}
        out.append(node)
    found |= len(out) > len(block)
    block[:] = out
    return found


def unknown_operands(sweep: Sweep, node: t.stmt) -> list[t.expr]:
    """Return the inactive operands of an active operation of which nothing is known; refuse one that is no number."""
    if not isinstance(node, t.Assign) or not is_varied(node.value, sweep.varied, sweep.kinds):
        return []
    rule = find_rule(sweep, node.value)
    if rule is None or rule.kind == "constant":
        return []
    try:
        arguments = bound_arguments(sweep.kinds, node.value, rule)
    except NoRule:
        return []  # said where the rule is applied
    found: list[t.expr] = []
    for name in rule.operands:
        operand = arguments.get(name)
        known = known_value(sweep, operand)
        if known is not MISSING and not is_operand(known):
            raise NoRule(
                f"tangentlike has no derivative of `{rule.name}` of a `{type(known).__name__}`.",
                place=sweep.facts.source.place(node.value),
                why="its class defines its own operators, and the rule is that of numbers.",
                instead="call a function of your own that does the arithmetic.",
            )
        unknown = isinstance(operand, t.expr) and isinstance(sweep.kinds.of(operand), Unknown) and known is MISSING
        if unknown and not is_varied(operand, sweep.varied, sweep.kinds):
            found.append(operand)
    return found


def known_value(sweep: Sweep, operand: Any) -> Any:
    """Return the object that an operand is certain to be, MISSING if none is."""
    if not isinstance(operand, t.expr) or isinstance(operand, t.Constant):
        return MISSING
    kind = sweep.kinds.of(operand)
    if isinstance(kind, Static):
        return kind.value
    outside = isinstance(operand, t.Name) and operand.id not in sweep.kinds.variables
    return sweep.facts.scope.peek(operand.id) if outside else MISSING
