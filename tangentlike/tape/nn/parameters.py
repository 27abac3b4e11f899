"""Parameters, and modules that hold them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np

from tangentlike.tape.creation import as_tensor
from tangentlike.tape.modes import no_grad
from tangentlike.tape.tensor import Tensor


class Parameter(Tensor):
    """A tensor that a module finds among its attributes, and whose gradients are wanted."""

    __slots__ = ()
    kind = Tensor

    def __init__(self, data: Any = (), requires_grad: bool = True):
        self.value = np.asarray(as_tensor(data).value)
        self.node = None
        self.requires_grad_(requires_grad)

    def __repr__(self) -> str:
        return f"Parameter containing:\n{super().__repr__()}"


class Module:
    """A function with parameters: those among its attributes, and those of the modules among its attributes.

    >>> class Line(Module):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.slope = Parameter([2.0])
    ...     def forward(self, x):
    ...         return self.slope * x
    >>> [name for name, _ in Line().named_parameters()]
    ['slope']
    """

    training = True

    def __init__(self) -> None:
        self._buffers: dict[str, Any] = {}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: D102  (it is `forward`)
        return self.forward(*args, **kwargs)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the result."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def register_parameter(self, name: str, param: Any) -> None:
        """Set a parameter."""
        setattr(self, name, param)

    def register_buffer(self, name: str, tensor: Any) -> None:
        """Set a tensor that belongs to the state but is no parameter."""
        setattr(self, name, tensor)
        self._buffers[name] = tensor

    def add_module(self, name: str, module: Any) -> None:
        """Set a module within this one."""
        setattr(self, name, module)

    def named_children(self) -> Iterator[tuple[str, "Module"]]:
        """Yield the modules within this one."""
        yield from ((name, value) for name, value in vars(self).items() if isinstance(value, Module))

    def children(self) -> Iterator["Module"]:
        """Yield the modules within this one."""
        yield from (module for _, module in self.named_children())

    def modules(self) -> Iterator["Module"]:
        """Yield this module and all within it."""
        yield self
        for child in self.children():
            yield from child.modules()

    def named_parameters(self, prefix: str = "", recurse: bool = True) -> Iterator[tuple[str, Parameter]]:
        """Yield the parameters, each once, with their names."""
        seen: set[int] = set()
        for name, value in self._members(prefix, recurse, lambda module, name, value: isinstance(value, Parameter)):
            if id(value) not in seen:
                seen.add(id(value))
                yield name, value

    def _members(self, prefix: str, recurse: bool, wanted: Callable[..., bool]) -> Iterator[tuple[str, Any]]:
        dot = f"{prefix}." if prefix else ""
        yield from ((dot + name, value) for name, value in vars(self).items() if wanted(self, name, value))
        for name, child in self.named_children() if recurse else ():
            yield from child._members(dot + name, True, wanted)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """Yield the parameters, each once."""
        yield from (parameter for _, parameter in self.named_parameters(recurse=recurse))

    def state_dict(self) -> "OrderedDict[str, Tensor]":
        """Return parameters and buffers by name, cut off, on the same memory."""
        return OrderedDict(
            (name, value.detach())
            for name, value in self._members(
                "", True, lambda module, name, value: isinstance(value, Parameter) or name in module._buffers
            )
        )

    def load_state_dict(self, state_dict: Any, strict: bool = True) -> None:
        """Write values into parameters and buffers."""
        own = self.state_dict()
        if strict and own.keys() != state_dict.keys():
            missing, unknown = sorted(own.keys() - state_dict.keys()), sorted(state_dict.keys() - own.keys())
            raise RuntimeError(f"Error(s) in loading state_dict: Missing key(s): {missing}. Unexpected key(s): {unknown}.")
        with no_grad():
            for name in own.keys() & state_dict.keys():
                own[name].copy_(state_dict[name])

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or set them to zero."""
        for parameter in self.parameters():
            if set_to_none:
                parameter.grad = None
            elif parameter.grad is not None:
                parameter.grad.detach_().zero_()

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Say for all parameters whether gradients are wanted."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def apply(self, fn: Callable[["Module"], Any]) -> Self:
        """Call a function with every module, the innermost first."""
        for child in self.children():
            child.apply(fn)
        fn(self)
        return self

    def train(self, mode: bool = True) -> Self:
        """Set whether it is being trained."""
        for module in self.modules():
            module.training = mode
        return self

    def eval(self) -> Self:
        """Set that it is not being trained."""
        return self.train(False)

    def to(self, *target: Any, **options: Any) -> Self:
        """Convert all parameters to a dtype."""
        for parameter in self.parameters():
            parameter.value = parameter.detach().to(*target, **options).value
        return self

    def double(self) -> Self:
        """Convert all parameters to double precision."""
        return self.to(float)

    def extra_repr(self) -> str:
        """Return what is shown between the parentheses of a module without children."""
        return ""

    def __repr__(self) -> str:
        lines = [f"({name}): {module!r}" for name, module in self.named_children()]
        if not lines:
            return f"{type(self).__name__}({self.extra_repr()})"
        body = "\n".join(lines).replace("\n", "\n  ")
        return f"{type(self).__name__}(\n  {body}\n)"
