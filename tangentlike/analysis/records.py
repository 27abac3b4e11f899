"""Namedtuples and dataclasses: what makes them, and what makes a changed one."""

import dataclasses
import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.joins import widen
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.values import UNKNOWN, Kind, Record, parts_of
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Kinds


def is_record_class(function: Any) -> bool:
    """Tell whether a callee makes namedtuples or dataclass instances."""
    return isinstance(function, type) and (
        (issubclass(function, tuple) and hasattr(function, "_fields")) or dataclasses.is_dataclass(function)
    )


def holds_objects(kind: Kind) -> bool:
    """Tell whether a value is, or holds, an object of a class that is neither: derivatives are taken of its attributes."""
    own = isinstance(kind, Record) and not is_record_class(kind.cls)
    return own or any(map(holds_objects, parts_of(kind)))


def record_fields(cls: type) -> list[str]:
    """Return the fields of a namedtuple or dataclass, in the order of its constructor."""
    return list(cls._fields) if hasattr(cls, "_fields") else [f.name for f in dataclasses.fields(cls)]


def record_kind(cls: type, args: Sequence[Kind], named: dict[str, Kind]) -> Kind:
    """Return the kind of what a constructor makes."""
    try:
        bound = inspect.signature(cls).bind(*args, **named)
    except (TypeError, ValueError):
        return UNKNOWN
    bound.apply_defaults()
    values = [v if isinstance(v, Kind) else kind_of(v) for v in bound.arguments.values()]
    fields = record_fields(cls)
    return Record(cls, tuple(zip(fields, values, strict=True))) if len(fields) == len(values) else UNKNOWN


def replaced_kind(function: Any, called: t.expr, args: Sequence[Kind], named: dict[str, Kind]) -> Kind | None:
    """Return the kind of `state._replace(...)` or `dataclasses.replace(state, ...)`; None for other calls."""
    method = isinstance(called, t.Attribute) and called.attr == "_replace"
    if not args or not isinstance(args[0], Record) or not (method or function is dataclasses.replace):
        return None
    return Record(args[0].cls, tuple((name, widen(named.get(name, kind))) for name, kind in args[0].items))


def find_replaced(node: t.Call, kinds: "Kinds") -> tuple[t.expr, Record] | None:
    """Return the record that a call copies with changes."""
    base: t.expr | None = None
    if isinstance(node.func, t.Attribute) and node.func.attr == "_replace":
        base = node.func.value
    elif kinds.callee(node) is dataclasses.replace and len(node.args) == 1:
        base = node.args[0]
    kind = None if base is None else kinds.of(base)
    return (base, kind) if base is not None and isinstance(kind, Record) else None
