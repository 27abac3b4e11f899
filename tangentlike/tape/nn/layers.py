"""Modules: layers, activations and losses, by PyTorch's names."""

import math
from collections.abc import Callable
from typing import Any

from tangentlike.tape import creation
from tangentlike.tape.nn import activations, functional, losses
from tangentlike.tape.nn.parameters import Module, Parameter
from tangentlike.tape.shapes import flatten, unflatten

__all__ = [
    "CELU", "ELU", "GELU", "GLU", "SELU", "BCELoss",
    "BCEWithLogitsLoss", "CosineEmbeddingLoss", "CosineSimilarity", "CrossEntropyLoss", "Dropout", "Flatten",
    "GaussianNLLLoss", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "HingeEmbeddingLoss", "HuberLoss",
    "Identity", "KLDivLoss", "L1Loss", "LeakyReLU", "Linear", "LogSigmoid", "LogSoftmax", "MSELoss",
    "MarginRankingLoss", "Mish", "MultiLabelSoftMarginLoss", "MultiMarginLoss", "NLLLoss",
    "PairwiseDistance", "PoissonNLLLoss", "ReLU", "ReLU6", "SiLU", "Sigmoid", "SmoothL1Loss", "SoftMarginLoss",
    "Softmax", "Softmin", "Softplus", "Softshrink", "Softsign", "Tanh", "Tanhshrink", "Threshold", "TripletMarginLoss",
    "Unflatten",
]


