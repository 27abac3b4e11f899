"""The rules that are known, by the function that they are rules of."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tangentlike.rules.rule import Rule

__all__ = ["Rule", "add", "every", "find", "find_own", "load_library", "remove", "watch"]

_lock = threading.RLock()
_library: dict[Any, Rule] = {}
_own: dict[Any, Rule] = {}
_done: set[str] = set()                         # the template files that have run
_loading: list[str] = []                        # the one that runs
_watching: list[Callable[[], None]] = []        # what is called when a user's rule comes or goes


def add(rule: Rule) -> Rule:
    """Register a rule for each of its functions; a user's rule wins over the library's."""
    with _lock:
        table = _library if _loading else _own
        for function in rule.functions:
            for twin in twins(function):
                table[twin] = rule
    if table is _own:
        tell()
    return rule


def remove(rule: Rule) -> None:
    """Forget a user's rule; the library's rule of the same function holds again."""
    with _lock:
        for function in [f for f, known in _own.items() if known is rule]:
            del _own[function]
    tell()


def watch(change: Callable[[], None]) -> None:
    """Call a function whenever a user's rule comes or goes: what was made of rules may be wrong from then on."""
    _watching.append(change)


def tell() -> None:
    """Call what watches."""
    for change in _watching:
        change()


def twins(function: Any) -> Iterator[Any]:
    """Yield a function and, for a method or property of arrays, the same of NumPy's scalars."""
    yield function
    name = getattr(function, "__name__", "")
    if getattr(function, "__objclass__", None) is np.ndarray and hasattr(np.generic, name):
        yield getattr(np.generic, name)


def find(function: Any) -> Rule | None:
    """Return the rule of a function, if there is one; the library is read when a rule is not found."""
    try:
        rule = _own.get(function) or _library.get(function)
        if rule is None and load_library():
            rule = _library.get(function)
    except TypeError:  # not hashable, so nobody can have registered it
        return None
    return rule


def find_own(function: Any) -> Rule | None:
    """Return the user's rule of a function, if there is one."""
    return _own.get(function)


def every() -> list[Rule]:
    """Return all rules once, the library's in the order of its files, then the user's."""
    load_library()
    return list(dict.fromkeys([*_library.values(), *_own.values()]))


def load_library() -> bool:
    """Run the template files that are due; tell whether there were any."""
    from tangentlike.rules import load  # noqa: PLC0415  (templates import kinds, which imports this module)

    if not load.find_due(_done):
        return False
    with _lock:
        for path in load.find_due(_done):
            _loading.append(path.stem)
            try:
                load.run_file(path)
                _done.add(path.stem)
            finally:
                _loading.pop()
    return True
