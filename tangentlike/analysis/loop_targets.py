"""What each part of a loop's target walks: in `for row, f in zip(rows, factors)` a row is none of the factors."""

from tangentlike.analysis.kinds import Kinds
from tangentlike.syntax import trees as t

PAIR = 2


def walked(target: t.expr) -> str:
    """Return the key of what (a part of) a loop's target walks: what its iterable gave when the loop began."""
    return f"walked {id(target)}"


def walks(target: t.expr, iterable: t.expr, kinds: Kinds) -> list[tuple[t.expr, t.expr | None]]:
    """Return which part of a loop's target walks which iterable; None walks what has no memory."""
    elts = target.elts if isinstance(target, (t.Tuple, t.List)) else []
    args = iterable.args if isinstance(iterable, t.Call) else []
    callee = kinds.callee(iterable) if isinstance(iterable, t.Call) else None
    if not elts or any(isinstance(part, t.Starred) for part in [*elts, *args]):
        return [(target, iterable)]
    if callee is zip and len(args) == len(elts):
        return [pair for part, arg in zip(elts, args, strict=True) for pair in walks(part, arg, kinds)]
    if callee is enumerate and len(elts) == PAIR and args:
        return [(elts[0], None), *walks(elts[1], args[0], kinds)]
    return [(target, iterable)]
