"""The rules that are known, by the function that they are rules of."""

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np

from tangentlike.rules.rule import Rule

__all__ = ["Rule", "add", "every", "find", "find_own", "load_library"]

_lock = threading.RLock()
_library: dict[Any, Rule] = {}
_own: dict[Any, Rule] = {}
_state = {"loaded": False, "loading": False}


def add(rule: Rule) -> Rule:
    """Register a rule for each of its functions; a user's rule wins over the library's."""
    with _lock:
        table = _library if _state["loading"] else _own
        for function in rule.functions:
            for twin in twins(function):
                table[twin] = rule
    return rule


def twins(function: Any) -> Iterator[Any]:
    """Yield a function and, for a method or property of arrays, the same of NumPy's scalars."""
    yield function
    name = getattr(function, "__name__", "")
    if getattr(function, "__objclass__", None) is np.ndarray and hasattr(np.generic, name):
        yield getattr(np.generic, name)


def find(function: Any) -> Rule | None:
    """Return the rule of a function, if there is one; the first call loads the library."""
    if not _state["loaded"]:
        load_library()
    try:
        return _own.get(function) or _library.get(function)
    except TypeError:  # not hashable, so nobody can have registered it
        return None


def find_own(function: Any) -> Rule | None:
    """Return the user's rule of a function, if there is one."""
    return _own.get(function)


def every() -> list[Rule]:
    """Return all rules once, the library's in the order of its files, then the user's."""
    load_library()
    return list(dict.fromkeys([*_library.values(), *_own.values()]))


def load_library() -> None:
    """Run the template files, once."""
    from tangentlike.rules import load  # noqa: PLC0415  (templates import kinds, which imports this module)

    with _lock:
        if _state["loaded"] or _state["loading"]:
            return
        _state["loading"] = True
        try:
            load.run_templates()
            _state["loaded"] = True
        finally:
            _state["loading"] = False
