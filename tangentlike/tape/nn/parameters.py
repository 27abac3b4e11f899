"""Parameters, and modules that hold them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Self

import numpy as np

from tangentlike.tape.creation import as_tensor
from tangentlike.tape.dtypes import float32, float64
from tangentlike.tape.hooks import Handle
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


class Keys(NamedTuple):
    """Which names a state dict did not have, and which it had beside them."""

    missing_keys: list[str]
    unexpected_keys: list[str]

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})"


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
        self._buffers: dict[str, bool] = {}      # by the names of buffers, whether they are part of the state
        self._hooks: dict[str, dict[int, Any]] = {"before": {}, "after": {}}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: D102  (it is `forward`)
        for hook in list(self._hooks["before"].values()):
            changed = hook(self, args)
            if changed is not None:
                args = changed if isinstance(changed, tuple) else (changed,)
        result = self.forward(*args, **kwargs)
        for hook in list(self._hooks["after"].values()):
            changed = hook(self, args, result)
            result = result if changed is None else changed
        return result

    def register_forward_hook(self, hook: Callable[..., Any]) -> Handle:
        """Call `hook(module, args, result)` after each call; what it returns takes the place of the result."""
        return Handle(self._hooks["after"], hook)

    def register_forward_pre_hook(self, hook: Callable[..., Any]) -> Handle:
        """Call `hook(module, args)` before each call; what it returns takes the place of the arguments."""
        return Handle(self._hooks["before"], hook)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the result."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def register_parameter(self, name: str, param: Any) -> None:
        """Set a parameter."""
        setattr(self, name, param)

    def register_buffer(self, name: str, tensor: Any, persistent: bool = True) -> None:
        """Set a tensor that belongs to the state, if it is persistent, but is no parameter."""
        setattr(self, name, tensor)
        self._buffers[name] = persistent

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, (Parameter, Module)) and "_buffers" not in vars(self):
            what = "parameters" if isinstance(value, Parameter) else "module"
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")
        if isinstance(vars(self).get(name), Parameter) and not isinstance(value, Parameter) and value is not None:
            what = f"torch.{value.dtype.written()}Tensor" if isinstance(value, Tensor) else type(value).__name__
            raise TypeError(f"cannot assign '{what}' as parameter '{name}' (torch.nn.Parameter or None expected)")
        super().__setattr__(name, value)

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
        """Yield this module and all within it, each once."""
        yield from (module for _, module in self.named_modules())

    def named_modules(self, memo: set[int] | None = None, prefix: str = "") -> Iterator[tuple[str, "Module"]]:
        """Yield this module and all within it, each once, with their names."""
        seen = set() if memo is None else memo
        if id(self) not in seen:
            seen.add(id(self))
            yield prefix, self
            for name, child in self.named_children():
                yield from child.named_modules(seen, f"{prefix}.{name}" if prefix else name)

    def get_submodule(self, target: str) -> "Module":
        """Return a module by its name."""
        return dict(self.named_modules())[target]

    def get_parameter(self, target: str) -> Parameter:
        """Return a parameter by its name."""
        return dict(self.named_parameters())[target]

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

    def named_buffers(self, prefix: str = "", recurse: bool = True) -> Iterator[tuple[str, Tensor]]:
        """Yield the buffers with their names."""
        yield from self._members(prefix, recurse, lambda module, name, value: name in module._buffers and value is not None)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """Yield the buffers."""
        yield from (buffer for _, buffer in self.named_buffers(recurse=recurse))

    def state_dict(self, prefix: str = "") -> "OrderedDict[str, Tensor]":
        """Return parameters and buffers by name, cut off, on the same memory."""
        own = [(name, value) for name, value in vars(self).items() if isinstance(value, Parameter)]
        own += [(name, vars(self)[name]) for name, is_kept in self._buffers.items() if is_kept]
        found = OrderedDict((prefix + name, value.detach()) for name, value in own if value is not None)
        for name, child in self.named_children():
            found.update(child.state_dict(f"{prefix}{name}."))
        return found

    def load_state_dict(self, state_dict: Any, strict: bool = True) -> "Keys":
        """Write values into parameters and buffers; of `strict`, the names have to be the same."""
        own = self.state_dict()
        missing, unknown = [key for key in own if key not in state_dict], [key for key in state_dict if key not in own]
        wrong = [f"{what} key(s) in state_dict: " + ", ".join(f'"{key}"' for key in keys) + ". "
                 for what, keys in (("Missing", missing), ("Unexpected", unknown)) if keys and strict]
        wrong += [
            f"size mismatch for {name}: copying a param with shape {state_dict[name].shape} from checkpoint, the shape in current "
            f"model is {value.shape}."
            for name, value in own.items() if name in state_dict and state_dict[name].shape != value.shape
        ]
        if wrong:
            raise RuntimeError("\n\t".join([f"Error(s) in loading state_dict for {type(self).__name__}:", *wrong]))
        with no_grad():
            for name in own.keys() & state_dict.keys():
                own[name].copy_(state_dict[name])
        return Keys(missing, unknown)

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
        """Convert all parameters and buffers to a dtype."""
        for tensor in (*self.parameters(), *self.buffers()):
            if tensor.is_floating_point():
                tensor.value = tensor.detach().to(*target, **options).value
        return self

    def cpu(self) -> Self:
        """Return the module, which is there already."""
        return self

    def double(self) -> Self:
        """Convert all parameters to double precision."""
        return self.to(float64)

    def float(self) -> Self:
        """Convert all parameters to single precision."""
        return self.to(float32)

    def extra_repr(self) -> str:
        """Return what is shown between the parentheses of a module without children."""
        return ""

    def __repr__(self) -> str:
        lines = [f"({name}): {module!r}" for name, module in self.named_children()]
        if not lines:
            return f"{type(self).__name__}({self.extra_repr()})"
        body = "\n".join(lines).replace("\n", "\n  ")
        return f"{type(self).__name__}(\n  {body}\n)"
