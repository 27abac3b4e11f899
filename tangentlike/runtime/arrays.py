"""The shapes and types of bars, as rules and generated code need them. Needs NumPy only.

In this folder a parameter named `like` (`like2`, ...) is read for its shape, dtype or structure, never for its values.
Each function can be printed on its own: it calls `np` and other functions of this folder, nothing else.
"""

from typing import Any

import numpy as np


def unbroadcast(bar: Any, like: Any) -> Any:
    """Sum `bar` over the axes along which `like` was broadcast; give it like's shape, dtype and realness.

    >>> unbroadcast(np.ones((2, 3)), np.zeros(3))
    array([2., 2., 2.])
    """
    if type(bar) is type(like) is np.ndarray:
        if bar.shape == like.shape and bar.dtype is like.dtype:
            return bar  # by far the most frequent case: nothing else may come before it
        extra = bar.ndim - like.ndim
        if bar.shape[extra:] == like.shape and extra >= 0:
            return conform(bar.sum(axis=tuple(range(extra))) if extra else bar, like)
    if type(like) is float:
        return bar if type(bar) is float else float(bar if isinstance(bar, float) else np.sum(np.real(bar)))
    if type(like) is np.float64 and isinstance(bar, float):
        return np.float64(bar)
    if type(bar) is type(like) and type(like) in (tuple, list):
        return type(like)([unbroadcast(part, item) for part, item in zip(bar, like, strict=True)])
    shape = np.shape(like)
    if np.shape(bar) != shape:
        extra = max(np.ndim(bar) - len(shape), 0)
        bar = np.reshape(bar, (1,) * (len(shape) - np.ndim(bar)) + np.shape(bar))  # a store drops axes of one item
        ones = [k for k, n in enumerate(shape, extra) if n == 1 != np.shape(bar)[k]]
        bar = np.reshape(np.sum(bar, axis=(*range(extra), *ones)), shape) if extra > 0 or ones else np.broadcast_to(bar, shape)
    return conform(bar, like)


def conform(bar: Any, like: Any) -> Any:
    """Give `bar` the dtype and realness of `like`; where `like` is a Python number, make it one."""
    kind = getattr(like, "dtype", None)
    if kind is None:
        if isinstance(like, (int, float)):
            return float(np.real(bar))
        if isinstance(like, (list, tuple)):
            return remade(like, [conform(part, item) for part, item in zip(bar, like, strict=True)])
        return complex(bar) if isinstance(like, complex) else bar
    if kind.kind not in "fc" or (hasattr(bar, "dtype") and bar.dtype == kind):
        return bar
    if kind.kind == "f":
        bar = np.real(bar)
    return kind.type(bar) if np.ndim(bar) == 0 else bar.astype(kind)


def reshape_like(bar: Any, like: Any, order: Any = "C") -> Any:
    """Give `bar` the shape and dtype of `like`, which holds as many elements.

    >>> reshape_like(np.arange(4.0), np.zeros((2, 2)))
    array([[0., 1.],
           [2., 3.]])
    """
    if order not in ("C", "F"):
        raise ValueError(f"the adjoint of order={order!r} would depend on the memory layout; use 'C' or 'F'")
    return conform(np.reshape(bar, np.shape(like), order=order), like)


def structure_like(bar: Any, like: Any) -> Any:
    """Take the bar of `np.array(like)` apart as `like` is built: an array, a number or nested lists of these.

    >>> structure_like(np.array([[1.0, 2.0], [3.0, 4.0]]), [np.zeros(2), (0.0, 0.0)])
    [array([1., 2.]), (3.0, 4.0)]
    """
    if isinstance(like, dict):
        return {}  # what is iterated there are its keys
    if isinstance(like, (list, tuple)):
        return remade(like, [structure_like(part, item) for part, item in zip(bar, like, strict=True)])
    return unbroadcast(bar, like)


