"""Instances of the user's classes."""

import abc
import functools
import sys
from typing import Any, Generic, Protocol

from tangentlike.containers import attributes_in

# A class that defines one of these decides itself what it means to make an object, or to read or store an attribute.
DECIDING = frozenset({"__new__", "__getattr__", "__getattribute__", "__del__", "__delattr__", "__array__", "__array_ufunc__"})
HARMLESS_BASES = (abc.ABC, Generic, Protocol)
HEAP_TYPE = 1 << 9                              # the flag of classes that Python code defines


def is_object(value: Any) -> bool:
    """Tell whether a value is an instance of a user's class: it has attributes, and is no number or container."""
    kind = type(value)
    data = ("__array__", "__len__", "__iter__", "__next__", "__add__", "__mul__", "__getitem__", "_miss")
    return hasattr(value, "__dict__") and not any(hasattr(kind, name) for name in data)


def is_plain(cls: Any) -> bool:
    """Tell whether an object of a class is nothing but its attributes, and its class is the user's own."""
    return type(cls) in (type, abc.ABCMeta) and _is_plain(cls)  # of another metaclass, nothing is known: not even a hash


@functools.lru_cache(maxsize=512)
def _is_plain(cls: type) -> bool:
    if not is_users_module(cls.__module__) or getattr(cls, "__abstractmethods__", False):
        return False
    bases = [base for base in cls.__mro__[:-1] if base not in HARMLESS_BASES]
    if not all(base.__flags__ & HEAP_TYPE and is_users_module(base.__module__) for base in bases):
        return False
    storing = [base for base in bases if "__setattr__" in vars(base)]
    return not any(DECIDING & vars(base).keys() for base in bases) and all(map(is_frozen, storing))


def is_users_module(name: str) -> bool:
    """Tell whether a module is neither of the standard library nor one of those whose classes are known otherwise."""
    root = name.partition(".")[0]
    return root == "__main__" or (root not in sys.stdlib_module_names and root not in ("numpy", "tangentlike", "scipy"))


def is_frozen(cls: type) -> bool:
    """Tell whether a class is a dataclass whose objects refuse stores."""
    return bool(getattr(vars(cls).get("__dataclass_params__"), "frozen", False))


def met_again(value: Any) -> Any:
    """Return an object of the user's plain classes that is met more than once in what a value is or holds, or None."""
    seen: set[int] = set()
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, (list, tuple)):
            todo += each
        elif isinstance(each, dict):
            todo += each.values()
        elif is_plain(type(each)):
            if id(each) in seen:
                return each
            seen.add(id(each))
            todo += attributes_in(each).values()
    return None
