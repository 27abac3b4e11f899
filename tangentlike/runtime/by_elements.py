"""Results of a function that NumPy calls for each element, or for each row."""

from typing import Any

import numpy as np


def array_as_first(values: Any) -> Any:
    """Return an array of values that has the type of the first one, as `np.vectorize` makes it.

    >>> array_as_first([0, 1.5]), array_as_first([0.0, 1])
    (array([0, 1]), array([0., 1.]))
    """
    return np.array(values, dtype=np.asarray(values[0]).dtype)


def in_memory_order(x: Any) -> list[tuple[int, ...]]:
    """Return the index of each element of one array, in the order in which `np.nditer` walks them.

    >>> in_memory_order(np.ones((2, 2)).T)
    [(0, 0), (1, 0), (0, 1), (1, 1)]
    """
    if not hasattr(x, "__array__") or np.ndim(x) == 0:
        raise NotImplementedError("tangentlike cannot differentiate `np.nditer` of what is no array; walk one array with axes")
    walk = np.nditer(x, flags=["multi_index"])
    return [walk.multi_index for _ in walk]


def only_of_floats(bar: Any, out: Any) -> Any:
    """Return a bar of an array, zeros if it holds whole numbers: they do not follow what they are cut off from.

    >>> only_of_floats(np.array([2.0, 3.0]), np.array([0, 1]))
    array([0., 0.])
    """
    return bar if np.asarray(out).dtype.kind in "fc" else np.zeros_like(bar)


MAY_ALIAS = (only_of_floats,)
