"""PyTorch's functions of one element, by their names there."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.runtime.scalars import erf as erf_of
from tangentlike.runtime.scalars import sigmoid as sigmoid_of
from tangentlike.tape.creation import as_tensor
from tangentlike.tape.dtypes import promoted
from tangentlike.tape.nodes import Variable
from tangentlike.tape.operations import Operation
from tangentlike.tape.operators import ABS, ADD, DIV, MUL, NEG, SUB
from tangentlike.tape.protocols import named, power
from tangentlike.tape.record import renamed
from tangentlike.tape.spellings import written
from tangentlike.tape.tensor import Tensor

__all__ = [
    "abs",
    "absolute",
    "acos",
    "acosh",
    "add",
    "allclose",
    "arccos",
    "arcsin",
    "arctan",
    "arctan2",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "ceil",
    "clamp",
    "clip",
    "cos",
    "cosh",
    "div",
    "divide",
    "eq",
    "equal",
    "erf",
    "exp",
    "exp2",
    "expm1",
    "floor",
    "fmod",
    "ge",
    "greater",
    "gt",
    "hypot",
    "isclose",
    "isfinite",
    "isinf",
    "isnan",
    "le",
    "lerp",
    "less",
    "log",
    "log1p",
    "log2",
    "log10",
    "logaddexp",
    "lt",
    "masked_fill",
    "maximum",
    "minimum",
    "mul",
    "multiply",
    "ne",
    "neg",
    "negative",
    "pow",
    "reciprocal",
    "relu",
    "remainder",
    "round", "rsqrt",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "sqrt",
    "square",
    "sub",
    "subtract",
    "tan",
    "tanh",
    "true_divide",
    "trunc",
    "where",
]

Two = Callable[..., Tensor]


def two(operation: Operation) -> Two:
    """Return the function of two tensors, or a tensor and a number, that an operation is."""

    def call(input: Any, other: Any, *, out: Any = None) -> Tensor:
        if out is not None:
            return written(call(input, other), out, operation.function.__name__, input, other)
        if not isinstance(input, Variable) and not isinstance(other, Variable):
            input = as_tensor(input)
        both = isinstance(input, Variable) and isinstance(other, Variable)
        mixed = both and input.value.dtype is not other.value.dtype
        return operation.two(input, other, promoted if mixed else None)

    return call


def test(comparison: Two) -> Two:
    """Return the function of two tensors that a comparison is."""

    def call(input: Any, other: Any) -> Tensor:
        return comparison(as_tensor(input), other)

    return call


exp, exp2, expm1 = Operation(np.exp, "Exp").one, Operation(np.exp2, "Exp2").one, Operation(np.expm1, "Expm1").one
log, log2, log10 = Operation(np.log, "Log").one, Operation(np.log2, "Log2").one, Operation(np.log10, "Log10").one
log1p, sqrt, square = Operation(np.log1p, "Log1P").one, Operation(np.sqrt, "Sqrt").one, Operation(np.square, "Pow").one
sin, cos, tan = Operation(np.sin, "Sin").one, Operation(np.cos, "Cos").one, Operation(np.tan, "Tan").one
asin, acos, atan = Operation(np.arcsin, "Asin").one, Operation(np.arccos, "Acos").one, Operation(np.arctan, "Atan").one
sinh, cosh, tanh = Operation(np.sinh, "Sinh").one, Operation(np.cosh, "Cosh").one, Operation(np.tanh, "Tanh").one
asinh, acosh = Operation(np.arcsinh, "Asinh").one, Operation(np.arccosh, "Acosh").one
atanh, reciprocal = Operation(np.arctanh, "Atanh").one, Operation(np.reciprocal, "Reciprocal").one
sigmoid, erf = Operation(sigmoid_of, "Sigmoid").one, Operation(erf_of, "Erf").one
sign, floor, ceil = Operation(np.sign, "Sign").one, Operation(np.floor, "Floor").one, Operation(np.ceil, "Ceil").one
round, trunc = Operation(np.rint, "Round").one, Operation(np.trunc, "Trunc").one
neg, abs = NEG.one, ABS.one
negative, absolute, arcsin, arccos, arctan = neg, abs, asin, acos, atan

mul, div = two(MUL), two(DIV)
multiply, divide, true_divide = mul, div, div
maximum, minimum = two(Operation(np.maximum, "Maximum")), two(Operation(np.minimum, "Minimum"))
fmod, remainder = two(Operation(np.fmod, "FmodBackward1")), two(Operation(np.remainder, "Remainder"))
atan2, hypot = two(Operation(np.arctan2, "Atan2")), two(Operation(np.hypot, "Hypot"))
logaddexp = two(Operation(np.logaddexp, "Logaddexp"))
arctan2 = atan2

lt, le, gt, ge = test(operator.lt), test(operator.le), test(operator.gt), test(operator.ge)
eq, ne = test(operator.eq), test(operator.ne)
less, greater = lt, gt
_add, _sub = two(ADD), two(SUB)


def add(input: Any, other: Any, *, alpha: float = 1, out: Any = None) -> Tensor:
    """Return input + alpha * other."""
    return _add(input, other if alpha == 1 else other * alpha, out=out)


def sub(input: Any, other: Any, *, alpha: float = 1, out: Any = None) -> Tensor:
    """Return input - alpha * other."""
    return _sub(input, other if alpha == 1 else other * alpha, out=out)


subtract = sub


def pow(input: Any, exponent: Any) -> Tensor:
    """Return input ** exponent."""
    tensors = isinstance(input, Variable) or isinstance(exponent, Variable)
    return power(input if tensors else as_tensor(input), exponent)


def relu(input: Any) -> Tensor:
    """Return max(input, 0); the derivative at 0 is 0."""
    return named("Relu", np.where, input <= 0, 0.0, input)


def clamp(input: Any, min: Any = None, max: Any = None) -> Tensor:
    """Return input, or the bound that it is beyond; the derivative at a bound is 1."""
    return named("ClampBackward1", np.clip, input, min, max)


clip = clamp


def where(condition: Any, input: Any = None, other: Any = None) -> Any:
    """Return input where the condition holds, else other; without them, the indices of where it holds."""
    if input is None:
        return tuple(as_tensor(index) for index in np.nonzero(condition.value))
    return named("Where", np.where, condition, input, other)


def masked_fill(input: Any, mask: Any, value: Any) -> Tensor:
    """Return input with `value` where the mask holds."""
    return named("MaskedFill", np.where, mask, value, input)


def rsqrt(input: Any) -> Tensor:
    """Return 1 / sqrt(input)."""
    return renamed(1.0 / sqrt(input), "Rsqrt")


def lerp(input: Any, end: Any, weight: Any) -> Tensor:
    """Return input + weight * (end - input)."""
    return renamed(input + weight * (end - input), "Lerp")


def isnan(input: Any) -> Tensor:
    """Tell which elements are nan."""
    return as_tensor(np.isnan(input.value))


def isfinite(input: Any) -> Tensor:
    """Tell which elements are finite."""
    return as_tensor(np.isfinite(input.value))


def isinf(input: Any) -> Tensor:
    """Tell which elements are infinite."""
    return as_tensor(np.isinf(input.value))


def isclose(input: Any, other: Any, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> Tensor:
    """Tell which elements are about equal."""
    return as_tensor(np.isclose(input.value, other.value, rtol, atol, equal_nan))


def allclose(input: Any, other: Any, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> bool:
    """Tell whether all elements are about equal."""
    return bool(np.allclose(input.value, other.value, rtol, atol, equal_nan))


def equal(input: Any, other: Any) -> bool:
    """Tell whether shapes and elements are equal."""
    return bool(np.array_equal(input.value, other.value))
