"""Places of an array as an index of it: what functions that write into an array write to, and the values there."""

from typing import Any

import numpy as np

from tangentlike.runtime.indexing import resize_adjoint


def flat_places(x: Any, index: Any, mode: str = "raise") -> Any:
    """Return, as an index of `x`, the places that have these numbers in the flat array.

    >>> flat_places(np.zeros((2, 3)), [1, -1])
    (array([0, 1]), array([1, 2]))
    """
    size = np.size(x)
    if isinstance(index, slice):
        index = np.arange(size)[index]
    elif np.asarray(index).dtype == bool:
        index = np.flatnonzero(index)
    places = np.ravel(index).astype(np.intp, casting="same_kind")
    if mode == "wrap":
        places = places % size
    elif mode == "clip":
        places = np.clip(places, 0, size - 1)
    elif np.any((places < -size) | (places >= size)):
        raise IndexError(f"index out of bounds for size {size}")
    return np.unravel_index(np.where(places < 0, places + size, places), np.shape(x))


def check_rows(x: Any) -> None:
    """Raise unless the elements of an array lie row by row: only then is another shape of it a view, as is its bar's.

    >>> check_rows(np.zeros((2, 3)))
    """
    if not x.flags.c_contiguous:
        raise NotImplementedError(
            "tangentlike cannot differentiate a write through another shape of an array that does not lie row by row; "
            "make it with np.ascontiguousarray"
        )


def flat_place(x: Any, index: Any) -> Any:
    """Return, as an index of `x`, the place that has this number in the flat array.

    >>> flat_place(np.zeros((2, 3)), -1)
    (1, 2)
    """
    size = np.size(x)
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for size {size}")
    rest, place = index % size, []
    for length in np.shape(x)[::-1]:
        rest, last = divmod(rest, length)
        place.append(last)
    return tuple(place[::-1])


def diagonal_places(x: Any, wrap: bool = False) -> Any:
    """Return, as an index of `x`, the places that `np.fill_diagonal(x, value, wrap)` writes.

    >>> diagonal_places(np.zeros((3, 2)))
    (array([0, 1]), array([0, 1]))
    """
    shape = np.shape(x)
    if len(shape) < 2:
        raise ValueError("array must be at least 2-d")
    if len(shape) > 2 and len(set(shape)) > 1:
        raise ValueError("All dimensions of input must be of equal length")
    step = shape[1] + 1 if len(shape) == 2 else 1 + int(np.sum(np.cumprod(shape[:-1])))
    end = shape[1] * shape[1] if len(shape) == 2 and not wrap else np.size(x)
    return np.unravel_index(np.arange(0, min(end, np.size(x)), step), shape)


def places_along(x: Any, indices: Any, axis: int | None = -1) -> Any:
    """Return, as an index of `x`, the places that `np.put_along_axis(x, indices, values, axis)` writes.

    >>> places_along(np.zeros((2, 3)), np.array([[2], [0]]), 1)
    (array([[0],
           [1]]), array([[2],
           [0]]))
    """
    if axis is None:
        return flat_places(x, indices)
    axis = range(np.ndim(x))[axis]
    if np.ndim(indices) != np.ndim(x):
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    open_grid = np.ogrid[tuple(slice(size) for size in np.shape(x))]
    return tuple([indices if i == axis else grid for i, grid in enumerate(open_grid)])


def cycled(values: Any, places: Any) -> Any:
    """Return one value for each place of an index, the values over and over.

    >>> cycled(np.array([1.0, 2.0]), [4, 5, 6])
    array([1., 2., 1.])
    """
    if isinstance(places, tuple):
        places = places[0]
    places = np.asarray(places)
    count = np.count_nonzero(places) if places.dtype == bool else np.size(places)
    if np.size(values) == 0 and count > 0:
        raise ValueError("tangentlike cannot store an array without items")
    return np.resize(values, count)


def cycled_adjoint(bar: Any, like: Any) -> Any:
    """Add up what `cycled(like, places)` has repeated.

    >>> cycled_adjoint(np.array([1.0, 2.0, 3.0]), np.zeros(2))
    array([4., 2.])
    """
    return resize_adjoint(bar, like, np.shape(bar))


MAY_ALIAS = ()
