"""What a variant relies on besides its arguments: functions by identity and text, flags by value, data by kind."""

import functools
from collections.abc import Iterator
from types import BuiltinMethodType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Static
from tangentlike.subjects import DEFAULTS, Subject

Guards = tuple[tuple[str, object], ...]
Seen = tuple[tuple[Scope, Any, object], ...]
# An outline stands where the place of the value is not an expression that a call can evaluate as it stands.
OUTLINED = "outline_({place}) == {{was}}"


def guards_of(scopes: list[Scope], subject: Subject, primal: Any) -> tuple[Guards, dict[str, object]]:
    """Return what must still be as it was seen, as expressions and what they gave, and the names in them."""
    guards: list[tuple[str, object]] = []
    names: dict[str, object] = {"type_": type, "outline_": outline, "defaults_": Defaults}
    for place, value in places_of(scopes, subject, primal, names):
        guards.extend((path, seen) for path, seen in facts_of(value, place) if (path, seen) not in guards)
    used = " ".join(path for path, _ in guards)
    return tuple(guards), {name: value for name, value in names.items() if name in used}


def places_of(
    scopes: list[Scope], subject: Subject, primal: Any, names: dict[str, object]
) -> Iterator[tuple[str, object]]:
    """Yield each object that was looked up, and the expression that finds it when a derivative is called."""
    home = find_globals(primal)
    hidden = {*subject.parameters.all, *subject.scope.cells}
    for scope in scopes:
        for name, value in scope.reads.items():
            root, dot, rest = name.partition(".")
            if value is MISSING:
                continue
            if root in scope.cells:
                yield f"{named('cell', scope.cells[root], names)}.cell_contents{dot}{rest}", value
            elif scope.globals is home and root not in hidden:
                yield name, value  # the call runs in these globals
            else:
                place = f"{named('globals', scope.globals, names)}.get({root!r})"
                # A builtin is what its name means until the module defines that name.
                yield (f"{place}{dot}{rest}", value) if root in scope.globals else (place, None)
        for owner, attribute, value in scope.members.values():
            yield f"{named('object', owner, names)}.{attribute}", as_seen(owner, attribute, value)


def named(what: str, value: object, names: dict[str, object]) -> str:
    """Name an object; as long as it is kept, no other one has this name in any variant."""
    name = f"{what}_{id(value)}"
    names[name] = value
    return name


def find_globals(primal: Any) -> dict[str, Any] | None:
    """Return the globals in which a call of a derivative runs: those of the function that its primal is, or wraps."""
    while primal is not None and not isinstance(primal, FunctionType):
        links = (getattr(primal, link, None) for link in ("__wrapped__", "__func__", "func"))
        primal = next((each for each in links if callable(each)), None)
    return None if primal is None else primal.__globals__


def facts_of(value: Any, place: str) -> list[tuple[str, object]]:
    """Return what a variant relies on of an object: which function or module, which text or flag, which kind of data.

    Plain tests stand in the place of an outline wherever they say the same: they cost less.
    """
    if isinstance(value, MethodType):
        method = (f"type_({place})", MethodType)
        return [method, (f"{place}.__func__", value.__func__), (f"{place}.__self__", value.__self__)]
    if isinstance(value, BuiltinMethodType) and not isinstance(value.__self__, (ModuleType, type(None))):
        return [(f"type_({place})", type(value)), (f"{place}.__self__", value.__self__)]
    if isinstance(value, (CodeType, property)):
        return [(place, value)]
    if isinstance(value, Defaults):
        plain = type(value.given) is tuple and set(map(type, value.given)) <= PLAIN
        return [(place, value.given)] if plain else [(f"defaults_({place}) == {{was}}", value)]
    if isinstance(value, str | tuple | list | dict):
        return [(OUTLINED.format(place=place), outline(value))]
    if isinstance(kind_of(value), Static):
        return [(place, value)]
    if type(value) is np.ndarray:
        return [(f"type_({place})", np.ndarray), (f"{place}.dtype", value.dtype), (f"{place}.ndim", value.ndim)]
    if hasattr(value, "__dataclass_fields__"):
        return [(OUTLINED.format(place=place), outline(value))]
    return [(f"type_({place})", type(value))]


class Same:
    """An object that equals itself only, whatever its own `==` says."""

    def __init__(self, value: object):
        """Keep the object, so that no other one gets its identity."""
        self.value = value

    def __eq__(self, other: object) -> bool:
        """Compare identities."""
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        """Return a hash of the identity."""
        return id(self.value)


class Defaults:
    """The defaults of a function: the very objects, and what is in them."""

    def __init__(self, given: Any):
        """Note a tuple, or a dict by keyword."""
        self.given = given
        items = given.items() if isinstance(given, dict) else enumerate(given or ())
        self.items = [(key, Same(value), _outline(value)) for key, value in items]

    def __eq__(self, other: object) -> bool:
        """Compare the objects."""
        return isinstance(other, Defaults) and self.items == other.items

    __hash__ = None  # type: ignore[assignment]


def as_seen(owner: Any, attribute: str, value: Any) -> Any:
    """Return the value of a member as guards ask about it."""
    given = attribute in DEFAULTS or (attribute == "keywords" and isinstance(owner, functools.partial))
    return Defaults(value) if given else value


def outline(value: Any) -> Any:
    """Return what a variant may rely on of an object that is looked up by name; equal for what serves as well."""
    if isinstance(value, (str, bool, type(None))):
        return (type(value), value)
    return value if isinstance(value, Defaults) else _outline(value)


def _outline(value: Any) -> Any:
    """Return the outline of data: flags and texts in it may change, types, keys and functions may not."""
    kind = type(value)
    if kind is np.ndarray:
        return (kind, value.dtype, value.ndim)
    if isinstance(value, dict):
        return (kind, tuple((key, _outline(item)) for key, item in value.items()))
    if kind is list:
        types = set(map(type, value))
        return (kind, frozenset(types if types <= PLAIN else map(_outline, value)))
    if isinstance(value, tuple):
        return (kind, tuple(map(_outline, value)))
    if hasattr(kind, "__dataclass_fields__"):
        return (kind, tuple(_outline(getattr(value, name, None)) for name in kind.__dataclass_fields__))
    if isinstance(value, MethodType):
        return (kind, Same(value.__func__), Same(value.__self__))
    if isinstance(value, (CodeType, property)) or value is MISSING:
        return Same(value)
    return Same(value) if isinstance(kind_of(value), Static) and not isinstance(value, (str, bool, type(None))) else kind


PLAIN = {float, int, bool, str, complex, type(None)}


def seen_by(scopes: list[Scope]) -> Seen:
    """Return what a text that was read in some scopes relies on, as `still_right` asks about it."""
    found: list[tuple[Scope, Any, object]] = []
    for scope in scopes:
        found += [(scope, name, outline(value)) for name, value in scope.reads.items()]
        found += [(scope, key, outline(as_seen(*member))) for key, member in scope.members.items()]
    return tuple(each for each in found if each[2] != Same(MISSING))


def still_right(reads: Seen) -> bool:
    """Tell whether what a variant saw in globals, cells and attributes is still there."""
    for scope, name, seen in reads:
        now = scope.now(name)
        if outline(now if isinstance(name, str) else as_seen(*scope.members[name][:2], now)) != seen:
            return False
    return True
