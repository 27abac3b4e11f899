"""Effects that the text of a function conceals: writes that are no statement of their own, and what decorators do.

The analyses see writes where they are statements: `x[i] = v`, `items.append(v)`. A write inside of an expression, through a
function that is a value, or by the name of an attribute would be missed, and with it a derivative.
"""

import functools
import operator
from types import ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.syntax import trees as t

Refusal = tuple[str, str, str]

# Methods of lists, dicts, sets and arrays that write; those of the first kind give nothing, so that nobody asks for it.
SILENT = frozenset({"append", "extend", "sort", "reverse", "fill", "remove", "clear"})
WRITING = SILENT | {"insert", "update", "setdefault", "add", "discard", "pop", "popitem", "put", "itemset", "__setitem__",
                    "__delitem__", "__iadd__", "__setattr__"}
OWNERS = (list, dict, set, np.ndarray)
WRITERS: tuple[Any, ...] = (
    setattr, delattr, object.__setattr__, object.__delattr__, operator.setitem, operator.delitem,
    *(getattr(operator, name) for name in dir(operator) if name[0] == "i" and {name[1:], name[1:] + "_"} & {*dir(operator)}),
    *(vars(owner)[name] for owner in OWNERS for name in sorted(WRITING) if name in vars(owner)),
)
WRITER_IDS = frozenset(map(id, WRITERS))        # they live as long as Python does
HARMLESS = (functools.lru_cache, functools.cache, functools.wraps)

CONCEALED: Refusal = ("a write inside of an expression", "which values it changes is not seen", "a statement of its own")
HANDED_ON: Refusal = ("a method that writes, used as a value", "what it changes is not seen where it is called", "the call itself")
BY_NAME: Refusal = ("a write by a function", "which part it changes is not in the text", "an assignment such as `x.name = v`")
DECORATED: Refusal = ("a decorator on a nested function", "what it makes of the function is not in the text", "the plain function")
MADE_CLASS: Refusal = ("a class that is made by `type`", "what its attributes depend on is not followed", "a class of the module")


def find_concealed(tree: t.FunctionDef, scope: Scope) -> tuple[t.AST, Refusal] | None:
    """Return the first node that conceals an effect, with (what it is, why it is refused, what to write instead)."""
    nodes = list(t.walk_all(tree.body))
    statements = {id(node.value) for node in nodes if isinstance(node, t.Expr)}
    called = {id(node.func) for node in nodes if isinstance(node, t.Call)}
    for node in nodes:
        if isinstance(node, t.FunctionDef) and not all(is_harmless(each, scope) for each in node.decorator_list):
            return node, DECORATED
        if isinstance(node, t.Call):
            if len(node.args) == 3 and meaning(node.func, scope) is type:
                return node, MADE_CLASS
            if writes(node, scope, SILENT) and id(node) not in statements:
                return node, CONCEALED
        if isinstance(node, (t.Name, t.Attribute)):
            if id(meaning(node, scope)) in WRITER_IDS:
                return node, BY_NAME
            if isinstance(node, t.Attribute) and id(node) not in called and is_writing_method(node, scope, WRITING):
                return node, HANDED_ON
        if isinstance(node, (t.Lambda, *COMPREHENSIONS)) and any(writes(part, scope, WRITING) for part in t.walk(node)):
            return node, CONCEALED
    return None


def meaning(node: t.AST, scope: Scope) -> Any:
    """Return what a name or a dotted name means outside of the function, or MISSING."""
    if isinstance(node, t.Name):
        return scope.peek(node.id)
    if isinstance(node, t.Attribute):
        owner = meaning(node.value, scope)
        return getattr(owner, node.attr, MISSING) if isinstance(owner, (ModuleType, type)) else MISSING
    return MISSING


def is_harmless(decorator: t.expr, scope: Scope) -> bool:
    """Tell whether a decorator leaves what a function computes as it is."""
    function = decorator.func if isinstance(decorator, t.Call) else decorator
    return any(meaning(function, scope) is each for each in HARMLESS)


def is_writing_method(node: t.AST, scope: Scope, names: frozenset[str]) -> bool:
    """Tell whether a node is a method by a name that writes; `np.append` is none."""
    if not isinstance(node, t.Attribute) or node.attr not in names or not isinstance(node.ctx, t.Load):
        return False
    return not isinstance(meaning(node.value, scope), (ModuleType, type))


def writes(node: t.AST, scope: Scope, names: frozenset[str]) -> bool:
    """Tell whether a node is a call of a method by a name that writes."""
    return isinstance(node, t.Call) and is_writing_method(node.func, scope, names)
