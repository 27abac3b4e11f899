"""What rules and generated code call: broadcasting, indexing and products, going back. Needs NumPy only.

A parameter named `like` (`like2`, ...) is read for its shape and dtype, never for its values. Each function can be
printed on its own: it calls `np` and other functions of this folder, nothing else.
"""

from typing import Any

import numpy as np


def unbroadcast(bar: Any, like: Any) -> Any:
    """Sum `bar` over the axes along which `like` was broadcast; give it like's shape, dtype and realness.

    >>> unbroadcast(np.ones((2, 3)), np.zeros(3))
    array([2., 2., 2.])
    """
    if type(bar) is float and type(like) is float:
        return bar
    shape = np.shape(like)
    if np.shape(bar) != shape:
        extra = np.ndim(bar) - len(shape)
        if extra < 0 or any(m not in (1, n) for n, m in zip(np.shape(bar)[extra:], shape)):
            bar = np.broadcast_to(bar, shape)
        else:
            stretched = [k for k, n in enumerate(shape, extra) if n == 1 and np.shape(bar)[k] != 1]
            bar = np.sum(bar, axis=(*range(extra), *stretched)).reshape(shape)
    return conform(bar, like)


def conform(bar: Any, like: Any) -> Any:
    """Give `bar` the dtype and realness of `like`; for a Python number, make it one."""
    kind = getattr(like, "dtype", None)
    if kind is None:
        if isinstance(like, complex):
            return complex(bar)
        return float(bar.real) if isinstance(like, (int, float)) else bar
    if getattr(bar, "dtype", None) == kind or kind.kind not in "fc":
        return bar
    if kind.kind == "f" and np.iscomplexobj(bar):
        bar = bar.real
    return np.asarray(bar, kind)[()] if np.ndim(bar) == 0 else bar.astype(kind)


