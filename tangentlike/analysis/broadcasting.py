"""The kind of an elementwise result where sizes are not all known: what broadcasting leaves possible."""

from collections.abc import Callable, Sequence
from typing import Any

from tangentlike.analysis.dims import atoms, is_large
from tangentlike.analysis.probing import probe
from tangentlike.analysis.values import Array, Dim, Kind, is_number, is_scalar
from tangentlike.rules import registry


def broadcast(function: Callable[..., Any], args: Sequence[Kind]) -> Kind | None:
    """Return the kind of an elementwise operation of arrays whose ranks are known; None if it is not such a one.

    >>> import numpy as np
    >>> broadcast(np.add, [Array("float64", ("A", 3)), Array("float64", ("B",))])
    Array(dtype='float64', shape=('A', 3), scalar=False)
    """
    rule = registry.find(function)
    arrays = [a for a in args if isinstance(a, Array) and not a.scalar]
    shapes = [a.shape for a in arrays if isinstance(a.shape, tuple)]
    numbers = all(is_number(a) and (a in arrays or is_scalar(a)) for a in args)
    if rule is None or rule.kind != "elementwise" or not arrays or len(shapes) < len(arrays) or not numbers:
        return None
    rank = max(map(len, shapes))
    padded = [(1,) * (rank - len(shape)) + shape for shape in shapes]
    ones = [Array(a.dtype, (1,) * len(a.shape)) if a in arrays else a for a in args]  # type: ignore[arg-type]
    kind = probe(function, ones, {}).kind
    return Array(kind.dtype, tuple(map(common, *padded))) if isinstance(kind, Array) and kind.dtype else None


def common(*dims: Dim) -> Dim:
    """Return the size of an axis after broadcasting: the one that is not 1, if it is certain which one that is.

    >>> common("A", 1), common("d0", 3), common("d0", "d1"), common("A", "d1"), common("A", "4*B"), common(1, 1)
    ('A', 3, None, 'A', '4*B', 1)
    """
    different = list(dict.fromkeys(dim for dim in dims if dim != 1))
    if len(different) <= 1:
        return different[0] if different else 1
    # Sizes that are not 1 are equal, or NumPy refuses: the one that tells most stands for all.
    large = [dim for dim in different if is_large(dim)]
    return max(large, key=_knowledge) if large else None


def _knowledge(dim: Dim) -> tuple[bool, bool, int]:
    text = str(dim)
    return isinstance(dim, int), "[" not in text, len(atoms(text)) + len(text)
