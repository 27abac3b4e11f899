"""The sizes of slices: `x[:3]` has three items only if x has as many."""

from typing import Any

from tangentlike.analysis.values import Array, Dim, Kind, Static, Tuple


def with_cut_sizes(base: Array, index: Kind, found: Array) -> Array:
    """Return the kind of `x[index]`, where samples were long enough for every bound that is written.

    >>> with_cut_sizes(Array("float64", ("A",)), Static(slice(None, 3)), Array("float64", (3,)))
    Array(dtype='float64', shape=('A[:3]',), scalar=False)
    """
    parts = index.items if isinstance(index, Tuple) else (index,)
    values = [part.value if isinstance(part, Static) else part for part in parts]
    if not isinstance(base.shape, tuple) or not isinstance(found.shape, tuple):
        return found
    if not any(isinstance(value, slice) for value in values):
        return found
    axes = _axes(base.shape, values)
    if axes is None:
        known = {1, *(dim for dim in base.shape if isinstance(dim, int))}
        return Array(found.dtype, tuple(None if isinstance(dim, int) and dim not in known else dim for dim in found.shape))
    return Array(found.dtype, tuple(_cut(dim, *each) for dim, each in zip(found.shape, axes, strict=True)))


def _axes(shape: tuple[Dim, ...], values: list[Any]) -> list[tuple[Dim, slice]] | None:
    """Return, for each axis of the result, the one that it comes from and its slice; None where arrays are indices."""
    if not all(value in (None, Ellipsis) or type(value) is int or isinstance(value, slice) for value in values):
        return None
    left = list(shape)
    count = sum(value is not None and value is not Ellipsis for value in values)
    out: list[tuple[Dim, slice]] = []
    for value in [*values, *([] if Ellipsis in values else [Ellipsis])]:
        if value is None:
            out.append((1, slice(None)))
        elif value is Ellipsis:
            rest = len(shape) - count
            out.extend((dim, slice(None)) for dim in left[:rest])
            del left[:rest]
        else:
            dim = left.pop(0)
            out.extend([(dim, value)] if isinstance(value, slice) else [])
    return out


def _cut(found: Dim, dim: Dim, part: slice) -> Dim:
    if not isinstance(found, int) or isinstance(dim, int):
        return found
    bounds = ["" if bound is None else str(bound) for bound in (part.start, part.stop)]
    step = "" if part.step is None else f":{part.step}"
    return None if dim is None else f"{dim}[{':'.join(bounds)}{step}]"
