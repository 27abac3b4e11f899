"""PyTorch's dtypes by their names there, and its promotion of types: the number of dimensions counts before precision."""

from types import SimpleNamespace
from typing import Any

import numpy as np

__all__ = [
    "complex64",
    "complex128",
    "double",
    "dtype",
    "finfo",
    "float16",
    "float32",
    "float64",
    "get_default_dtype",
    "half",
    "int8",
    "int16",
    "int32",
    "int64",
    "long",
    "set_default_dtype",
    "short",
    "uint8",
]


class dtype:  # noqa: N801  (PyTorch's name)
    """The type of a tensor's elements; `numpy` is NumPy's, for which NumPy itself asks as `dtype`."""

    def __init__(self, name: str, kind: Any):
        self.name = name
        self.numpy = self.dtype = np.dtype(kind)

    @property
    def is_floating_point(self) -> bool:
        """Whether these are real floating-point numbers."""
        return self.numpy.kind == "f"

    @property
    def is_complex(self) -> bool:
        """Whether these are complex numbers."""
        return self.numpy.kind == "c"

    @property
    def itemsize(self) -> int:
        """Bytes an element."""
        return self.numpy.itemsize

    def written(self) -> str:
        """Return the name that errors use."""
        return _WRITTEN.get(self.name, self.name.capitalize())

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        """Pickle by name: each dtype exists once."""
        return self.name


float16 = half = dtype("float16", np.float16)
float32 = float_ = dtype("float32", np.float32)
float64 = double = dtype("float64", np.float64)
complex64 = cfloat = dtype("complex64", np.complex64)
complex128 = cdouble = dtype("complex128", np.complex128)
int8 = dtype("int8", np.int8)
int16 = short = dtype("int16", np.int16)
int32 = int_ = dtype("int32", np.int32)
int64 = long = dtype("int64", np.int64)
uint8 = dtype("uint8", np.uint8)
bool_ = dtype("bool", np.bool_)

_BY_NUMPY = {
    each.numpy: each
    for each in (float16, float32, float64, complex64, complex128, int8, int16, int32, int64, uint8, bool_)
}
_PYTHONS: dict[Any, Any] = {float: np.float64, int: np.int64, bool: np.bool_, complex: np.complex128}
_RANKS = "?biufc"
_WRITTEN = {"float64": "Double", "float32": "Float", "float16": "Half", "int64": "Long", "int32": "Int", "int16": "Short"}
_WRITTEN |= {"int8": "Char", "uint8": "Byte", "complex64": "ComplexFloat", "complex128": "ComplexDouble"}
_settings = {"default": float64}


def of_numpy(kind: np.dtype[Any]) -> dtype:
    """Return PyTorch's dtype for NumPy's."""
    if kind not in _BY_NUMPY:
        raise TypeError(f"can't convert np.ndarray of type {kind}: tensors hold floats, complex numbers, ints and bools.")
    return _BY_NUMPY[kind]


def to_numpy(kind: Any) -> np.dtype[Any] | None:
    """Return NumPy's dtype for what a `dtype=` argument may be; None stays None."""
    if kind is None or isinstance(kind, np.dtype):
        return kind
    return kind.numpy if isinstance(kind, dtype) else np.dtype(_PYTHONS.get(kind, kind))


def finfo(type: Any = None) -> SimpleNamespace:
    """Return the limits of a dtype of floating-point numbers."""
    found = np.finfo(to_numpy(type or get_default_dtype()))
    return SimpleNamespace(**{name: float(getattr(found, name)) for name in ("eps", "max", "min", "tiny", "resolution")})


def get_default_dtype() -> dtype:
    """Return the dtype of floating-point tensors that are made without one: float64 unless it was changed."""
    return _settings["default"]


def set_default_dtype(kind: dtype) -> None:
    """Change the dtype of floating-point tensors that are made without one."""
    if not kind.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _settings["default"] = kind


def promoted(left: Any, right: Any) -> tuple[Any, Any]:
    """Convert two values of different dtypes as PyTorch promotes them.

    A value without dimensions changes the dtype of an array only if it is of a higher category (bool, int, float,
    complex).

    >>> [each.dtype.name for each in promoted(np.float32([1.0]), np.float64(2.0))]
    ['float32', 'float32']
    """
    if (left.ndim == 0) == (right.ndim == 0):
        kind = _joined(left.dtype, right.dtype)
    else:
        array, number = (right, left) if left.ndim == 0 else (left, right)
        higher = _RANKS.index(number.dtype.kind) > _RANKS.index(array.dtype.kind)
        kind = _of_category(number.dtype, array.dtype) if higher else array.dtype
    return left.astype(kind, copy=False), right.astype(kind, copy=False)


def _joined(left: np.dtype[Any], right: np.dtype[Any]) -> np.dtype[Any]:
    """Return the dtype that holds both; of a float and an int, the float: PyTorch widens no float for an int."""
    kinds = {left.kind in "fc", right.kind in "fc"}
    if kinds == {True, False}:
        return left if left.kind in "fc" else right
    return np.promote_types(left, right)


def _of_category(number: np.dtype[Any], array: np.dtype[Any]) -> np.dtype[Any]:
    """Return the dtype of an array after an operation with a number of a higher category."""
    if number.kind == "f" and array.kind not in "fc":
        return number
    return np.promote_types(number, array) if number.kind == "c" and array.kind == "f" else number
