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
PLAIN = (BuiltinFunctionType, np.ufunc, type, type(np.may_share_memory))
BLOCKS = ("body", "orelse", "finalbody")
STORES = (t.Assign, t.AugAssign, t.AnnAssign)


def open_global_writes(source: Source, scope: Scope) -> None:
    """Turn the globals that a function rebinds into variables of its own, which are stored in the module, too."""
    tree = source.tree
    every = {name for node in t.walk_all(tree.body) for name in declared(node)}
    names = {name for name in every if any(is_stored(node, name) for node in t.walk_all(tree.body))}
    if every and not names:
        tree.body = _stored(tree.body, names, "")  # nothing is bound anew: the declarations say nothing
    module = sys.modules.get(str(scope.globals.get("__name__")))
    if not names or not isinstance(module, ModuleType) or vars(module) is not scope.globals:
        return
    own = {name for node in t.walk_own(tree.body) for name in declared(node)}
    functions = [node for node in t.walk_all(tree.body) if isinstance(node, t.FunctionDef)]
    if any(declared(n) for f in functions for g in t.walk_all(f.body) if isinstance(g, t.FunctionDef) for n in g.body):
        return                                  # only functions of the function itself hand variables back
    nested = {node.name for node in functions}
    if not all(is_plain(tree, name, scope) for name in names) or not is_known(tree, names, Finder(tree, scope, set()), nested):
        return
    first = [name for name in sorted(names) if name not in own or is_read_first(tree.body, name)]
    if any(scope.globals.get(name, MISSING) is MISSING for name in first):
        return
    taken = {*t.names_used(tree), *scope.cells, *scope.globals}
    home = Names(taken).fresh(module.__name__.rpartition(".")[2])
    scope.cells[home] = CellType(module)
    scope.homes.append(home)
    origin = next(origin_of(node) for node in t.walk_all(tree.body) if isinstance(node, t.Global))
    body = _stored(tree.body, names, home)
    start: t.Block = [t.assign(name, t.attribute(t.name(home), name)) for name in first]
    set_origin(start, origin)
    place = 1 if isinstance(body[0], t.Expr) and isinstance(body[0].value, t.Constant) else 0
    tree.body = [*body[:place], *start, *body[place:]]


def declared(node: t.AST) -> list[str]:
    """Return the names that a statement declares to be global."""
    return node.names if isinstance(node, t.Global) else []


def is_plain(tree: t.FunctionDef, name: str, scope: Scope) -> bool:
    """Tell whether a global is a number, an array, or nothing yet, that only assignments of these functions rebind."""
    now = scope.globals.get(name, MISSING)
    is_array = isinstance(now, np.ndarray) and now.dtype.kind == "f" and now.ndim > 0
    if not isinstance(now, (int, float, type(None))) and now is not MISSING and not is_array:
        return False
    for function in [tree, *(n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda)))]:
        body = function.body if isinstance(function, t.FunctionDef) else [function.body]
        nodes = [*t.walk(function.args), *t.walk_own(body)]
        assigned = [n.targets if isinstance(n, t.Assign) else n.target for n in nodes if isinstance(n, STORES)]
        by_them = [n for targets in assigned for n in t.walk_all(targets) if is_stored(n, name)]
        stored = [n for n in nodes if is_stored(n, name)]
        if len(stored) != len(by_them) or (stored and not any(name in declared(n) for n in nodes)):
            return False
    return True


def is_stored(node: t.AST, name: str) -> bool:
    """Tell whether a node binds a name."""
    return isinstance(node, t.Name) and node.id == name and not isinstance(node.ctx, t.Load)


def is_known(function: t.FunctionDef | t.Lambda, names: set[str], finder: Finder, nested: set[str]) -> bool:
    """Tell whether a function, and those inside of it, call and hand on nothing that may know some globals."""
    body = function.body if isinstance(function, t.FunctionDef) else [function.body]
    own = {n.id for n in t.walk(function.args) if isinstance(n, t.Name)} | t.names_stored(body)
    if t.names_read([each for each in [*function.args.defaults, *function.args.kw_defaults] if each is not None]) & own:
        return False                            # `f=f` is what has this name outside
    finder = Finder(finder.tree, finder.scope, finder.around | own)
    for node in t.walk_own([function.args, *body]):
        if isinstance(node, (t.FunctionDef, t.Lambda)) and not is_known(node, names, finder, nested):
            return False
        if type(node).__name__ in ("Yield", "YieldFrom", "Await", "Delete", "ClassDef"):
            return False
        meaning = finder.meaning(node.func if isinstance(node, t.Call) else node)
        handed_on = isinstance(meaning, FunctionType) or isinstance(node, t.Call)
        if meaning is not MISSING and handed_on and not is_ignorant(meaning, names, ()):
            return False
        if meaning is MISSING and isinstance(node, t.Call) and not is_own(node.func, nested):
            return False
    return True


def is_own(called: t.expr, nested: set[str]) -> bool:
    """Tell whether what is called is the method of a plain value, or a function whose text is here."""
    return called.attr in METHODS if isinstance(called, t.Attribute) else isinstance(called, t.Name) and called.id in nested


def is_ignorant(function: Any, names: set[str], around: tuple[Any, ...]) -> bool:
    """Tell whether a function, and what it calls, cannot know some globals: their names are not in its code."""
    if function in around:
        return True
    root = str(getattr(function, "__module__", None) or "").partition(".")[0]
    if isinstance(function, type) or not isinstance(function, FunctionType):
        name = str(getattr(function, "__name__", ""))
        own = getattr(builtins, name, None) is function and name not in CALLING
        return own or (root in NUMERIC and isinstance(function, PLAIN))
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


def _stored(block: t.Block, names: set[str], home: str, inside: bool = False) -> t.Block:
    """Return a block in which each global is a variable, stored where it is rebound; `inside`: of a nested function."""
    out: t.Block = []
    for node in block:
        if isinstance(node, t.Global):
            kept = [name for name in node.names if name in names]
            out += [t.Nonlocal(kept)] if inside and kept else []
            continue
        if isinstance(node, t.FunctionDef):
            own = {name for each in t.walk_own(node.body) for name in declared(each)}
            node.body = _stored(node.body, own & names, home, inside=True)
        for each in [*getattr(node, "handlers", []), node] if not isinstance(node, t.FunctionDef) else []:
            for part in BLOCKS:
                if isinstance(getattr(each, part, None), list):
                    new = _stored(getattr(each, part), names, home, inside)
                    setattr(each, part, new or ([t.Pass()] if part == "body" else []))
        out.append(node)
        if isinstance(node, STORES):
            rebound = sorted(t.names_stored(node) & names)
            made = [t.assign(t.attribute(t.name(home), name), t.name(name)) for name in rebound]
            set_origin(made, origin_of(node))
            out += made
    return out


def is_read_first(body: t.Block, name: str) -> bool:
    """Tell whether a variable may be read before it is bound: the first statement with it does not bind it for certain.

    A nested function may do anything with it where it is called.
    """
    functions = [node for node in t.walk_all(body) if isinstance(node, t.FunctionDef)]
    inside = {node.name for node in functions} if any(name in t.names_used(node) for node in functions) else set()
    for node in body:
        used = t.names_used(node)
        if not isinstance(node, (t.Global, t.FunctionDef)) and (name in used or used & inside):
            bound = isinstance(node, t.Assign) and any(isinstance(n, t.Name) and n.id == name for n in node.targets)
            return not bound or bool(t.names_read(node) & (inside | {name}))
    return False
