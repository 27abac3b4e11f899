"""Calls by which functions run that the text does not call: those that are handed to others, and what objects do.

`map(step, rows)` runs `step`, and what an object keeps may be written by any of its operators, properties and methods.
"""

import functools
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from tangentlike.analysis.aliases import ARRAY_METHODS
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.concealed import WRITING
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.outlining import CHANGING_FIRST
from tangentlike.analysis.records import is_record_class
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Choice, Closure, Kind, Static, Unknown
from tangentlike.rules import registry
from tangentlike.syntax import trees as t
from tangentlike.understood import METHODS, TEXTS, is_new, is_operation, only_computes, resolved, text_of

CALLING = (map, filter, functools.reduce)                   # they call their first argument
ASKING = (isinstance, issubclass)                           # they are given classes, and run none of their text
HOLDING = frozenset({"collections", "itertools", "functools", "contextlib", "typing", "enum", "_collections", "_functools"})
KNOWN = frozenset({"numpy", "scipy", "math", "cmath", "builtins", "operator", "_operator", "tangentlike", "copy", "random", "time"})
READING = METHODS - WRITING - ARRAY_METHODS


def runs_others(call: t.Call, kinds: Kinds, scope: Scope) -> bool:
    """Tell whether a call may run a function that writes, and that it does not name: it is handed on, or an object's."""
    callee = kinds.callee(call)
    if is_users(callee) or isinstance(callee, Kind) or any(callee is each for each in ASKING):
        return False
    return is_foreign(callee) or any(may_write(kind, kinds, scope) for kind in functions_given(call, callee, kinds))


def is_foreign(callee: Any) -> bool:
    """Tell whether a call makes an object of the user's classes, or runs code that is neither Python's nor NumPy's."""
    if callee is None or is_record_class(callee) or registry.find(callee) is not None:
        return False
    return root(callee) not in KNOWN | HOLDING and not (isinstance(callee, type) and issubclass(callee, BaseException))


def keeps(callee: Any) -> bool:
    """Tell whether what a call makes may hold what it is given: containers and iterators of the standard library."""
    return callee is not None and root(callee) in HOLDING


def root(callee: Any) -> str:
    """Return the top module of a function or class."""
    return str(getattr(callee, "__module__", None) or type(callee).__module__).split(".", maxsplit=1)[0]


def functions_given(call: t.Call, callee: Any, kinds: Kinds) -> Iterator[Kind]:
    """Yield the kinds of the functions that a call is given, and of what may be one."""
    called = call.args[:1] if any(callee is each for each in CALLING) else []
    called += [keyword.value for keyword in call.keywords if keyword.arg == "key"]
    for part in [*call.args, *(keyword.value for keyword in call.keywords)]:
        kind = kinds.of(part)
        known = isinstance(kind, (Closure, Choice)) or (isinstance(kind, Static) and callable(kind.value))
        if known or (isinstance(kind, Unknown) and any(part is each for each in called)):
            yield kind


def may_write(kind: Kind, kinds: Kinds, scope: Scope) -> bool:
    """Tell whether a function that is given to another one may write anything but what it makes itself."""
    match kind:
        case Closure(node):
            return not only_reads(node, scope, kinds, ())
        case Choice(options):
            return any(may_write(option, kinds, scope) for option in options)
        case Static(function):
            return not reads(function, ())
    return True


def reads(function: Any, around: tuple[Any, ...]) -> bool:
    """Tell whether a function or class only reads what it is given."""
    if not isinstance(function, FunctionType) or root(function) in KNOWN:
        known = is_operation(function) or function is complex or root(function) in ("numpy", "scipy", "cmath", "tangentlike")
        return known and getattr(function, "__name__", "") not in CHANGING_FIRST
    if function in around or only_computes(function) or registry.find(function) is not None:
        return True
    subject = text_of(function)
    return subject is not None and only_reads(subject.source.tree, subject.scope, None, (*around, function))


def only_reads(function: t.FunctionDef | t.Lambda, scope: Scope, kinds: Kinds | None, around: tuple[Any, ...]) -> bool:
    """Tell whether the text of a function stores nothing outside of itself, and names no function that may."""
    if any(function is each for each in around):
        return True
    around = (*around, function)
    body = function.body if isinstance(function, t.FunctionDef) else [function.body]
    inner = [f for f in t.walk_all(body) if isinstance(f, t.Lambda)]
    given = {n.id for f in (function, *inner) for n in t.walk(f.args) if isinstance(n, t.Name)}
    local = local_names(function) if isinstance(function, t.FunctionDef) else set()
    own = frozenset(given | local | t.names_stored(body))

    def is_harmless(node: t.AST) -> bool:
        match node:
            case t.Subscript(ctx=context) | t.Attribute(ctx=context) if not isinstance(context, t.Load):
                return False
            case t.AugAssign(target=t.Name(id=name)):
                return isinstance(function, t.FunctionDef) and name not in given and is_new(function, name)
            case t.Call(func=called, keywords=keywords):
                if any(keyword.arg in ("out", None) for keyword in keywords):
                    return False
                if isinstance(called, t.Attribute) and resolved(scope, called, own) is MISSING:
                    return called.attr in READING
                return not (isinstance(called, t.Name) and called.id in own)
            case t.Name(id=name, ctx=t.Load()) if name not in own:
                outer = kinds.variables.get(name) if kinds is not None else None
                if isinstance(outer, Closure):
                    return only_reads(outer.node, scope, kinds, around)
                found = scope.peek(name)
                return outer is not None or not callable(found) or reads(found, around)
            case t.Attribute(ctx=t.Load()):
                found = resolved(scope, node, own)
                return found is MISSING or not callable(found) or reads(found, around)
        return type(node).__name__ not in TEXTS

    return all(map(is_harmless, t.walk_all(body)))
