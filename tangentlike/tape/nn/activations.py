"""More activations, by PyTorch's names; all are made of other functions of the tape."""

from typing import Any

import numpy as np

from tangentlike.tape import elementwise as e
from tangentlike.tape.creation import rand_like
from tangentlike.tape.record import renamed
from tangentlike.tape.reductions import softmax
from tangentlike.tape.shapes import chunk
from tangentlike.tape.tensor import Tensor

__all__ = [
    "celu", "glu", "gumbel_softmax", "hardshrink", "hardsigmoid", "hardswish", "hardtanh", "mish", "prelu", "relu6", "selu",
    "softmin", "softshrink", "softsign", "tanhshrink", "threshold",
]


def hardtanh(input: Any, min_val: float = -1.0, max_val: float = 1.0) -> Tensor:
    """Return input, or the bound that it is beyond; the derivative at a bound is 0."""
    inside = (input > min_val) & (input < max_val)
    return renamed(e.where(inside, input, input.detach().clamp(min_val, max_val)), "Hardtanh")


def relu6(input: Any) -> Tensor:
    """Return input between 0 and 6, or the bound that it is beyond."""
    return hardtanh(input, 0.0, 6.0)


def celu(input: Any, alpha: float = 1.0) -> Tensor:
    """Return input where it is positive, else alpha * (exp(input / alpha) - 1) (Barron 2017)."""
    below = e.where(input > 0, 0.0, input)
    return renamed(e.where(input > 0, input, alpha * (below / alpha).expm1()), "Celu")


def selu(input: Any) -> Tensor:
    """Return a scaled `elu` that keeps mean 0 and variance 1 (Klambauer et al. 2017, eq. 2)."""
    alpha, scale = 1.6732632423543772, 1.0507009873554805
    below = e.where(input > 0, 0.0, input)
    return renamed(scale * e.where(input > 0, input, alpha * below.expm1()), "Elu")


def mish(input: Any) -> Tensor:
    """Return input * tanh(softplus(input)) (Misra 2019)."""
    return renamed(input * e.logaddexp(0.0, input).tanh(), "Mish")


def hardsigmoid(input: Any) -> Tensor:
    """Return input / 6 + 1 / 2 between 0 and 1."""
    return renamed(relu6(input + 3.0) / 6.0, "Hardsigmoid")


def hardswish(input: Any) -> Tensor:
    """Return input * hardsigmoid(input) (Howard et al. 2019)."""
    return renamed(input * relu6(input + 3.0) / 6.0, "Hardswish")


def softsign(input: Any) -> Tensor:
    """Return input / (1 + abs(input))."""
    return renamed(input / (1.0 + input.abs()), "Div")


def softmin(input: Any, dim: int) -> Tensor:
    """Return softmax(-input)."""
    return softmax(-input, dim)


def tanhshrink(input: Any) -> Tensor:
    """Return input - tanh(input)."""
    return input - input.tanh()


def softshrink(input: Any, lambd: float = 0.5) -> Tensor:
    """Return input moved by lambd towards 0, and 0 between."""
    above, below = input > lambd, input < -lambd
    return renamed(e.where(above, input - lambd, e.where(below, input + lambd, 0.0 * input)), "Softshrink")


def hardshrink(input: Any, lambd: float = 0.5) -> Tensor:
    """Return input, and 0 between -lambd and lambd."""
    return renamed(e.where((input > lambd) | (input < -lambd), input, 0.0), "Hardshrink")


def threshold(input: Any, threshold: float, value: float) -> Tensor:
    """Return input where it is above a threshold, else a value."""
    return renamed(e.where(input > threshold, input, value), "Threshold")


def glu(input: Any, dim: int = -1) -> Tensor:
    """Return one half of the input times the sigmoid of the other (Dauphin et al. 2017)."""
    first, second = chunk(input, 2, dim)
    return renamed(first * second.sigmoid(), "Glu")


def prelu(input: Any, weight: Any) -> Tensor:
    """Return input where it is positive, else weight * input; one weight, or one for each channel."""
    if weight.numel() > 1:
        weight = weight.reshape(-1, *(1,) * (input.dim() - 2))
    return renamed(e.where(input > 0, input, weight * input), "PreluKernel")


def gumbel_softmax(logits: Any, tau: float = 1, hard: bool = False, dim: int = -1) -> Tensor:
    """Draw from a softmax so that derivatives flow (Jang et al. 2017); `hard` draws ones, with the soft derivative."""
    noise = -(-rand_like(logits).clamp(1e-300).log()).log()
    soft = softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    chosen = np.zeros_like(soft.value)
    np.put_along_axis(chosen, np.expand_dims(soft.value.argmax(dim), dim), 1.0, dim)
    return Tensor.make(chosen) - soft.detach() + soft
