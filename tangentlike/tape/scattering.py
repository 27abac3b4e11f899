"""PyTorch's functions that write at indices, by their names there: each returns a new tensor."""

from typing import Any

import numpy as np

from tangentlike.runtime.indexing import scatter as added_at
from tangentlike.runtime.storing import stored
from tangentlike.tape.indexing import as_value
from tangentlike.tape.nodes import Variable
from tangentlike.tape.record import Call, apply, renamed
from tangentlike.tape.tensor import Tensor

__all__ = ["index_add", "index_copy", "index_fill", "index_put", "masked_scatter", "scatter", "scatter_add"]


def along(index: Any, dim: int) -> tuple[Any, ...]:
    """Return the index of elements whose place along one dimension is given, and is their own along the others."""
    array = np.asarray(as_value(index))
    grid: list[Any] = list(np.ogrid[tuple(slice(size) for size in array.shape)])
    grid[dim] = array
    return tuple(grid)


def slices(index: Any, dim: int, rank: int) -> tuple[Any, ...]:
    """Return the index of whole slices along a dimension."""
    return (slice(None),) * (dim % rank) + (np.asarray(as_value(index)),)


def part_of(input: Any, index: tuple[Any, ...], src: Any) -> Any:
    """Return as much of what is written as there are places."""
    if not isinstance(src, Variable):
        return Tensor.make(np.asarray(src, input.value.dtype))
    shape = input.value[index].shape
    taken: Any = src
    return taken if src.value.ndim == 0 or src.value.shape == shape else taken[tuple(slice(size) for size in shape)]


def put(input: Any, index: tuple[Any, ...], src: Any, name: str) -> Tensor:
    """Return a copy of the input with values stored at an index."""
    return apply(Call(Tensor, stored, (input, index, part_of(input, index, src)), name=name))


def add(input: Any, index: tuple[Any, ...], src: Any, name: str) -> Tensor:
    """Return the input with values added at an index, repeated places included."""
    part = part_of(input, index, src)
    shape = input.value[index].shape
    part = part if part.value.shape == shape else part.expand(shape)
    return renamed(input + apply(Call(Tensor, added_at, (part, index, np.asarray(input.value)))), name)


def scatter(input: Any, dim: int, index: Any, src: Any = None, *, value: Any = None, reduce: str | None = None) -> Tensor:
    """Return a copy with `src[i]` at the place `index[i]` along a dimension."""
    if reduce not in (None, "add"):
        raise NotImplementedError(f"scatter does not reduce by {reduce!r} here")
    given = value if src is None else src
    return (add if reduce else put)(input, along(index, dim), given, "Scatter")


def scatter_add(input: Any, dim: int, index: Any, src: Any) -> Tensor:
    """Add `src[i]` at the place `index[i]` along a dimension."""
    return add(input, along(index, dim), src, "ScatterAdd")


def index_add(input: Any, dim: int, index: Any, source: Any, *, alpha: float = 1) -> Tensor:
    """Add slices at places along a dimension."""
    return add(input, slices(index, dim, input.value.ndim), source if alpha == 1 else source * alpha, "IndexAdd")


def index_copy(input: Any, dim: int, index: Any, source: Any) -> Tensor:
    """Return a copy with slices at places along a dimension."""
    return put(input, slices(index, dim, input.value.ndim), source, "IndexCopy")


def index_fill(input: Any, dim: int, index: Any, value: Any) -> Tensor:
    """Return a copy with a value in slices along a dimension."""
    return put(input, slices(index, dim, input.value.ndim), value, "IndexFill")


def index_put(input: Any, indices: Any, values: Any, accumulate: bool = False) -> Tensor:
    """Return a copy with values stored, or added, at indices."""
    index = tuple(np.asarray(as_value(each)) for each in indices)
    return (add if accumulate else put)(input, index, values, "IndexPut")


def masked_scatter(input: Any, mask: Any, source: Any) -> Tensor:
    """Return a copy with the elements of `source`, in order, where a mask holds."""
    where = np.broadcast_to(as_value(mask), input.value.shape)
    return put(input, (where,), source.reshape(-1)[: int(where.sum())], "MaskedScatter")
