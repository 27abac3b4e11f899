"""PyTorch's functions that arrange elements, by their names there; most results are views."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tangentlike.tape.conversions import clone
from tangentlike.tape.creation import sizes_of
from tangentlike.tape.indexing import as_value
from tangentlike.tape.protocols import named
from tangentlike.tape.record import renamed
from tangentlike.tape.spellings import with_spellings
from tangentlike.tape.tensor import Tensor
from tangentlike.tape.views import note_among, note_view

__all__ = [
    "broadcast_to", "cat", "chunk", "concat", "concatenate", "diag", "diagonal", "flatten", "flip",
    "gather", "hstack", "index_select", "masked_select", "movedim", "narrow", "permute", "ravel", "repeat_interleave",
    "reshape", "roll", "select", "split", "squeeze", "stack", "swapaxes", "swapdims", "t", "take", "tile",
    "transpose", "tril", "triu", "unbind", "unflatten", "unsqueeze", "vstack",
]


def view_of(input: Any, name: str, function: Any, *args: Any) -> Tensor:
    """Apply a function whose result may be a view."""
    if type(input.value) is not np.ndarray:
        input.value = np.array(input.value)
    return note_view(input, named(name, function, input, *args))  # type: ignore[return-value]


def reshape(input: Any, *shape: Any) -> Tensor:
    """Return the elements in another shape."""
    wanted = tuple(sizes_of(shape))
    if wanted.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    try:
        return view_of(input, "View", np.reshape, wanted)
    except RuntimeError:
        raise RuntimeError(f"shape '{list(wanted)}' is invalid for input of size {input.value.size}") from None


def view(input: Any, *shape: Any) -> Tensor:
    """Return a view of another shape."""
    return reshape(input, *shape)


def view_as(input: Any, other: Any) -> Tensor:
    """Return a view with the shape of another tensor."""
    return reshape(input, other.shape)


def flatten(input: Any, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """Join neighbouring dimensions into one."""
    shape = input.value.shape or (1,)
    first, last = start_dim % len(shape), end_dim % len(shape)
    return reshape(input, (*shape[:first], -1, *shape[last + 1 :]))


def unflatten(input: Any, dim: int, sizes: Any) -> Tensor:
    """Split a dimension into several; -1 is what remains."""
    shape, place = input.value.shape, dim % input.value.ndim
    return reshape(input, (*shape[:place], *_of_remaining(sizes, shape[place]), *shape[place + 1 :]))


def _of_remaining(sizes: Any, total: int) -> list[int]:
    known = int(np.prod([size for size in sizes if size != -1], dtype=int))
    return [total // known if size == -1 else size for size in sizes]


def ravel(input: Any) -> Tensor:
    """Return all elements in one dimension."""
    return reshape(input, -1)


def permute(input: Any, *dims: Any) -> Tensor:
    """Reorder the dimensions."""
    return view_of(input, "Permute", np.transpose, tuple(sizes_of(dims)))


def transpose(input: Any, dim0: int, dim1: int) -> Tensor:
    """Exchange two dimensions."""
    return view_of(input, "Transpose", np.swapaxes, dim0, dim1)


swapaxes = swapdims = transpose


def t(input: Any) -> Tensor:
    """Transpose a matrix; a vector stays."""
    if input.value.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.value.ndim}D")
    return view_of(input, "T", np.transpose)


def movedim(input: Any, source: Any, destination: Any) -> Tensor:
    """Move dimensions to other places."""
    return view_of(input, "Permute", np.moveaxis, source, destination)


def squeeze(input: Any, dim: Any = None) -> Tensor:
    """Drop dimensions of size 1."""
    if dim is None:
        return view_of(input, "Squeeze", np.squeeze)
    wanted = [in_range(each, input.value.ndim) for each in ([dim] if isinstance(dim, int) else dim)]
    return view_of(input, "SqueezeBackward1", np.squeeze, tuple(each for each in wanted if input.value.shape[each] == 1))


def in_range(dim: int, rank: int) -> int:
    """Return a dimension, if there is such a one."""
    bound = max(rank, 1)
    if not -bound <= dim < bound:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-bound}, {bound - 1}], but got {dim})")
    return dim


def unsqueeze(input: Any, dim: int) -> Tensor:
    """Add a dimension of size 1."""
    return view_of(input, "Unsqueeze", np.expand_dims, dim)


def expand(input: Any, *sizes: Any) -> Tensor:
    """Repeat dimensions of size 1 without copying; -1 keeps a dimension."""
    wanted = sizes_of(sizes)
    old = (1,) * (len(wanted) - input.value.ndim) + input.value.shape
    shape = tuple(have if want == -1 else want for want, have in zip(wanted, old, strict=True))
    place = next((k for k, (want, have) in enumerate(zip(shape, old, strict=True)) if have not in (1, want)), None)
    if place is not None:
        raise RuntimeError(
            f"The expanded size of the tensor ({shape[place]}) must match the existing size ({old[place]}) at non-singleton "
            f"dimension {place}.  Target sizes: {list(shape)}.  Tensor sizes: {list(input.value.shape)}"
        )
    return view_of(input, "Expand", np.broadcast_to, shape)


def broadcast_to(input: Any, size: Any) -> Tensor:
    """Repeat dimensions of size 1 without copying."""
    return expand(input, *size)


def expand_as(input: Any, other: Any) -> Tensor:
    """Expand to the shape of another tensor."""
    return expand(input, *other.value.shape)


def repeat(input: Any, *sizes: Any) -> Tensor:
    """Copy the whole tensor along dimensions."""
    return named("Repeat", np.tile, input, tuple(sizes_of(sizes)))


tile = repeat


def repeat_interleave(input: Any, repeats: Any, dim: int | None = None) -> Tensor:
    """Repeat each element."""
    return named("RepeatInterleave", np.repeat, input, as_value(repeats), axis=dim)


def flip(input: Any, *dims: Any) -> Tensor:
    """Reverse the order along dimensions."""
    return renamed(clone(named("", np.flip, input, tuple(sizes_of(dims)))), "Flip")


def roll(input: Any, shifts: Any, dims: Any = None) -> Tensor:
    """Move elements around the end to the beginning."""
    return named("Roll", np.roll, input, shifts, axis=dims)


def cat(tensors: Sequence[Any], dim: int = 0) -> Tensor:
    """Join tensors along a dimension."""
    ranks = [each.value.ndim for each in tensors if each.value.size]
    if len(set(ranks)) > 1:
        other = next(rank for rank in ranks if rank != ranks[0])
        raise RuntimeError(f"Tensors must have same number of dimensions: got {ranks[0]} and {other}")
    return named("Cat", np.concatenate, list(tensors), axis=dim)


concat = concatenate = cat


def stack(tensors: Sequence[Any], dim: int = 0) -> Tensor:
    """Join tensors along a new dimension."""
    for place, each in enumerate(tensors):
        if each.value.shape != tensors[0].value.shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(tensors[0].value.shape)} at entry 0 and "
                f"{list(each.value.shape)} at entry {place}"
            )
    return named("Stack", np.stack, list(tensors), axis=dim)


def hstack(tensors: Sequence[Any]) -> Tensor:
    """Join tensors side by side."""
    return cat(tensors, 0 if tensors[0].value.ndim < 2 else 1)


def vstack(tensors: Sequence[Any]) -> Tensor:
    """Join tensors as rows below each other."""
    return cat([each.reshape(1, -1) if each.value.ndim < 2 else each for each in tensors])


def narrow(input: Any, dim: int, start: int, length: int) -> Tensor:
    """Return a stretch along one dimension."""
    return input[(slice(None),) * (dim % input.value.ndim) + (slice(start, start + length),)]


def select(input: Any, dim: int, index: int) -> Tensor:
    """Return one slice along a dimension."""
    return input[(slice(None),) * (dim % input.value.ndim) + (index,)]


def split(input: Any, split_size_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Cut into pieces of one size (the last may be smaller), or of the sizes given."""
    total, sizes = input.value.shape[dim], split_size_or_sections
    lengths = [min(sizes, total - k) for k in range(0, total, sizes)] if isinstance(sizes, int) else list(sizes)
    ends = np.cumsum([0, *lengths])
    pieces = [narrow(input, dim, int(end) - length, length) for end, length in zip(ends[1:], lengths, strict=True)]
    return among(pieces, "Split")


