"""Bars of containers: add into one item, leave the others."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import add_trees, rebuild, zeros_like
from tangentlike.runtime.indexing import add_at


def add_item(bar: Any, key: Any, part: Any) -> Any:
    """Return the bar of a container with `part` added to one item; lists, dicts and arrays are changed in place.

    >>> add_item((0.0, 1.0), 1, 2.0)
    (0.0, 3.0)
    """
    if hasattr(bar, "__array__"):
        add_at(bar, key, part)
        return bar
    if isinstance(key, slice):
        items = list(bar)
        for place, value in zip(range(*key.indices(len(items))), part, strict=True):
            items[place] = add_trees(items[place], value)
        return type(bar)(items)
    if isinstance(bar, (list, dict)):
        bar[key] = add_trees(bar[key], part)
        return bar
    if isinstance(key, str):
        fields = fields_of(bar)
        return rebuild_record(bar, fields | {key: add_trees(fields[key], part)})
    items = list(bar)
    items[key] = add_trees(items[key], part)
    return type(bar)(*items) if hasattr(bar, "_fields") else tuple(items)


def sum_copies(bar: Any, length: int) -> Any:
    """Return the bar of a list from that of its repetition: `items * n` has n copies of each item.

    >>> sum_copies([1.0, 2.0, 3.0, 4.0], 2)
    [4.0, 6.0]
    """
    out = list(bar[:length])
    for place, part in enumerate(bar[length:]):
        out[place % length] = add_trees(out[place % length], part)
    return type(bar)(out)


def item_of(bar: Any, key: Any) -> Any:
    """Return one item of the bar of a container: `bar[key]`, or the field `key` of a record."""
    return getattr(bar, key) if isinstance(key, str) and not isinstance(bar, dict) else bar[key]


def place_item(bar: Any, key: Any, like: Any) -> Any:
    """Make zeros like a container with `bar` as one item: the adjoint of `item_of`.

    >>> place_item(2.0, "w", {"w": 1.0, "b": 1.0})
    {'w': 2.0, 'b': 0.0}
    """
    return add_item(zeros_like(like), key, bar)


def repeat_items(items: Any, like: Any) -> Any:
    """Repeat items until there are as many as in `like`: the adjoint of `sum_copies`.

    >>> repeat_items([1.0, 2.0], [0.0, 0.0, 0.0, 0.0])
    [1.0, 2.0, 1.0, 2.0]
    """
    return type(like)([items[place % len(items)] for place in range(len(like))])


def fields_of(record: Any) -> dict[str, Any]:
    """Return the fields of a namedtuple or dataclass by name: the adjoint of `rebuild_record`."""
    return {name: getattr(record, name) for name in _fields(record)}


def _fields(record: Any) -> Any:
    return record._fields if hasattr(record, "_fields") else record.__dataclass_fields__


def rebuild_record(like: Any, fields: dict[str, Any]) -> Any:
    """Make a namedtuple or dataclass of like's type with other fields."""
    return type(like)(**fields) if hasattr(like, "_fields") else rebuild(like, fields)


def require_scalar(x: Any) -> None:
    """Raise TypeError unless x is one real number: a gradient is the derivative of one number."""
    if isinstance(x, (bool, np.bool_)) or not isinstance(x, (int, float, np.number, np.ndarray)) or np.ndim(x):
        what = f"an array of shape {np.shape(x)}" if np.ndim(x) else f"a {type(x).__name__}"
        raise TypeError(f"the result is {what}, not a real scalar: use jacobian, vjp or elementwise_grad, or return a sum")
    if isinstance(x, (np.ndarray, np.generic)) and x.dtype.kind not in "fiu":
        raise TypeError(f"the result is of type {x.dtype}, not a real scalar")


def own(x: Any) -> Any:
    """Copy a bar, containers included, so that it shares memory with nothing.

    >>> a = np.ones(2)
    >>> own({"a": a})["a"] is a
    False
    """
    if isinstance(x, np.ndarray):
        return x.copy()
    if isinstance(x, dict):
        return {key: own(value) for key, value in x.items()}
    if hasattr(x, "_fields"):
        return type(x)(*map(own, x))
    if isinstance(x, (list, tuple)):
        return type(x)(map(own, x))
    if hasattr(x, "__dataclass_fields__"):
        return rebuild(x, {name: own(getattr(x, name)) for name in x.__dataclass_fields__})
    return x


MAY_ALIAS = (add_item, sum_copies, item_of, place_item, repeat_items, fields_of, rebuild_record)
