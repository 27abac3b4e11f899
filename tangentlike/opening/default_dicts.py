"""Dicts with a default are written as dicts, where nobody can tell: `d[k].append(v)` is `d.setdefault(k, []).append(v)` then."""

import collections
from collections.abc import Iterator, Mapping
from typing import Any

from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import Scope
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source

STARTS: dict[Any, t.expr] = {list: t.list_of([]), float: t.constant(0.0), int: t.constant(0)}
SIMPLE = frozenset({"int", "round", "len", "str", "abs", "bool"})
WALKED = frozenset({"keys", "items", "values", "get"})


def open_default_dicts(source: Source, scope: Scope) -> None:
    """Turn `d = defaultdict(list)` into `d = {}`, if the function reads entries only where there is one."""
    tree = source.tree
    made = {name: start for node in t.walk_own(tree.body) for name, start in _made(node, scope)}
    if not made:
        return
    inner = t.names_used([n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))])
    stored = [n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and isinstance(n.ctx, t.Store)]
    known = {name: start for name, start in made.items() if name not in inner and stored.count(name) == 1 and _is_plain(name, tree)}
    changed = {id(node): new for node in t.walk_own(tree.body) if (new := _opened(node, known)) is not None}
    for node in t.walk_own(tree.body):
        if id(node) in changed:
            set_origin([changed[id(node)]], origin_of(node))
    tree.body = t.exchange(tree.body, changed)


def _opened(node: t.AST, known: Mapping[str, t.expr]) -> t.stmt | None:
    """Return what stands for a statement that makes or fills a dict with a default."""
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.Call()) if name in known:
            return t.assign(name, t.dict_of([]))
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Subscript(value=base, slice=key)), args=args)) if _is_in(base, known):
            name = base.id
            place = t.call(t.attribute(t.name(name), "setdefault"), key, t.copy(known[name]))
            return t.statement(t.call(t.attribute(place, "append"), *args))
        case t.AugAssign(target=t.Subscript(value=t.Name(id=name), slice=key), op=op, value=value) if name in known:
            old = t.call(t.attribute(t.name(name), "get"), t.copy(key), t.copy(known[name]))
            return t.gast_assign([t.as_store(t.subscript(t.name(name), key))], t.binary(old, op, value))
    return None


def _is_in(node: t.AST, names: Mapping[str, t.expr]) -> bool:
    return isinstance(node, t.Name) and node.id in names


def _made(node: t.AST, scope: Scope) -> Iterator[tuple[str, t.expr]]:
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.Call(func=function, args=[t.Name(id=start)], keywords=[])):
            path = dotted_path(function)
            kind = scope.peek(start)
            if path is not None and scope.peek(path) is collections.defaultdict and kind in STARTS:
                yield name, STARTS[kind]


def _is_plain(name: str, tree: t.FunctionDef) -> bool:
    """Tell whether a dict is filled by `d[k].append(v)` and `d[k] += v`, and else asked for what it holds only."""
    nodes = list(t.walk_all(tree.body))
    keys = [target for node in nodes for target, walked in _walks(node) if walked.id == name]
    stored = [node.id for node in nodes if isinstance(node, t.Name) and isinstance(node.ctx, t.Store)]
    own = {key for key in keys if stored.count(key) == keys.count(key)}
    fine = {id(base) for node in nodes for base in [*_asked(node, own), *(walked for _, walked in _walks(node))]}
    for node in nodes:
        if isinstance(node, t.For):
            inside = {key for key, walked in _walks(node) if walked.id == name} - t.names_stored(node.body)
            fine |= {id(base) for part in t.walk_all(node.body) for base in _asked(part, inside)}
    return all(id(node) in fine for node in nodes if isinstance(node, t.Name) and node.id == name)


def _asked(node: t.AST, own: set[str]) -> Iterator[t.expr]:
    """Yield what a node fills, or asks for entries that there are; `own` are names of its keys."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Subscript(value=base), attr="append"))):
            yield base
        case t.AugAssign(target=t.Subscript(value=base, slice=key)) if _is_simple(key):
            yield base
        case t.Compare(ops=[t.In() | t.NotIn()], comparators=[base]):
            yield base
        case t.Call(func=t.Attribute(value=base, attr=method)) if method in WALKED:
            yield base
        case t.Call(func=t.Name(id="len" | "sorted" | "list"), args=[base, *_]):
            yield base
        case t.Assign(targets=[t.Name() as base]):
            yield base
        case t.Subscript(value=t.Name() as base, slice=t.Name(id=key), ctx=t.Load()) if key in own:
            yield base


def _is_simple(key: t.expr) -> bool:
    """Tell whether a key may be written twice."""
    calls = [node.func for node in t.walk(key) if isinstance(node, t.Call)]
    return all(isinstance(function, t.Name) and function.id in SIMPLE for function in calls)


def _walks(node: t.AST) -> Iterator[tuple[str, t.Name]]:
    """Yield the variable that a loop or a comprehension gives the keys of a dict, and the dict."""
    match node:
        case t.For(target=target, iter=walked) | t.comprehension(target=target, iter=walked):
            match walked:
                case t.Call(func=t.Name(id="sorted" | "list"), args=[inner]):
                    walked = inner
            match target, walked:
                case t.Name(id=key), t.Name() as base:
                    yield key, base
                case t.Name(id=key), t.Call(func=t.Attribute(value=t.Name() as base, attr="keys")):
                    yield key, base
                case t.Tuple(elts=[t.Name(id=key), _]), t.Call(func=t.Attribute(value=t.Name() as base, attr="items")):
                    yield key, base