class Linear(Module):
    """x @ weight.T + bias; both start as uniform random numbers between -1/sqrt(in_features) and 1/sqrt(in_features)."""

    def __init__(self, in_features: int, out_features: int, bias: bool = True, *, device: Any = None, dtype: Any = None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        bound = 1.0 / math.sqrt(in_features) if in_features else 0.0
        self.weight = Parameter((2.0 * creation.rand(out_features, in_features, dtype=dtype, device=device) - 1.0) * bound)
        self.bias = Parameter((2.0 * creation.rand(out_features, dtype=dtype) - 1.0) * bound) if bias else None

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return functional.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"


class Identity(Module):
    """What it is given."""

    def forward(self, input: Any) -> Any:
        """Return the input."""
        return input


class Dropout(Module):
    """In training, zeros in random places, and the rest larger so that the mean stays (Hinton et al. 2012)."""

    def __init__(self, p: float = 0.5):
        super().__init__()
        self.p = p

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return functional.dropout(input, self.p, self.training)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"p={self.p}, inplace=False"


class Applied(Module):
    """A function of `nn.functional` with options that are given once.

    `parameters_of` are the names of the options, with what they are by default.
    """

    function: Callable[..., Any]
    parameters_of: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__()
        names = list(self.parameters_of)
        unknown = [name for name in kwargs if name not in names]
        if unknown or len(args) > len(names):
            raise TypeError(f"{type(self).__name__}() takes {', '.join(names) or 'no options'}, not {unknown or args}")
        self.options = {**self.parameters_of, **dict(zip(names, args, strict=False)), **kwargs}

    def forward(self, *inputs: Any) -> Any:
        """Compute the result."""
        return type(self).function(*inputs, **{name: value for name, value in self.options.items() if name != "inplace"})

    def extra_repr(self) -> str:
        """Return the options that are always shown."""
        return ", ".join(f"{name}={value!r}" for name, value in self.options.items() if name in SHOWN)


def applied(name: str, function: Callable[..., Any], **options: Any) -> Any:
    """Return the class of modules that apply a function."""
    doc = f"The module of `{getattr(function, '__name__', name)}`."
    return type(name, (Applied,), {"function": staticmethod(function), "parameters_of": options, "__doc__": doc})


SHOWN = ("negative_slope", "alpha", "dim", "approximate", "start_dim", "end_dim")
f, a, g = functional, activations, losses
ReLU, Sigmoid, Tanh = applied("ReLU", f.relu, inplace=False), applied("Sigmoid", f.sigmoid), applied("Tanh", f.tanh)
LeakyReLU = applied("LeakyReLU", f.leaky_relu, negative_slope=0.01, inplace=False)
ELU, GELU = applied("ELU", f.elu, alpha=1.0, inplace=False), applied("GELU", f.gelu, approximate="none")
SiLU, Softplus = applied("SiLU", f.silu, inplace=False), applied("Softplus", f.softplus)
LogSigmoid, Flatten = applied("LogSigmoid", f.logsigmoid), applied("Flatten", flatten, start_dim=1, end_dim=-1)
Softmax, LogSoftmax = applied("Softmax", f.softmax, dim=None), applied("LogSoftmax", f.log_softmax, dim=None)
MSELoss, L1Loss = applied("MSELoss", f.mse_loss, reduction="mean"), applied("L1Loss", f.l1_loss, reduction="mean")
SmoothL1Loss = applied("SmoothL1Loss", f.smooth_l1_loss, reduction="mean", beta=1.0)
HuberLoss = applied("HuberLoss", f.huber_loss, reduction="mean", delta=1.0)
BCELoss = applied("BCELoss", f.binary_cross_entropy, weight=None, reduction="mean")
BCEWithLogitsLoss = applied(
    "BCEWithLogitsLoss", f.binary_cross_entropy_with_logits, weight=None, reduction="mean", pos_weight=None
)
NLLLoss = applied("NLLLoss", f.nll_loss, weight=None, reduction="mean")
CrossEntropyLoss = applied("CrossEntropyLoss", f.cross_entropy, weight=None, reduction="mean", label_smoothing=0.0)
KLDivLoss = applied("KLDivLoss", f.kl_div, reduction="mean", log_target=False)
CELU, Hardsigmoid = applied("CELU", a.celu, alpha=1.0, inplace=False), applied("Hardsigmoid", a.hardsigmoid, inplace=False)
SELU, Mish = applied("SELU", a.selu, inplace=False), applied("Mish", a.mish, inplace=False)
ReLU6, Hardswish = applied("ReLU6", a.relu6, inplace=False), applied("Hardswish", a.hardswish, inplace=False)
Hardtanh = applied("Hardtanh", a.hardtanh, min_val=-1.0, max_val=1.0, inplace=False)
Softsign, Tanhshrink = applied("Softsign", a.softsign), applied("Tanhshrink", a.tanhshrink)
Softmin = applied("Softmin", a.softmin, dim=None)
Softshrink, Hardshrink = applied("Softshrink", a.softshrink, lambd=0.5), applied("Hardshrink", a.hardshrink, lambd=0.5)
Threshold, GLU = applied("Threshold", a.threshold, threshold=0.0, value=0.0), applied("GLU", a.glu, dim=-1)
CosineSimilarity = applied("CosineSimilarity", g.cosine_similarity, dim=1, eps=1e-8)
PairwiseDistance = applied("PairwiseDistance", g.pairwise_distance, p=2.0, eps=1e-6, keepdim=False)
MarginRankingLoss = applied("MarginRankingLoss", g.margin_ranking_loss, margin=0.0, reduction="mean")
HingeEmbeddingLoss = applied("HingeEmbeddingLoss", g.hinge_embedding_loss, margin=1.0, reduction="mean")
CosineEmbeddingLoss = applied("CosineEmbeddingLoss", g.cosine_embedding_loss, margin=0.0, reduction="mean")
TripletMarginLoss = applied("TripletMarginLoss", g.triplet_margin_loss, margin=1.0, p=2.0, eps=1e-6, reduction="mean")
SoftMarginLoss = applied("SoftMarginLoss", g.soft_margin_loss, reduction="mean")
MultiLabelSoftMarginLoss = applied("MultiLabelSoftMarginLoss", g.multilabel_soft_margin_loss, weight=None, reduction="mean")
MultiMarginLoss = applied("MultiMarginLoss", g.multi_margin_loss, p=1, margin=1.0, reduction="mean")
PoissonNLLLoss = applied("PoissonNLLLoss", g.poisson_nll_loss, log_input=True, full=False, eps=1e-8, reduction="mean")
GaussianNLLLoss = applied("GaussianNLLLoss", g.gaussian_nll_loss, full=False, eps=1e-6, reduction="mean")
Unflatten = applied("Unflatten", unflatten, dim=None, unflattened_size=None)
