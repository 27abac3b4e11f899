"""The kind of a value at hand, such as an argument, a global or a default."""

import dataclasses
import types
from typing import Any

import numpy as np

from tangentlike.analysis.instances import is_object
from tangentlike.analysis.joins import join_all
from tangentlike.analysis.values import (
    INT,
    UNKNOWN,
    Array,
    Dict,
    Drawing,
    Iterator,
    Kind,
    List,
    Record,
    Scalar,
    Static,
    Tuple,
)

# The names of classes of random generators, which NumPy loads when they are asked for.
DRAWING = ("Generator", "RandomState")
# Objects of NumPy that are asked for items, whatever these are.
BRACKETS = (type(np.s_), type(np.r_), type(np.c_))


def dtype_name(dtype: np.dtype[Any]) -> str:
    """Return a name that `np.dtype` takes; of texts, without their length."""
    return dtype.kind if dtype.kind in "SU" else dtype.name


def kind_of(value: Any) -> Kind:
    """Return the kind of a value at hand, sizes included as they are (see `patterned`)."""
    if type(value) in (float, int, complex):
        return Scalar(type(value).__name__)
    if isinstance(value, (bool, str, type(None))):
        return Static(value)
    if isinstance(value, np.generic):
        return Array(dtype_name(value.dtype), (), True)
    if type(value) is np.ndarray:
        return Array(dtype_name(value.dtype), value.shape)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return Record(type(value), tuple((f, kind_of(getattr(value, f))) for f in value._fields))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = tuple((f.name, kind_of(getattr(value, f.name))) for f in dataclasses.fields(value))
        return Record(type(value), fields)
    if type(value) is tuple:
        return Tuple(tuple(map(kind_of, value)))
    if type(value) is list:
        return List(join_all(map(kind_of, value)))
    if isinstance(value, dict):
        return Dict(tuple((key, kind_of(item)) for key, item in value.items()))
    if type(value).__name__ in DRAWING and type(value).__module__.startswith("numpy.random"):
        return Drawing(type(value))
    if type(value) is range:
        return Iterator(INT)
    if callable(value) or isinstance(value, (types.ModuleType, np.dtype, *BRACKETS)):
        return Static(value)
    return Static(value) if is_object(value) else UNKNOWN
