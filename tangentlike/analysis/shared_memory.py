"""Whether the result of a sample run holds memory of its arguments."""

from typing import Any

import numpy as np


def may_share(out: Any, value: Any) -> bool:
    """Tell whether a result may be, or hold, memory of an argument; an object that is not known may."""
    given = _parts(value)
    arrays = [part for part in given if isinstance(part, np.ndarray)]
    containers = {id(part) for part in given if _items(part) is not None and not isinstance(part, tuple)}
    return any(id(part) in containers or _may_be_of(part, arrays) for part in _parts(out))


def _may_be_of(part: Any, arrays: list[np.ndarray]) -> bool:
    if isinstance(part, np.ndarray):
        return any(np.may_share_memory(part, array) for array in arrays)
    plain = isinstance(part, (np.generic, int, float, complex, str, bytes, type(None), np.dtype))
    return bool(arrays) and not plain and _items(part) is None


def _parts(value: Any) -> list[Any]:
    """Return a value and, of a container, all that it holds at any depth."""
    return [value, *(part for item in _items(value) or () for part in _parts(item))]


def _items(value: Any) -> list[Any] | None:
    """Return the items of a container, None for anything else."""
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    fields = getattr(type(value), "__dataclass_fields__", None)
    return None if fields is None else [getattr(value, name, None) for name in fields]
