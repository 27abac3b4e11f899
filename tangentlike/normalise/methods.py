"""Write methods that change a list in terms of stores, `append` and `pop`, which have adjoints."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import List
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote

# A method without a result, and what it does.
OF_LISTS = {
    "sort": "items[:] = ordered",
    "reverse": "items[:] = items[::-1]",
    "clear": "for i in range(len(items)): items.pop()",
    "remove": "items.pop(items.index(value))",
}


def spell_methods(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `items.sort()` into `items[:] = sorted(items)`, and `del items[i]` into `items.pop(i)`."""
    if not any(map(is_of_interest, t.walk_all(tree.body))):
        return tree
    kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Delete(targets=targets):
                return [deleted(target, node, kinds) or t.Delete([target]) for target in targets]
            case t.Expr(value=t.Call(func=t.Attribute(value=t.Name() as base, attr=method)) as call):
                found = spelled(base, method, call, kinds, facts)
                return [node] if found is None else found
        return [node]

    return rewrite_statements(tree, change)


def is_of_interest(node: t.AST) -> bool:
    """Tell at a glance whether a node may be such a method."""
    return isinstance(node, t.Delete) or (isinstance(node, t.Attribute) and node.attr in OF_LISTS)


def spelled(base: t.Name, method: str, call: t.Call, kinds: Kinds, facts: Facts) -> t.Block | None:
    """Return what the call of a method does, None for other calls."""
    kind = kinds.of(base)
    if not isinstance(kind, List) or kind.is_fixed or method not in OF_LISTS:
        return None
    holes: dict[str, t.expr] = {"items": base}
    if method == "sort" and not call.args:
        holes["ordered"] = t.Call(t.name("sorted"), [t.copy(base)], call.keywords)
    elif method == "remove" and len(call.args) == 1:
        holes["value"] = call.args[0]
    elif call.args or call.keywords:
        return None
    if method == "clear":
        holes["i"] = t.name(facts.fresh("i"))
    return quote(OF_LISTS[method], **holes)


def deleted(target: t.expr, node: t.stmt, kinds: Kinds) -> t.stmt | None:
    """Return what `del items[i]` does to a list."""
    match target:
        case t.Subscript(value=t.Name() as base, slice=index) if isinstance(kinds.at(base.id, node, after=False), List):
            if not isinstance(index, t.Slice):
                return t.statement(t.call(t.attribute(t.name(base.id), "pop"), index))
    return None
