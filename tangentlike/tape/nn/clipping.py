"""Gradients and parameters of whole models: what PyTorch has in `nn.utils`."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from tangentlike.tape.creation import as_tensor
from tangentlike.tape.modes import no_grad
from tangentlike.tape.shapes import cat
from tangentlike.tape.tensor import Tensor

__all__ = ["clip_grad_norm_", "clip_grad_value_", "parameters_to_vector", "vector_to_parameters"]


def with_gradients(parameters: Any) -> list[Any]:
    """Return the parameters that have gradients."""
    given = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    return [each for each in given if each.grad is not None]


def clip_grad_norm_(parameters: Any, max_norm: float, norm_type: float = 2.0) -> Tensor:
    """Scale all gradients, so that their norm as one vector is at most `max_norm`; return what it was."""
    found = with_gradients(parameters)
    flat = np.concatenate([np.ravel(each.grad.value) for each in found]) if found else np.zeros(1)
    norm = np.linalg.norm(flat, float(norm_type))
    with no_grad():
        for each in found:
            each.grad.mul_(min(1.0, float(max_norm) / (float(norm) + 1e-6)))
    return as_tensor(norm)


def clip_grad_value_(parameters: Any, clip_value: float) -> None:
    """Bring all elements of gradients between -clip_value and clip_value."""
    with no_grad():
        for each in with_gradients(parameters):
            each.grad.clamp_(-clip_value, clip_value)


def parameters_to_vector(parameters: Iterable[Any]) -> Tensor:
    """Join parameters to one vector."""
    return cat([each.reshape(-1) for each in parameters])


def vector_to_parameters(vec: Any, parameters: Iterable[Any]) -> None:
    """Write the elements of a vector into parameters."""
    place = 0
    with no_grad():
        for each in parameters:
            each.copy_(vec[place : place + each.numel()].reshape(each.shape))
            place += each.numel()
