"""Tensors that are made, not computed."""

from typing import Any

import numpy as np

from tangentlike.tape import dtypes
from tangentlike.tape.devices import placed
from tangentlike.tape.indexing import as_value
from tangentlike.tape.tensor import Size, Tensor

__all__ = [
    "arange",
    "as_tensor",
    "bernoulli",
    "empty",
    "empty_like",
    "eye",
    "from_numpy",
    "full",
    "full_like",
    "is_tensor",
    "linspace",
    "logspace",
    "manual_seed",
    "multinomial",
    "normal",
    "ones",
    "ones_like",
    "rand",
    "rand_like",
    "randint",
    "randn",
    "randn_like",
    "randperm",
    "tensor",
    "zeros",
    "zeros_like",
]

_random: dict[str, Any] = {"generator": np.random.default_rng()}


def leaf(value: Any, dtype: Any, requires_grad: bool = False) -> Tensor:
    """Return a leaf; numbers of Python have the default dtype."""
    wanted = dtypes.to_numpy(dtype)
    array = np.asarray(value) if wanted is None else np.asarray(value).astype(wanted, copy=False)
    made: Any = Tensor.make(array if array.ndim else array[()])
    if requires_grad and not made.dtype.is_floating_point and not made.dtype.is_complex:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return made.requires_grad_(requires_grad)


