"""Source text -> live functions, whose lines linecache, pdb, tracebacks and `inspect` can show.

A generated function runs in the globals of the user's function that it was made from, so that it sees what the user
changes there. Nothing is added to those globals: our own names reach it through closure cells.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import CellType, CodeType, FunctionType
from typing import Any

from tangentlike.errors import Unsupported
from tangentlike.syntax.lines import keep_lines


@dataclass(frozen=True)
class Home:
    """Where a generated function runs: the names around the user's function that it was made from."""

    globals: dict[str, Any]
    cells: Mapping[str, CellType] = field(default_factory=dict)

    @classmethod
    def around(cls, function: FunctionType) -> Home:
        """Return the home of what is made from `function`."""
        names = function.__code__.co_freevars
        return cls(function.__globals__, dict(zip(names, function.__closure__ or (), strict=True)))


@dataclass(frozen=True)
class Compiled:
    """One function of a text, not yet bound to globals and cells."""

    code: CodeType
    defaults: tuple[Any, ...] | None
    keyword_defaults: dict[str, Any] | None


def make_functions(
    text: str, title: str, homes: Mapping[str, Home], injected: Mapping[str, object]
) -> dict[str, FunctionType]:
    """Return the functions that `text` defines, by name, each running in the globals of its home.

    A free name of a function is, in this order: another function of `text` or a key of `injected`, in a cell of ours;
    a key of its home's cells, in the user's own cell, so that both see a change; else a global of its home. Defaults
    are literals.

    >>> functions = make_functions("def f(x):\\n    return x * scale", "f", {"f": Home(globals())}, {"scale": 3.0})
    >>> functions["f"](2.0)
    6.0
    """
    filename = register(text, title)
    own = {name: CellType(value) for name, value in injected.items()}
    own |= {name: CellType() for name in homes}
    visible = tuple((name, tuple(sorted(own.keys() | home.cells.keys()))) for name, home in sorted(homes.items()))
    functions = {}
    for name, compiled in _compile(text, filename, visible).items():
        function = _bind(name, compiled, homes[name], own)
        own[name].cell_contents = function
        functions[name] = function
    return functions


def register(text: str, title: str) -> str:
    """Make the lines of `text` known to linecache and return the file name that stands for them.

    The name is bracketed on both sides. Otherwise linecache, once cleared, would ask the loader of the user's module
    for the lines and show those of the module; pdb, too, takes only a bracketed name as it is.
    """
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    filename = f"<tangentlike {title} {digest}>"
    keep_lines(filename, text)
    return filename


@lru_cache(maxsize=256)
def _compile(text: str, filename: str, visible: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Compiled]:
    """Compile each function of `text` inside a function whose parameters are the names that are `visible` to it.

    The wrapping is done on the tree, so that positions stay those of the text. The outer functions never run.
    """
    try:
        tree = ast.parse(text, filename)
    except IndentationError as error:  # Python has a hundred levels
        raise Unsupported(
            "tangentlike cannot differentiate blocks that are nested so deeply.",
            why=f"of its derivative Python says: {error.msg}.",
            instead="move some of them into a function of their own.",
        ) from None
    cells = dict(visible)
    inner = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    tree.body = [_wrap(node, cells[node.name]) for node in inner]
    module = compile(tree, filename, "exec", dont_inherit=True)
    outer = [each for each in module.co_consts if isinstance(each, CodeType)]
    found = {}
    for node, code in zip(inner, outer, strict=True):
        own = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == node.name)
        found[node.name] = Compiled(own.replace(co_qualname=node.name), *_read_defaults(node.args))
    return found


def _wrap(node: ast.FunctionDef, names: Iterable[str]) -> ast.stmt:
    outer = ast.parse(f"def {node.name}({', '.join(names)}): pass").body[0]
    assert isinstance(outer, ast.FunctionDef)
    outer.body = [node]
    return outer


def _read_defaults(arguments: ast.arguments) -> tuple[tuple[Any, ...] | None, dict[str, Any] | None]:
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    by_keyword = {argument.arg: ast.literal_eval(default) for argument, default in pairs if default is not None}
    return tuple(map(ast.literal_eval, arguments.defaults)) or None, by_keyword or None


def _bind(name: str, compiled: Compiled, home: Home, own: Mapping[str, CellType]) -> FunctionType:
    closure = tuple(own[free] if free in own else home.cells[free] for free in compiled.code.co_freevars)
    function = FunctionType(compiled.code, home.globals, name, compiled.defaults, closure)
    if compiled.keyword_defaults:
        function.__kwdefaults__ = dict(compiled.keyword_defaults)
    return function
