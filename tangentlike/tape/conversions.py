"""Copies, and tensors of another dtype."""

from typing import Any

import numpy as np

from tangentlike.tape import devices, dtypes
from tangentlike.tape.creation import as_tensor
from tangentlike.tape.protocols import named
from tangentlike.tape.tensor import Tensor

__all__ = ["clone"]


def to(input: Any, *target: Any, dtype: Any = None, device: Any = None, copy: bool = False) -> Tensor:
    """Return the tensor with elements of another dtype; the only device is the CPU."""
    wanted = dtype
    for each in (*target, *(() if device is None else (device,))):
        if isinstance(each, Tensor):
            wanted = each.dtype
        elif isinstance(each, (dtypes.dtype, type)):
            wanted = each
        else:
            devices.device(each)
    kind = dtypes.to_numpy(wanted)
    if kind is None or kind == input.value.dtype:
        return clone(input) if copy else input
    if kind.kind not in "fc":
        return as_tensor(np.asarray(input.value).astype(kind))
    return named("ToCopy", np.ndarray.astype if type(input.value) is np.ndarray else np.generic.astype, input, kind)


def clone(input: Any) -> Tensor:
    """Return a copy, through which derivatives flow."""
    return named("Clone", np.copy, input)
