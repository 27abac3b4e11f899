"""Which names carry a derivative before helpers hand back what they write: what a call writes may carry one, too."""

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure
from tangentlike.effects import memory_of
from tangentlike.normalise.augmented import with_outer
from tangentlike.syntax import trees as t


def find_varied(tree: t.FunctionDef, facts: Facts, kinds: Kinds) -> frozenset[str]:
    """Return the names that may depend on what is differentiated, by assignments and by what the user's functions write."""
    varied = varied_names(tree, kinds, facts.wrt)
    called = (kinds.callee(node) for node in t.walk_all(tree.body) if isinstance(node, t.Call))
    if not any(isinstance(callee, Closure) or (callee is not None and is_users(callee)) for callee in called):
        return varied
    writes = [write for write in memory_of(tree, kinds, facts).writes if write.call is not None]
    while True:
        active = [write.seen for write in writes if with_outer(t.names_read(write.call), kinds) & varied]
        if all(seen <= varied for seen in active):
            return varied
        varied = varied_names(tree, kinds, varied.union(*active))
