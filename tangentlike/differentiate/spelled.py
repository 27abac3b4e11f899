"""Operations that cost more as a call than written out: their rules say how."""

import inspect

from tangentlike.analysis.values import is_float
from tangentlike.differentiate.operations import find_rule
from tangentlike.differentiate.sweep import Sweep
from tangentlike.syntax import trees as t


def write_out(sweep: Sweep, block: t.Block) -> None:
    """Replace calls on floats by the expression of their rule: `y = max(a, b)` becomes `y = b if b > a else a`."""
    for node in block:
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list) and not isinstance(node, t.FunctionDef):
                write_out(sweep, inner)
        if isinstance(node, t.Assign) and isinstance(node.value, t.Call):
            node.value = _written_out(sweep, node.value) or node.value


def _written_out(sweep: Sweep, call: t.Call) -> t.expr | None:
    """Return the expression for a call of names and constants that are floats, if its rule has one."""
    rule = find_rule(sweep, call)
    if rule is None or rule.in_full is None or call.keywords or not all(map(_is_atom, call.args)):
        return None
    names = list(inspect.signature(rule.in_full).parameters)
    if len(names) != len(call.args) or not all(is_float(sweep.kinds.of(arg)) for arg in call.args):
        return None
    return t.substitute(rule.text("in full").body[-1].value, dict(zip(names, call.args, strict=True)))


def _is_atom(node: t.expr) -> bool:
    return isinstance(node, (t.Name, t.Constant))