@placed
def tensor(data: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make a tensor from numbers, nested lists or an array, which is copied.

    >>> tensor([1.0, 2.0], requires_grad=True)
    tensor([1., 2.], requires_grad=True)
    """
    plain = as_value(data)
    try:
        value = np.array(plain)
    except ValueError:
        raise ragged(plain) from None
    if value.dtype.kind not in "?biufc":
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    keeps = isinstance(data, (np.ndarray, np.generic, Tensor)) or value.dtype.kind != "f"
    return leaf(value, dtype if dtype is not None or keeps else dtypes.get_default_dtype(), requires_grad)


def ragged(items: Any, dim: int = 0) -> ValueError:
    """Return the error for nested lists of different lengths."""
    lengths = [len(item) if isinstance(item, (list, tuple, np.ndarray)) else 0 for item in items]
    other = next((length for length in lengths if length != lengths[0]), None)
    if other is None:
        return next(found for found in (ragged(item, dim + 1) for item in items) if found)
    return ValueError(f"expected sequence of length {lengths[0]} at dim {dim + 1} (got {other})")


@placed
def as_tensor(data: Any, dtype: Any = None) -> Tensor:
    """Return a tensor as it is; make one of anything else, on the memory of an array."""
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)
    return leaf(data, dtype) if isinstance(data, np.ndarray) else tensor(data, dtype=dtype)


def from_numpy(array: Any) -> Tensor:
    """Make a tensor on the memory of an array."""
    dtypes.of_numpy(array.dtype)
    return Tensor.make(array)  # type: ignore[return-value]


def sizes_of(sizes: tuple[Any, ...]) -> tuple[int, ...]:
    """Return a shape that was given as numbers or as one tuple."""
    given = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)) else sizes
    return Size(int(size) for size in given)


@placed
def full(size: Any, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make a tensor of one value."""
    given = fill_value.value if isinstance(fill_value, Tensor) else fill_value
    kind = dtype or (dtypes.get_default_dtype() if isinstance(given, float) else None)
    return leaf(np.full(sizes_of((size,)), given), kind, requires_grad)


@placed
def zeros(*size: Any, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make a tensor of zeros."""
    return leaf(np.zeros(sizes_of(size)), dtype or dtypes.get_default_dtype(), requires_grad)


@placed
def ones(*size: Any, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make a tensor of ones."""
    return leaf(np.ones(sizes_of(size)), dtype or dtypes.get_default_dtype(), requires_grad)


empty = zeros


@placed
def zeros_like(input: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make zeros with the shape and dtype of a tensor."""
    return leaf(np.zeros(input.value.shape, input.value.dtype), dtype, requires_grad)


@placed
def ones_like(input: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make ones with the shape and dtype of a tensor."""
    return leaf(np.ones(input.value.shape, input.value.dtype), dtype, requires_grad)


@placed
def full_like(input: Any, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make a tensor of one value with the shape and dtype of a tensor."""
    return leaf(np.full(input.value.shape, fill_value, input.value.dtype), dtype, requires_grad)


empty_like = zeros_like


@placed
def eye(n: int, m: int | None = None, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make a matrix with ones on its diagonal."""
    return leaf(np.eye(n, m), dtype or dtypes.get_default_dtype(), requires_grad)


@placed
def arange(*bounds: Any, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make the numbers from a start (0) up to an end, by a step (1)."""
    given = [bound.item() if isinstance(bound, Tensor) else bound for bound in bounds]
    floating = dtypes.get_default_dtype() if any(isinstance(bound, float) for bound in given) else dtypes.int64
    return leaf(np.arange(*given), dtype or floating, requires_grad)


@placed
def linspace(start: float, end: float, steps: int, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Make numbers at equal distances, both ends among them."""
    return leaf(np.linspace(start, end, steps), dtype or dtypes.get_default_dtype(), requires_grad)


@placed
def logspace(start: float, end: float, steps: int, base: float = 10.0, *, dtype: Any = None) -> Tensor:
    """Make powers of a base whose exponents are at equal distances."""
    return leaf(np.logspace(start, end, steps, base=base), dtype or dtypes.get_default_dtype())


def manual_seed(seed: int) -> Any:
    """Start the random numbers anew: the same seed gives the same numbers, but not PyTorch's."""
    _random["generator"] = np.random.default_rng(seed)
    return _random["generator"]


def _drawn(draw: str, size: tuple[Any, ...], dtype: Any, requires_grad: bool) -> Tensor:
    value = getattr(_random["generator"], draw)(size=size)
    return leaf(value, dtype or dtypes.get_default_dtype(), requires_grad)


def is_tensor(obj: Any) -> bool:
    """Tell whether something is a tensor."""
    return isinstance(obj, Tensor)


@placed
def rand(*size: Any, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Draw numbers between 0 and 1."""
    return _drawn("random", sizes_of(size), dtype, requires_grad)


@placed
def randn(*shape: Any, size: Any = None, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Draw normally distributed numbers."""
    return _drawn("standard_normal", sizes_of(shape if size is None else (size,)), dtype, requires_grad)


@placed
def rand_like(input: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Draw numbers between 0 and 1, as many as a tensor has."""
    return _drawn("random", input.value.shape, dtype or input.dtype, requires_grad)


@placed
def randn_like(input: Any, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """Draw normally distributed numbers, as many as a tensor has."""
    return _drawn("standard_normal", input.value.shape, dtype or input.dtype, requires_grad)


@placed
def randint(low: int, high: Any = None, size: Any = None, *, dtype: Any = None) -> Tensor:
    """Draw integers from low (0) up to high."""
    if size is None:
        low, high, size = 0, low, high
    return leaf(_random["generator"].integers(low, high, sizes_of((size,))), dtype or dtypes.int64)


def normal(mean: Any, std: Any = 1.0, size: Any = None) -> Tensor:
    """Draw normally distributed numbers, of a mean and a standard deviation each."""
    return leaf(_random["generator"].normal(as_value(mean), as_value(std), size), dtypes.get_default_dtype())


def bernoulli(input: Any) -> Tensor:
    """Draw ones, each with the probability that the input says, and zeros."""
    return leaf(_random["generator"].random(input.value.shape) < input.value, input.dtype)


def multinomial(input: Any, num_samples: int, replacement: bool = False) -> Tensor:
    """Draw places with probabilities in proportion to the elements of a vector, or of each row."""
    rows = np.atleast_2d(input.value)
    drawn = [_random["generator"].choice(row.size, num_samples, replacement, row / row.sum()) for row in rows]
    return leaf(np.reshape(drawn, (*input.value.shape[:-1], num_samples)), dtypes.int64)


@placed
def randperm(n: int) -> Tensor:
    """Draw an order of the numbers below n."""
    return leaf(_random["generator"].permutation(n), dtypes.int64)
