"""How a gradient is pickled: as its operator, its primal and the options; the other process derives it again.

A primal that can be imported travels by its name. One that cannot (a lambda, a nested function, a function of a
notebook) travels by value, through cloudpickle, together with the text of its file, from which it is compiled there.
"""

from __future__ import annotations

import importlib.util
import linecache
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType
from typing import Any, cast

from tangentlike.errors import NotPicklable
from tangentlike.syntax.lines import keep_lines

Operator = Callable[..., Any]
_under_way = threading.local()


def reduce_gradient(
    gradient: object, primal: Callable[..., Any], operator: Operator, options: Mapping[str, Any]
) -> str | tuple[Any, ...]:
    """Return what `gradient.__reduce__` must: how to make an equal object of `operator(primal, **options)`."""
    if not isinstance(primal, FunctionType):
        return derive, (operator, primal, dict(options))
    if primal in _primals_under_way():
        # A recursive function's own name: in there it means the primal, which this very pickle already holds.
        return _itself, (primal,)
    named = _find_importable(primal)
    if named is gradient:
        return primal.__qualname__
    if named is primal:
        return derive, (operator, primal, dict(options))
    if named is not None and getattr(named, "__wrapped__", None) is primal:
        return _derive_undecorated, (operator, named, dict(options))
    return _derive_by_value, (operator, *_pack(primal), dict(options))


def derive(operator: Operator, primal: Callable[..., Any], options: dict[str, Any]) -> Any:
    """Apply an operator to a function that this process has."""
    return operator(primal, **options)


def _derive_undecorated(operator: Operator, decorated: Any, options: dict[str, Any]) -> Any:
    return operator(decorated.__wrapped__, **options)


def _derive_by_value(operator: Operator, packed: bytes, filename: str, text: str, options: dict[str, Any]) -> Any:
    import cloudpickle  # noqa: PLC0415  (an optional dependency)

    if text and not linecache.getlines(filename):
        keep_lines(filename, text)
    return operator(cloudpickle.loads(packed), **options)


def _itself(primal: Any) -> Any:
    return primal


def _find_importable(primal: FunctionType) -> object | None:
    """Return what another process will find under the primal's name, if it can look there."""
    if primal.__module__ == "__main__" and _has_cloudpickle():
        # The main module of the other process may be another one.
        return None
    found: Any = sys.modules.get(primal.__module__)
    for name in primal.__qualname__.split("."):
        found = getattr(found, name, None)
    return cast(object, found)


def _pack(primal: FunctionType) -> tuple[bytes, str, str]:
    if not _has_cloudpickle():
        raise NotPicklable(
            f"the gradient of {primal.__qualname__} cannot be pickled.",
            why=f"no import finds it in {primal.__module__}, and cloudpickle, which sends by value, is not installed.",
            instead="define the function at the top level of a module, or install cloudpickle.",
        )
    import cloudpickle  # noqa: PLC0415  (an optional dependency)

    filename = primal.__code__.co_filename
    with _mark_under_way(primal):
        packed = cloudpickle.dumps(primal)
    return packed, filename, "".join(linecache.getlines(filename))


def _has_cloudpickle() -> bool:
    return importlib.util.find_spec("cloudpickle") is not None


def _primals_under_way() -> list[FunctionType]:
    if not hasattr(_under_way, "primals"):
        _under_way.primals = []
    primals: list[FunctionType] = _under_way.primals
    return primals


@contextmanager
def _mark_under_way(primal: FunctionType) -> Iterator[None]:
    primals = _primals_under_way()
    primals.append(primal)
    try:
        yield
    finally:
        primals.remove(primal)
