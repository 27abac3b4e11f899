"""Functions behind `functools.lru_cache` whose calls are those of the function itself: it does nothing but compute."""

import builtins
import dis
import functools
import inspect
from collections.abc import Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

NUMERIC = ("numpy", "math", "cmath", "scipy")
COMPUTING = frozenset({"abs", "all", "any", "bool", "divmod", "enumerate", "float", "int", "len", "max", "min", "pow", "range",
                       "reversed", "round", "sum", "zip", "list", "tuple", "sorted", "dict", "isinstance"})
NUMBERS = (int, float, complex, str, type(None))
# What stores outside of the function; items are stored into what it has made, since it is given numbers only.
STORING = ("STORE_GLOBAL", "STORE_ATTR", "DELETE_", "IMPORT_", "LOAD_CLASSDEREF", "LOAD_BUILD_CLASS")
# What gives something else each time, by the names of modules and functions.
DRAWING = frozenset({"random", "load", "loadtxt", "genfromtxt", "fromfile", "save", "savetxt", "savez", "seterr", "empty"})
GENERATING = inspect.CO_GENERATOR | inspect.CO_COROUTINE


def uncached(function: Any) -> FunctionType | None:
    """Return the function behind a cache, if a call of it always gives the same: it reads no data that changes."""
    if not isinstance(function, functools._lru_cache_wrapper):
        return None
    inner = getattr(function, "__wrapped__", None)
    return inner if isinstance(inner, FunctionType) and _only_computes(inner, {id(inner)}) else None


def is_behind_cache(function: Any, found: Any) -> bool:
    """Tell whether what a name means is the cache of a function."""
    return isinstance(found, functools._lru_cache_wrapper) and getattr(found, "__wrapped__", None) is function


def data_read(function: FunctionType) -> set[str]:
    """Return the global names of a function that mean numbers."""
    space = function.__globals__
    return {name for code in _codes(function.__code__) for name in code.co_names if isinstance(space.get(name), NUMBERS)}


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of a function, and those of the comprehensions and functions inside of it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _only_computes(function: FunctionType, known: set[int]) -> bool:
    """Tell whether a function of numbers only computes; `known`: those that are being looked at."""
    defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    code = function.__code__
    if code.co_freevars or code.co_flags & GENERATING or not all(isinstance(default, NUMBERS) for default in defaults):
        return False
    for code in _codes(function.__code__):
        if DRAWING & set(code.co_names):
            return False
        for step in dis.get_instructions(code):
            if step.opname.startswith(STORING):
                return False
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME") and not _is_known(str(step.argval), function.__globals__, known):
                return False
    return not (changed := data_read(function)) or not changed & _rebound_in(function.__globals__)


def _rebound_in(namespace: dict[str, Any]) -> set[str]:
    """Return the globals that functions of a module bind anew."""
    functions = [value for value in list(namespace.values()) if isinstance(value, FunctionType)]
    steps = [step for f in functions if f.__globals__ is namespace for c in _codes(f.__code__) for step in dis.get_instructions(c)]
    return {str(step.argval) for step in steps if step.opname == "STORE_GLOBAL"}


def _is_known(name: str, namespace: dict[str, Any], known: set[int]) -> bool:
    """Tell whether a global name means a number, a numeric module, or a function that only computes."""
    if name not in namespace:
        return name in COMPUTING and hasattr(builtins, name)
    value = namespace[name]
    if isinstance(value, NUMBERS):
        return True
    root = str(getattr(value, "__name__" if isinstance(value, ModuleType) else "__module__", "")).partition(".")[0]
    if isinstance(value, (ModuleType, BuiltinFunctionType, np.ufunc, FunctionType)) and root in NUMERIC:
        return "random" not in str(getattr(value, "__name__", ""))
    inner = value.__wrapped__ if isinstance(value, functools._lru_cache_wrapper) else value
    if not isinstance(inner, FunctionType) or hasattr(inner, "__wrapped__"):
        return False
    if id(inner) in known:
        return True
    known.add(id(inner))
    return _only_computes(inner, known)
