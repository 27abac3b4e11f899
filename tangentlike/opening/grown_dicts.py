"""A dict that holds the histories of a loop, each under a name of its own, is written as lists that have these names.

`log = {"t": [], "u": []}`, `log["u"].append(v)` is `log_t = []`, `log_u = []`, `log_u.append(v)` then: such a list grows in
place, whatever else the dict would have to be.
"""

from collections.abc import Iterator

from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source


def open_grown_dicts(source: Source, scope: Scope) -> None:
    """Give the entries of dicts that are filled in loops names of their own, where nothing else sees the dict before its end."""
    tree = source.tree
    grown = {name for node in t.walk_all(tree.body) if isinstance(node, (t.For, t.While)) for name in _grown(node)}
    if not grown:
        return
    inner = t.names_used([n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))])
    names = Names({*t.names_used(tree), *scope.cells, *scope.globals})
    for name in sorted(grown - inner):
        made = [(node, start) for node in t.walk_own(tree.body) for start in _made(node, name, scope)]
        keys = _keys(tree, name, *made[0]) if len(made) == 1 else None
        if keys is not None:
            _open(source, name, *made[0], {key: names.fresh(f"{name}_{key}") for key in keys})


def _grown(loop: t.For | t.While) -> Iterator[str]:
    """Yield the variables of which a loop lets the lists in them grow."""
    for node in t.walk_all(loop.body):
        match node:
            case t.Call(func=t.Attribute(value=t.Subscript(value=t.Name(id=name), slice=t.Constant(value=str())), attr="append")):
                yield name


def _made(node: t.AST, name: str, scope: Scope) -> Iterator[dict[str, t.expr]]:
    """Yield what the dict holds after the statement that makes it."""
    match node:
        case t.Assign(targets=[t.Name(id=bound)], value=t.Dict(keys=keys, values=values)) if bound == name:
            texts = [key.value for key in keys if isinstance(key, t.Constant)]
            if len(texts) == len(keys) == len({*texts}):
                yield dict(zip(texts, values, strict=True))
        case t.Assign(targets=[t.Name(id=bound)], value=t.Call(func=t.Name(id="dict"), args=[], keywords=named)) if bound == name:
            if scope.peek("dict") in (dict, MISSING) and all(keyword.arg for keyword in named):
                yield {keyword.arg: keyword.value for keyword in named}


def _keys(tree: t.FunctionDef, name: str, made: t.Assign, start: dict[str, t.expr]) -> list[str] | None:
    """Return the keys of a dict that is asked and filled under them only, and else asked as a whole where it has them all."""
    nodes = list(t.walk_all(tree.body))
    entries = [node for node in nodes if _key(node, name) is not None and isinstance(node.ctx, t.Load | t.Store)]
    stored = [_key(node, name) for node in entries if isinstance(node.ctx, t.Store)]
    late = dict.fromkeys(key for key in stored if key is not None and key not in start)
    whole = {id(base) for node in nodes for base in _whole(node)}
    fine = {id(made.targets[0]), *whole, *(id(node.value) for node in entries)}
    names = [node for node in t.walk(tree) if isinstance(node, t.Name) and node.id == name]
    keys = [*start, *late]
    if late and (any(id(node) in whole for node in names) or any(isinstance(node, t.Try) for node in nodes)):
        return None  # whether it is there already may be asked
    known = all(_key(node, name) in keys for node in entries) and all(isinstance(k, str) and k.isidentifier() for k in start)
    plain = all(id(node) in fine and not isinstance(node.ctx, t.Param) for node in names)
    return keys if known and plain and name not in t.names_read(made.value) else None


def _key(node: t.AST, name: str) -> str | None:
    """Return the key of an entry of a dict; None if this is no such thing, or no name is made of it."""
    match node:
        case t.Subscript(value=t.Name(id=base), slice=t.Constant(value=str() as key)) if base == name and key.isidentifier():
            return key
    return None


def _whole(node: t.AST) -> Iterator[t.expr]:
    """Yield what is returned, or asked for what it holds."""
    match node:
        case t.Return(value=t.Tuple(elts=items)):
            yield from items
        case t.Return(value=t.Name() as base) | t.Call(func=t.Name(id="len"), args=[t.Name() as base]):
            yield base
        case t.Call(func=t.Attribute(value=t.Name() as base, attr="items" | "keys" | "values")):
            yield base


def _open(source: Source, name: str, made: t.Assign, start: dict[str, t.expr], own: dict[str, str]) -> None:
    """Exchange the statement that makes a dict, its entries, and the dict where it is asked for as a whole."""
    new: dict[int, t.AST] = {}
    for node in t.walk_all(source.tree.body):
        key = _key(node, name)
        if key is not None:
            new[id(node)] = t.store(own[key]) if isinstance(node.ctx, t.Store) else t.name(own[key])
        elif isinstance(node, t.Name) and node.id == name:
            new.setdefault(id(node), t.dict_of((t.constant(key), t.name(entry)) for key, entry in own.items()))
    targets, values = [t.store(own[key]) for key in start], [*start.values()]
    target, value = (targets[0], values[0]) if len(start) == 1 else (t.as_store(t.tuple_of(targets)), t.tuple_of(values))
    new[id(made)] = first = t.gast_assign([target], value) if start else t.Pass()
    set_origin([first], origin_of(made))
    source.tree.body = t.exchange(source.tree.body, new)
