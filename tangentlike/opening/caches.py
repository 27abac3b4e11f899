"""Write a cache as a dict of its own: without it, a recursion with branches takes exponential time.

What a cached function inside of another one has given stays as it was when what it reads changes: it needs its dict, too.

    @functools.cache                            def best(i, j):
    def best(i, j):                                 if (i, j) in known: return known[i, j]
        return cost(i) + best(i - 1, j)     ->      out = cost(i) + best(i - 1, j)
                                                    known[i, j] = out
                                                    return out

A number that all calls hand on as it is belongs to no key: equal numbers may have different derivatives. A key that
depends on what is differentiated is refused where the dict is used.
"""

import functools
from collections.abc import Callable

from tangentlike.analysis.binding import CannotBind, bind, parameters_of
from tangentlike.analysis.cached import is_behind_cache
from tangentlike.analysis.free_names import COMPREHENSIONS, local_names
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.scopes import Scope
from tangentlike.opening.walked import Finder, is_generator
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.quote import quote
from tangentlike.syntax.source import Source

Fresh = Callable[[str], str]
CACHES = (functools.lru_cache, functools.cache)
BLOCKS = ("body", "orelse", "finalbody")
REPEATING = (t.For, t.While, *COMPREHENSIONS)


def open_caches(source: Source, scope: Scope) -> None:
    """Write the caches of recursions, of a function itself and of those inside of it, as dicts in its tree."""
    tree = source.tree
    own = is_behind_cache(source.function, scope.peek(tree.name))
    inside = [node for node in t.walk_all(tree.body) if isinstance(node, t.FunctionDef)]
    if not own and not any(node.decorator_list for node in inside):
        return
    names = Names({*t.names_used(tree), *scope.cells, *scope.globals, *(node.name for node in inside)})
    tree.body = _opened(tree.body, Finder(tree, scope, set()), names.fresh)
    if own and tree.name not in local_names(tree) and is_branching(tree):
        made = remembering(tree, names.fresh(f"{tree.name}_once"), names.fresh)
        if made is not None:
            scope.lookup(tree.name)
            tree.body = made


def _opened(block: t.Block, finder: Finder, fresh: Fresh) -> t.Block:
    """Write the caches of the nested functions that a block defines, where they make a difference."""
    out: t.Block = []
    for node in block:
        for part in BLOCKS:
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, _opened(getattr(node, part), finder, fresh))
        if isinstance(node, t.FunctionDef) and is_cached(node, finder) and (is_branching(node) or reads_changing(node, finder)):
            keys = parameters_of(node.args).all
            node.decorator_list = []
            out += [remember(node, keys, fresh)]
        out.append(node)
    return out


