"""Normalisation by mean and variance, and rows of tables, by PyTorch's names."""

from typing import Any

import numpy as np

from tangentlike.tape.modes import no_grad
from tangentlike.tape.record import renamed
from tangentlike.tape.reductions import softmax
from tangentlike.tape.shapes import triu
from tangentlike.tape.tensor import Tensor

__all__ = ["batch_norm", "embedding", "group_norm", "layer_norm", "rms_norm", "scaled_dot_product_attention"]


def centred(input: Any, dims: tuple[int, ...], eps: float) -> Any:
    """Return the input with mean 0 and variance 1 along dimensions."""
    error = input - input.mean(dims, True)
    return error / ((error * error).mean(dims, True) + eps).sqrt()


def layer_norm(input: Any, normalized_shape: Any, weight: Any = None, bias: Any = None, eps: float = 1e-5) -> Tensor:
    """Normalise along the last dimensions (Ba et al. 2016)."""
    out = centred(input, tuple(range(-len(normalized_shape), 0)), eps)
    out = out if weight is None else out * weight
    return renamed(out if bias is None else out + bias, "NativeLayerNorm")


def rms_norm(input: Any, normalized_shape: Any, weight: Any = None, eps: float | None = None) -> Tensor:
    """Divide by the root of the mean square along the last dimensions (Zhang and Sennrich 2019)."""
    small = np.finfo(input.value.dtype).eps if eps is None else eps
    out = input / ((input * input).mean(tuple(range(-len(normalized_shape), 0)), True) + small).sqrt()
    return out if weight is None else out * weight


def group_norm(input: Any, num_groups: int, weight: Any = None, bias: Any = None, eps: float = 1e-5) -> Tensor:
    """Normalise groups of channels (Wu and He 2018)."""
    shape = input.value.shape
    out = centred(input.reshape(shape[0], num_groups, -1), (2,), eps).reshape(shape)
    return renamed(by_channel(out, weight, bias), "NativeGroupNorm")


def batch_norm(
    input: Any, running_mean: Any, running_var: Any, weight: Any = None, bias: Any = None, training: bool = False,
    momentum: float = 0.1, eps: float = 1e-5,
) -> Tensor:
    """Normalise each channel over the batch (Ioffe and Szegedy 2015); running means are for when it is not trained."""
    dims = (0, *range(2, input.value.ndim))
    count = input.value.size // input.value.shape[1]
    if not training:
        spread = (1, -1, *(1,) * (input.value.ndim - 2))
        out = (input - running_mean.reshape(spread)) / (running_var.reshape(spread) + eps).sqrt()
    else:
        if count == 1:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
        out = centred(input, dims, eps)
        if running_mean is not None:
            with no_grad():
                running_mean.mul_(1.0 - momentum).add_(momentum * input.detach().mean(dims))
                running_var.mul_(1.0 - momentum).add_(momentum * input.detach().var(dims))
    return renamed(by_channel(out, weight, bias), "NativeBatchNorm")


def by_channel(out: Any, weight: Any, bias: Any) -> Any:
    """Scale and move each channel."""
    spread = (-1, *(1,) * (out.value.ndim - 2))
    out = out if weight is None else out * weight.reshape(spread)
    return out if bias is None else out + bias.reshape(spread)


def embedding(input: Any, weight: Any, padding_idx: int | None = None) -> Tensor:
    """Return rows of a table; the row `padding_idx` gets no derivative."""
    if padding_idx is None:
        return renamed(weight[input], "Embedding")
    still = np.arange(weight.value.shape[0])[:, np.newaxis] == padding_idx % weight.value.shape[0]
    rows = weight.detach() * Tensor.make(still) + weight * Tensor.make(~still)
    return renamed(rows[input], "Embedding")


def scaled_dot_product_attention(
    query: Any, key: Any, value: Any, attn_mask: Any = None, dropout_p: float = 0.0, is_causal: bool = False,
    scale: float | None = None,
) -> Tensor:
    """Return softmax(query @ key.T / sqrt(size)) @ value (Vaswani et al. 2017, eq. 1)."""
    if dropout_p:
        raise NotImplementedError("attention with dropout is not made here: apply `dropout` to the weights")
    scores = query @ key.transpose(-2, -1) * (query.value.shape[-1] ** -0.5 if scale is None else scale)
    if is_causal:
        later = triu(Tensor.make(np.ones(scores.value.shape[-2:])), 1).bool()
        scores = scores.masked_fill(later, -np.inf)
    elif attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, -np.inf) if attn_mask.value.dtype == bool else scores + attn_mask
    return softmax(scores, -1) @ value
