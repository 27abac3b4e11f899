"""Adjoints of Python's functions of several numbers: max, sorted, hypot, dist, prod."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import structure_like
from tangentlike.runtime.indexing import scatter

WORK = 1000                                     # how hard it is looked for an element that two arrays have in common


def check_length(items: Any, least: int, most: int | None) -> None:
    """Raise what Python raises where targets take other than so many items; a starred one takes any number.

    >>> check_length([1.0, 2.0], 2, 2)
    """
    length = len(items)
    if length < least:
        bound = f"{least}" if most is not None else f"at least {least}"
        raise ValueError(f"not enough values to unpack (expected {bound}, got {length})")
    if most is not None and length > most:
        raise ValueError(f"too many values to unpack (expected {most})")


def check_replaced(old: Any, new: Any) -> None:
    """Raise unless a part of a list is replaced by as many items: the bars of the others would have other places.

    >>> check_replaced([1.0, 2.0], [3.0, 4.0])
    """
    if len(old) != len(new):
        raise NotImplementedError(f"tangentlike cannot differentiate the store of {len(new)} items in the place of {len(old)}")


def check_apart(items: Any, key: Any) -> None:
    """Raise if the array or list at a place is also at another one: a change in place is seen there, and its bar is not.

    >>> check_apart([np.zeros(2), np.zeros(2)], 0)
    """
    if isinstance(key, slice) and isinstance(items, list):
        raise NotImplementedError("tangentlike cannot differentiate a change in place of a part of a list")
    if isinstance(items, np.ndarray) or not isinstance(items[key], (np.ndarray, list, dict)):
        return
    if sum(holds_memory(other, items[key]) for other in (items.values() if isinstance(items, dict) else items)) > 1:
        raise NotImplementedError("tangentlike cannot differentiate a change in place of what a container holds twice")


def check_separate(written: Any, *others: Any) -> None:
    """Raise if an array, list or dict that is written is another one, too, or shares memory with it: one bar is not the other.

    >>> check_separate(np.zeros(2), np.zeros(2))
    """
    if any(holds_memory(other, written) for other in others):
        raise NotImplementedError(
            "tangentlike cannot differentiate a write to an argument that shares memory with another array; pass a copy"
        )


def holds_memory(value: Any, item: Any) -> bool:
    """Tell whether a value is an array, list or dict, holds it, or shares memory with it."""
    if isinstance(value, (list, tuple, dict)) and value is not item:
        return any(holds_memory(part, item) for part in (value.values() if isinstance(value, dict) else value))
    return value is item or (isinstance(value, np.ndarray) and isinstance(item, np.ndarray) and overlap(value, item))


def overlap(first: Any, second: Any) -> bool:
    """Tell whether two arrays have an element in common; where that is hard to find out, that they may.

    >>> a = np.zeros((2, 3))
    >>> overlap(a[:, 0], a[:, 1]), overlap(a[:, 0], a[1])
    (False, True)
    """
    try:
        return np.may_share_memory(first, second) and np.shares_memory(first, second, max_work=WORK)  # type: ignore[arg-type]
    except np.exceptions.TooHardError:
        return True


def check_same_length(first: int, *others: int) -> None:
    """Raise what `zip(..., strict=True)` raises for sequences of these lengths.

    >>> check_same_length(3, 3)
    """
    for place, length in enumerate(others, 2):
        if length != first:
            before = f"argument{'s 1-' if place > 2 else ' '}{place - 1}"
            raise ValueError(f"zip() argument {place} is {'shorter' if length < first else 'longer'} than {before}")


def taken_place(out: Any, values: Any) -> int:
    """Return the place of the first value that equals `out`."""
    return next(k for k, value in enumerate(values) if value == out)


def extreme_adjoint(bar: Any, best: Any, x: Any, rest: Any) -> Any:
    """Give `bar` to the argument, or to the item of a list, that `best = max(x, *rest)` took.

    >>> extreme_adjoint(1.0, 3.0, [2.0, 3.0, 3.0], ())
    ([0.0, 1.0, 0.0], ())
    """
    if not rest:
        return scatter(bar, taken_place(best, x), x), ()
    values = (x, *rest)
    bars = scatter(bar, taken_place(best, values), values)
    return bars[0], bars[1:]


def extreme_tangent(out: Any, x: Any, rest: Any, x_dot: Any, rest_dot: Any) -> Any:
    """Return the tangent of the value that `out = max(x, *rest)` took."""
    if not rest:
        return x_dot[taken_place(out, x)]
    return (x_dot, *rest_dot)[taken_place(out, (x, *rest))]


def sorted_order(x: Any, reverse: bool) -> list[int]:
    """Return the places that `sorted(x, reverse=reverse)` read, in order."""
    return sorted(range(len(x)), key=lambda k: x[k], reverse=reverse)


def sorted_adjoint(bar: Any, x: Any, reverse: bool = False) -> Any:
    """Put the bar of `sorted(x)` back in the order of `x`.

    >>> sorted_adjoint([1.0, 2.0, 3.0], [0.5, 0.9, 0.1])
    [2.0, 3.0, 1.0]
    """
    placed = dict(zip(sorted_order(x, reverse), bar, strict=True))
    parts = [placed[k] for k in range(len(x))]
    return np.array(parts) if isinstance(x, np.ndarray) else structure_like(parts, x)


def sorted_tangent(x: Any, x_dot: Any, reverse: bool = False) -> Any:
    """Return the tangent of `sorted(x)`."""
    return [x_dot[k] for k in sorted_order(x, reverse)]


def sorted_places(items: Any, key: Any = None, reverse: bool = False) -> list[int]:
    """Return the places of the items in the order of `sorted(items, key=key, reverse=reverse)`.

    >>> sorted_places([-3.0, 2.0, 1.0], key=abs)
    [2, 1, 0]
    """
    return sorted(range(len(items)), key=items.__getitem__ if key is None else lambda k: key(items[k]), reverse=reverse)


def place_of(choose: Any, items: Any, key: Any = None) -> int:
    """Return the place of the item that `choose(items, key=key)` gives: `choose` is `max` or `min`.

    >>> place_of(max, [-3.0, 2.0], key=abs)
    0
    """
    return choose(range(len(items)), key=items.__getitem__ if key is None else lambda k: key(items[k]))


def hypot_adjoint(bar: Any, out: Any, coordinates: Any) -> Any:
    """Return the bars of all arguments of `out = math.hypot(*coordinates)`."""
    return tuple([bar * x / out if out else 0.0 for x in coordinates])


def hypot_tangent(out: Any, coordinates: Any, dots: Any) -> Any:
    """Return the tangent of `out = math.hypot(*coordinates)`."""
    return sum([x * x_dot for x, x_dot in zip(coordinates, dots, strict=True)]) / out if out else 0.0


def dist_adjoint(bar: Any, out: Any, p: Any, q: Any) -> Any:
    """Return the bar of `p` in `out = math.dist(p, q)`."""
    return structure_like([bar * (a - b) / out if out else 0.0 for a, b in zip(p, q, strict=True)], p)


def dist_tangent(out: Any, p: Any, q: Any, p_dot: Any) -> Any:
    """Return the part of `p` in the tangent of `out = math.dist(p, q)`."""
    return sum([(a - b) * a_dot for a, b, a_dot in zip(p, q, p_dot, strict=True)]) / out if out else 0.0


def products_of_rest(x: Any) -> list[Any]:
    """Return for each item the product of all the others."""
    out = [1.0] * len(x)
    before, after = 1.0, 1.0
    for k in range(len(x)):
        out[k] = out[k] * before
        out[-1 - k] = out[-1 - k] * after
        before, after = before * x[k], after * x[-1 - k]
    return out


def prod_adjoint(bar: Any, x: Any) -> Any:
    """Return the bar of `x` in `math.prod(x)`.

    >>> prod_adjoint(1.0, [2.0, 0.0, 5.0])
    [0.0, 10.0, 0.0]
    """
    return structure_like([bar * rest for rest in products_of_rest(x)], x)


def prod_tangent(x: Any, x_dot: Any) -> Any:
    """Return the tangent of `math.prod(x)`."""
    return sum([rest * item_dot for rest, item_dot in zip(products_of_rest(x), x_dot, strict=True)])


def scale_like(bar: Any, factors: Any, like: Any) -> Any:
    """Multiply each factor by `bar`; the result is built as `like` is."""
    return structure_like([bar * factor for factor in factors], like)


MAY_ALIAS = (extreme_adjoint, extreme_tangent, sorted_adjoint, sorted_tangent)
