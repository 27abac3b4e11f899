"""Results of a function that NumPy calls for each element, or for each row."""

from typing import Any

import numpy as np


def array_as_first(values: Any) -> Any:
    """Return an array of values that has the type of the first one, as `np.vectorize` makes it.

    >>> array_as_first([0, 1.5]), array_as_first([0.0, 1])
    (array([0, 1]), array([0., 1.]))
    """
    return np.array(values, dtype=np.asarray(values[0]).dtype)


def only_of_floats(bar: Any, out: Any) -> Any:
    """Return a bar of an array, zeros if it holds whole numbers: they do not follow what they are cut off from.

    >>> only_of_floats(np.array([2.0, 3.0]), np.array([0, 1]))
    array([0., 0.])
    """
    return bar if np.asarray(out).dtype.kind in "fc" else np.zeros_like(bar)


MAY_ALIAS = (only_of_floats,)
