"""Which memory was written in place, how often and when: what a node has read must be what it was.

Only what is written has an entry here, so a program that writes nothing pays nothing. An entry ends with its memory.
"""

import weakref
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(eq=False)
class Writes:
    """The writes of one array's memory, or of one scalar that was replaced: how many, and the number of the last one."""

    owner: Any
    count: int = 0
    last: int = -1


WRITTEN: dict[int, Writes] = {}


def root_of(value: Any) -> Any:
    """Return the array that owns the memory of an array; a scalar owns itself.

    >>> x = np.zeros((2, 3))
    >>> root_of(x[0][1:]) is x
    True
    """
    while type(value) is np.ndarray and isinstance(value.base, np.ndarray):
        value = value.base
    return value


def note_write(value: Any, number: int) -> None:
    """Note that the memory of a value was written after the node of that number was made."""
    root = root_of(value)
    writes = WRITTEN.get(id(root))
    if writes is None:
        if isinstance(root, np.ndarray):
            key = id(root)
            owner: Any = weakref.ref(root, lambda _: WRITTEN.pop(key, None))
        else:
            owner = root  # a scalar cannot be referred to weakly; whoever replaces it drops the entry
        writes = WRITTEN[id(root)] = Writes(owner)
    writes.count += 1
    writes.last = number


def writes_of(value: Any) -> int:
    """Return how often the memory of a value was written."""
    writes = WRITTEN.get(id(root_of(value)))
    return 0 if writes is None else writes.count


def find_written(saved: Any, number: int) -> tuple[Any, int] | None:
    """Return the first of some values that was written after `number`, and how often it was."""
    for value in saved:
        if isinstance(value, (list, tuple)):
            found = find_written(value, number)
            if found is not None:
                return found
        elif isinstance(value, (np.ndarray, np.generic)):
            writes = WRITTEN.get(id(root_of(value)))
            if writes is not None and writes.last > number:
                return value, writes.count
    return None
