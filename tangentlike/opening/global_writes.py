"""Write to globals as to attributes of their module: `global COUNT` ... `COUNT = v` becomes `COUNT = v`, `module.COUNT = COUNT`.

The function goes on with a variable of its own, which has a derivative; the module has the plain number at each moment, as it
would without us, also if an exception is raised. That is the same only if nothing that the function calls knows the global.
"""

import builtins
import sys
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source

NUMERIC = ("numpy", "math", "cmath", "scipy", "itertools", "operator", "_operator", "functools", "_functools")
METHODS = frozenset({*dir(np.ndarray), *dir(list), *dir(dict), *dir(set), *dir(str), *dir(tuple)})
CALLING = frozenset({"exec", "eval", "globals", "vars", "setattr", "getattr", "__import__", "compile"})
BLOCKS = ("body", "orelse", "finalbody")
STORES = (t.Assign, t.AugAssign, t.AnnAssign)


def open_global_writes(source: Source, scope: Scope) -> None:
    """Turn the globals that a function rebinds into variables of its own, which are stored in the module, too."""
    tree = source.tree
    declared = [node for node in t.walk_own(tree.body) if isinstance(node, t.Global)]
    names = {name for node in declared for name in node.names}
    module = sys.modules.get(str(scope.globals.get("__name__")))
    if not names or not isinstance(module, ModuleType) or vars(module) is not scope.globals:
        return
    finder = Finder(tree, scope, set())
    if not all(is_plain(tree, name, scope) for name in names) or not all(is_known(n, names, finder) for n in t.walk_all(tree.body)):
        return
    taken = {*t.names_used(tree), *scope.cells, *scope.globals}
    home = Names(taken).fresh(module.__name__.rpartition(".")[2])
    scope.cells[home] = CellType(module)
    body = _stored(tree.body, names, home)
    first = [name for name in sorted(names) if is_read_first(body, name)]
    start: t.Block = [t.assign(name, t.attribute(t.name(home), name)) for name in first]
    set_origin(start, origin_of(declared[0]))
    place = 1 if isinstance(body[0], t.Expr) and isinstance(body[0].value, t.Constant) else 0
    tree.body = [*body[:place], *start, *body[place:]]


def is_plain(tree: t.FunctionDef, name: str, scope: Scope) -> bool:
    """Tell whether a global is a number, or nothing yet, that only assignments of the function itself rebind."""
    now = scope.globals.get(name, MISSING)
    if not isinstance(now, (int, float, type(None))) and now is not MISSING:
        return False
    inner = [n for n in t.walk_all(tree.body) if isinstance(n, t.FunctionDef) and name in t.names_stored(n.body)]
    stored = sum(isinstance(n, t.Name) and n.id == name and not isinstance(n.ctx, t.Load) for n in t.walk(tree))
    assigned = [n for n in t.walk_all(tree.body) if isinstance(n, STORES)]
    by_them = sum(isinstance(m, t.Name) and m.id == name and not isinstance(m.ctx, t.Load)
                  for n in assigned for m in t.walk_all(n.targets if isinstance(n, t.Assign) else n.target))
    return not inner and stored == by_them


def is_known(node: t.AST, names: set[str], finder: Finder) -> bool:
    """Tell whether a node calls nothing that may know some globals."""
    if not isinstance(node, t.Call):
        return type(node).__name__ not in ("Yield", "YieldFrom", "Await", "Delete", "ClassDef")
    meaning = finder.meaning(node.func)
    if meaning is not MISSING:
        return is_ignorant(meaning, names, ())
    if isinstance(node.func, t.Attribute):
        return node.func.attr in METHODS
    nested = [n.name for n in t.walk_all(finder.tree.body) if isinstance(n, t.FunctionDef)]
    return isinstance(node.func, t.Name) and node.func.id in nested


def is_ignorant(function: Any, names: set[str], around: tuple[Any, ...]) -> bool:
    """Tell whether a function, and what it calls, cannot know some globals: their names are not in its code."""
    if function in around:
        return True
    root = str(getattr(function, "__module__", None) or "").partition(".")[0]
    if isinstance(function, type) or not isinstance(function, FunctionType):
        name = str(getattr(function, "__name__", ""))
        own = getattr(builtins, name, None) is function and name not in CALLING
        return own or (root in NUMERIC and isinstance(function, (BuiltinFunctionType, np.ufunc, type)))
    if root in NUMERIC:
        return True
    return function.__closure__ is None and _is_ignorant(function.__code__, function, names, (*around, function))


def _is_ignorant(code: CodeType, function: FunctionType, names: set[str], around: tuple[Any, ...]) -> bool:
    if names & set(code.co_names):
        return False
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    if not all(_is_ignorant(each, function, names, around) for each in inner):
        return False
    for name in code.co_names:
        value = function.__globals__.get(name, getattr(builtins, name, MISSING))
        if callable(value) and not is_ignorant(value, names, around):
            return False
    return True


def _stored(block: t.Block, names: set[str], home: str) -> t.Block:
    """Return a block without declarations, in which each global is stored where it is rebound."""
    out: t.Block = []
    for node in block:
        if isinstance(node, t.Global):
            continue
        for each in [*getattr(node, "handlers", []), node] if not isinstance(node, t.FunctionDef) else []:
            for part in BLOCKS:
                if isinstance(getattr(each, part, None), list):
                    setattr(each, part, _stored(getattr(each, part), names, home) or ([t.Pass()] if part == "body" else []))
        out.append(node)
        if isinstance(node, STORES):
            rebound = sorted(t.names_stored(node) & names)
            made = [t.assign(t.attribute(t.name(home), name), t.name(name)) for name in rebound]
            set_origin(made, origin_of(node))
            out += made
    return out


def is_read_first(body: t.Block, name: str) -> bool:
    """Tell whether a variable may be read before it is bound: the first statement with it does not bind it for certain."""
    for node in body:
        if name in t.names_used(node):
            bound = isinstance(node, t.Assign) and any(isinstance(n, t.Name) and n.id == name for n in node.targets)
            return not bound or name in t.names_read(node)
    return False
