"""The sizes of slices: `x[:3]` has three items only if x has as many."""

import operator
from typing import Any

from tangentlike.analysis.dims import combined, is_size
from tangentlike.analysis.sizes import size_of
from tangentlike.analysis.values import Array, Dim, Kind, Slice, Static, Tuple


def with_cut_sizes(base: Array, index: Kind, found: Array) -> Array:
    """Return the kind of `x[index]`, where samples were long enough for every bound that is written.

    >>> with_cut_sizes(Array("float64", ("d0",)), Static(slice(None, 3)), Array("float64", (3,)))
    Array(dtype='float64', shape=('d0[:3]',), scalar=False)
    """
    parts = index.items if isinstance(index, Tuple) else (index,)
    values = [part.value if isinstance(part, Static) else part for part in parts]
    if not isinstance(base.shape, tuple) or not isinstance(found.shape, tuple):
        return found
    if not any(isinstance(value, (slice, Slice)) for value in values):
        return found
    axes = _axes(base.shape, values)
    if axes is None:
        known = {1, *base.shape}
        return Array(found.dtype, tuple(dim if dim in known else None for dim in found.shape))
    return Array(found.dtype, tuple(cut(*each) for each in axes))


def _axes(shape: tuple[Dim, ...], values: list[Any]) -> list[tuple[Dim, slice | Slice]] | None:
    """Return, for each axis of the result, the one that it comes from and its slice; None where arrays are indices."""
    if not all(value in (None, Ellipsis) or type(value) is int or isinstance(value, (slice, Slice)) for value in values):
        return None
    left = list(shape)
    count = sum(value is not None and value is not Ellipsis for value in values)
    out: list[tuple[Dim, slice | Slice]] = []
    for value in [*values, *([] if Ellipsis in values else [Ellipsis])]:
        if value is None:
            out.append((1, slice(None)))
        elif value is Ellipsis:
            rest = len(shape) - count
            out.extend((dim, slice(None)) for dim in left[:rest])
            del left[:rest]
        else:
            dim = left.pop(0)
            out.extend([(dim, value)] if isinstance(value, (slice, Slice)) else [])
    return out


def cut(dim: Dim, part: slice | Slice) -> Dim:
    """Return the size of a slice of an axis.

    >>> cut("A", slice(1, None)), cut("A", slice(None, -1)), cut(5, slice(None, 3)), cut("A", slice(None, None, 2))
    ('A-1', 'A-1', 3, 'A[::2]')
    """
    bounds = (part.start, part.stop, part.step) if isinstance(part, slice) else tuple(map(_bound, part.parts))
    start, stop, step = bounds
    if dim is None or bounds == (None, None, None):
        return dim
    if isinstance(part, slice) and isinstance(dim, int):
        return len(range(*part.indices(dim)))
    own = _exact(dim, start or 0, stop) if step in (None, 1) else None
    if own is not None or not all(bound is None or isinstance(bound, (int, str)) for bound in bounds):
        return own
    text = [str("" if bound is None else bound) for bound in (start or None, stop)]
    return f"{dim}[{':'.join(text)}{'' if step is None else f':{step}'}]"


def _bound(kind: Kind) -> Any:
    """Return a bound as a size; UNKNOWN for what is no size."""
    return None if kind == Static(None) else size_of(kind)


def _exact(dim: Dim, start: Dim, stop: Dim) -> Dim:
    """Return the size of a slice without steps, where its bounds are certainly in order and inside."""
    if isinstance(start, int) and start >= 0 and (stop is None or (isinstance(stop, int) and stop < 0)):
        return combined(operator.sub, [dim, start - (stop or 0)])
    if isinstance(start, int) and start < 0:
        return -start if stop is None and is_size(combined(operator.sub, [dim, -start])) else None
    if stop is None:
        rest = combined(operator.sub, [dim, start])
        return rest if is_size(rest) else None
    size = combined(operator.sub, [stop, start])
    return size if is_size(size) and is_size(combined(operator.sub, [dim, stop])) else None
