"""Items that are taken out of a container get a name: what is taken has a place in the bar, and a shape."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import Dict, Keyed, List, is_scalar, parts_of
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.normalise.varying import find_varied
from tangentlike.syntax import trees as t


def name_taken(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `if items.pop() > 0.5:` into `taken = items.pop()`, `if taken > 0.5:`, where the items carry derivatives.

    `items.pop()` alone becomes `taken = items.pop()`, unless the items are numbers, whose bars are all alike.
    """
    calls = [node for node in t.walk_all(tree.body) if is_taking(node)]
    direct = {id(node.value) for node in t.walk_all(tree.body) if isinstance(node, t.Assign)}
    if all(id(call) in direct for call in calls):
        return tree
    kinds = facts.kinds(tree)
    varied = find_varied(tree, facts, kinds)
    wanted = {id(call) for call in calls if id(call) not in direct and call.func.value.id in varied
              and isinstance(kinds.of(call.func.value), (List, Dict, Keyed))}
    alone = {id(node) for node in t.walk_all(tree.body) if isinstance(node, t.Expr) and id(node.value) in wanted}
    wanted -= {id(node.value) for node in t.walk_all(tree.body) if id(node) in alone}

    def name_alone(node: t.stmt) -> t.Block:
        holds_numbers = id(node) in alone and all(map(is_scalar, parts_of(kinds.of(node.value.func.value))))
        return [t.assign(facts.fresh("taken"), node.value)] if id(node) in alone and not holds_numbers else [node]

    tree = rewrite_statements(tree, name_alone) if alone else tree

    def open_taken(node: t.AST, hoisting: Hoisting) -> Opened:
        assert isinstance(node, t.Call)
        before, name = hoisting.parts(node), facts.fresh("taken")
        return [*before, t.assign(name, node)], t.name(name)

    return Hoisting(facts, lambda node: id(node) in wanted, open_taken).statements(tree)


def is_taking(node: t.AST) -> bool:
    """Tell whether an expression takes an item out of a variable."""
    match node:
        case t.Call(func=t.Attribute(value=t.Name(), attr="pop")):
            return True
    return False