def repeat_like(bar: Any, like: Any) -> Any:
    """Give each item of a list, or each row of an array, the bar of their `sum`.

    >>> repeat_like(2.0, [1.0, np.zeros(1)])
    [2.0, array([2.])]
    """
    if isinstance(like, (list, tuple)):
        return remade(like, [unbroadcast(bar, item) for item in like])
    return unbroadcast(bar, like)


def unreduce(bar: Any, like: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Spread the bar of a sum over the axes that the sum ran over.

    >>> unreduce(np.array([1.0, 2.0]), np.zeros((2, 3)), 1)
    array([[1., 1., 1.],
           [2., 2., 2.]])
    """
    if type(like) is np.ndarray and axis is None and (type(bar) is float or np.ndim(bar) == 0):
        if like.dtype.kind not in "fc":
            return np.full(like.shape, bar)
        out = np.empty(like.shape, like.dtype)
        out.fill(bar)  # `np.full` takes three times as long for a short vector
        return out
    shape = np.shape(like)
    if axis is not None and not keepdims:
        kept = list(shape)
        for k in axis if isinstance(axis, tuple) else (axis,):
            if shape:
                kept[k] = 1
        bar = np.reshape(bar, kept)
    out = np.broadcast_to(bar, shape) if shape else bar
    return conform(out, like) if isinstance(like, (list, tuple)) else out


def count(like: Any, axis: Any = None) -> int:
    """Count the elements that a reduction over `axis` joins.

    >>> count(np.zeros((2, 3, 4)), (0, -1))
    8
    """
    if axis is None:
        return np.size(like)
    shape = np.shape(like)
    product = 1
    for k in axis if isinstance(axis, tuple) else (axis,):
        product *= shape[k] if shape else 1
    return product


def zeros_like(like: Any) -> Any:
    """Make the zero bar of a value: an array, a number, or a container of these.

    >>> zeros_like({"w": np.ones(2), "b": (1.0, None)})
    {'w': array([0., 0.]), 'b': (0.0, None)}
    """
    if isinstance(like, np.ndarray):
        return np.zeros(like.shape, like.dtype if like.dtype.kind in "fc" else float)
    if isinstance(like, np.inexact):
        return like.dtype.type(0)
    if isinstance(like, (int, float, complex, np.number)):
        return 0j if isinstance(like, complex) else 0.0
    if isinstance(like, dict):
        return {key: zeros_like(value) for key, value in like.items()}
    if isinstance(like, (list, tuple)):
        return remade(like, map(zeros_like, like))
    if hasattr(like, "__dataclass_fields__"):
        return rebuild(like, {name: zeros_like(getattr(like, name)) for name in like.__dataclass_fields__})
    return None


def add_trees(a: Any, b: Any) -> Any:
    """Add two bars of the same structure; None adds nothing.

    >>> add_trees([1.0, {"w": 2.0}, None], [3.0, {"w": 0.5}, None])
    [4.0, {'w': 2.5}, None]
    """
    if type(a) is type(b) is np.ndarray:
        return a + b
    if a is None or b is None:
        return b if a is None else a
    if isinstance(a, dict):
        return {key: add_trees(a.get(key), b.get(key)) for key in dict.fromkeys([*a, *b])}
    if isinstance(a, (list, tuple)):
        return remade(a, map(add_trees, a, b))
    if hasattr(a, "__dataclass_fields__"):
        return rebuild(a, {name: add_trees(getattr(a, name), getattr(b, name)) for name in a.__dataclass_fields__})
    return a + b


def remade(like: Any, items: Any) -> Any:
    """Make a list, tuple or namedtuple of like's type with other items."""
    return getattr(type(like), "_make", type(like))(items)


def rebuild(like: Any, fields: dict[str, Any]) -> Any:
    """Make a dataclass of like's type with other fields, without running its `__init__`."""
    new = object.__new__(type(like))
    for name, value in fields.items():
        object.__setattr__(new, name, value)
    return new


MAY_ALIAS = (unbroadcast, conform, reshape_like, structure_like, repeat_like, unreduce, add_trees)
