"""Classes and objects of the user's, as a program on the tape sees them: their methods, too, know its values.

A class is replaced by a subclass with copies of its methods; an object by one of that subclass on the same attributes.
"""

import dataclasses
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.containers import Opens, attributes_in, is_leaf

if TYPE_CHECKING:
    from tangentlike.tape.aware import Aware

FOREIGN = frozenset({"numpy", "scipy", "tangentlike"}) | sys.stdlib_module_names - {"__main__"}


def is_own(kind: type) -> bool:
    """Tell whether a class is the user's, and may have a subclass without anybody noticing."""
    root = str(kind.__module__).partition(".")[0]
    if root in FOREIGN or type(kind) is not type or issubclass(kind, BaseException) or getattr(kind, "__final__", False):
        return False
    return "__init_subclass__" not in {name for each in kind.__mro__[:-1] for name in vars(each)}


def aware_class(kind: type, aware: "Aware") -> type:
    """Return the subclass whose methods know the tape, of a class of the user's; any other class as it is.

    Its bases are those of the bases, and then the class itself: so `super()` finds methods that know the tape, and an
    object of the new class is still one of the old.
    """
    if not is_own(kind):
        return kind

    def read(self: Any, name: str) -> Any:
        return aware.of(kind.__getattribute__(self, name))  # type: ignore[call-arg]

    members: dict[str, Any] = {"__getattribute__": read, "__module__": kind.__module__, "__doc__": kind.__doc__}
    if not kind.__dictoffset__:
        members["__slots__"] = ()
    bases = [aware.of(base) for base in kind.__bases__ if is_own(base)]
    made: type = type(kind.__name__, (*bases, kind), members)
    made.__qualname__ = kind.__qualname__
    aware.classes[made] = kind
    aware.known[id(kind)] = (kind, made)  # methods may name their own class
    for name, value in vars(kind).items():
        if is_method(value):
            setattr(made, name, aware_member(value, aware))
    return made


def is_method(value: Any) -> bool:
    """Tell whether a member of a class has code of the user's."""
    return isinstance(value, (types.FunctionType, staticmethod, classmethod, property))


def aware_member(value: Any, aware: "Aware") -> Any:
    """Return a method, static or not, or a property, with copies of its functions."""
    if isinstance(value, (staticmethod, classmethod)):
        inner: Any = value.__func__
        return type(value)(aware.function(inner)) if isinstance(inner, types.FunctionType) else value
    if isinstance(value, property):
        halves: list[Any] = [value.fget, value.fset, value.fdel]
        made = [aware.function(half) if isinstance(half, types.FunctionType) else half for half in halves]
        return property(made[0], made[1], made[2])
    return aware.function(value)


def looked_into(value: Any, aware: "Aware") -> Any:
    """Return an object of the user's as one of the subclass, on the same attributes; any other object as it is."""
    kind = type(value)
    if kind in aware.classes:
        return value  # it was made here
    if is_own(kind) and not hasattr(value, "__dict__") and attributes_in(value):
        aware.slotted.append(value)
    if not is_own(kind) or not hasattr(value, "__dict__") or issubclass(kind, (tuple, list, dict, np.ndarray)):
        return value
    made = object.__new__(aware.of(kind))
    object.__setattr__(made, "__dict__", value.__dict__)
    aware.objects.append(value.__dict__)
    return made


def reclassed(value: Any, classes: Callable[[type], type], opens: Opens = is_leaf) -> Any:
    """Change the classes of namedtuples and dataclasses in a tree of containers that nobody else has.

    `opens`: and of the objects of which other classes.
    """
    if type(value) in (list, tuple, dict):
        for item in value.values() if type(value) is dict else value:
            reclassed(item, classes, opens)
    elif hasattr(type(value), "_fields") or dataclasses.is_dataclass(value) or opens(type(value)):
        names = type(value)._fields if hasattr(type(value), "_fields") else [*attributes_in(value)]
        for name in names:
            reclassed(object.__getattribute__(value, name), classes, opens)
        kind = classes(type(value))
        if kind is not type(value):
            object.__setattr__(value, "__class__", kind)
    return value