def unreduce(bar: Any, like: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Spread the bar of a sum over the axes that the sum ran over.

    >>> unreduce(np.array([1.0, 2.0]), np.zeros((2, 3)), 1)
    array([[1., 1., 1.],
           [2., 2., 2.]])
    """
    if np.ndim(like) == 0:
        return bar
    if axis is None and np.ndim(bar) == 0:
        return np.full(np.shape(like), bar)
    if axis is not None and not keepdims:
        bar = np.expand_dims(bar, axis)
    return np.broadcast_to(bar, np.shape(like))


def zeros_like(x: Any) -> Any:
    """Make the zero bar of a value: an array, a number, or a container of these.

    >>> zeros_like({"w": np.ones(2), "b": (1.0, None)})
    {'w': array([0., 0.]), 'b': (0.0, None)}
    """
    if isinstance(x, np.ndarray):
        return np.zeros(x.shape, x.dtype if x.dtype.kind in "fc" else float)
    if isinstance(x, (float, int, complex, np.number)):
        return x.dtype.type(0) if isinstance(x, np.inexact) else 0j if isinstance(x, complex) else 0.0
    if isinstance(x, dict):
        return {key: zeros_like(value) for key, value in x.items()}
    if hasattr(x, "_fields"):
        return type(x)(*map(zeros_like, x))
    if isinstance(x, (list, tuple)):
        return type(x)(map(zeros_like, x))
    if hasattr(x, "__dataclass_fields__"):
        return rebuild(x, {name: zeros_like(getattr(x, name)) for name in x.__dataclass_fields__})
    return None


def add_trees(a: Any, b: Any) -> Any:
    """Add two bars of the same structure; None adds nothing.

    >>> add_trees([1.0, {"w": 2.0}, None], [3.0, {"w": 0.5}, None])
    [4.0, {'w': 2.5}, None]
    """
    if a is None or b is None:
        return b if a is None else a
    if isinstance(a, dict):
        return {key: add_trees(a.get(key), b.get(key)) for key in [*a, *(k for k in b if k not in a)]}
    if hasattr(a, "_fields"):
        return type(a)(*map(add_trees, a, b))
    if isinstance(a, (list, tuple)):
        return type(a)(map(add_trees, a, b))
    if hasattr(a, "__dataclass_fields__"):
        return rebuild(a, {name: add_trees(getattr(a, name), getattr(b, name)) for name in a.__dataclass_fields__})
    return a + b


def rebuild(like: Any, fields: dict[str, Any]) -> Any:
    """Make a dataclass of like's type with other fields, without running its `__init__`."""
    new = object.__new__(type(like))
    for name, value in fields.items():
        object.__setattr__(new, name, value)
    return new


def may_repeat(index: Any) -> bool:
    """Tell whether an index may select one element twice: only arrays and lists of integers can."""
    items = index if isinstance(index, tuple) else (index,)
    return any(
        (isinstance(i, np.ndarray) and i.dtype != bool and i.ndim > 0) or (isinstance(i, list) and True not in i)
        for i in items
    )


def scatter(bar: Any, index: Any, like: Any) -> Any:
    """Make zeros like `like` with `bar` added at `index`: the adjoint of `like[index]`.

    >>> scatter(np.array([1.0, 2.0]), [0, 0], np.zeros(3))
    array([3., 0., 0.])
    """
    if not isinstance(like, np.ndarray):
        return scatter_items(bar, index, like)
    out = np.zeros(like.shape, like.dtype)
    if may_repeat(index):
        np.add.at(out, index, bar)
    else:
        out[index] = bar
    return out


def scatter_items(bar: Any, index: Any, like: Any) -> Any:
    """Make the zeros of a list, tuple or dict with `bar` at `index`."""
    if isinstance(like, dict):
        return {**zeros_like(like), index: bar}
    items = [zeros_like(item) for item in like]
    items[index] = bar
    return items if isinstance(like, list) else type(like)(*items) if hasattr(like, "_fields") else tuple(items)


def add_at(bar: Any, index: Any, part: Any) -> None:
    """Add `part` into `bar` at `index`, in place; indices that repeat accumulate.

    >>> bar = np.zeros(3)
    >>> add_at(bar, [2, 2], np.array([1.0, 2.0]))
    >>> bar
    array([0., 0., 3.])
    """
    if may_repeat(index):
        np.add.at(bar, index, part)
    else:
        bar[index] += part


def matmul_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `a @ b`, given the bar of the product; `like` is shaped like `a`."""
    if like.ndim == 2 and b.ndim == 2:
        return conform(bar @ b.T, like)
    if b.ndim == 1:
        return unbroadcast(np.expand_dims(bar, -1) * b, like)
    if like.ndim == 1:
        return unbroadcast((b @ np.expand_dims(bar, -1))[..., 0], like)
    return unbroadcast(bar @ np.swapaxes(b, -1, -2), like)


def matmul_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `a @ b`, given the bar of the product; `like` is shaped like `b`."""
    if a.ndim == 2 and like.ndim == 2:
        return conform(a.T @ bar, like)
    if a.ndim == 1:
        bar = np.expand_dims(bar, -1 if like.ndim == 1 else -2)
        return unbroadcast(a * bar if like.ndim == 1 else np.expand_dims(a, -1) * bar, like)
    if like.ndim == 1:
        return unbroadcast((np.expand_dims(bar, -2) @ a)[..., 0, :], like)
    return unbroadcast(np.swapaxes(a, -1, -2) @ bar, like)


def dot_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `np.dot(a, b)`; `like` is shaped like `a`."""
    if np.ndim(like) == 0 or np.ndim(b) == 0:
        return unbroadcast(bar * b, like)
    if np.ndim(like) == 2 and np.ndim(b) == 2:
        return conform(bar @ np.transpose(b), like)
    kept = list(range(np.ndim(like) - 1, np.ndim(bar)))
    summed = [k for k in range(np.ndim(b)) if k != max(np.ndim(b) - 2, 0)]
    return conform(np.tensordot(bar, b, (kept, summed)), like)


def dot_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `np.dot(a, b)`; `like` is shaped like `b`."""
    if np.ndim(like) == 0 or np.ndim(a) == 0:
        return unbroadcast(a * bar, like)
    if np.ndim(a) == 2 and np.ndim(like) == 2:
        return conform(np.transpose(a) @ bar, like)
    rows = list(range(np.ndim(a) - 1))
    out = np.tensordot(a, bar, (rows, rows))
    return conform(np.moveaxis(out, 0, max(np.ndim(like) - 2, 0)), like)


def beats(x: Any, y: Any) -> Any:
    """Return 1 where x > y, one half where they are equal, else 0: the share of x in a maximum."""
    if type(x) is float and type(y) is float:
        return 1.0 if x > y else 0.5 if x == y else 0.0
    kind = np.result_type(x, y)
    return 0.5 * np.add(np.greater(x, y), np.greater_equal(x, y), dtype=kind if kind.kind == "f" else float)


def power_by_base(x: Any, y: Any) -> Any:
    """Return the partial of `x ** y` with respect to x: 0 where y is 0, as in NumPy's arithmetic at x = 0."""
    if isinstance(x, np.ndarray) or isinstance(y, np.ndarray):
        return y * np.power(x, np.where(y == 0, 1, y - 1.0).astype(np.result_type(x, y, 1.0)))
    if y == 0:
        return 0.0
    return y * x ** (y - 1.0) if x != 0 or y >= 1 else y * np.inf


def power_by_exponent(out: Any, x: Any, y: Any) -> Any:
    """Return the partial of `out = x ** y` with respect to y: 0 at x = 0 (if y >= 0), nan where x < 0."""
    if np.iscomplexobj(out):
        return out * np.log(x)
    if type(x) is float and type(y) is float:
        return float(out * np.log(x)) if x > 0.0 else 0.0 if x == 0.0 <= y else -np.inf if x == 0.0 else np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        flat = np.logical_and(np.equal(x, 0), np.greater_equal(y, 0))
        return out * np.log(np.where(flat, 1, x).astype(np.result_type(x, 1.0)))


MAY_ALIAS = (unbroadcast, conform, unreduce, add_trees, matmul_left, matmul_right)
