"""The methods of tensors: the functions of this package, and each of them in place."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.runtime.storing import stored
from tangentlike.tape import (
    composed,
    conversions,
    counting,
    creation,
    dtypes,
    elementwise,
    ordering,
    products,
    reductions,
    scattering,
    shapes,
)
from tangentlike.tape.nodes import Variable
from tangentlike.tape.record import Call, apply
from tangentlike.tape.tensor import Tensor
from tangentlike.tape.views import before, check_writable, write

MODULES = {
    elementwise: """
        abs absolute acos acosh add allclose arccos arcsin arctan asin asinh atan atan2 atanh ceil clamp clip cos cosh div
        divide eq equal erf exp exp2 expm1 floor fmod ge gt hypot isclose isfinite isinf isnan le lerp log log10 log1p log2
        logaddexp lt masked_fill maximum minimum mul multiply ne neg negative pow reciprocal relu remainder round rsqrt
        sigmoid sign sin sinh sqrt square sub subtract tan tanh true_divide trunc""",
    reductions: """
        all amax amin any argmax argmin cumprod cumsum log_softmax logsumexp max mean median min norm prod softmax std sum
        trace var""",
    conversions: "clone to",
    shapes: """
        broadcast_to chunk contiguous diag diagonal expand expand_as flatten flip gather
        index_select masked_select movedim narrow permute ravel repeat repeat_interleave reshape roll select split
        squeeze swapaxes swapdims t take tile transpose tril triu unbind unflatten unsqueeze view view_as""",
    composed: """
        addcdiv addcmul clamp_max clamp_min deg2rad diff erfc fliplr flipud logit matrix_power nan_to_num rad2deg""",
    ordering: "argsort sort topk",
    counting: "bincount count_nonzero histc logical_and logical_not logical_or logical_xor nonzero unique",
    scattering: "index_add index_copy index_fill index_put masked_scatter scatter scatter_add",
    products: "addmm bmm cross det dot inner inverse kron matmul mm mv outer slogdet vdot",
}
IN_PLACE = """
    abs add ceil clamp clip cos div erf exp expm1 floor lerp log log1p masked_fill mul neg pow reciprocal relu remainder
    round sigmoid sign sin sqrt square sub tanh trunc"""
KINDS = {"double": dtypes.float64, "float": dtypes.float32, "half": dtypes.float16, "long": dtypes.int64}
KINDS |= {"int": dtypes.int32, "bool": dtypes.bool_}


def in_place(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method that writes the result of a function into its own memory."""

    def method(self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        check_writable(self)
        kept = before(self)
        kept.value = np.array(self.value)
        write(self, function(kept, *args, **kwargs))
        return self

    return method


def reshaped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method by which a tensor looks at its memory in another way."""

    def method(self: Tensor, *args: Any) -> Tensor:
        check_writable(self)
        made = function(self, *args)
        self.value, self.node = made.value, made.node
        return self

    return method


def filled(value: float) -> Callable[[Tensor], Tensor]:
    """Return the method that writes one number everywhere."""
    return lambda self: copy_(self, value, name="Zero")


def fill_(self: Tensor, value: Any) -> Tensor:
    """Write one number everywhere."""
    return copy_(self, value, name="Fill")


def copy_(self: Tensor, src: Any, name: str = "CopyBackwards") -> Tensor:
    """Write the elements of another tensor."""
    check_writable(self)
    given = src if isinstance(src, Variable) else Tensor.make(np.asarray(src, self.value.dtype)[()])
    kept = before(self)
    kept.value = np.array(self.value)
    write(self, apply(Call(Tensor, stored, (kept, Ellipsis, given), name=name)))
    return self


def drawn(name: str) -> Callable[..., Tensor]:
    """Return the method that writes random numbers: of `normal_` with mean and standard deviation, ..."""

    def method(self: Tensor, first: float = 0.0, second: float = 1.0) -> Tensor:
        return copy_(self, getattr(creation._random["generator"], name)(first, second, self.value.shape))

    return method


def strides(self: Tensor) -> tuple[int, ...]:
    """Return how many elements lie between neighbours along each dimension."""
    return tuple(step // self.value.itemsize for step in np.asarray(self.value).strides)


def of_type(self: Tensor, dtype: Any = None) -> Any:
    """Return the tensor with elements of a dtype; without one, the name of what it is."""
    return f"torch.{self.dtype.written()}Tensor" if dtype is None else self.to(dtype)


MORE: dict[str, Any] = {
    "zero_": filled(0.0),
    "fill_": fill_,
    "copy_": copy_,
    "normal_": drawn("normal"),
    "uniform_": drawn("uniform"),
    "type_as": lambda self, other: self.to(other.dtype),
    "stride": lambda self, dim=None: strides(self) if dim is None else strides(self)[dim],
    "is_contiguous": lambda self: bool(np.asarray(self.value).flags.c_contiguous),
    "element_size": lambda self: self.value.itemsize,
    "is_complex": lambda self: self.value.dtype.kind == "c",
    "is_cuda": False,
    "itemsize": property(lambda self: self.value.itemsize),
    "nbytes": property(lambda self: self.value.nbytes),
    "output_nr": 0,
    "type": of_type,
    "where": lambda self, condition, other: elementwise.where(condition, self, other),
    "reshape_as": lambda self, other: self.reshape(other.shape),
    "cpu": lambda self: self,
    "T": property(lambda self: shapes.view_of(self, "Permute", np.transpose)),
    "mT": property(lambda self: shapes.transpose(self, -2, -1)),
    "new_tensor": lambda self, data, **kwargs: creation.tensor(data, **{"dtype": self.dtype, **kwargs}),
    "new_full": lambda self, size, value: creation.full(size, value, dtype=self.dtype),
    "new_zeros": lambda self, *size: creation.zeros(*size, dtype=self.dtype),
    "new_ones": lambda self, *size: creation.ones(*size, dtype=self.dtype),
    "__mod__": elementwise.remainder,
}


def add_methods() -> None:
    """Give `Tensor` its methods."""
    for module, names in MODULES.items():
        for name in names.split():
            setattr(Tensor, name, getattr(module, name))
    for name in IN_PLACE.split():
        setattr(Tensor, f"{name}_", in_place(getattr(elementwise, name)))
    for name in ("addcdiv", "addcmul", "clamp_max", "clamp_min", "nan_to_num"):
        setattr(Tensor, f"{name}_", in_place(getattr(composed, name)))
    for name in MODULES[scattering].split():
        setattr(Tensor, f"{name}_", in_place(getattr(scattering, name)))
    for name in ("squeeze", "unsqueeze", "t", "transpose", "swapaxes"):
        setattr(Tensor, f"{name}_", reshaped(getattr(shapes, name)))
    for name, kind in KINDS.items():
        setattr(Tensor, name, lambda self, kind=kind: self.to(kind))
    for name, method in MORE.items():
        setattr(Tensor, name, method)
