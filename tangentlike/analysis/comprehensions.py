"""The kinds of comprehensions: their clauses run in a scope of their own."""

from typing import TYPE_CHECKING

from tangentlike.analysis.closures import as_item
from tangentlike.analysis.dicts import with_entry
from tangentlike.analysis.items import iterate
from tangentlike.analysis.sizes import map_dims
from tangentlike.analysis.values import NEVER, UNKNOWN, Iterator, Keyed, Kind, List, widen
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


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
        key, item = run.kind(node.key, inside), run.kind(node.value, inside)
        return with_entry(Keyed(NEVER, None), key, as_item(map_dims(widen(item), lambda dim: None)))
    item = as_item(map_dims(widen(run.kind(node.elt, inside)), lambda dim: None))
    if isinstance(node, t.SetComp):
        return UNKNOWN
    return List(item) if isinstance(node, t.ListComp) else Iterator(item)
