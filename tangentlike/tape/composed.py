"""PyTorch's functions that are made of others, by their names there."""

from typing import Any

import numpy as np

from tangentlike.runtime.scalars import erf as erf_of
from tangentlike.tape import elementwise as e
from tangentlike.tape.operations import Operation
from tangentlike.tape.protocols import named
from tangentlike.tape.record import renamed
from tangentlike.tape.reductions import mean, std, var
from tangentlike.tape.shapes import flip
from tangentlike.tape.tensor import Tensor

__all__ = [
    "addcdiv", "addcmul", "clamp_max", "clamp_min", "deg2rad", "diff", "erfc", "fliplr", "flipud", "logit", "matrix_power",
    "nan_to_num", "rad2deg", "std_mean", "var_mean",
]

ERF = Operation(erf_of, "Erfc")


def addcmul(input: Any, tensor1: Any, tensor2: Any, *, value: float = 1) -> Tensor:
    """Return input + value * tensor1 * tensor2."""
    return renamed(input + value * tensor1 * tensor2, "Addcmul")


def addcdiv(input: Any, tensor1: Any, tensor2: Any, *, value: float = 1) -> Tensor:
    """Return input + value * tensor1 / tensor2."""
    return renamed(input + value * tensor1 / tensor2, "Addcdiv")


def clamp_min(input: Any, min: Any) -> Tensor:
    """Return input, or the bound where it is below."""
    return renamed(e.clamp(input, min=min), "ClampMin")


def clamp_max(input: Any, max: Any) -> Tensor:
    """Return input, or the bound where it is above."""
    return renamed(e.clamp(input, max=max), "ClampMax")


def deg2rad(input: Any) -> Tensor:
    """Return angles in radians."""
    return named("Deg2Rad", np.deg2rad, input)


def rad2deg(input: Any) -> Tensor:
    """Return angles in degrees."""
    return named("Rad2Deg", np.rad2deg, input)


def diff(input: Any, n: int = 1, dim: int = -1) -> Tensor:
    """Return the differences of neighbours along a dimension."""
    return named("Sub", np.diff, input, n, dim)


def erfc(input: Any) -> Tensor:
    """Return 1 - erf(input)."""
    return renamed(1.0 - ERF.one(input), "Erfc")


def logit(input: Any, eps: float | None = None) -> Tensor:
    """Return log(input / (1 - input)), the input being kept between eps and 1 - eps."""
    inside = input if eps is None else e.clamp(input, eps, 1.0 - eps)
    return renamed(e.log(inside / (1.0 - inside)), "Logit")


def nan_to_num(input: Any, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None) -> Tensor:
    """Return finite numbers in the place of others, which have no derivative."""
    finite = Tensor.make(np.isfinite(input.value))
    return renamed(e.where(finite, input, Tensor.make(np.nan_to_num(input.value, True, nan, posinf, neginf))), "NanToNum")


def fliplr(input: Any) -> Tensor:
    """Reverse the order of columns."""
    return flip(input, 1)


def flipud(input: Any) -> Tensor:
    """Reverse the order of rows."""
    return flip(input, 0)


def var_mean(input: Any, dim: Any = None, *, correction: float = 1, keepdim: bool = False) -> tuple[Tensor, Tensor]:
    """Return the variance and the mean."""
    both = var(input, dim, correction=correction, keepdim=keepdim), mean(input, dim, keepdim)
    return renamed(both[0], "VarMean"), renamed(both[1], "VarMean")


def std_mean(input: Any, dim: Any = None, *, correction: float = 1, keepdim: bool = False) -> tuple[Tensor, Tensor]:
    """Return the standard deviation and the mean."""
    both = std(input, dim, correction=correction, keepdim=keepdim), mean(input, dim, keepdim)
    return renamed(both[0], "StdMean"), renamed(both[1], "StdMean")


def matrix_power(input: Any, n: int) -> Tensor:
    """Return a power of a matrix."""
    return named("LinalgMatrixPower", np.linalg.matrix_power, input, n)
