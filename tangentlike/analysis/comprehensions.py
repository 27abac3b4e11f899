"""The kinds of comprehensions: their clauses run in a scope of their own."""

from typing import TYPE_CHECKING, Any

from tangentlike.analysis.closures import as_item
from tangentlike.analysis.dicts import walked_entries, with_entry
from tangentlike.analysis.items import iterate
from tangentlike.analysis.joins import widen
from tangentlike.analysis.sizes import map_dims, steady_sizes
from tangentlike.analysis.values import NEVER, UNKNOWN, Dict, Iterator, Keyed, Kind, List
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


def _known_entries(run: "Inference", node: t.DictComp, env: "Environment") -> Kind | None:
    """Return the kind of a dict comprehension that walks a dict with known keys: its entries are known; None for others."""
    entries = walked_entries(node, run.facts) if isinstance(node.key, t.Name) else None
    known: dict[Any, Kind] = {}
    for names in entries or ():
        key = names.get(node.key.id)
        if not isinstance(key, t.Constant):
            return None
        known[key.value] = widen(run.kind(t.substitute(node.value, names), dict(env)))
    return Dict(tuple(known.items())) if known else None


def infer_comprehension(run: "Inference", node: t.expr, env: "Environment") -> Kind:
    """Return the kind of a comprehension, noting the kinds of its parts; its names are not known outside of it."""
    inside = dict(env)
    outside = dict(run.facts.variables)
    for clause in node.generators:
        run.assign(clause.target, iterate(run, clause.target, run.kind(clause.iter, inside)), inside)
        for test in clause.ifs:
            run.kind(test, inside)
    run.facts.variables.clear()
    run.facts.variables.update(outside)
    if isinstance(node, t.DictComp):
        known = _known_entries(run, node, env)
        key, item = run.kind(node.key, inside), run.kind(node.value, inside)
        return known or with_entry(Keyed(NEVER, None), key, as_item(map_dims(widen(item), lambda dim: None)))
    item = as_item(steady_sizes(widen(run.kind(node.elt, inside))))
    if isinstance(node, t.SetComp):
        return UNKNOWN
    return List(item) if isinstance(node, t.ListComp) else Iterator(item)
