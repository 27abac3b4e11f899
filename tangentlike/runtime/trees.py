"""Bars of containers: add into one item, leave the others."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tangentlike.runtime.arrays import add_trees, rebuild, remade, zeros_like
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
        return remade(bar, items)
    if isinstance(bar, (list, dict)):
        bar[key] = add_trees(bar[key], part)
        return bar
    if isinstance(key, str):
        fields = fields_of(bar)
        return rebuild_record(bar, fields | {key: add_trees(fields[key], part)})
    items = list(bar)
    items[key] = add_trees(items[key], part)
    return remade(bar, items)


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


def copied(x: Any) -> Any:
    """Copy containers and the arrays in them; what they hold twice, or look into twice, the copy does, too.

    >>> row = np.ones(2)
    >>> rows = copied([row, row[1:]])
    >>> rows[1][0] = 5.0
    >>> rows[0]
    array([1., 5.])
    """
    seen: dict[int, int] = {}
    for array in _arrays(x, set()):
        seen[id(_root(array))] = seen.get(id(_root(array)), 0) + 1
    return _copied(x, {}, {root for root, count in seen.items() if count > 1})


def _arrays(x: Any, known: set[int]) -> Iterator[Any]:
    """Yield the arrays that a value is, or holds, each one once."""
    if id(x) in known:
        return
    known.add(id(x))
    if isinstance(x, np.ndarray):
        yield x
        return
    items = x.values() if isinstance(x, dict) else x if isinstance(x, (list, tuple)) else ()
    for item in [*items, *(getattr(x, name) for name in getattr(x, "__dataclass_fields__", ()))]:
        yield from _arrays(item, known)


def _root(x: Any) -> Any:
    """Return the array that owns the memory of another one."""
    while isinstance(x.base, np.ndarray):
        x = x.base
    return x


def _copied(x: Any, known: dict[int, Any], shared: set[int]) -> Any:
    """Copy a value; `known` are the copies that there are, `shared` the memory that several arrays look into."""
    if id(x) in known:
        return known[id(x)]
    if isinstance(x, np.ndarray):
        known[id(x)] = _looking_again(x, known) if id(_root(x)) in shared else x.copy()
        return known[id(x)]
    made: Any = x
    if isinstance(x, dict):
        known[id(x)] = made = {}
        made.update({key: _copied(value, known, shared) for key, value in x.items()})
    elif isinstance(x, list):
        known[id(x)] = made = []
        made.extend(_copied(item, known, shared) for item in x)
    elif hasattr(x, "_fields"):
        made = type(x)(*(_copied(item, known, shared) for item in x))
    elif isinstance(x, tuple):
        made = tuple([_copied(item, known, shared) for item in x])
    elif hasattr(x, "__dataclass_fields__"):
        made = rebuild(x, {name: _copied(getattr(x, name), known, shared) for name in x.__dataclass_fields__})
    return made


def _looking_again(x: Any, known: dict[int, Any]) -> Any:
    """Return the part of a copy of the memory that an array looks into."""
    root = _root(x)
    if id(root) not in known:
        known[id(root)] = np.array(root)
    if x is root:
        return known[id(root)]
    offset = x.__array_interface__["data"][0] - root.__array_interface__["data"][0]
    if known[id(root)].strides != root.strides:
        raise NotImplementedError("tangentlike cannot copy views of an array that has gaps")
    return np.ndarray(x.shape, x.dtype, known[id(root)], offset, x.strides)


MAY_ALIAS = (add_item, sum_copies, item_of, place_item, repeat_items, fields_of, rebuild_record)
