"""From a live function to its own text, as a tree; a text that is not what runs is refused."""

import ast
import functools
import io
import linecache
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, MethodType
from typing import Any

from tangentlike.errors import ArgumentError, Place, SourceNotAvailable
from tangentlike.syntax import trees as t
from tangentlike.syntax.fingerprint import Definition, Function, is_text_of
from tangentlike.syntax.lines import restore_lines
from tangentlike.syntax.origins import character_column, is_lambda_at, mark_origins, origin_of

LAMBDA = "<lambda>"
DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Source:
    """A Python function and its text; `tree` belongs to the caller, who may edit it."""

    function: FunctionType
    tree: t.FunctionDef
    filename: str
    lines: tuple[str, ...]
    qualname: str
    module: str

    def place(self, node: t.AST) -> Place:
        """Return the place of a node: of a compound statement, its keyword."""
        if getattr(node, "lineno", None) is None:
            origin = origin_of(node) or origin_of(self.tree)
            return origin.place if origin else Place(self.filename, 0, 0, 0, "")
        line = self.lines[node.lineno - 1].rstrip("\r\n")
        column = character_column(line, node.col_offset)
        end = len(line)
        if isinstance(node, t.stmt) and hasattr(node, "body") and not is_lambda_at(line, column):
            end = column + len(line[column:].replace(":", " ").split()[0])
        elif node.end_lineno == node.lineno:
            end = character_column(line, node.end_col_offset)
        return Place(self.filename, node.lineno, column, end, line)


def find_source(fn: Callable[..., Any], source: str | None = None) -> Source:
    """Find the text of a function, given as `source` where there is no file to read.

    A lambda becomes a function named `lambda_`. Decorators are left out: what is found is the function itself.

    >>> tree = find_source(find_source).tree
    >>> tree.name, origin_of(tree.body[1]).text
    ('find_source', 'function = unwrap(fn)')
    """
    function = unwrap(fn)
    code = function.__code__
    lines = _lines(function) if source is None else tuple(io.StringIO(source).readlines())
    found = _find(function, lines, exact=source is None)
    if found is None and source is None:
        # The cache of lines may be older than the function, after a reload.
        linecache.checkcache(code.co_filename)
        lines = _lines(function)
        found = _find(function, lines, exact=True)
    if found is None:
        raise _refusal(
            function,
            "the text is not that of the function that runs: it was changed after the import.",
            "import the module again, or restart Python.",
        )
    tree = _definition_tree(found)
    out = Source(function, tree, code.co_filename, lines, function.__qualname__, function.__module__ or "")
    mark_origins(tree, out)
    return out


def unwrap(fn: Any) -> FunctionType:
    """Return the Python function that a call of `fn` runs.

    A wrapper written in Python is its own function, even if it names another in `__wrapped__`: what it does to the
    result is part of what is differentiated. Only objects without Python code of their own are seen through.

    >>> unwrap(functools.lru_cache(unwrap)) is unwrap(functools.partial(unwrap, fn=1)) is unwrap
    True
    """
    inner = fn
    for _ in range(100):
        ours = getattr(inner, "__tangentlike_function__", None)
        if isinstance(ours, FunctionType):
            return ours
        if isinstance(inner, FunctionType):
            return inner
        inner = _inside(inner)
        if inner is None:
            break
    if not callable(fn) and not isinstance(fn, (property, staticmethod, classmethod)):
        raise ArgumentError(f"tangentlike expects a function, not {type(fn).__name__}.")
    kind = "it is a class." if isinstance(fn, type) else "it is not written in Python."
    raise SourceNotAvailable(
        f"tangentlike cannot read the source of `{getattr(fn, '__qualname__', type(fn).__name__)}`.",
        why=kind,
        instead="wrap the call in a Python function, or give it a derivative rule such as `@tangentlike.elementwise`.",
    )


def _inside(fn: Any) -> Any:
    """Return what an object calls when it is called, or None."""
    if isinstance(fn, type):
        return None
    if isinstance(fn, (MethodType, staticmethod, classmethod)):
        return fn.__func__
    if isinstance(fn, (functools.partial, functools.partialmethod)):
        return fn.func
    if isinstance(fn, property):
        return fn.fget
    call = getattr(type(fn), "__call__", None)  # noqa: B004  (the method itself is wanted)
    return call if isinstance(call, FunctionType) else getattr(fn, "__wrapped__", None)


