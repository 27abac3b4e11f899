"""Write methods that change a list or a dict in terms of stores, `append` and `pop`, which have adjoints."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Dict, Keyed, List
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
# The same for dicts; `result` is what the statement binds.
OF_DICTS = {
    "clear": "for key in list(items): items.pop(key)",
    "setdefault": "if key not in items: items[key] = value",
    "pop": "if key in items: result = items.pop(key)\nelse: result = value",
    "popitem": "key = list(items)[-1]\nresult = key, items.pop(key)",
}


def spell_methods(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `items.sort()` into `items[:] = sorted(items)`, and `del items[i]` into `items.pop(i)`."""
    if not any(map(is_of_interest, t.walk_all(tree.body))):
        return tree
    kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Delete(targets=targets):
                return [deleted(target, node, kinds, facts) or t.Delete([target]) for target in targets]
            case t.Expr(value=t.Call(func=t.Attribute(value=t.Name() as base, attr=method)) as call):
                found = spelled(base, method, call, kinds, facts) or of_dict(base, method, call, None, kinds, facts)
                return [node] if found is None else found
            case t.Assign(targets=[target], value=t.Call(func=t.Attribute(value=t.Name() as base, attr=method)) as call):
                found = of_dict(base, method, call, target, kinds, facts)
                return [node] if found is None else found
        return [node]

    return rewrite_statements(tree, change)


def is_of_interest(node: t.AST) -> bool:
    """Tell at a glance whether a node may be such a method."""
    return isinstance(node, t.Delete) or (isinstance(node, t.Attribute) and node.attr in OF_LISTS | OF_DICTS)


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


def deleted(target: t.expr, node: t.stmt, kinds: Kinds, facts: Facts) -> t.stmt | None:
    """Return what `del items[i]` does to a list, or to a dict."""
    match target:
        case t.Subscript(value=t.Name() as base, slice=t.Slice(upper=None, step=None) as part) if isinstance(
            kinds.at(base.id, node, after=False), List
        ):
            rest = t.subscript(t.name(base.id), part)
            return t.for_(facts.fresh("i"), t.call("range", t.call("len", rest)), [t.statement(t.call(f"{base.id}.pop"))])
        case t.Subscript(value=t.Name() as base, slice=index) if isinstance(kinds.at(base.id, node, after=False), List):
            if not isinstance(index, t.Slice):
                return t.statement(t.call(t.attribute(t.name(base.id), "pop"), index))
        case t.Subscript(value=t.Name() as base, slice=key) if isinstance(kinds.at(base.id, node, after=False), (Dict, Keyed)):
            return t.statement(t.call(t.attribute(t.name(base.id), "pop"), key))
    return None


def entry_is_there(base: t.Name, key: t.expr, kinds: Kinds) -> bool | None:
    """Tell whether a dict has a key that is a constant, if that is known."""
    kind = kinds.of(base)
    if not isinstance(kind, Dict) or not isinstance(key, t.Constant):
        return None
    return key.value in [entry for entry, _ in kind.items]


def of_dict(
    base: t.Name, method: str, call: t.Call, target: t.expr | None, kinds: Kinds, facts: Facts
) -> t.Block | None:
    """Return what the call of a method of a dict does, its result given to a target; None for other calls."""
    plain = isinstance(kinds.of(base), (Dict, Keyed)) and method in OF_DICTS and not call.keywords
    given = {"clear": 0, "setdefault": 2, "pop": 2, "popitem": 0}
    if not plain or len(call.args) != given[method]:
        return None
    key, value = t.name(facts.fresh("key")), t.name(facts.fresh("value"))
    before: t.Block = [t.assign(name.id, arg) for name, arg in zip((key, value), call.args, strict=False)]
    if call.args and isinstance(call.args[0], (t.Name, t.Constant)):
        before, key = before[1:], call.args[0]
    if call.args and isinstance(call.args[1], t.Constant):
        before, value = before[:-1], call.args[1]
    known = entry_is_there(base, key, kinds) if method == "pop" else None
    if known is not None and target is not None:
        taken = t.call(t.attribute(base, "pop"), key) if known else value
        return [*before, t.gast_assign([target], taken)]
    result = t.name(facts.fresh("taken"))
    holes = {"items": base, "key": key, "value": value, "result": result}
    used = t.names_used(t.parse(OF_DICTS[method]))
    body = quote(OF_DICTS[method], **{name: hole for name, hole in holes.items() if name in used})
    if method == "setdefault" and target is not None:
        body.append(t.assign(result.id, t.subscript(t.copy(base), t.copy(key))))
    return [*before, *body, *([] if target is None else [t.gast_assign([target], result)])]
