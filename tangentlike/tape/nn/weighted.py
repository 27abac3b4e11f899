"""Modules with parameters of their own beside `Linear`, by PyTorch's names."""

import math
from typing import Any

import numpy as np

from tangentlike.tape import creation
from tangentlike.tape.nn import activations, normalising, windows
from tangentlike.tape.nn.parameters import Module, Parameter
from tangentlike.tape.products import einsum

__all__ = [
    "BatchNorm1d", "BatchNorm2d", "Bilinear", "Conv1d", "Conv2d", "Embedding", "GroupNorm", "LayerNorm", "PReLU", "RMSNorm",
]


def uniform(bound: float, *size: int) -> Parameter:
    """Return a parameter of random numbers between -bound and bound."""
    return Parameter((2.0 * creation.rand(*size) - 1.0) * bound)


class Embedding(Module):
    """A row of a table for each integer."""

    def __init__(self, num_embeddings: int, embedding_dim: int, padding_idx: int | None = None, *, _weight: Any = None):
        super().__init__()
        self.num_embeddings, self.embedding_dim, self.padding_idx = num_embeddings, embedding_dim, padding_idx
        self.weight = Parameter(creation.randn(num_embeddings, embedding_dim) if _weight is None else _weight)
        if padding_idx is not None and _weight is None:
            self.weight.value[padding_idx] = 0.0

    @classmethod
    def from_pretrained(cls, embeddings: Any, freeze: bool = True, padding_idx: int | None = None) -> "Embedding":
        """Return the module of a table."""
        rows, columns = embeddings.shape
        made = cls(rows, columns, padding_idx, _weight=embeddings)
        made.weight.requires_grad_(not freeze)
        return made

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return normalising.embedding(input, self.weight, self.padding_idx)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        more = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        return f"{self.num_embeddings}, {self.embedding_dim}{more}"


class LayerNorm(Module):
    """`layer_norm` with a weight and a bias."""

    def __init__(self, normalized_shape: Any, eps: float = 1e-5, elementwise_affine: bool = True, bias: bool = True):
        super().__init__()
        self.normalized_shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        self.eps, self.elementwise_affine = eps, elementwise_affine
        self.weight = Parameter(creation.ones(self.normalized_shape)) if elementwise_affine else None
        self.bias = Parameter(creation.zeros(self.normalized_shape)) if elementwise_affine and bias else None

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return normalising.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        shown = f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"
        return f"{shown}, bias={self.bias is not None}"


class RMSNorm(Module):
    """`rms_norm` with a weight."""

    def __init__(self, normalized_shape: Any, eps: float | None = None, elementwise_affine: bool = True):
        super().__init__()
        self.normalized_shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        self.eps, self.elementwise_affine = eps, elementwise_affine
        self.weight = Parameter(creation.ones(self.normalized_shape)) if elementwise_affine else None

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return normalising.rms_norm(input, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"


class GroupNorm(Module):
    """`group_norm` with a weight and a bias for each channel."""

    def __init__(self, num_groups: int, num_channels: int, eps: float = 1e-5, affine: bool = True):
        super().__init__()
        self.num_groups, self.num_channels, self.eps, self.affine = num_groups, num_channels, eps, affine
        self.weight = Parameter(creation.ones(num_channels)) if affine else None
        self.bias = Parameter(creation.zeros(num_channels)) if affine else None

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return normalising.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}, bias={self.bias is not None}"


class BatchNorm(Module):
    """`batch_norm` with a weight and a bias for each channel, and the means of what it has seen."""

    dims: tuple[int, ...] = ()

    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float | None = 0.1, affine: bool = True,
        track_running_stats: bool = True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        self.weight = Parameter(creation.ones(num_features)) if affine else None
        self.bias = Parameter(creation.zeros(num_features)) if affine else None
        self.register_buffer("running_mean", creation.zeros(num_features) if track_running_stats else None)
        self.register_buffer("running_var", creation.ones(num_features) if track_running_stats else None)
        self.register_buffer("num_batches_tracked", creation.tensor(0) if track_running_stats else None)

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        if input.value.ndim not in self.dims:
            raise ValueError(f"expected {' or '.join(f'{n}D' for n in self.dims)} input (got {input.value.ndim}D input)")
        tracked: Any = vars(self)
        momentum = self.momentum
        if self.training and self.track_running_stats:
            self.num_batches_tracked = tracked["num_batches_tracked"] + 1
            momentum = 1.0 / float(self.num_batches_tracked) if momentum is None else momentum
        training = self.training or not self.track_running_stats
        means = (tracked["running_mean"], tracked["running_var"])
        return normalising.batch_norm(input, *means, self.weight, self.bias, training, momentum or 0.0, self.eps)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        shown = f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}"
        return f"{shown}, bias={self.bias is not None}, track_running_stats={self.track_running_stats}"


class BatchNorm1d(BatchNorm):
    """`batch_norm` of vectors, or of sequences of them."""

    dims = (2, 3)


class BatchNorm2d(BatchNorm):
    """`batch_norm` of images."""

    dims = (4,)


class Conv(Module):
    """A convolution with random weights."""

    count = 0

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
        groups: int = 1, bias: bool = True, padding_mode: str = "zeros",
    ):
        super().__init__()
        if padding_mode != "zeros":
            raise NotImplementedError("convolutions add zeros here: use `functional.pad` for other paddings")
        self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
        self.kernel_size, self.stride = windows.each(kernel_size, self.count), windows.each(stride, self.count)
        self.padding = padding if isinstance(padding, str) else windows.each(padding, self.count)
        self.dilation = windows.each(dilation, self.count)
        bound = 1.0 / math.sqrt(in_channels // groups * math.prod(self.kernel_size))
        self.weight = uniform(bound, out_channels, in_channels // groups, *self.kernel_size)
        self.bias = uniform(bound, out_channels) if bias else None

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        function = windows.conv1d if self.count == 1 else windows.conv2d
        return function(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        shown = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        shown += f", padding={self.padding!r}" if self.padding != (0,) * self.count else ""
        shown += f", dilation={self.dilation}" if self.dilation != (1,) * self.count else ""
        shown += f", groups={self.groups}" if self.groups != 1 else ""
        return shown if self.bias is not None else shown + ", bias=False"


class Conv1d(Conv):
    """A convolution of sequences."""

    count = 1


class Conv2d(Conv):
    """A convolution of images."""

    count = 2


class PReLU(Module):
    """`prelu` with a weight, or one for each channel."""

    def __init__(self, num_parameters: int = 1, init: float = 0.25):
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(creation.full((num_parameters,), init))

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return activations.prelu(input, self.weight)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"num_parameters={self.num_parameters}"


class Bilinear(Module):
    """x1 @ weight @ x2 + bias, one matrix for each element of the result."""

    def __init__(self, in1_features: int, in2_features: int, out_features: int, bias: bool = True):
        super().__init__()
        self.sizes = (in1_features, in2_features, out_features)
        bound = 1.0 / np.sqrt(in1_features)
        self.weight = uniform(bound, out_features, in1_features, in2_features)
        self.bias = uniform(bound, out_features) if bias else None

    def forward(self, input1: Any, input2: Any) -> Any:
        """Compute the result."""
        out = einsum("...i,oij,...j->...o", input1, self.weight, input2)
        return out if self.bias is None else out + self.bias

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        names = zip(("in1_features", "in2_features", "out_features"), self.sizes, strict=True)
        return ", ".join(f"{name}={size}" for name, size in names) + f", bias={self.bias is not None}"
