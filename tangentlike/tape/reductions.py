"""PyTorch's functions that join elements, by their names there."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.tape.conversions import to
from tangentlike.tape.creation import as_tensor
from tangentlike.tape.protocols import named
from tangentlike.tape.record import renamed
from tangentlike.tape.returns import found
from tangentlike.tape.spellings import with_spellings
from tangentlike.tape.tensor import Tensor

__all__ = [
    "all", "amax", "amin", "any", "argmax", "argmin", "cumprod", "cumsum", "log_softmax", "logsumexp", "max", "mean",
    "median", "min", "norm", "prod", "softmax", "std", "sum", "trace", "var",
]

def axes(dim: Any) -> Any:
    """Return NumPy's axes for PyTorch's dimensions: none are all."""
    return (tuple(dim) or None) if isinstance(dim, (list, tuple)) else dim


def numbered(name: str, dim: Any) -> str:
    """Return PyTorch's name for a reduction of all elements, or along dimensions."""
    return name if dim is None else f"{name}Backward1"


def sum(input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """Add up elements, all or along dimensions."""
    given = input if dtype is None else to(input, dtype)
    return named(numbered("Sum", dim), np.sum, given, axis=axes(dim), keepdims=keepdim)


def mean(input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """Return the mean of elements, all or along dimensions."""
    given = input if dtype is None else to(input, dtype)
    if given.value.dtype.kind not in "fc":
        raise RuntimeError("mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype.")
    return named(numbered("Mean", dim), np.mean, given, axis=axes(dim), keepdims=keepdim)


def prod(input: Any, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Multiply elements, all or along a dimension."""
    return named(numbered("Prod", dim), np.prod, input, axis=dim, keepdims=keepdim)


def var(input: Any, dim: Any = None, *, correction: float = 1, unbiased: bool = True, keepdim: bool = False) -> Tensor:
    """Return the variance; divided by n - correction."""
    ddof = correction if unbiased else 0
    return named("Var", np.var, input, axis=axes(dim), ddof=ddof, keepdims=keepdim)


def std(input: Any, dim: Any = None, *, correction: float = 1, unbiased: bool = True, keepdim: bool = False) -> Tensor:
    """Return the standard deviation; its square is divided by n - correction."""
    ddof = correction if unbiased else 0
    return named("Std", np.std, input, axis=axes(dim), ddof=ddof, keepdims=keepdim)


def amax(input: Any, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Return the largest elements; ties share the derivative."""
    return named("Amax", np.max, input, axis=axes(dim), keepdims=keepdim)


def amin(input: Any, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Return the smallest elements; ties share the derivative."""
    return named("Amin", np.min, input, axis=axes(dim), keepdims=keepdim)


def max(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    """Return the largest element; of two tensors the larger elements; along a dimension also where they are."""
    return _extreme(np.max, np.argmax, np.maximum, (input, dim), keepdim)


def min(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    """Return the smallest element; of two tensors the smaller elements; along a dimension also where they are."""
    return _extreme(np.min, np.argmin, np.minimum, (input, dim), keepdim)


def _extreme(all_of: Any, place_of: Any, of_two: Any, operands: tuple[Any, Any], keepdim: bool) -> Any:
    input, dim = operands
    word = all_of.__name__.removeprefix("a").capitalize()
    if isinstance(dim, Tensor):
        return named(f"{word}imum", of_two, input, dim)
    if dim is None:
        return named(f"{word}Backward1", all_of, input)
    places = place_of(input.value, axis=dim, keepdims=True)
    values = named(word, np.take_along_axis, input, places, dim)
    kept = values if keepdim else named(word, np.squeeze, values, dim)
    return found(word.lower(), kept, as_tensor(places if keepdim else places.squeeze(dim)))


def norm(input: Any, p: Any = 2, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Return the p-norm of all elements as one vector, or along dimensions; at 0 its derivative is 0."""
    name = "LinalgVectorNorm"
    if p in (2, "fro") and dim is None and not keepdim:
        return renamed(named("", np.linalg.norm, input.reshape(-1)), name)
    order = 2.0 if p == "fro" else float(p)
    if isinstance(dim, (list, tuple)) or dim is None:
        powers = (input.abs() ** order).sum(dim, keepdim)
        if np.isinf(order):
            return renamed(input.abs().amax(dim, keepdim), name)
        return renamed(powers if order == 1 else powers ** (1.0 / order), name)
    return named(name, np.linalg.norm, input, ord=order, axis=dim, keepdims=keepdim)


def logsumexp(input: Any, dim: Any, keepdim: bool = False) -> Tensor:
    """Return log(sum(exp(input))) along a dimension, without overflow."""
    return named("Logsumexp", np.logaddexp.reduce, input, axis=dim, keepdims=keepdim)


def cumsum(input: Any, dim: int) -> Tensor:
    """Add up elements so far."""
    return named("Cumsum", np.cumsum, input, axis=dim)


def cumprod(input: Any, dim: int) -> Tensor:
    """Multiply elements so far."""
    return named("Cumprod", np.cumprod, input, axis=dim)


def median(input: Any) -> Tensor:
    """Return the middle element, the lower one of two."""
    place = np.argsort(input.value, axis=None)[(input.value.size - 1) // 2]
    return renamed(input.reshape(-1)[int(place)], "Median")


def _found_by(function: Callable[..., Any], input: Any, axis: Any, keepdim: bool) -> Tensor:
    """Return what a function finds along an axis; it carries no derivative."""
    return as_tensor(np.asarray(function(input.value, axis=axis, keepdims=keepdim)))


def argmax(input: Any, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """Return where the largest element is."""
    return _found_by(np.argmax, input, dim, keepdim)


def argmin(input: Any, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """Return where the smallest element is."""
    return _found_by(np.argmin, input, dim, keepdim)


def all(input: Any, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Tell whether all elements are true."""
    return _found_by(np.all, input, axes(dim), keepdim)


def any(input: Any, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Tell whether an element is true."""
    return _found_by(np.any, input, axes(dim), keepdim)


def trace(input: Any) -> Tensor:
    """Add up the diagonal."""
    return named("Trace", np.trace, input)


def softmax(input: Any, dim: int, dtype: Any = None) -> Tensor:
    """Return exp(input) divided by its sum along a dimension."""
    given = input if dtype is None else to(input, dtype)
    raised = (given - _largest(given, dim)).exp()
    return renamed(raised / raised.sum(dim, True), "Softmax")


def log_softmax(input: Any, dim: int, dtype: Any = None) -> Tensor:
    """Return the logarithm of `softmax`, without underflow."""
    given = input if dtype is None else to(input, dtype)
    shifted = given - _largest(given, dim)
    return renamed(shifted - shifted.exp().sum(dim, True).log(), "LogSoftmax")


def _largest(input: Any, dim: int) -> Tensor:
    """Return the largest elements as constants: what is subtracted from an exponent changes no softmax."""
    return as_tensor(np.asarray(np.max(input.value, axis=dim, keepdims=True)))


with_spellings(globals(), __all__)
