"""Global arrays that the function itself writes, such as work buffers: they get a local name, and with it a bar."""

from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import bound_inside
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.reach import argument
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Array, Dict, Kind, List, Static
from tangentlike.effects import memory_of
from tangentlike.normalise.given_memory import arrays_given
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import as_identifier

NUMBERS = (int, float, complex, str, np.generic, type(None), slice)
KNOWN = frozenset({"builtins", "numpy", "math", "cmath", "operator", "itertools", "functools", "scipy"})


def name_buffers(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give each global array that a function writes in place a name of its own there.

    >>> # WORK[:] = x; return WORK.sum()  ->  work = WORK; work[:] = x; return work.sum()

    Nobody else may look into such an array: no helper, no container of the module; that no argument does is tested.
    """
    given = arrays_given(tree, facts, facts.kinds(tree)) if facts.given else frozenset()
    facts.buffers = find_written(tree, facts, given) if given and facts.is_entry and sees_all(tree, facts) else frozenset()
    outer = candidates(tree, facts) if facts.is_entry else frozenset()
    if not outer:
        return tree
    own = facts.buffers
    inner = [node for node in t.walk_all(tree.body) if isinstance(node, (t.FunctionDef, t.Lambda))]
    # What nested functions write is known of the variables that they share with this one, and so are the kinds of items.
    lists = {name for name in outer if not is_array(facts.scope.peek(name))}
    names = {name: facts.fresh(as_identifier(name.lower())) for name in sorted((t.names_used(inner) & outer) | lists)}
    facts.buffers = find_written(named(tree, names) if names else tree, facts, outer)
    names |= {name: facts.fresh(as_identifier(name.lower())) for name in sorted(facts.buffers - names.keys())}
    tree = named(tree, {name: names[name] for name in sorted(facts.buffers)})
    facts.buffers |= own
    return tree


def named(tree: t.FunctionDef, names: dict[str, str]) -> t.FunctionDef:
    """Return a function in which some globals have names of its own."""
    body = [t.substitute(node, {name: t.name(own) for name, own in names.items()}) for node in tree.body]
    made = t.copy(tree)
    made.body = [*(t.assign(own, t.name(name)) for name, own in names.items()), *body]
    return made


def is_array(value: Any) -> bool:
    """Tell whether a value is an array of numbers."""
    return type(value) is np.ndarray and value.dtype.kind == "f" and value.ndim > 0


def candidates(tree: t.FunctionDef, facts: Facts) -> frozenset[str]:
    """Return the global arrays, lists and dicts that a function reads, if nobody else may look into them."""
    hidden = facts.local_names.union(*map(bound_inside, t.walk_all(tree.body)))
    values = {name: facts.scope.peek(name) for name in t.names_read(tree.body) - hidden}
    lists = {name for name, value in values.items() if holds_numbers(value) and not is_only_left(tree, name)}
    if lists and may_be_compared(facts) and sees_all(tree, facts, shared=(list, dict)):
        return frozenset(lists | {name for name, value in values.items() if is_array(value)})
    arrays = frozenset(name for name, value in values.items() if is_array(value))
    return arrays if arrays and sees_all(tree, facts) else frozenset()


def may_be_compared(facts: Facts) -> bool:
    """Tell whether a list that one of the arguments is, or holds, would be found there when the function is called."""
    flat = (has_no_memory(kind) or isinstance(kind, Array) or is_flat(kind) for kind in facts.parameters.values())
    return all(flat) and set(facts.given) <= set(facts.scope.homes)


def is_flat(kind: Kind) -> bool:
    """Tell whether a kind is that of a list or dict of numbers."""
    items = [kind.item] if isinstance(kind, List) else [item for _, item in kind.items] if isinstance(kind, Dict) else [kind]
    return all(item is None or has_no_memory(item) for item in items)


def holds_numbers(value: Any) -> bool:
    """Tell whether a value is a list or dict of numbers."""
    keyed = type(value) is dict and all(type(key) is str for key in value)  # others may be a cache, which grows
    items = value.values() if keyed else value if type(value) is list else ()
    return bool(items) and all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in items)


def is_only_left(tree: t.FunctionDef, name: str) -> bool:
    """Tell whether all that a function does with a global list, such as a log, is to append to it."""
    logged = [
        node.value.func.value
        for node in t.walk_all(tree.body)
        if isinstance(node, t.Expr) and isinstance(node.value, t.Call) and isinstance(node.value.func, t.Attribute)
        if isinstance(node.value.func.value, t.Name) and node.value.func.attr == "append"
    ]
    named = [n for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name]
    return bool(named) and all(any(n is each for each in logged) for n in named)


def find_written(tree: t.FunctionDef, facts: Facts, names: frozenset[str]) -> frozenset[str]:
    """Return those of some global arrays that a function may write in place."""
    facts.buffers = names
    writes = memory_of(tree, facts.kinds(tree), facts).writes
    return frozenset(name for name in names if any(argument(name) in write.objects for write in writes))


def sees_all(
    tree: t.FunctionDef, facts: Facts, held: frozenset[str] = frozenset(), shared: tuple[type, ...] = ()
) -> bool:
    """Tell whether what a function reads outside of itself, and all that it calls, plainly is no part of its arrays.

    `held` are names of which every use is known; `shared`: types of which none may be reached by what it calls, either.
    """
    if not all(is_known(kind, shared) for kind in facts.parameters.values()):
        return False
    for node in free_nodes(tree.body, facts.local_names | held | {*facts.given}):
        path = dotted_path(node)
        if path is None:
            continue
        root = facts.scope.peek(path.partition(".")[0])
        if root is MISSING and is_plain(facts.program.injected.get(path), (), shared):
            continue                            # a name of ours
        own = isinstance(root, np.ndarray) or (bool(shared) and holds_numbers(root))  # it is compared when it is called
        if not (own or is_plain(facts.scope.peek(path), (), shared)):
            return False
    return True


def is_known(kind: Kind, shared: tuple[type, ...] = ()) -> bool:
    """Tell whether an argument certainly is no function that looks into arrays of others."""
    return not (isinstance(kind, Static) and callable(kind.value)) or is_plain(kind.value, (), shared)


def free_nodes(nodes: Iterable[t.AST], own: frozenset[str] | set[str]) -> Iterator[t.expr]:
    """Yield the names, and the attributes of such, that no function around them binds."""
    for node in nodes:
        if isinstance(node, (t.Name, t.Attribute)) and t.base_of(node) not in own:
            yield node
        defaults = [*node.args.defaults, *node.args.kw_defaults] if isinstance(node, (t.FunctionDef, t.Lambda)) else []
        yield from free_nodes([each for each in defaults if each is not None], own)
        yield from free_nodes(t.iter_child_nodes(node), own | bound_inside(node))


def is_plain(value: Any, around: tuple[Any, ...], shared: tuple[type, ...] = ()) -> bool:
    """Tell whether a value certainly neither holds an array nor is a function that reaches one."""
    if isinstance(value, shared):
        return False
    if isinstance(value, (tuple, list, dict)):
        return all(isinstance(item, NUMBERS) for item in (value.values() if isinstance(value, dict) else value))
    if isinstance(value, NUMBERS):
        return True
    module = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None) or "builtins"
    if str(module).partition(".")[0] in KNOWN:
        return isinstance(value, (ModuleType, type, np.ufunc)) or callable(value)
    return isinstance(value, FunctionType) and (value in around or reaches_no_array(value, around, shared))


def reaches_no_array(function: FunctionType, around: tuple[Any, ...], shared: tuple[type, ...] = ()) -> bool:
    """Tell whether a function of the user's, and all that it calls, reads numbers, modules and functions only."""
    scope = Scope.of(function)
    code = function.__code__
    if any(isinstance(constant, CodeType) for constant in code.co_consts) or function.__defaults__ or function.__kwdefaults__:
        return False
    names = [name for name in (*code.co_names, *code.co_freevars) if scope.peek(name) is not MISSING]
    return all(is_plain(scope.peek(name), (*around, function), shared) for name in names)
