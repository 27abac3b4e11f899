"""Functions that are defined inside the function at hand, and what they read of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tangentlike.analysis.free_names import free_names, local_names
from tangentlike.analysis.values import UNKNOWN, Closure, Dict, Keyed, Kind, Record, Tuple, Unknown
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


@dataclass(frozen=True)
class Escaped(Unknown):
    """What a call returns that holds a nested function: it reads variables of a function that is done."""


def closure_kind(run: "Inference", node: t.FunctionDef | t.Lambda, env: "Environment") -> Kind:
    """Return the kind of a nested function, with the outer local names that it reads."""
    body = node.body if isinstance(node, t.FunctionDef) else [node.body]
    own = {n.id for n in t.walk(node.args) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}
    if isinstance(node, t.FunctionDef):
        own |= local_names(node) - {name for n in t.walk_own(node.body) if isinstance(n, t.Nonlocal) for name in n.names}
    around = run.local | env.keys()  # the variables of a comprehension are known inside of it only
    names = (free_names(body) - own) & around
    defaults = [d for d in [*node.args.defaults, *node.args.kw_defaults] if d is not None]
    names |= t.names_read(defaults) & around
    for inner in [env[name] for name in names if isinstance(env.get(name), Closure)]:
        names |= set(inner.outer)  # type: ignore[attr-defined]
    captured = tuple(sorted(names))
    return Closure(run.program.note_closure(node, run), captured, captured)  # type: ignore[attr-defined]


def as_item(kind: Kind) -> Kind:
    """Return the kind of a function as one of several items, of which each may have an environment of its own."""
    if isinstance(kind, Closure) and (kind.captured or kind.node.args.defaults or kind.node.args.kw_defaults):
        return UNKNOWN
    return kind


def holds_closure(kind: Kind) -> bool:
    """Tell whether a kind holds a nested function with an environment."""
    match kind:
        case Closure(_, captured):
            return bool(captured)
        case Escaped():
            return True
        case Tuple(items):
            return any(map(holds_closure, items))
        case Dict(items) | Record(_, items):
            return any(holds_closure(item) for _, item in items)
        case Keyed(_, item):
            return item is not None and holds_closure(item)
    return False
