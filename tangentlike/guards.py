"""What a variant relies on besides its arguments: functions and modules by identity, data by type."""

from types import FunctionType
from typing import Any

import numpy as np

from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Static, kind_of
from tangentlike.pipeline import Text
from tangentlike.subjects import Subject

Reads = tuple[tuple[Scope, str, object], ...]


def guards_of(
    text: Text, subject: Subject, primal: Any
) -> tuple[tuple[tuple[str, object], ...], dict[str, object]]:
    """Return what must still be as it was seen: functions and modules by identity, data by type."""
    guards: list[tuple[str, object]] = []
    names: dict[str, object] = {}
    # The call runs in the globals of the primal; a function that only calls it, such as a partial, has its own.
    home = subject.scope if find_globals(primal) is subject.scope.globals else None
    for number, scope in enumerate(text.scopes):
        for name, value in scope.reads.items():
            root, dot, rest = name.partition(".")
            if value is MISSING or (root not in scope.globals and root not in scope.cells):
                continue
            if root in scope.cells:
                names[f"cell_{number}_{root}"] = scope.cells[root]
                place = f"cell_{number}_{root}.cell_contents{dot}{rest}"
            elif scope is home:
                place = name
            else:
                names[f"globals_{number}"] = scope.globals
                place = f"globals_{number}.get({root!r}){dot}{rest}"
            for path, seen in facts_of(value, place, names):
                guards.append((path, seen))
    return tuple(guards), names


def find_globals(primal: Any) -> dict[str, Any] | None:
    """Return the globals in which a call of a derivative runs: those of the function that its primal is, or wraps."""
    while primal is not None and not isinstance(primal, FunctionType):
        links = (getattr(primal, link, None) for link in ("__wrapped__", "__func__", "func"))
        primal = next((each for each in links if callable(each)), None)
    return None if primal is None else primal.__globals__


def facts_of(value: Any, place: str, names: dict[str, object]) -> list[tuple[str, object]]:
    """Return what a variant relies on of something global: which function or module, which type and rank of data."""
    if isinstance(kind_of(value), Static):
        return [(place, value)]
    names["type_"] = type
    if type(value) is np.ndarray:
        return [(f"type_({place})", np.ndarray), (f"{place}.dtype", value.dtype), (f"{place}.ndim", value.ndim)]
    return [(f"type_({place})", type(value))]


def still_right(reads: Reads) -> bool:
    """Tell whether what a variant saw in globals and cells is still there."""
    for scope, name, value in reads:
        now: Any = scope.peek(name)
        if value is MISSING or now is value:
            continue
        if isinstance(kind_of(value), Static) or type(now) is not type(value):
            return False
        if type(value) is np.ndarray and (now.dtype, now.ndim) != (value.dtype, value.ndim):  # type: ignore[attr-defined]
            return False
    return True