def _lines(function: FunctionType) -> tuple[str, ...]:
    filename = function.__code__.co_filename
    if filename not in linecache.cache:
        restore_lines()
    lines = tuple(linecache.getlines(filename, function.__globals__))
    if not lines:
        raise _refusal(
            function,
            "no text is kept of code that `exec` or a shell made, or the file is gone.",
            "define it in a file or a notebook.",
        )
    return lines


def place_of_code(code: CodeType) -> Place:
    """Return the first line of a function, decorators included."""
    return place_of_line(code.co_filename, code.co_firstlineno)


def place_of_line(filename: str, number: int) -> Place:
    """Return a line as a place, with its text where it is kept."""
    line = linecache.getline(filename, number).rstrip()
    return Place(filename, number, len(line) - len(line.lstrip()), len(line), line)


def _refusal(function: FunctionType, why: str, instead: str) -> SourceNotAvailable:
    return SourceNotAvailable(
        f"tangentlike cannot read the source of `{function.__qualname__}`.",
        place=place_of_code(function.__code__),
        why=why,
        instead=instead,
    )


def _find(function: FunctionType, lines: tuple[str, ...], exact: bool) -> Definition | None:
    """Find the definition of a function in a text; `exact` if the line numbers are those of the function."""
    code = function.__code__
    candidates = _definitions("".join(lines)).get(code.co_name, [])
    if exact:
        candidates = [found for found in candidates if _first_line(found.node) == code.co_firstlineno]
        if code.co_name == LAMBDA:
            candidates = _at_columns(code, candidates)
    matching = [found for found in candidates if is_text_of(found, function)]
    if len({ast.dump(found.node) for found in matching}) > 1:
        raise _refusal(function, "several lambdas of this line may be meant.", "write them on lines of their own.")
    return matching[0] if matching else None


@functools.lru_cache(maxsize=64)
def _definitions(text: str) -> dict[str, list[Definition]]:
    """Parse a file once; return its functions by name, lambdas included."""
    out: dict[str, list[Definition]] = {}
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return out
    imports = frozenset(_module_imports(tree))
    stack: list[tuple[ast.AST, str | None]] = [(tree, None)]
    while stack:
        node, class_name = stack.pop()
        if isinstance(node, Function):
            out.setdefault(getattr(node, "name", LAMBDA), []).append(Definition(node, class_name, imports))
        inner = node.name if isinstance(node, ast.ClassDef) else class_name
        stack += [(child, inner) for child in ast.iter_child_nodes(node)]
    return out


def _module_imports(node: ast.AST) -> Iterator[str]:
    """Yield the names that imports bind outside of functions and classes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in child.names if alias.name != "*")
        elif isinstance(child, (ast.stmt, ast.ExceptHandler)) and not isinstance(child, (*DEFINING, ast.Expr)):
            yield from _module_imports(child)


def _first_line(node: Function) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _at_columns(code: CodeType, candidates: list[Definition]) -> list[Definition]:
    """Keep the innermost lambda whose body encloses all instructions; all where Python keeps no columns."""
    if not hasattr(code, "co_positions"):
        return candidates
    spans = [(first, column, last, end) for first, last, column, end in code.co_positions() if column != end]
    spans = [span for span in spans if None not in span]
    if not spans:
        return candidates
    start, end = min(span[:2] for span in spans), max(span[2:] for span in spans)
    around = [found for found in candidates if _encloses(found.node, start, end)]
    return sorted(around, key=lambda found: (found.node.lineno, found.node.col_offset))[-1:]


def _encloses(node: Any, start: Any, end: Any) -> bool:
    body = node.body
    return bool((body.lineno, body.col_offset) <= start and end <= (body.end_lineno, body.end_col_offset))


def _definition_tree(found: Definition) -> t.FunctionDef:
    """Make a fresh tree of a definition: without decorators, a lambda as a function."""
    tree = t.from_ast(found.node)
    if isinstance(tree, t.Lambda):
        body = t.return_(tree.body)
        function = t.function("lambda_", tree.args, [body])
        for node in (function, body):
            for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                setattr(node, part, getattr(tree, part))
        tree = function
    tree.decorator_list = []
    if found.class_name is not None and found.class_name.strip("_"):
        _mangle(tree, "_" + found.class_name.lstrip("_"))
    return tree


def _mangle(tree: t.FunctionDef, prefix: str) -> None:
    """Spell out private names such as `self.__scale`, which mean something else outside their class."""
    for node in t.walk(tree):
        for part in ("id", "attr", "arg"):
            name = getattr(node, part, None)
            if isinstance(name, str) and name.startswith("__") and not name.endswith("__"):
                setattr(node, part, prefix + name)
