"""What calls leave in the lists and dicts that they are given: what is known of the items afterwards."""

from collections.abc import Mapping
from typing import Any

from tangentlike.analysis.joins import join
from tangentlike.analysis.kinds import Inference, Kinds
from tangentlike.analysis.values import UNKNOWN, Dict, Keyed, Kind, List, parts_of
from tangentlike.syntax import trees as t

CONTAINERS = (List, Dict, Keyed)


def holds_container(kind: Kind) -> bool:
    """Tell whether a value is, or holds, something that more can be put into."""
    return isinstance(kind, CONTAINERS) or any(map(holds_container, parts_of(kind)))


def forgotten(kind: Kind) -> Kind:
    """Forget what a container holds.

    >>> forgotten(List(None))
    List(item=Unknown(), is_fixed=False)
    """
    if not holds_container(kind):
        return kind
    return List(UNKNOWN, kind.is_fixed) if isinstance(kind, List) else UNKNOWN


def left_in(parameters: Mapping[str, Kind], facts: Kinds, known: bool) -> dict[str, Kind]:
    """Return what the containers among a function's parameters may be afterwards, where that is more than before."""
    held = {name: kind for name, kind in parameters.items() if holds_container(kind)}
    after = {name: facts.variables.get(name, UNKNOWN) if known else forgotten(kind) for name, kind in held.items()}
    return {name: kind for name, kind in after.items() if kind != held[name]}


def fill(run: Inference, left: Mapping[str, Kind], nodes: Mapping[str, Any], env: dict[str, Kind]) -> None:
    """Note what a call has left in variables of the caller: `nodes` holds its expression for each parameter."""
    for name, kind in left.items():
        given = nodes.get(name)
        base = t.base_of(given) if isinstance(given, t.expr) else None
        if base is None or base not in env:
            continue
        before = env[base]
        after = join(before, kind) if isinstance(given, t.Name) else forgotten(before)
        run.assign(t.name(base), after, env)
