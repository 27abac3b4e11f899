"""Random generators of NumPy's: which values are some, and which functions make them. Nothing here imports `numpy.random`."""

from typing import Any

import numpy as np

from tangentlike.analysis.values import Drawing, Kind


def is_of_random(value: Any) -> bool:
    """Tell whether a function, a class or an object is of `numpy.random`, which then has been imported."""
    return str(getattr(value, "__module__", None) or type(value).__module__).startswith("numpy.random")


def is_generator(value: Any) -> bool:
    """Tell whether a value is a random generator."""
    return is_of_random(value) and isinstance(value, (np.random.Generator, np.random.RandomState))


def made_generator(function: Any) -> Kind | None:
    """Return the kind of the generator that a function makes; None for other functions."""
    if not is_of_random(function):
        return None
    if function is np.random.default_rng:
        return Drawing(np.random.Generator)
    return Drawing(function) if function in (np.random.Generator, np.random.RandomState) else None
