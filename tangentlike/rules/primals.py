"""Operations themselves, behind their rules: how they are called and what parameters they have."""

import inspect
from collections.abc import Iterable, Mapping
from typing import Any


def call_primal(function: Any, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call an operation; a property is read from its first argument."""
    if inspect.isdatadescriptor(function):
        read: Any = function
        return read.__get__(next(iter(args)))
    return function(*args, **kwargs)


def find_parameters(function: Any) -> list[inspect.Parameter]:
    """Return the parameters of a function, none where Python does not know them."""
    try:
        return list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return []
