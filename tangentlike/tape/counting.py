"""PyTorch's functions that find, count and arrange plain numbers, by their names there; most carry no derivative."""

import itertools
from typing import Any

import numpy as np

from tangentlike.tape.creation import as_tensor
from tangentlike.tape.indexing import as_value
from tangentlike.tape.shapes import broadcast_to, cat, stack
from tangentlike.tape.tensor import Tensor

__all__ = [
    "atleast_1d", "atleast_2d", "bincount", "broadcast_tensors", "bucketize", "cartesian_prod", "cdist", "column_stack",
    "combinations", "count_nonzero", "histc", "isin", "logical_and", "logical_not", "logical_or", "logical_xor", "meshgrid",
    "nonzero", "numel", "searchsorted", "tril_indices", "triu_indices", "unique",
]


def logical(function: Any) -> Any:
    """Return a function of truth values."""

    def call(*inputs: Any) -> Tensor:
        return as_tensor(np.asarray(function(*map(as_value, inputs))))

    call.__name__ = function.__name__
    return call


logical_and, logical_or, logical_xor = map(logical, (np.logical_and, np.logical_or, np.logical_xor))
logical_not, isin = logical(np.logical_not), logical(np.isin)


def nonzero(input: Any, as_tuple: bool = False) -> Any:
    """Return the indices of the elements that are not zero, one in a row."""
    found = np.nonzero(input.value)
    return tuple(map(as_tensor, found)) if as_tuple else as_tensor(np.stack(found, 1))


def count_nonzero(input: Any, dim: Any = None) -> Tensor:
    """Count the elements that are not zero."""
    return as_tensor(np.asarray(np.count_nonzero(input.value, axis=dim)))


def numel(input: Any) -> int:
    """Return the number of elements."""
    return int(input.value.size)


def unique(
    input: Any, sorted: bool = True, return_inverse: bool = False, return_counts: bool = False, dim: int | None = None
) -> Any:
    """Return the elements, each once, in order."""
    values, _, inverse, counts = np.unique(input.value, return_index=True, return_inverse=True, return_counts=True, axis=dim)
    inverse = inverse.reshape(input.value.shape) if dim is None else inverse.reshape(-1)
    more = [array for array, wanted in ((inverse, return_inverse), (counts, return_counts)) if wanted]
    return (as_tensor(values), *map(as_tensor, more)) if more else as_tensor(values)


def bincount(input: Any, weights: Any = None, minlength: int = 0) -> Tensor:
    """Count how often each integer occurs."""
    return as_tensor(np.bincount(input.value, as_value(weights), minlength))


def histc(input: Any, bins: int = 100, min: float = 0, max: float = 0) -> Tensor:
    """Count the elements in stretches of one length between two bounds."""
    low, high = (input.value.min(), input.value.max()) if min == max else (min, max)
    return as_tensor(np.histogram(input.value, bins, (low, high))[0].astype(input.value.dtype))


def searchsorted(sorted_sequence: Any, input: Any, *, right: bool = False) -> Tensor:
    """Return where elements would stand in an ordered sequence."""
    found = np.searchsorted(as_value(sorted_sequence), as_value(input), "right" if right else "left")
    return as_tensor(np.asarray(found))


def bucketize(input: Any, boundaries: Any, *, right: bool = False) -> Tensor:
    """Return between which boundaries elements are."""
    return searchsorted(boundaries, input, right=right)


def triu_indices(row: int, col: int, offset: int = 0) -> Tensor:
    """Return the indices of the upper triangle of a matrix."""
    return as_tensor(np.stack(np.triu_indices(row, offset, col)))


def tril_indices(row: int, col: int, offset: int = 0) -> Tensor:
    """Return the indices of the lower triangle of a matrix."""
    return as_tensor(np.stack(np.tril_indices(row, offset, col)))


def combinations(input: Any, r: int = 2, with_replacement: bool = False) -> Tensor:
    """Return all choices of r elements, one in a row."""
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    return input[np.array(list(choose(range(input.value.size), r)), int).reshape(-1, r)]


def cartesian_prod(*tensors: Any) -> Tensor:
    """Return all choices of one element of each tensor, one in a row."""
    return stack([each.reshape(-1) for each in meshgrid(*tensors)], 1) if len(tensors) > 1 else tensors[0]


# Several tensors at once, through which derivatives flow


def meshgrid(*tensors: Any, indexing: str = "ij") -> tuple[Tensor, ...]:
    """Return the coordinates of all points of a grid, from those along its sides."""
    given = list(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else list(tensors)
    turned = indexing == "xy" and len(given) > 1
    given = [given[1], given[0], *given[2:]] if turned else given
    shape = [each.value.size for each in given]
    spread = [each.reshape([-1 if k == place else 1 for k in range(len(shape))]) for place, each in enumerate(given)]
    made = [broadcast_to(each, shape) for each in spread]
    return (made[1], made[0], *made[2:]) if turned else tuple(made)


def broadcast_tensors(*tensors: Any) -> tuple[Tensor, ...]:
    """Return tensors of one shape."""
    shape = np.broadcast_shapes(*(each.value.shape for each in tensors))
    return tuple(broadcast_to(each, shape) for each in tensors)


def cdist(x1: Any, x2: Any, p: float = 2.0) -> Tensor:
    """Return the distances of all rows of one matrix from all rows of another."""
    return (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, -1)


def column_stack(tensors: Any) -> Tensor:
    """Join vectors, as columns, and matrices side by side."""
    return cat([each.reshape(-1, 1) if each.value.ndim < 2 else each for each in tensors], 1)


def atleast_1d(input: Any) -> Tensor:
    """Return a tensor of one dimension at least."""
    return input if input.value.ndim >= 1 else input.reshape(1)


def atleast_2d(input: Any) -> Tensor:
    """Return a tensor of two dimensions at least."""
    return input if input.value.ndim >= 2 else input.reshape(1, -1)


