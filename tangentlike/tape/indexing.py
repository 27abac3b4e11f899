"""Indices as tensors take them, for NumPy."""

from typing import Any

import numpy as np

from tangentlike.tape.nodes import Variable


def as_value(data: Any) -> Any:
    """Return plain values in the place of tensors, however they are nested."""
    if isinstance(data, Variable):
        return data.value
    return [as_value(item) for item in data] if isinstance(data, (list, tuple)) else data


def as_index(index: Any) -> Any:
    """Return an index for NumPy that gives a view where PyTorch does: an element, too, is a look into its tensor."""
    items = index if isinstance(index, tuple) else (index,)
    plain = tuple(as_value(item) if isinstance(item, (Variable, list)) else item for item in items)
    plain = tuple(item.item() if isinstance(item, (np.generic, np.ndarray)) and is_whole(item) else item for item in plain)
    basic = all(item is None or item is Ellipsis or isinstance(item, (int, slice)) for item in plain)
    if basic and not any(isinstance(item, bool) or item is Ellipsis for item in plain):
        return (*plain, Ellipsis)
    return plain if isinstance(index, tuple) else plain[0]


def is_basic(index: Any) -> bool:
    """Tell whether an index for NumPy gives a view."""
    items = index if isinstance(index, tuple) else (index,)
    return not any(isinstance(item, (np.ndarray, list, bool)) for item in items)


def is_whole(item: Any) -> bool:
    """Tell whether a value without dimensions is an integer."""
    return item.ndim == 0 and item.dtype.kind in "iu"


def name_of_index(index: Any) -> str:
    """Return PyTorch's name for what an index does last."""
    items = index if isinstance(index, tuple) else (index,)
    if not is_basic(index):
        return "Index"
    kinds = {slice: "Slice", int: "Select", type(None): "Unsqueeze"}
    names = [kinds[type(item)] for item in items if type(item) in kinds]
    return names[-1] if names else "Alias"