def chunk(input: Any, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """Cut into at most so many pieces of one size."""
    return split(input, -(-input.value.shape[dim] // chunks), dim)


def unbind(input: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Return all slices along a dimension."""
    return among([select(input, dim, place) for place in range(input.value.shape[dim])], "Unbind")


def among(views: Sequence[Any], name: str) -> tuple[Tensor, ...]:
    """Return the views that one function has made, which know that they are not the only one."""
    for place, view in enumerate(views):
        renamed(view, name)
        note_among(view, place)
    return tuple(views)


def diagonal(input: Any, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    """Return the diagonal of a matrix."""
    made = view_of(input, "Diagonal", np.diagonal, offset, dim1, dim2)
    made.value.flags.writeable = True
    return made


def diag(input: Any, diagonal: int = 0) -> Tensor:
    """Return the diagonal of a matrix, or the matrix with a diagonal."""
    return renamed(clone(named("", np.diag, input, diagonal)), "DiagEmbed" if input.value.ndim == 1 else "DiagonalBackward0_copy")


def tril(input: Any, diagonal: int = 0) -> Tensor:
    """Return the lower triangle, zeros above it."""
    return named("Tril", np.tril, input, diagonal)


def triu(input: Any, diagonal: int = 0) -> Tensor:
    """Return the upper triangle, zeros below it."""
    return named("Triu", np.triu, input, diagonal)


def contiguous(input: Any) -> Tensor:
    """Return the tensor, or a copy if its elements are not in the order of rows."""
    return input if type(input.value) is not np.ndarray or input.value.flags.c_contiguous else clone(input)


def gather(input: Any, dim: int, index: Any) -> Tensor:
    """Return the elements at `index` along a dimension."""
    return named("Gather", np.take_along_axis, input, as_value(index), dim)


def index_select(input: Any, dim: int, index: Any) -> Tensor:
    """Return slices along a dimension."""
    return named("IndexSelect", np.take, input, as_value(index), axis=dim)


def take(input: Any, index: Any) -> Tensor:
    """Return elements by their places in the flattened tensor."""
    return named("Take", np.take, input, as_value(index))


def masked_select(input: Any, mask: Any) -> Tensor:
    """Return the elements where a mask holds."""
    return renamed(input[mask], "MaskedSelect")


with_spellings(globals(), __all__)
