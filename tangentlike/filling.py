"""What calls leave in the lists and dicts that they are given: what is known of the items afterwards."""

from collections.abc import Mapping
from typing import Any

from tangentlike.analysis.binding import bind
from tangentlike.analysis.joins import join
from tangentlike.analysis.kinds import Inference, Kinds
from tangentlike.analysis.values import UNKNOWN, Dict, Keyed, Kind, List, Tuple, parts_of
from tangentlike.callees import canonical, restored, with_defaults, without
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t

# A function, the kinds of its parameters, and the caller's variable for each of its outer names.
Called = tuple[Subject, dict[str, Kind], dict[str, str]]
CONTAINERS = (List, Dict, Keyed)


def holds_container(kind: Kind) -> bool:
    """Tell whether a value is, or holds, something that more can be put into."""
    return isinstance(kind, CONTAINERS) or any(map(holds_container, parts_of(kind)))


def opened(kind: Kind, every: bool = False) -> Kind:
    """Say that an empty container (or `every` one) may hold anything: what was put there may have been out of sight.

    >>> opened(Tuple((List(None), UNKNOWN)))
    Tuple(items=(List(item=Unknown(), is_fixed=False), Unknown()))
    """
    match kind:
        case List(item, is_fixed):
            return List(UNKNOWN if item is None or every else opened(item), is_fixed)
        case Keyed(key, item):
            return Keyed(key, UNKNOWN if item is None or every else opened(item))
        case Dict(items):
            return Dict(tuple((key, opened(item, every)) for key, item in items)) if items else UNKNOWN
        case Tuple(items):
            return Tuple(tuple(opened(item, every) for item in items))
    return kind


def left_in(parameters: Mapping[str, Kind], facts: Kinds, known: bool) -> dict[str, Kind]:
    """Return what the containers among a function's parameters may be afterwards, where that is more than before."""
    held = {name: kind for name, kind in parameters.items() if holds_container(kind)}
    after = {name: facts.variables.get(name, UNKNOWN) for name in held}
    after = after if known else {name: opened(kind) for name, kind in after.items()}
    return {name: kind for name, kind in after.items() if kind != held[name]}


def fill(filled: Mapping[Any, dict[str, Kind]], called: Called, call: tuple[Inference, t.Call], env: Any) -> None:
    """Note in the environment of a call what it has left in variables of the caller."""
    (subject, kinds, outer), (run, node) = called, call
    renamed, back = canonical(kinds)
    left = filled.get((id(subject), tuple(renamed.items())), {})
    if not left:
        return
    own = without(subject.parameters, tuple(outer))
    nodes = with_defaults(bind(own, node, run.facts), own, outer)
    nodes |= {mine: t.name(theirs) for mine, theirs in outer.items()}
    for name, kind in left.items():
        base = t.base_of(nodes.get(name))
        if base is not None and base in env:
            new = join(env[base], restored(kind, back)) if isinstance(nodes[name], t.Name) else opened(env[base], every=True)
            run.assign(t.name(base), new, env)
