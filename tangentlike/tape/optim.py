"""Optimisers: they change parameters in place by what is in `.grad`."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from tangentlike.tape.memory import note_write
from tangentlike.tape.modes import enable_grad
from tangentlike.tape.nodes import count
from tangentlike.tape.tensor import Tensor
from tangentlike.tape.views import shared


class Optimizer:
    """Parameters in groups, each with options of its own, and what is remembered of each parameter."""

    def __init__(self, params: Iterable[Any], defaults: dict[str, Any]):
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        groups = given if isinstance(given[0], dict) else [{"params": given}]
        self.defaults = defaults
        self.param_groups: list[dict[str, Any]] = []
        self.state: dict[Tensor, dict[str, Any]] = {}
        for group in groups:
            self.add_param_group(dict(group))

    def add_param_group(self, group: dict[str, Any]) -> None:
        """Add parameters with options of their own."""
        params = group["params"]
        group["params"] = [params] if isinstance(params, Tensor) else list(params)
        for param in group["params"]:
            if not isinstance(param, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {type(param).__name__}")
            if not param.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        self.param_groups.append({**self.defaults, **group})

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients, or set them to zero."""
        for group in self.param_groups:
            for param in group["params"]:
                if set_to_none:
                    param.grad = None
                elif param.grad is not None:
                    param.grad.detach_().zero_()

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change every parameter that has a gradient; `closure` computes the loss anew, and is returned from."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            for param in group["params"]:
                if param.grad is not None:
                    sign = -1.0 if group["maximize"] else 1.0
                    array = shared(param)
                    bar = self.decayed(group, sign * np.asarray(param.grad.value), array)
                    array -= np.asarray(self.change(group, self.state.setdefault(param, {}), bar), array.dtype)
                    note_write(array, next(count))
        return loss

    def decayed(self, group: dict[str, Any], bar: Any, value: Any) -> Any:
        """Return the gradient of the loss and of weight_decay / 2 times the parameter's square."""
        return bar + group["weight_decay"] * value

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return what is subtracted from a parameter whose gradient is `bar`."""
        raise NotImplementedError


def check(**bounds: float) -> None:
    """Refuse options below zero."""
    for name, value in bounds.items():
        if value < 0.0:
            raise ValueError(f"Invalid {name.replace('_', ' ')}: {value}")


class SGD(Optimizer):
    """Gradient descent, with momentum: v = momentum v + (1 - dampening) g, x -= lr v (Sutskever et al. 2013)."""

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ):
        check(learning_rate=lr, momentum_value=momentum, weight_decay_value=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        options = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
        super().__init__(params, {**options, "nesterov": nesterov, "maximize": maximize})

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the velocity."""
        momentum = group["momentum"]
        if momentum:
            old = state.get("momentum_buffer")
            velocity = bar if old is None else momentum * old + (1.0 - group["dampening"]) * bar
            state["momentum_buffer"] = velocity
            bar = bar + momentum * velocity if group["nesterov"] else velocity
        return group["lr"] * bar


class Adam(Optimizer):
    """Steps in units of the gradient's recent size (Kingma and Ba 2015, algorithm 1)."""

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ):
        check(learning_rate=lr, epsilon_value=eps, weight_decay_value=weight_decay)
        for place, beta in enumerate(betas):
            if not 0.0 <= beta < 1.0:
                raise ValueError(f"Invalid beta parameter at index {place}: {beta}")
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
        super().__init__(params, {**options, "amsgrad": amsgrad, "maximize": maximize})

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the mean gradient, divided by the root of the mean square."""
        first, second = group["betas"]
        step = state["step"] = state.get("step", 0) + 1
        mean = state["exp_avg"] = first * state.get("exp_avg", 0.0) + (1.0 - first) * bar
        square = state["exp_avg_sq"] = second * state.get("exp_avg_sq", 0.0) + (1.0 - second) * bar * bar
        if group["amsgrad"]:
            square = state["max_exp_avg_sq"] = np.maximum(state.get("max_exp_avg_sq", 0.0), square)
        root = np.sqrt(square) / np.sqrt(1.0 - second**step) + group["eps"]
        return group["lr"] / (1.0 - first**step) * mean / root


class AdamW(Adam):
    """`Adam`, whose weight decay is a step of its own (Loshchilov and Hutter 2019, algorithm 2)."""

    def __init__(self, params: Iterable[Any], lr: float = 1e-3, *, weight_decay: float = 0.01, **options: Any):
        super().__init__(params, lr, weight_decay=weight_decay, **options)

    def decayed(self, group: dict[str, Any], bar: Any, value: Any) -> Any:
        """Leave the gradient as it is, and shrink the parameter."""
        value *= 1.0 - group["lr"] * group["weight_decay"]
        return bar


class RMSprop(Optimizer):
    """Steps in units of the root of the mean square of the gradient (Hinton 2012, lecture 6e)."""

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
    ):
        check(learning_rate=lr, epsilon_value=eps, momentum_value=momentum, weight_decay_value=weight_decay, alpha_value=alpha)
        options = {"lr": lr, "alpha": alpha, "eps": eps, "weight_decay": weight_decay}
        super().__init__(params, {**options, "momentum": momentum, "maximize": False})

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the gradient in these units, with momentum."""
        square = group["alpha"] * state.get("square_avg", 0.0) + (1.0 - group["alpha"]) * bar * bar
        state["square_avg"] = square
        step = bar / (np.sqrt(square) + group["eps"])
        if group["momentum"]:
            step = state["momentum_buffer"] = group["momentum"] * state.get("momentum_buffer", 0.0) + step
        return group["lr"] * step


class Adagrad(Optimizer):
    """Steps in units of the root of the sum of squares (Duchi et al. 2011)."""

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-2, lr_decay: float = 0.0, weight_decay: float = 0.0, eps: float = 1e-10
    ):
        check(learning_rate=lr, lr_decay_value=lr_decay, weight_decay_value=weight_decay, epsilon_value=eps)
        options = {"lr": lr, "lr_decay": lr_decay, "weight_decay": weight_decay, "eps": eps}
        super().__init__(params, {**options, "maximize": False})

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return the rate of this step times the gradient in these units."""
        step = state["step"] = state.get("step", 0) + 1
        total = state["sum"] = state.get("sum", 0.0) + bar * bar
        return group["lr"] / (1.0 + (step - 1) * group["lr_decay"]) * bar / (np.sqrt(total) + group["eps"])
