"""What a program on the tape has changed, left in the user's own containers and objects as plain values."""

from typing import TYPE_CHECKING, Any

from tangentlike.containers import attributes_in
from tangentlike.tape.values import Value

if TYPE_CHECKING:
    from tangentlike.tape.aware import Aware

EMPTY = object()


def plain_of(value: Any, aware: "Aware") -> Any:
    """Return what a value of the tape holds, and the user's own thing for what stood for it."""
    if type(value) is Value:
        return value.value
    if id(value) in aware.back:
        return aware.back[id(value)]
    if type(value) in (list, dict):
        put_back(value, value, aware)
    elif isinstance(value, tuple):
        return plain_tuple(value, aware)
    elif type(value) in aware.classes:
        kind = aware.classes[type(value)]
        attributes = object.__getattribute__(value, "__dict__") if kind.__dictoffset__ else {}
        object.__setattr__(value, "__class__", kind)
        attributes.update({name: plain_of(item, aware) for name, item in attributes.items()})
    return value


def plain_tuple(value: tuple[Any, ...], aware: "Aware") -> tuple[Any, ...]:
    """Return a tuple or namedtuple that the program has made, with plain values."""
    kind: Any = aware.classes.get(type(value), type(value))
    made = getattr(kind, "_make", None) or (tuple if kind is tuple else None)
    return value if made is None else made([plain_of(item, aware) for item in value])


def put_back(value: Any, made: Any, aware: "Aware") -> None:
    """Leave a container of the user's as the program has left the one that stood for it, with plain values."""
    if type(value) is list:
        value[:] = [plain_of(item, aware) for item in made]
    elif type(value) is dict:
        items = {key: plain_of(item, aware) for key, item in made.items()}
        value.clear()
        value.update(items)
    elif not isinstance(value, tuple):
        for name in {**attributes_in(value), **attributes_in(made)}:
            put_attribute(value, made, name, aware)


def put_attribute(value: Any, made: Any, name: str, aware: "Aware") -> None:
    """Leave an attribute as the program has left that of the object that stood for this one."""
    try:
        item = plain_of(object.__getattribute__(made, name), aware)
    except AttributeError:
        if hasattr(value, name):
            object.__delattr__(value, name)
        return
    if getattr(value, name, EMPTY) is not item:
        object.__setattr__(value, name, item)
