"""What stands for Python's conversions and for functions on numbers in a program that runs on the tape."""

import collections
import functools
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.rules import registry
from tangentlike.tape.calling import TEXTS, Conversion, call, check_texts, lost, real
from tangentlike.tape.record import find_variable, plain
from tangentlike.tape.values import Value

CONVERSIONS: dict[type, Conversion] = {
    kind: Conversion(kind) for kind in (float, int, complex, np.float64, np.float32, np.int64, np.int32)
}


def kind_of(*args: Any) -> Any:
    """Return the type of a value, as `type` does, or make a type."""
    if len(args) != 1:
        return type(*args)
    kind = type(plain(args[0])) if type(args[0]) is Value else type(args[0])
    return CONVERSIONS.get(kind, kind)


def evaluate(text: Any, *scopes: Any) -> Any:
    """Evaluate a text, as `eval` does, that holds no text of a value."""
    check_texts([text])
    return eval(text, *(scopes or (sys._getframe(1).f_globals, sys._getframe(1).f_locals)))


def hashed(value: Any) -> int:
    """Return a hash, as `hash` does, of what has no derivative."""
    if type(value) is Value and value.node is not None:
        raise lost("a hash is made of it")
    return hash(value)


def summed(values: Any, /, start: Any = 0) -> Any:
    """Return a sum of numbers as `sum` rounds it, which from Python 3.12 on is better than adding them one by one."""
    if isinstance(values, np.ndarray):
        return sum(values, start)
    # A generator may write into what it has given: it is added before the next item is made.
    items = list(values) if isinstance(values, (list, tuple)) else [at_once(item) for item in values]
    numbers = all(isinstance(item, (int, float)) for item in items) and isinstance(start, (int, float))
    return call(sum, items, start) if numbers and find_variable(items) is not None else sum(items, start)


def at_once(item: Any) -> Any:
    """Return an item of an iterator as it is now."""
    return item.copy() if isinstance(item, np.ndarray) and item.ndim else item


BUILTINS: dict[str, Any] = {
    "eval": evaluate,
    "complex": CONVERSIONS[complex],
    "float": CONVERSIONS[float],
    "hash": hashed,
    "int": CONVERSIONS[int],
    "sum": summed,
    "type": kind_of,
}


PLAIN = (int, float, str, bytes, complex, bool, type(None), np.generic)
NUMERIC = ("numpy", "math", "cmath", "scipy")


def is_numeric(value: Any) -> bool:
    """Tell whether a function is NumPy's or the like, and so returns arrays that must be values."""
    module = getattr(value, "__module__", None) or type(value).__module__
    return str(module).partition(".")[0].lstrip("_") in NUMERIC


def is_foreign(function: types.FunctionType) -> bool:
    """Tell whether a function is not the user's to copy."""
    root = str(function.__module__).partition(".")[0]
    ours = root == "tangentlike" and not function.__globals__.get("IS_A_PROGRAM", False)
    return ours or root in NUMERIC


def is_operator(value: Any) -> bool:
    """Tell whether a function is one of our operators."""
    return getattr(value, "__module__", "") == "tangentlike.api" and value.__name__ in ("grad", "value_and_grad", "vjp")


def is_of_library(function: types.FunctionType) -> bool:
    """Tell whether a function is of Python's own library."""
    return str(function.__globals__.get("__name__")).partition(".")[0] in sys.stdlib_module_names - {"__main__"}


def is_gradient(value: Any) -> bool:
    """Tell whether a callable is one of our gradients."""
    return getattr(type(value), "_miss", None) is not None and hasattr(value, "_variants")


def is_ruled(value: Any) -> bool:
    """Tell whether a function has a rule; Python's own functions on numbers work on values by themselves."""
    try:
        return registry.find(value) is not None and getattr(value, "__module__", "") not in ("builtins", "_operator")
    except TypeError:
        return False


def on_values(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function as it works on values; arrays that it makes are values."""

    @functools.wraps(function, updated=())
    def run(*args: Any, **kwargs: Any) -> Any:
        check_texts(args)
        # For whoever only reads its items, a queue is a list.
        args = tuple(list(arg) if type(arg) is collections.deque else real(arg) for arg in args)
        kwargs = {name: real_dtype(value) if name == "dtype" else real(value) for name, value in kwargs.items()}
        if find_variable((*args, *kwargs.values())) is None:
            return wrapped(function(*args, **kwargs))
        if isinstance(function, np.ufunc):
            if len(args) > function.nin:
                args, kwargs["out"] = args[: function.nin], args[function.nin :]
            return Value.__array_ufunc__(args[0], function, "__call__", *args, **kwargs)
        return Value.__array_function__(args[0], function, (), args, kwargs)

    for name in ("at", "reduce", "reduceat", "outer", "accumulate") if isinstance(function, np.ufunc) else ():
        setattr(run, name, method_of(function, name))
    return run


def real_dtype(dtype: Any) -> Any:
    """Return a dtype, which may name those of several fields, with the types that conversions stand for."""
    return type(dtype)(map(real_dtype, dtype)) if type(dtype) in (list, tuple) else real(dtype)


def on_plain_values(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is declared to run on plain values (`function.on_plain_values`), as it takes values of the tape."""
    return lambda *args, **kwargs: wrapped(function(*map(plainly, args), **{name: plainly(x) for name, x in kwargs.items()}))


def plainly(value: Any) -> Any:
    """Return plain numbers and arrays, and of a function one that returns these."""
    if type(value) is tuple:
        return tuple(map(plainly, value))
    if isinstance(value, types.FunctionType):
        return lambda *args, **kwargs: plainly(value(*args, **kwargs))
    value = plain(value)
    return value.copy() if type(value) is np.ndarray else value


def method_of(ufunc: Any, name: str) -> Callable[..., Any]:
    """Return a method of a universal function, as it works on values."""
    return lambda *args, **kwargs: (
        getattr(ufunc, name)(*args, **kwargs)
        if find_variable((*args, *kwargs.values())) is None
        else Value.__array_ufunc__(args[0], ufunc, name, *args, **kwargs)
    )


def wrapped(made: Any) -> Any:
    """Return arrays as values."""
    if type(made) is np.ndarray and made.dtype != object:
        return Value.make(made)
    if type(made) in (tuple, list):
        return type(made)(map(wrapped, made))
    return made


def of_library(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of Python's library that makes no number of a value's text."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        made = function(*args, **kwargs)
        if TEXTS and not isinstance(made, (str, bytes, type(None))):
            check_texts((*args, *kwargs.values()))
        return made

    return run
