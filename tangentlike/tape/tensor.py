"""`Tensor`: PyTorch's tensor on a NumPy array."""

import operator
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from tangentlike.tape import dtypes, printing, views
from tangentlike.tape.backward import HOOKS, backward_of, seed_of
from tangentlike.tape.devices import device
from tangentlike.tape.hooks import Handle, keep
from tangentlike.tape.indexing import as_index, as_value, name_of_index
from tangentlike.tape.memory import writes_of
from tangentlike.tape.nodes import AccumulateGrad, Node
from tangentlike.tape.protocols import Protocols
from tangentlike.tape.record import Call, apply


class Size(tuple[int, ...]):
    """A shape."""

    def numel(self) -> int:
        """Return the number of elements."""
        return int(np.prod(self, dtype=int))

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"


class Tensor(Protocols):
    """A NumPy array, or scalar, that knows how it was computed. The functions of this module make them.

    `Tensor(data)` makes one of the default dtype. Of its attributes, `value` is the array itself, `node` what made it.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # the methods of `methods.py`

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, data: Any = (), *sizes: int):
        given = np.empty((data, *sizes)) if isinstance(data, int) else data
        self.value = np.array(as_value(given), dtypes.get_default_dtype().numpy)
        self.node = None

    # What it is

    @property
    def shape(self) -> Size:
        """The number of elements along each dimension."""
        return Size(self.value.shape)

    def size(self, dim: int | None = None) -> Any:
        """Return the shape, or the number of elements along one dimension."""
        return self.shape if dim is None else self.value.shape[dim]

    def dim(self) -> int:
        """Return the number of dimensions."""
        return int(self.value.ndim)

    ndim = property(dim)
    ndimension = dim

    def numel(self) -> int:
        """Return the number of elements."""
        return int(self.value.size)

    nelement = numel

    @property
    def dtype(self) -> dtypes.dtype:
        """The type of the elements."""
        return dtypes.of_numpy(self.value.dtype)

    @property
    def device(self) -> device:
        """Where the memory is."""
        return device("cpu")

    def is_floating_point(self) -> bool:
        """Tell whether the elements are real floating-point numbers."""
        return bool(self.value.dtype.kind == "f")

    def __len__(self) -> int:
        if self.value.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return len(self.value)

    def __iter__(self) -> Iterator["Tensor"]:
        if self.value.ndim == 0:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind())

    def __repr__(self) -> str:
        return printing.show(self)

    def __format__(self, spec: str) -> str:
        """Format a tensor without dimensions as its number."""
        return format(self.item(), spec) if self.value.ndim == 0 else format(repr(self), spec)

    __hash__ = object.__hash__

    # Derivatives

    @property
    def requires_grad(self) -> bool:
        """Whether derivatives with respect to it, or through it, are recorded."""
        return self.node is not None

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        self.requires_grad_(wanted)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Say whether what is computed from this leaf is recorded."""
        if not self.is_leaf:
            if not requires_grad:
                raise RuntimeError(
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable "
                    "in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
                )
            return self
        if requires_grad and self.value.dtype.kind not in "fc":
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        if requires_grad != self.requires_grad:
            self.node = AccumulateGrad(self) if requires_grad else None
        return self

    @property
    def is_leaf(self) -> bool:
        """Whether it was made by the user, not computed from what requires gradients."""
        return self.node is None or type(self.node) is AccumulateGrad

    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made it; None of a leaf."""
        return None if self.is_leaf else self.node

    @property
    def grad(self) -> "Tensor | None":
        """The sum of what backward passes have brought; None before the first."""
        if not self.is_leaf and not self.retains_grad:
            printing.warn_of_grad()
        return getattr(self, "_grad", None)

    @grad.setter
    def grad(self, value: "Tensor | None") -> None:
        if value is not None and value.value.shape != self.value.shape:
            raise RuntimeError(
                f"attempting to assign a gradient of size '{list(value.shape)}' to a tensor of size '{list(self.shape)}'. "
                "Please ensure that the gradient and the tensor are the same size"
            )
        self._grad = value

    def backward(
        self,
        gradient: "Tensor | None" = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Any = None,
    ) -> None:
        """Add the derivatives of this tensor, weighted with `gradient`, to `.grad` of the leaves."""
        bars = {self.node: seed_of(self, gradient, 0, create_graph)}
        given = [inputs] if isinstance(inputs, Tensor) else inputs
        backward_of(bars, Tensor, retain_graph, create_graph, given)  # type: ignore[arg-type]

    def register_hook(self, hook: Callable[["Tensor"], "Tensor | None"]) -> "Handle":
        """Call `hook(bar)` whenever a derivative with respect to this tensor is computed; what it returns replaces it."""
        if self.node is None:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        return Handle(HOOKS.setdefault(self.node, {}), hook)

    def retain_grad(self) -> None:
        """Keep `.grad` also of this tensor, which is no leaf."""
        if self.node is None:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if not self.is_leaf and not self.retains_grad:
            reference = weakref.ref(self)
            HOOKS.setdefault(self.node, {})[-1] = lambda bar: keep(reference(), bar)

    @property
    def retains_grad(self) -> bool:
        """Whether `.grad` is kept although it is no leaf."""
        return self.node is not None and not self.is_leaf and -1 in HOOKS.get(self.node, {})

    def detach(self) -> "Tensor":
        """Return a tensor on the same memory that is cut off from what made it."""
        return self.kind.make(views.shared(self))  # type: ignore[return-value]

    def detach_(self) -> Self:
        """Cut it off from what made it."""
        self.node = None
        return self

    @property
    def data(self) -> "Tensor":
        """A tensor on the same memory, cut off; writes into it are not noticed."""
        return self.kind.make(np.asarray(memoryview(views.shared(self))))  # type: ignore[return-value]

    @data.setter
    def data(self, other: "Tensor") -> None:
        self.value = views.shared(other)

    @property
    def _version(self) -> int:
        return writes_of(self.value)

    @property
    def _is_view(self) -> bool:
        return views.base_of(self) is not None

    # Plain values

    def numpy(self) -> Any:
        """Return the array, on the same memory."""
        if self.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        return views.shared(self)

    def item(self) -> Any:
        """Return the only element as a Python number."""
        if self.value.size != 1:
            raise RuntimeError(f"a Tensor with {self.value.size} elements cannot be converted to Scalar")
        return self.value.item()

    def tolist(self) -> Any:
        """Return the elements as nested lists of Python numbers."""
        return self.value.tolist()

    def __bool__(self) -> bool:
        if self.value.size != 1:
            many = "no values" if self.value.size == 0 else "more than one value"
            raise RuntimeError(f"Boolean value of Tensor with {many} is ambiguous")
        return bool(self.value.item())

    def only(self) -> Any:
        """Return the only element, for a conversion."""
        if self.value.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self.value.item()

    def __float__(self) -> float:
        return float(self.only())

    def __int__(self) -> int:
        return int(self.only())

    def __complex__(self) -> complex:
        return complex(self.only())

    def __index__(self) -> int:
        if self.value.dtype.kind not in "iub":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self.item())

    def __copy__(self) -> "Tensor":
        made: Any = type(self).make(views.shared(self), None if self.is_leaf else self.node)
        return made.requires_grad_(self.requires_grad)

    def __deepcopy__(self, memo: Any) -> "Tensor":
        if not self.is_leaf:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If you "
                "were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see "
                "https://github.com/pytorch/pytorch/pull/103001"
            )
        copied: Any = type(self).make(self.value.copy())
        memo[id(self)] = copied
        copied._grad = None if self.grad is None else self.grad.detach().clone()
        return copied.requires_grad_(self.requires_grad)

    def __reduce__(self) -> Any:
        """Pickle the values; of what made them, only that a gradient is wanted."""
        value = np.ascontiguousarray(self.value).reshape(np.shape(self.value))
        return rebuilt, (type(self), value.tobytes(), value.dtype.str, value.shape, self.requires_grad)

    # Elements

    def __getitem__(self, index: Any) -> "Tensor":
        index = as_index(index)
        try:
            made = apply(Call(self.kind, operator.getitem, (self, index), name=name_of_index(index)))
        except IndexError as error:
            text = str(error).replace("axis", "dimension")
            many = f"too many indices for tensor of dimension {self.value.ndim}"
            raise IndexError(many if text.startswith("too many") else text) from None
        return views.note_view(self, made)  # type: ignore[return-value]

    def __setitem__(self, index: Any, value: Any) -> None:
        views.check_writable(self, part=True)
        views.write_at(self, as_index(index), value)


def rebuilt(kind: type[Tensor], data: bytes, dtype: str, shape: tuple[int, ...], requires_grad: bool) -> Tensor:
    """Make a leaf again."""
    made: Any = kind.make(np.frombuffer(data, dtype).reshape(shape).copy())
    return made.requires_grad_(requires_grad)
