"""Functions behind `functools.lru_cache` whose calls are those of the function itself: it does nothing but compute."""

import builtins
import dis
import functools
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

NUMERIC = ("numpy", "math", "cmath", "scipy")
COMPUTING = frozenset({"abs", "all", "any", "bool", "divmod", "enumerate", "float", "int", "len", "max", "min", "pow", "range",
                       "reversed", "round", "sum", "zip", "list", "tuple"})
# What stores outside of the function, or makes something that may be called later.
STORING = ("STORE_GLOBAL", "STORE_ATTR", "STORE_SUBSCR", "STORE_DEREF", "DELETE_", "IMPORT_", "MAKE_FUNCTION", "YIELD",
           "LOAD_DEREF", "LOAD_CLASSDEREF", "RETURN_GENERATOR")
# What gives something else each time, by the names of modules and functions.
DRAWING = frozenset({"random", "load", "loadtxt", "genfromtxt", "fromfile", "save", "savetxt", "savez", "seterr", "empty"})


def uncached(function: Any) -> FunctionType | None:
    """Return the function behind a cache, if a call of it always gives the same: it reads no data and calls itself not.

    One that calls itself is fast only because of the cache.
    """
    if not isinstance(function, functools._lru_cache_wrapper):
        return None
    inner = getattr(function, "__wrapped__", None)
    return inner if isinstance(inner, FunctionType) and _only_computes(inner.__code__, inner.__globals__) else None


def _only_computes(code: CodeType, namespace: dict[str, Any]) -> bool:
    if DRAWING & set(code.co_names):
        return False
    for step in dis.get_instructions(code):
        if step.opname.startswith(STORING):
            return False
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME") and not _is_operation(str(step.argval), namespace):
            return False
    return True


def _is_operation(name: str, namespace: dict[str, Any]) -> bool:
    """Tell whether a global name means a numeric module or function, or one of Python's own that only computes."""
    if name not in namespace:
        return name in COMPUTING and hasattr(builtins, name)
    value = namespace[name]
    root = str(getattr(value, "__name__" if isinstance(value, ModuleType) else "__module__", "")).partition(".")[0]
    known = isinstance(value, (ModuleType, BuiltinFunctionType, np.ufunc, FunctionType))
    return known and root in NUMERIC and "random" not in str(getattr(value, "__name__", ""))
