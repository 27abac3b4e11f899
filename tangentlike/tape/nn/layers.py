"""Modules: layers, activations and losses, by PyTorch's names."""

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from tangentlike.tape import creation
from tangentlike.tape.nn import functional
from tangentlike.tape.nn.parameters import Module, Parameter
from tangentlike.tape.shapes import flatten

__all__ = [
    "ELU",
    "GELU",
    "BCELoss",
    "BCEWithLogitsLoss",
    "CrossEntropyLoss",
    "Dropout",
    "Flatten",
    "HuberLoss",
    "Identity",
    "KLDivLoss",
    "L1Loss",
    "LeakyReLU",
    "Linear",
    "LogSigmoid",
    "LogSoftmax",
    "MSELoss",
    "ModuleList",
    "NLLLoss",
    "ReLU",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "SmoothL1Loss",
    "Softmax",
    "Softplus",
    "Tanh",
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


class ModuleList(Module):
    """A list of modules."""

    def __init__(self, modules: Any = ()):
        super().__init__()
        for module in modules:
            self.append(module)

    def append(self, module: Module) -> Any:
        """Add a module at the end."""
        setattr(self, str(len(self)), module)
        return self

    def __len__(self) -> int:
        return sum(1 for _ in self.children())

    def __iter__(self) -> Iterator[Module]:
        return self.children()

    def __getitem__(self, place: int) -> Module:
        return list(self.children())[place]


class Sequential(ModuleList):
    """Modules one after the other."""

    def __init__(self, *modules: Any):
        super().__init__()
        named = modules[0].items() if len(modules) == 1 and isinstance(modules[0], OrderedDict) else enumerate(modules)
        for name, module in named:
            setattr(self, str(name), module)

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        for module in self:
            input = module(input)
        return input


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
f = functional
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