def reads_changing(node: t.FunctionDef, finder: Finder) -> bool:
    """Tell whether a nested function reads variables of the function around that are bound again, or written."""
    parameters = parameters_of(node.args)
    if parameters.vararg or parameters.kwarg or not parameters.all or is_generator(node):
        return False
    body = finder.tree.body
    looped = t.names_stored([n for n in t.walk_all(body) if isinstance(n, (t.For, t.While))])
    stored = [n.id for n in t.walk_all(body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
    arguments = parameters_of(finder.tree.args).all
    parts = [n for n in t.walk_all(body) if isinstance(n, (t.Subscript, t.Attribute)) and not isinstance(n.ctx, t.Load)]
    written = {t.base_of(part) for part in parts}
    outer = (t.names_read(node.body) - local_names(node)) & local_names(finder.tree)
    return any(name in looped | written or stored.count(name) + (name in arguments) > 1 for name in outer)


def is_cached(node: t.FunctionDef, finder: Finder) -> bool:
    """Tell whether a nested function is decorated with a cache, and nothing else."""
    if len(node.decorator_list) != 1:
        return False
    [decorator] = node.decorator_list
    meaning = finder.meaning(decorator.func if isinstance(decorator, t.Call) else decorator)
    return any(meaning is cache for cache in CACHES)


def is_branching(tree: t.FunctionDef) -> bool:
    """Tell whether a function calls itself at several places, or again and again, and is a name of nothing else in itself."""
    parameters = parameters_of(tree.args)
    plain = not parameters.vararg and not parameters.kwarg and parameters.all and not is_generator(tree)
    named = [node for node in t.walk_all(tree.body) if isinstance(node, t.Name) and node.id == tree.name]
    calls = own_calls(tree)
    if not plain or len(calls) != len(named):
        return False
    repeated = any(own_call(call, tree) for n in t.walk_all(tree.body) if isinstance(n, REPEATING) for call in t.walk(n))
    return repeated or len(calls) > 1


def own_call(node: t.AST, tree: t.FunctionDef) -> bool:
    """Tell whether a node is a call of a function by itself."""
    return isinstance(node, t.Call) and isinstance(node.func, t.Name) and node.func.id == tree.name


def own_calls(tree: t.FunctionDef) -> list[t.Call]:
    """Return the calls of a function by itself."""
    return [node for node in t.walk_all(tree.body) if own_call(node, tree)]


def remembering(tree: t.FunctionDef, name: str, fresh: Fresh) -> t.Block | None:
    """Return the body of a function whose recursion is a nested one, with the parameters that change from call to call."""
    parameters = parameters_of(tree.args)
    try:
        given = [bind(parameters, call, Kinds()) for call in own_calls(tree)]
    except CannotBind:
        return None
    if any(value is None for bound in given for value in bound.values()):
        return None
    stored = t.names_stored(tree.body)
    hidden = {each for node in t.walk_all(tree.body) if isinstance(node, (t.Lambda, *COMPREHENSIONS)) for each in bound_in(node)}
    fixed = [each for each in parameters.all if each not in stored | hidden and all(is_name(b[each], each) for b in given)]
    keys = [each for each in parameters.all if each not in fixed]
    if not keys:
        return None
    for call, bound in zip(own_calls(tree), given, strict=True):
        call.func, call.args, call.keywords = t.name(name), [bound[key] for key in keys], []
    arguments = t.no_arguments()
    arguments.args = list(map(t.parameter, keys))
    inner = t.function(name, arguments, tree.body)
    start = remember(inner, keys, fresh)
    end = t.return_(t.call(name, *map(t.name, keys)))
    set_origin([end], origin_of(tree.body[-1]))
    return [start, inner, end]


def bound_in(node: t.AST) -> set[str]:
    """Return the names that a lambda or a comprehension binds for itself."""
    if isinstance(node, t.Lambda):
        return {*parameters_of(node.args).all}
    return t.names_stored(node)


def is_name(node: t.expr, name: str) -> bool:
    """Tell whether an expression is a name and nothing else."""
    return isinstance(node, t.Name) and node.id == name


def remember(tree: t.FunctionDef, keys: list[str], fresh: Fresh) -> t.stmt:
    """Let a function look into a dict first, and put there what it returns; return the statement that makes the dict."""
    known, out = fresh("known"), fresh("out")
    key: t.expr = t.tuple_of(map(t.name, keys)) if len(keys) > 1 else t.name(keys[0])
    before: t.Block = []
    if {*keys} & t.names_stored(tree.body):
        name = fresh("key")
        before, key = [t.assign(name, key)], t.name(name)
    text = "if key in known:\n    return known[key]"
    start = [*before, *quote(text, key=key, known=known)]
    set_origin(start, origin_of(tree.body[0]))
    tree.body = [*start, *_storing(tree.body, key, known, out)]
    made = t.assign(known, t.dict_of([]))
    set_origin([made], origin_of(tree))
    return made


def _storing(block: t.Block, key: t.expr, known: str, out: str) -> t.Block:
    """Return a block that puts what it returns into a dict first."""
    made: t.Block = []
    for node in block:
        if isinstance(node, t.Return):
            value = node.value if node.value is not None else t.constant(None)
            new = quote("out = value\nknown[key] = out\nreturn out", out=out, value=value, known=known, key=t.copy(key))
            set_origin(new, origin_of(node))
            made += new
            continue
        if not isinstance(node, t.FunctionDef):
            for part in BLOCKS:
                if isinstance(getattr(node, part, None), list):
                    setattr(node, part, _storing(getattr(node, part), key, known, out))
        made.append(node)
    return made
