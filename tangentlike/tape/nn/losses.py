"""More losses and distances, by PyTorch's names; all are made of other functions of the tape."""

import math
from typing import Any

from tangentlike.tape import elementwise as e
from tangentlike.tape.creation import arange
from tangentlike.tape.nn.essentials import logsigmoid, reduced
from tangentlike.tape.record import renamed
from tangentlike.tape.shapes import gather
from tangentlike.tape.tensor import Tensor

__all__ = [
    "cosine_embedding_loss", "cosine_similarity", "gaussian_nll_loss", "hinge_embedding_loss", "margin_ranking_loss",
    "multi_margin_loss", "multilabel_soft_margin_loss", "pairwise_distance", "poisson_nll_loss", "soft_margin_loss",
    "triplet_margin_loss",
]


def cosine_similarity(x1: Any, x2: Any, dim: int = 1, eps: float = 1e-8) -> Tensor:
    """Return the cosine of the angle between vectors along a dimension."""
    squares = ((x1 * x1).sum(dim), (x2 * x2).sum(dim))
    sizes = [e.sqrt(e.clamp(square, eps * eps)) for square in squares]
    return renamed((x1 * x2).sum(dim) / (sizes[0] * sizes[1]), "SumBackward1")


def pairwise_distance(x1: Any, x2: Any, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False) -> Tensor:
    """Return the p-norm of x1 - x2 + eps along the last dimension."""
    return (x1 - x2 + eps).norm(p, -1, keepdim)


def margin_ranking_loss(input1: Any, input2: Any, target: Any, margin: float = 0.0, reduction: str = "mean") -> Tensor:
    """Return max(0, -target * (input1 - input2) + margin)."""
    return reduced((-target * (input1 - input2) + margin).clamp(0.0), reduction)


def hinge_embedding_loss(input: Any, target: Any, margin: float = 1.0, reduction: str = "mean") -> Tensor:
    """Return input where the target is 1, and max(0, margin - input) where it is -1."""
    return reduced(e.where(target == 1, input, 0.0) + e.where(target == -1, (margin - input).clamp(0.0), 0.0), reduction)


def cosine_embedding_loss(input1: Any, input2: Any, target: Any, margin: float = 0.0, reduction: str = "mean") -> Tensor:
    """Return 1 - cosine where the target is 1, and max(0, cosine - margin) where it is -1."""
    cosine = cosine_similarity(input1, input2, -1, 1e-12)
    return reduced(e.where(target == 1, 1.0 - cosine, 0.0) + e.where(target == -1, (cosine - margin).clamp(0.0), 0.0), reduction)


def triplet_margin_loss(
    anchor: Any, positive: Any, negative: Any, margin: float = 1.0, p: float = 2.0, eps: float = 1e-6, reduction: str = "mean"
) -> Tensor:
    """Return max(0, distance to the positive - distance to the negative + margin) (Balntas et al. 2016)."""
    near, far = pairwise_distance(anchor, positive, p, eps), pairwise_distance(anchor, negative, p, eps)
    return reduced((near - far + margin).clamp(0.0), reduction)


def soft_margin_loss(input: Any, target: Any, reduction: str = "mean") -> Tensor:
    """Return log(1 + exp(-target * input))."""
    return reduced(-logsigmoid(target * input), reduction, "SoftMarginLoss")


def multilabel_soft_margin_loss(input: Any, target: Any, weight: Any = None, reduction: str = "mean") -> Tensor:
    """Return the mean over the classes of the cross entropy of each."""
    loss = -(target * logsigmoid(input) + (1.0 - target) * logsigmoid(-input))
    return reduced((loss if weight is None else loss * weight).mean(-1), reduction)


def multi_margin_loss(input: Any, target: Any, p: int = 1, margin: float = 1.0, reduction: str = "mean") -> Tensor:
    """Return the mean over the wrong classes of max(0, margin - right + wrong) ** p."""
    count = input.value.shape[1]
    right = gather(input, 1, target.reshape(-1, 1))
    each = (margin - right + input).clamp(0.0) ** p
    wrong = arange(count) != target.reshape(-1, 1)
    return reduced(e.where(wrong, each, 0.0).sum(1) / count, reduction, "MultiMarginLoss")


def poisson_nll_loss(
    input: Any, target: Any, log_input: bool = True, full: bool = False, eps: float = 1e-8, reduction: str = "mean"
) -> Tensor:
    """Return rate - target * log(rate); input is the rate or its logarithm; `full` adds Stirling's approximation."""
    loss = input.exp() - target * input if log_input else input - target * (input + eps).log()
    if full:
        more = e.where(target > 1, target, 1.0)
        loss = loss + e.where(target > 1, more * more.log() - more + 0.5 * (2.0 * math.pi * more).log(), 0.0)
    return reduced(loss, reduction)


def gaussian_nll_loss(
    input: Any, target: Any, var: Any, full: bool = False, eps: float = 1e-6, reduction: str = "mean"
) -> Tensor:
    """Return half of log(var) + (input - target) ** 2 / var; var is at least eps, as a constant."""
    var = e.where(var < eps, eps, var)
    loss = 0.5 * (var.log() + (input - target) ** 2 / var)
    return reduced(loss + 0.5 * math.log(2.0 * math.pi) if full else loss, reduction)
