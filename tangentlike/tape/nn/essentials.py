"""Activations and losses, by PyTorch's names and in its conventions; all are made of other functions of the tape."""

from typing import Any

import numpy as np

from tangentlike.tape import elementwise as e
from tangentlike.tape.creation import rand_like
from tangentlike.tape.elementwise import relu, sigmoid, tanh
from tangentlike.tape.protocols import named
from tangentlike.tape.record import renamed
from tangentlike.tape.reductions import log_softmax, softmax
from tangentlike.tape.shapes import gather
from tangentlike.tape.tensor import Tensor

__all__ = [
    "binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy", "dropout", "elu", "gelu", "huber_loss", "kl_div",
    "l1_loss", "leaky_relu", "linear", "log_softmax", "logsigmoid", "mse_loss", "nll_loss", "normalize", "one_hot", "relu",
    "sigmoid", "silu", "smooth_l1_loss", "softmax", "softplus", "tanh",
]


def reduced(loss: Any, reduction: str, name: str = "") -> Tensor:
    """Join the losses of all elements: "mean", "sum" or "none"."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    joined = loss if reduction == "none" else getattr(loss, reduction)()
    return renamed(joined, name)


def linear(input: Any, weight: Any, bias: Any = None) -> Tensor:
    """Return input @ weight.T + bias."""
    out = input @ weight.t()
    return out if bias is None else renamed(out + bias, "Addmm")


def leaky_relu(input: Any, negative_slope: float = 0.01) -> Tensor:
    """Return input where it is positive, else negative_slope * input."""
    return renamed(e.where(input > 0, input, negative_slope * input), "LeakyRelu")


def elu(input: Any, alpha: float = 1.0) -> Tensor:
    """Return input where it is positive, else alpha * (exp(input) - 1) (Clevert et al. 2015, eq. 1)."""
    below = e.where(input > 0, 0.0, input)
    return renamed(e.where(input > 0, input, alpha * below.expm1()), "Elu")


def silu(input: Any) -> Tensor:
    """Return input * sigmoid(input)."""
    return renamed(input * sigmoid(input), "Silu")


def gelu(input: Any, approximate: str = "none") -> Tensor:
    """Return input times the normal distribution at it, or its approximation (Hendrycks and Gimpel 2016, section 2)."""
    if approximate == "tanh":
        share = 1.0 + (0.7978845608028654 * (input + 0.044715 * input**3)).tanh()
    else:
        share = 1.0 + (input * 0.7071067811865476).erf()
    return renamed(0.5 * input * share, "Gelu")


def dropout(input: Any, p: float = 0.5, training: bool = True) -> Tensor:
    """Return zeros in random places, each with probability p, and the rest divided by 1 - p."""
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if not training or p == 0.0:
        return input
    kept = rand_like(input) >= p
    return renamed(e.where(kept, input / (1.0 - p) if p < 1.0 else input, 0.0), "Mul")


def softplus(input: Any) -> Tensor:
    """Return log(1 + exp(input)) without overflow."""
    return named("Softplus", np.logaddexp, 0.0, input)


def logsigmoid(input: Any) -> Tensor:
    """Return log(sigmoid(input)) without underflow."""
    return renamed(-softplus(-input), "LogSigmoid")


def mse_loss(input: Any, target: Any, reduction: str = "mean") -> Tensor:
    """Return (input - target) ** 2."""
    return reduced((input - target) ** 2, reduction, "MseLoss")


def l1_loss(input: Any, target: Any, reduction: str = "mean") -> Tensor:
    """Return abs(input - target)."""
    return reduced((input - target).abs(), reduction)


def huber_loss(input: Any, target: Any, reduction: str = "mean", delta: float = 1.0) -> Tensor:
    """Return half the square of the error, continued by lines beyond delta (Huber 1964)."""
    error = (input - target).abs()
    return reduced(e.where(error < delta, 0.5 * error * error, delta * (error - 0.5 * delta)), reduction, "HuberLoss")


def smooth_l1_loss(input: Any, target: Any, reduction: str = "mean", beta: float = 1.0) -> Tensor:
    """Return `huber_loss` divided by beta."""
    return renamed(huber_loss(input, target, reduction, beta) / beta, "SmoothL1Loss")


def binary_cross_entropy_with_logits(
    input: Any, target: Any, weight: Any = None, reduction: str = "mean", pos_weight: Any = None
) -> Tensor:
    """Return -t log(s) - (1 - t) log(1 - s), s the sigmoid of input, without overflow."""
    if pos_weight is None:
        loss = softplus(input) - input * target
    else:
        loss = (1.0 - target) * input + (1.0 + (pos_weight - 1.0) * target) * softplus(-input)
    return reduced(loss if weight is None else loss * weight, reduction, "BinaryCrossEntropyWithLogits")


def binary_cross_entropy(input: Any, target: Any, weight: Any = None, reduction: str = "mean") -> Tensor:
    """Return -t log(p) - (1 - t) log(1 - p); logarithms are at least -100."""
    loss = -(target * input.log().clamp(-100.0) + (1.0 - target) * (1.0 - input).log().clamp(-100.0))
    return reduced(loss if weight is None else loss * weight, reduction, "BinaryCrossEntropy")


def nll_loss(input: Any, target: Any, weight: Any = None, reduction: str = "mean") -> Tensor:
    """Return -input[i, target[i]]: of log-probabilities of shape (N, C) or (C,), the loss of the classes `target`."""
    single, count = input.value.ndim == 1, input.value.shape[-1 if input.value.ndim == 1 else 1]
    outside = target.value[(target.value < 0) | (target.value >= count)]
    if outside.size:
        raise IndexError(f"Target {outside.flat[0]} is out of bounds.")
    rows, classes = (input.unsqueeze(0), target.reshape(1)) if single else (input, target)
    loss = -gather(rows, 1, classes.reshape(-1, 1)).squeeze(1)
    if weight is not None:
        shares = weight[classes]
        loss = loss * shares
        if reduction == "mean":
            return renamed(loss.sum() / shares.sum(), "NllLoss")
    return reduced(loss.squeeze(0) if single else loss, reduction, "NllLoss")


def cross_entropy(
    input: Any, target: Any, weight: Any = None, reduction: str = "mean", label_smoothing: float = 0.0
) -> Tensor:
    """Return `nll_loss` of `log_softmax`; `target` holds classes, or a probability for each class."""
    logs = log_softmax(input, 0 if input.value.ndim == 1 else 1)
    if target.is_floating_point():
        return _with_probabilities(logs, target, weight, reduction)
    if label_smoothing:
        count = logs.value.shape[-1]
        target = one_hot(target, count).to(logs.dtype) * (1.0 - label_smoothing) + label_smoothing / count
        return renamed(_with_probabilities(logs, target, weight, reduction), "Add")
    return nll_loss(logs, target, weight, reduction)


def _with_probabilities(logs: Any, target: Any, weight: Any, reduction: str) -> Tensor:
    loss = -((logs if weight is None else logs * weight) * target).sum(-1)
    return reduced(loss, reduction, "DivBackward1" if reduction == "mean" else "Sum")


def kl_div(input: Any, target: Any, reduction: str = "mean", log_target: bool = False) -> Tensor:
    """Return t (log t - input), input being log-probabilities; "batchmean" divides the sum by the first dimension."""
    logs = target if log_target else e.where(target > 0, target, 1.0).log()
    loss = (target.exp() if log_target else target) * (logs - input)
    if reduction == "batchmean":
        return loss.sum() / input.value.shape[0]
    return reduced(loss, reduction)


def normalize(input: Any, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Tensor:
    """Divide by the norm along a dimension, or by eps where that is larger."""
    return input / input.norm(p, dim, True).clamp(eps)


def one_hot(tensor: Any, num_classes: int = -1) -> Tensor:
    """Return rows with a one at the place that each element gives, else zeros."""
    count = int(tensor.value.max()) + 1 if num_classes == -1 else num_classes
    return Tensor.make(np.eye(count, dtype=np.int64)[tensor.value])  # type: ignore[return-value]
