"""Is this text what runs? Compile a definition again and compare its bytecode with the live function's."""

import __future__

import ast
import inspect
from dataclasses import dataclass, replace
from types import CodeType, FunctionType
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names} - {0x10})
COMPARED = (
    "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_code",
    "co_names", "co_varnames", "co_freevars", "co_cellvars",
)  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """A function or lambda in a file, the class that it stands in, and the names that the file imports."""

    node: Function
    class_name: str | None
    imports: frozenset[str]


def is_text_of(definition: Definition, function: FunctionType) -> bool:
    """Tell whether a function was made from a definition.

    >>> f = lambda x: x + 1
    >>> texts = [ast.parse(text, mode="eval").body for text in ("lambda x: x + 1", "lambda x: x + 2")]
    >>> [is_text_of(Definition(text, None, frozenset()), f) for text in texts]
    [True, False]
    """
    live = function.__code__
    # A notebook compiles statement by statement, and then the imports stand in another module.
    for imports in (definition.imports, frozenset[str]()):
        again = compile_again(replace(definition, imports=imports), live)
        if again is not None and (fingerprint(again) == fingerprint(live) or _is_rewritten(again, function)):
            return True
        if not imports:
            break
    return False


def _is_rewritten(again: CodeType, function: FunctionType) -> bool:
    """Tell whether code differs because pytest rewrites the asserts of test modules."""
    live = function.__code__
    if "@pytest_ar" not in live.co_names and "@py_builtins" not in live.co_names:
        return False
    return again.co_varnames[: again.co_argcount] == live.co_varnames[: live.co_argcount] and (
        set(again.co_names) <= set(live.co_names)
    )


def compile_again(definition: Definition, live: CodeType) -> CodeType | None:
    """Compile a definition as if it stood where the live code was compiled.

    The names that the live code finds in enclosing functions are bound by a wrapper, all others are global. A class
    around it gives `__class__` and the private names. Methods of imported modules are called by other bytecode than
    those of objects, so the imports matter too.
    """
    statement = _bare(definition.node)
    if definition.class_name is not None:
        body, statement = statement, ast.parse(f"class {definition.class_name}: pass").body[0]
        statement.body = [body]  # type: ignore[attr-defined]
    free = [name for name in live.co_freevars if name != "__class__"]
    bindings = "".join(f"    {name} = None\n" for name in free)
    name = getattr(statement, "name", None)
    if name is not None and name not in free:
        bindings = f"    global {name}\n" + bindings
    imports = "".join(f"import {name}\n" for name in sorted(definition.imports))
    wrapper = ast.parse(f"{imports}def tangentlike_scope():\n{bindings}    pass")
    wrapper.body[-1].body[-1] = statement  # type: ignore[attr-defined]
    ast.fix_missing_locations(wrapper)
    try:
        code = compile(wrapper, live.co_filename, "exec", live.co_flags & FUTURES, dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
    return _first_of_name(code, live.co_name)


def _bare(definition: Function) -> ast.stmt:
    """Copy the head of a definition without decorators and defaults, which are not part of its code."""
    old = definition.args
    args = ast.arguments(old.posonlyargs, old.args, old.vararg, old.kwonlyargs, [], old.kwarg, [])
    args.defaults = [ast.Constant(None) for _ in old.defaults]
    args.kw_defaults = [default and ast.Constant(None) for default in old.kw_defaults]
    parts = {name: getattr(definition, name) for name in definition._fields + definition._attributes}
    parts |= {"args": args}
    if isinstance(definition, ast.Lambda):
        return ast.Expr(ast.Lambda(**parts))
    return type(definition)(**parts | {"decorator_list": []})


def _first_of_name(code: CodeType, name: str) -> CodeType | None:
    """Find a code object by name, breadth first: the outermost comes first."""
    queue = [code]
    for outer in queue:
        inner = [const for const in outer.co_consts if isinstance(const, CodeType)]
        for candidate in inner:
            # A class may have the name of its method.
            if candidate.co_name == name and candidate.co_flags & inspect.CO_OPTIMIZED:
                return candidate
        queue += inner
    return None


def fingerprint(code: CodeType) -> tuple[Any, ...]:
    """Return what two code objects of the same text share, wherever they were compiled."""
    return tuple(getattr(code, part) for part in COMPARED) + tuple(map(_constant, code.co_consts))


def _constant(value: Any) -> Any:
    if isinstance(value, CodeType):
        return fingerprint(value)
    if isinstance(value, (tuple, frozenset)):
        return type(value)(map(_constant, value))
    if isinstance(value, str):
        # Python 3.10 keeps the qualified names of nested functions among the constants.
        return value.rpartition(".<locals>.")[2]
    # 1, 1.0 and True are equal, and nan is not equal to itself.
    return type(value), repr(value)
