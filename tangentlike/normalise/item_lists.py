"""Lists in a list or dict grow by being stored anew, where nobody else has them."""

from collections.abc import Iterator

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import Dict, Keyed, List
from tangentlike.effects import memory_of
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.varying import find_varied
from tangentlike.syntax import trees as t

HOLDERS = (Dict, Keyed, List)
READING = frozenset({"items", "keys", "values", "get", "index", "count"})


def store_grown_lists(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `d[k].append(v)` into `d[k] = d[k] + [v]`, if each list in d is made where it is put in, and has no other name.

    Likewise `d.setdefault(k, []).append(v)`.
    """
    if not any(_grown(node) for node in t.walk_all(tree.body) if isinstance(node, t.stmt)):
        return tree
    kinds = facts.kinds(tree)
    varied, memory = find_varied(tree, facts, kinds), memory_of(tree, kinds, facts)
    seen = {id(write.call): write.seen for write in memory.writes}
    own = set(find_own(tree))

    def change(node: t.stmt) -> t.Block:
        found = _grown(node)
        if found is None or found[0] not in own or not isinstance(kinds.variables.get(found[0]), HOLDERS):
            return [node]
        name, key, start, value = found
        if not t.names_read(node) & varied or seen.get(id(node.value), frozenset({name})) - {name}:
            return [node]
        before: t.Block = []
        if not isinstance(key, t.Name) and not t.is_literal(key):
            before.append(t.assign(facts.fresh(f"{name}_key"), key))
            key = t.name(before[0].targets[0].id)
        place = t.subscript(t.name(name), key)
        if start is not None:
            missing = t.Compare(t.copy(key), [t.NotIn()], [t.name(name)])
            before.append(t.if_(missing, [t.gast_assign([t.as_store(t.copy(place))], start)]))
        return [*before, t.gast_assign([t.as_store(t.copy(place))], t.binary(place, t.Add(), t.list_of([value])))]

    return rewrite_statements(tree, change)


def _grown(node: t.stmt) -> tuple[str, t.expr, t.expr | None, t.expr] | None:
    """Return the container, the key, what is put there if there is nothing, and the new item of a statement that appends."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=place, attr="append"), args=[value], keywords=[])):
            match place:
                case t.Subscript(value=t.Name(id=name), slice=key) if not isinstance(key, (t.Slice, t.Tuple)):
                    return name, key, None, value
                case t.Call(func=t.Attribute(value=t.Name(id=name), attr="setdefault"), args=[key, t.List() as start], keywords=[]):
                    return name, key, start, value
    return None


def find_own(tree: t.FunctionDef) -> Iterator[str]:
    """Yield the variables whose lists are made where they are put in, and are handed to nobody."""
    parameters = {n.id for n in t.walk(tree.args) if isinstance(n, t.Name)}
    inner = t.names_used([n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))])
    fine = {id(name): name.id for node in t.walk_all(tree.body) for name in _harmless(node)}
    named = [n for n in t.walk_all(tree.body) if isinstance(n, t.Name)]
    for name in {n.id for n in named} - parameters - inner:
        if all(id(n) in fine for n in named if n.id == name):
            yield name


def _harmless(node: t.AST) -> Iterator[t.Name]:
    """Yield the names in a node by which a container is made, filled with new lists, or read item by item."""
    match node:
        case t.Assign(targets=[t.Name() as name], value=t.ListComp(elt=item) | t.DictComp(value=item)) if _is_new(item):
            yield name
        case t.Assign(targets=[t.Name() as name], value=t.List(elts=items) | t.Dict(values=items)) if all(map(_is_new, items)):
            yield name
        case t.Assign(targets=[t.Subscript(value=t.Name() as name)], value=value) if _is_new(value):
            yield name
        case t.AugAssign(target=t.Subscript(value=t.Name() as name)):
            yield name
        case t.Subscript(value=t.Name() as name, ctx=t.Load()):
            yield name
        case t.Call(func=t.Attribute(value=t.Name() as name, attr=method)) if method in READING:
            yield name
        case t.Call(func=t.Attribute(value=t.Name() as name, attr="setdefault"), args=[_, start]) if _is_new(start):
            yield name
        case t.Call(func=t.Attribute(value=t.Name() as name, attr="append"), args=[item]) if _is_new(item):
            yield name
        case t.Call(func=t.Name(id="len" | "sorted" | "list" | "enumerate"), args=[t.Name() as name]):
            yield name
        case t.For(iter=t.Name() as name) | t.comprehension(iter=t.Name() as name):
            yield name
        case t.Compare(ops=[t.In() | t.NotIn()], comparators=[t.Name() as name]):
            yield name


def _is_new(node: t.expr) -> bool:
    """Tell whether an expression makes a list that nobody else has, or a value without items."""
    return isinstance(node, (t.List, t.ListComp, t.Constant, t.BinOp, t.UnaryOp))
