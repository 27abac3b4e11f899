"""Take imports out of functions: what they bind is a name of the function's scope, as if it were imported at the top.

A module is the one that is loaded, or is loaded now if it is Python's or installed; modules of the user's own are never
run for the compiler's sake.
"""

import importlib
import importlib.util
import sys
from pathlib import Path
from types import BuiltinFunctionType, CellType, FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.own_modules import INSTALLED
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.source import Source

# What a name of the scope may mean: anything else is data, which is read when the program comes to the import.
FIXED = (ModuleType, type, FunctionType, BuiltinFunctionType, np.ufunc)
UNWATCHED = ("numpy", "math", "scipy")          # as everywhere: nobody exchanges their members


def open_imports(source: Source, scope: Scope) -> None:
    """Turn `import numpy.linalg as la` in a function into a cell `la` of its scope; `from config import RATE` into
    `RATE = config.RATE`, where RATE is data.

    An import of what cannot be known stays, and is refused later.
    """
    nodes = [node for node in t.walk(source.tree) if type(node).__name__ in ("Import", "ImportFrom")]
    if not nodes:
        return
    names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals})
    made: dict[int, t.Block] = {}
    for node in nodes:
        found = {bound_name(node, alias): imported(node, alias, scope) for alias in node.names}
        plain = not set(found) & other_names(source.tree) and all(
            name not in scope.cells or scope.peek(name) is value for name, (_, _, value) in found.items()
        )
        if plain and all(value is not MISSING for _, _, value in found.values()):
            made[id(node)] = [each for name, what in found.items() for each in bind(name, *what, scope, names)]
    source.tree.body = replaced(source.tree.body, made)


def bound_name(node: t.AST, alias: Any) -> str:
    """Return the name that one part of an import binds."""
    whole = type(node).__name__ == "ImportFrom" or alias.asname
    return str(alias.asname or (alias.name if whole else alias.name.partition(".")[0]))


def imported(node: t.AST, alias: Any, scope: Scope) -> tuple[Any, str, Any]:
    """Return the module that an import reads, the member that it takes (or none), and what the name will mean."""
    if type(node).__name__ == "Import":
        module = load(alias.name)
        value = module if alias.asname else load(alias.name.partition(".")[0])
        return module, "", MISSING if module is MISSING else value
    path = node.module or ""
    if node.level:
        package = scope.peek("__package__")
        if not isinstance(package, str) or not package:
            return MISSING, "", MISSING
        path = importlib.util.resolve_name("." * node.level + path, package)
    module = load(path)
    value = getattr(module, alias.name, MISSING)
    return module, alias.name, value if value is not MISSING else load(f"{path}.{alias.name}")


def load(path: str) -> Any:
    """Return a module that is loaded, or may be: Python's own and those of installed packages."""
    if path in sys.modules:
        return sys.modules[path]
    root = path.partition(".")[0]
    try:
        spec = importlib.util.find_spec(root)
        installed = spec is not None and spec.origin is not None and bool(INSTALLED & set(Path(spec.origin).parts))
        return importlib.import_module(path) if installed or root in sys.stdlib_module_names else MISSING
    except (ImportError, ValueError):
        return MISSING


def bind(name: str, module: Any, member: str, value: Any, scope: Scope, names: Names) -> t.Block:
    """Make a name of the scope mean what an import binds; return what is left to be done where the import stands."""
    known = module.__name__.partition(".")[0] in UNWATCHED
    if isinstance(value, FIXED) or known:
        scope.cells[name] = CellType(value)
        if member and not known and not isinstance(value, ModuleType):
            scope.watch(module, member)
        return []
    home = names.fresh(module.__name__.rpartition(".")[2])
    scope.cells[home] = CellType(module)
    return [t.assign(name, t.attribute(t.name(home), member))]


def other_names(tree: t.FunctionDef) -> set[str]:
    """Return the names that a function, or one inside of it, binds in another way, or hands on."""
    found = {node.id for node in t.walk(tree) if isinstance(node, t.Name) and not isinstance(node.ctx, t.Load)}
    declared = [name for node in t.walk(tree) if type(node).__name__ in ("Global", "Nonlocal") for name in node.names]
    return found | set(declared) | {node.name for node in t.walk_all(tree.body) if isinstance(node, t.FunctionDef)}


def replaced(block: t.Block, made: dict[int, t.Block]) -> t.Block:
    """Return a block with the imports replaced, at any depth."""
    out: t.Block = []
    for node in block:
        for each in [*getattr(node, "cases", []), *getattr(node, "handlers", []), node]:
            for part in ("body", "orelse", "finalbody"):
                if isinstance(getattr(each, part, None), list):
                    setattr(each, part, replaced(getattr(each, part), made) or ([t.Pass()] if part == "body" else []))
        new = made.get(id(node), [node])
        for each in new:
            if each is not node:
                for part in ("lineno", "col_offset", "end_lineno", "end_col_offset", "origin"):
                    setattr(each, part, getattr(node, part))
        out.extend(new)
    return out
