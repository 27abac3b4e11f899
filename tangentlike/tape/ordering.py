"""PyTorch's functions that put elements in order, by their names there."""

from typing import Any

import numpy as np

from tangentlike.tape.creation import as_tensor
from tangentlike.tape.record import renamed
from tangentlike.tape.returns import found
from tangentlike.tape.shapes import gather, narrow
from tangentlike.tape.spellings import with_spellings
from tangentlike.tape.tensor import Tensor

__all__ = ["argsort", "sort", "topk"]


def sort(input: Any, dim: int = -1, descending: bool = False) -> Any:
    """Return the elements in order, and where each was."""
    order = argsort(input, dim, descending)
    return found("sort", renamed(gather(input, dim, order), "Sort"), order)


def argsort(input: Any, dim: int = -1, descending: bool = False) -> Tensor:
    """Return where each element of the ordered tensor is."""
    keys = -input.value if descending else input.value
    return as_tensor(np.asarray(np.argsort(keys, axis=dim, kind="stable")))


def topk(input: Any, k: int, dim: int = -1) -> Any:
    """Return the k largest elements, and where each was."""
    order = narrow(argsort(input, dim, True), dim, 0, k)
    return found("topk", renamed(gather(input, dim, order), "Topk"), order)


with_spellings(globals(), __all__)
