"""The kind of a value at hand, such as an argument, a global or a default."""

import dataclasses
import types
from typing import Any

import numpy as np

from tangentlike.analysis.drawing import is_generator
from tangentlike.analysis.instances import is_object, is_plain
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
from tangentlike.containers import attributes_in

# Objects of NumPy that are asked for items, whatever these are.
GRIDS = (type(np.mgrid), type(np.ogrid))
BRACKETS = (type(np.s_), type(np.r_), type(np.c_), *GRIDS)


def dtype_name(dtype: np.dtype[Any]) -> str:
    """Return a name that `np.dtype` takes; of texts, without their length."""
    return dtype.kind if dtype.kind in "SU" else dtype.name


def opened_kind(value: Any) -> Kind:
    """Return the kind of what derivatives are taken with respect to: objects of the user's are records of their attributes."""
    kind = type(value)
    if is_plain(kind) and not dataclasses.is_dataclass(kind):
        return Record(kind, tuple((name, opened_kind(item)) for name, item in attributes_in(value).items()))
    if kind is list:
        return List(join_all(map(opened_kind, value)))
    if kind is tuple:
        return Tuple(tuple(map(opened_kind, value)))
    if kind is dict:
        return Dict(tuple((key, opened_kind(item)) for key, item in value.items()))
    found = kind_of(value)
    if not isinstance(found, Record):
        return found
    return Record(found.cls, tuple((name, opened_kind(getattr(value, name))) for name, _ in found.items))


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
    if type(value) is range:
        return Iterator(INT)
    if is_generator(value):
        return Drawing(type(value))
    if callable(value) or isinstance(value, (types.ModuleType, np.dtype, *BRACKETS)):
        return Static(value)
    return Static(value) if is_object(value) else UNKNOWN
