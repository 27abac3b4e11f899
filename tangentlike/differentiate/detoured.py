"""Numbers that depend on an active value by a detour (see `detours`) are refused where the result depends on them."""

from tangentlike.analysis.activity import bases, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import find_flow, point
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.usefulness import find_live
from tangentlike.detours import Detours
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t


def refuse_detours(tree: t.FunctionDef, kinds: Kinds, facts: Facts, varied: frozenset[str]) -> None:
    """Refuse a flat function whose result depends on an active value by a detour."""
    run = Detours(tree, kinds, facts, varied)
    run.follow()
    found = list(run.offences())
    if not found:
        return
    flow = find_flow(tree.body)
    seeds = frozenset().union(*(made_by(statement) for statement, _ in found))
    before, after = find_live(flow, kinds, varied_names(tree, kinds, varied | seeds))
    for statement, node in found:
        body = getattr(statement, "body", None)
        live = before.get(point(body[0])) if body else after.get(point(statement))
        if made_by(statement) & (live or frozenset()):
            raise refusal(facts, statement, node)


def refusal(facts: Facts, statement: t.stmt, node: t.AST) -> Unsupported:
    """Return the error for a number that is made of a detour."""
    found = Unsupported(
        "tangentlike cannot differentiate a number that depends on an active value by a detour.",
        place=facts.source.place(node if getattr(node, "lineno", None) is not None else statement),
        why="it is made of a text or a code of that value, or read where this program leaves it; no derivative follows that.",
        instead="pass the number itself, as an argument or a result.",
    )
    found.divisible = False
    return found


def made_by(statement: t.stmt) -> frozenset[str]:
    """Return the names whose values a statement makes or changes."""
    match statement:
        case t.Assign(targets=targets):
            return frozenset().union(*map(bases, targets))
        case t.AugAssign(target=target) | t.For(target=target):
            return frozenset(bases(target))
        case t.Expr(value=t.Call(func=t.Attribute(value=owner))):
            return frozenset(bases(owner))
    return frozenset()
