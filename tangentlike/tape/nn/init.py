"""Starting values of parameters, written in place."""

import math
from typing import Any

import numpy as np

from tangentlike.tape.modes import no_grad

__all__ = [
    "constant_", "eye_", "kaiming_normal_", "kaiming_uniform_", "normal_", "ones_", "uniform_", "xavier_normal_", "xavier_uniform_",
    "zeros_",
]


def constant_(tensor: Any, val: float) -> Any:
    """Write one number everywhere."""
    with no_grad():
        return tensor.fill_(val)


def zeros_(tensor: Any) -> Any:
    """Write zeros."""
    return constant_(tensor, 0.0)


def ones_(tensor: Any) -> Any:
    """Write ones."""
    return constant_(tensor, 1.0)


def eye_(tensor: Any) -> Any:
    """Write a matrix with ones on its diagonal."""
    with no_grad():
        return tensor.copy_(np.eye(*tensor.shape))


def uniform_(tensor: Any, a: float = 0.0, b: float = 1.0) -> Any:
    """Draw numbers between a and b."""
    with no_grad():
        return tensor.uniform_(a, b)


def normal_(tensor: Any, mean: float = 0.0, std: float = 1.0) -> Any:
    """Draw normally distributed numbers."""
    with no_grad():
        return tensor.normal_(mean, std)


def fans(tensor: Any) -> tuple[int, int]:
    """Return how many inputs and outputs a layer with these weights has."""
    if tensor.dim() < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    area = tensor.numel() // (tensor.shape[0] * tensor.shape[1])
    return tensor.shape[1] * area, tensor.shape[0] * area


def xavier_uniform_(tensor: Any, gain: float = 1.0) -> Any:
    """Draw uniform numbers of variance 2 / (inputs + outputs) (Glorot and Bengio 2010, eq. 16)."""
    bound = gain * math.sqrt(6.0 / sum(fans(tensor)))
    return uniform_(tensor, -bound, bound)


def xavier_normal_(tensor: Any, gain: float = 1.0) -> Any:
    """Draw normal numbers of variance 2 / (inputs + outputs)."""
    return normal_(tensor, 0.0, gain * math.sqrt(2.0 / sum(fans(tensor))))


def kaiming_uniform_(tensor: Any, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> Any:
    """Draw uniform numbers that keep the variance through a `leaky_relu` of slope a (He et al. 2015, eq. 15)."""
    bound = math.sqrt(3.0) * _deviation(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound)


def kaiming_normal_(tensor: Any, a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> Any:
    """Draw normal numbers that keep the variance through a `leaky_relu` of slope a."""
    return normal_(tensor, 0.0, _deviation(tensor, a, mode, nonlinearity))


def _deviation(tensor: Any, a: float, mode: str, nonlinearity: str) -> float:
    gains = {"leaky_relu": math.sqrt(2.0 / (1.0 + a * a)), "relu": math.sqrt(2.0), "linear": 1.0, "tanh": 5.0 / 3.0, "sigmoid": 1.0}
    if nonlinearity not in gains:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")
    return gains[nonlinearity] / math.sqrt(fans(tensor)[0 if mode == "fan_in" else 1])
