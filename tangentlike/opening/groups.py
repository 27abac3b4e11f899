"""Iterators that give groups of items, and the elements of an array, as generator functions: more texts of `iterators`."""

from typing import Any

from tangentlike.runtime.by_elements import in_memory_order


def grouped(iterable: Any) -> Any:
    """`itertools.groupby(x)`."""
    items = list(iterable)
    start = 0
    while start < len(items):
        first = start
        label = items[first]
        start += 1
        while start < len(items) and items[start] == label:
            start += 1
        yield label, items[first:start]


def grouped_by(iterable: Any, key: Any) -> Any:
    """`itertools.groupby(x, f)`."""
    items = list(iterable)
    start = 0
    while start < len(items):
        first = start
        label = key(items[first])
        start += 1
        while start < len(items) and key(items[start]) == label:
            start += 1
        yield label, items[first:start]


def elements(op: Any) -> Any:
    """`np.nditer(x)` of one array."""
    for index in in_memory_order(op):
        yield op[index]


# What they give holds iterators, which are lists in these texts: each may be walked once, before the next item is taken.
OF_ITERATORS = (grouped, grouped_by)
