"""What all optimisers have: parameters in groups, options, and a state of each parameter."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from tangentlike.tape.creation import as_tensor
from tangentlike.tape.indexing import as_value
from tangentlike.tape.memory import note_write
from tangentlike.tape.modes import enable_grad
from tangentlike.tape.nodes import count
from tangentlike.tape.tensor import Tensor
from tangentlike.tape.views import shared

# How PyTorch computes, which makes no difference here; `maximize` turns the sign of the gradient.
HOW = {"maximize": False, "foreach": None, "capturable": False, "differentiable": False, "fused": None}
HOW |= {"decoupled_weight_decay": False}         # which weight decay shrinks the parameter, not through the gradient


def how(given: dict[str, Any], names: str) -> dict[str, Any]:
    """Return the options that say how steps are computed, in PyTorch's order; others are refused."""
    unknown = [name for name in given if name not in names.split()]
    if unknown:
        raise TypeError(f"__init__() got an unexpected keyword argument '{unknown[0]}'")
    if given.get("differentiable"):
        raise NotImplementedError("steps of optimizers are not differentiated here: use autograd.grad(..., create_graph=True)")
    return {name: given.get(name, HOW[name]) for name in names.split()}


class Optimizer:
    """Parameters in groups, each with options of its own, and what is remembered of each parameter."""

    def __init__(self, params: Iterable[Any], defaults: dict[str, Any]):
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.DoubleTensor"
            )
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        groups = given if isinstance(given[0], dict) else [{"params": given}]
        self.defaults = defaults
        self.param_groups: list[dict[str, Any]] = []
        self.state: Any = defaultdict(dict)
        for group in groups:
            self.add_param_group(dict(group))

    def add_param_group(self, group: dict[str, Any]) -> None:
        """Add parameters with options of their own."""
        params = group.pop("params")
        own = [params] if isinstance(params, Tensor) else [each[1] if isinstance(each, tuple) else each for each in params]
        for param in own:
            if not isinstance(param, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {type(param).__name__}")
            if not param.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        known = {id(param) for each in self.param_groups for param in each["params"]}
        if known & {id(param) for param in own}:
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append({"params": own, **self.defaults, **group})

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients, or set them to zero."""
        for param in self.parameters():
            if set_to_none:
                param.grad = None
            elif param.grad is not None:
                param.grad.detach_().zero_()

    def parameters(self) -> list[Any]:
        """Return the parameters of all groups."""
        return [param for group in self.param_groups for param in group["params"]]

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change every parameter that has a gradient; `closure` computes the loss anew, and is returned from."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            for param in group["params"]:
                if param.grad is not None:
                    self.move(group, param)
        return loss

    def move(self, group: dict[str, Any], param: Any) -> None:
        """Change one parameter; its state is kept in tensors, and computed in arrays."""
        sign = -1.0 if group.get("maximize") else 1.0
        array = shared(param)
        bar = self.decayed(group, sign * np.asarray(param.grad.value), array)
        state = {name: as_value(value) for name, value in self.state.get(param, {}).items()}
        array -= np.asarray(self.change({**group, "lr": as_value(group["lr"])}, state, bar), array.dtype)
        if state:
            self.state[param].update({name: kept(value, array.dtype) for name, value in state.items()})
        note_write(array, next(count))

    def decayed(self, group: dict[str, Any], bar: Any, value: Any) -> Any:
        """Return the gradient of the loss and of weight_decay / 2 times the parameter's square; or shrink the parameter."""
        decay = group.get("weight_decay")
        if not decay:
            return bar
        if group.get("decoupled_weight_decay"):
            value *= 1.0 - as_value(group["lr"]) * decay
            return bar
        return bar + decay * value

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return what is subtracted from a parameter whose gradient is `bar`."""
        raise NotImplementedError

    # What is saved

    def state_dict(self) -> dict[str, Any]:
        """Return the state by the places of the parameters, and the options of the groups."""
        places = {id(param): place for place, param in enumerate(self.parameters())}
        groups = []
        for group in self.param_groups:
            options = {name: value for name, value in group.items() if name != "params"}
            groups.append({**options, "params": [places[id(param)] for param in group["params"]]})
        return {"state": {places[id(param)]: dict(state) for param, state in self.state.items()}, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` has returned, for the same parameters in the same order."""
        given, params = state_dict["param_groups"], self.parameters()
        if len(given) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(new["params"]) != len(old["params"]) for new, old in zip(given, self.param_groups, strict=True)):
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        for old, new in zip(self.param_groups, given, strict=True):
            old.update({name: value for name, value in new.items() if name != "params"})
        self.state.clear()
        for place, state in state_dict["state"].items():
            self.state[params[place]] = {
                name: value.clone() if isinstance(value, Tensor) else value for name, value in state.items()
            }

    def __repr__(self) -> str:
        text = type(self).__name__ + " ("
        for place, group in enumerate(self.param_groups):
            lines = [f"    {name}: {group[name]}\n" for name in sorted(group) if name != "params"]
            text += f"\nParameter Group {place}\n" + "".join(lines)
        return text + ")"

    def __reduce__(self) -> Any:
        return rebuilt, (type(self), self.defaults, self.param_groups, dict(self.state))


def rebuilt(kind: type[Optimizer], defaults: Any, groups: Any, state: Any) -> Optimizer:
    """Make an optimizer again, for the parameters that came with it."""
    made = kind.__new__(kind)
    made.defaults, made.param_groups, made.state = defaults, groups, defaultdict(dict, state)
    return made


def kept(value: Any, dtype: Any) -> Any:
    """Return the tensor of what is remembered: an array in the parameter's dtype, a number in the default one."""
    return as_tensor(value.astype(dtype)) if isinstance(value, np.ndarray) else as_tensor(float(value))


def check(**bounds: float) -> None:
    """Refuse options below zero."""
    for name, value in bounds.items():
        if not as_value(value) >= 0.0:
            raise ValueError(f"Invalid {name.replace('_', ' ')}: {value}")


def check_betas(betas: tuple[float, float]) -> None:
    """Refuse shares that are not between 0 and 1."""
    for place, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {place}: {beta}")

