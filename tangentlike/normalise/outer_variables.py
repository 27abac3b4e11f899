"""Functions that other functions have made, and that rebind variables of these: they hand them back (`opening/outer`)."""

from tangentlike.analysis.facts import Facts
from tangentlike.normalise.support import refuse_unsupported
from tangentlike.opening.outer import hand_back_outer
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t


def hand_back_variables(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Let nested functions that were written out return the outer variables that they rebind.

    `tick = counter(x)`, `y = tick(2.0)` has become a function `tick`; now it is `y, count = tick(2.0, count=count)`.
    """
    if not any(isinstance(node, t.Nonlocal) for node in t.walk_all(tree.body)):
        return tree
    made: set[str] = set()

    def fresh(base: str) -> str:
        name = facts.fresh(base)
        made.add(name)
        return name

    tree.body = hand_back_outer(tree, Finder(tree, facts.scope, set()), fresh).body
    facts.user_names |= made
    facts.local_names |= made
    return refuse_unsupported(tree, facts)
