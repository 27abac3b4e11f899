"""Optimisers that step in units of the gradient's recent size."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from tangentlike.tape.optim.optimizer import Optimizer, check, check_betas, how

Betas = tuple[float, float]


class Moments(Optimizer):
    """What methods with means of the gradient and of its square have in common."""

    HOW = "maximize foreach capturable differentiable"
    OWN: tuple[str, ...] = ()

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-3, betas: Betas = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        **more: Any,
    ):
        check(learning_rate=lr, epsilon_value=eps, weight_decay_value=weight_decay)
        check_betas(betas)
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
        own = {name: more.pop(name) for name in self.OWN}
        super().__init__(params, options | own | how(more, self.HOW))

    def means(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> tuple[float, Any, Any]:
        """Return the number of the step, and the means of the gradient and of its square."""
        first, second = group["betas"]
        step = state["step"] = state.get("step", 0.0) + 1.0
        mean = state["exp_avg"] = first * state.get("exp_avg", 0.0) + (1.0 - first) * bar
        square = state["exp_avg_sq"] = second * state.get("exp_avg_sq", 0.0) + (1.0 - second) * bar * bar
        return step, mean, square


class Adam(Moments):
    """Steps in units of the gradient's recent size (Kingma and Ba 2015, algorithm 1)."""

    OWN = ("amsgrad",)
    HOW = "maximize foreach capturable differentiable fused"

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-3, betas: Betas = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        amsgrad: bool = False, *, decoupled_weight_decay: bool = False, **more: Any,
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad=amsgrad, **more)
        self.defaults["decoupled_weight_decay"] = decoupled_weight_decay
        for group in self.param_groups:
            group.setdefault("decoupled_weight_decay", decoupled_weight_decay)

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the mean gradient, divided by the root of the mean square."""
        first, second = group["betas"]
        step, mean, square = self.means(group, state, bar)
        if group["amsgrad"]:
            square = state["max_exp_avg_sq"] = np.maximum(state.get("max_exp_avg_sq", 0.0), square)
        root = np.sqrt(square) / np.sqrt(1.0 - second**step) + group["eps"]
        return group["lr"] / (1.0 - first**step) * mean / root


class AdamW(Adam):
    """`Adam`, whose weight decay is a step of its own (Loshchilov and Hutter 2019, algorithm 2)."""

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-3, betas: Betas = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0.01,
        amsgrad: bool = False, **more: Any,
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, decoupled_weight_decay=True, **more)


class NAdam(Moments):
    """`Adam` with Nesterov's momentum (Dozat 2016)."""

    OWN = ("momentum_decay", "decoupled_weight_decay")

    def __init__(
        self, params: Iterable[Any], lr: float = 2e-3, betas: Betas = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        momentum_decay: float = 4e-3, decoupled_weight_decay: bool = False, **more: Any,
    ):
        own = {"momentum_decay": momentum_decay, "decoupled_weight_decay": decoupled_weight_decay}
        super().__init__(params, lr, betas, eps, weight_decay, **own, **more)

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times a mixture of the gradient and its mean, divided by the root of the mean square."""
        number, earlier = state.get("step", 0.0) + 1.0, state.pop("mu_product", 1.0)
        now, later = (group["betas"][0] * (1.0 - 0.5 * 0.96 ** (k * group["momentum_decay"])) for k in (number, number + 1.0))
        state |= {"step": state.get("step", 0.0), "mu_product": earlier * now}
        step, mean, square = self.means(group, state, bar)
        root = np.sqrt(square / (1.0 - group["betas"][1] ** step)) + group["eps"]
        share, share_later = (1.0 - now) / (1.0 - earlier * now), later / (1.0 - earlier * now * later)
        return group["lr"] * (share * bar + share_later * mean) / root


class RAdam(Moments):
    """`Adam` that does without the mean square until enough of it is known (Liu et al. 2020, algorithm 2)."""

    HOW = "maximize foreach capturable decoupled_weight_decay differentiable"

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-3, betas: Betas = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        decoupled_weight_decay: bool = False, **more: Any,
    ):
        super().__init__(params, lr, betas, eps, weight_decay, decoupled_weight_decay=decoupled_weight_decay, **more)

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the mean gradient, in units of the mean square once its variance is finite."""
        first, second = group["betas"]
        step, mean, square = self.means(group, state, bar)
        mean, missing = mean / (1.0 - first**step), 1.0 - second**step
        most = 2.0 / (1.0 - second) - 1.0
        length = most - 2.0 * step * second**step / missing
        if length <= 5.0:
            return group["lr"] * mean
        certain = ((length - 4.0) * (length - 2.0) * most / ((most - 4.0) * (most - 2.0) * length)) ** 0.5
        return group["lr"] * mean * certain * missing**0.5 / (np.sqrt(square) + group["eps"])


class Adamax(Optimizer):
    """`Adam` with the largest gradient in the place of the root of the mean square (Kingma and Ba 2015, algorithm 2)."""

    def __init__(
        self, params: Iterable[Any], lr: float = 2e-3, betas: Betas = (0.9, 0.999), eps: float = 1e-8, weight_decay: float = 0,
        **more: Any,
    ):
        check(learning_rate=lr, epsilon_value=eps, weight_decay_value=weight_decay)
        check_betas(betas)
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
        super().__init__(params, options | how(more, "foreach maximize differentiable capturable"))

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the mean gradient, divided by the largest one."""
        first, second = group["betas"]
        step = state["step"] = state.get("step", 0.0) + 1.0
        mean = state["exp_avg"] = first * state.get("exp_avg", 0.0) + (1.0 - first) * bar
        largest = state["exp_inf"] = np.maximum(second * state.get("exp_inf", 0.0), np.abs(bar) + group["eps"])
        return group["lr"] / (1.0 - first**step) * mean / largest


class RMSprop(Optimizer):
    """Steps in units of the root of the mean square of the gradient (Hinton 2012, lecture 6e)."""

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-2, alpha: float = 0.99, eps: float = 1e-8, weight_decay: float = 0,
        momentum: float = 0, centered: bool = False, **more: Any,
    ):
        check(learning_rate=lr, epsilon_value=eps, momentum_value=momentum, weight_decay_value=weight_decay, alpha_value=alpha)
        options = {"lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered, "weight_decay": weight_decay}
        super().__init__(params, options | how(more, "capturable foreach maximize differentiable"))

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the gradient in these units, with momentum; `centered`: in those of its deviation from the mean."""
        alpha = group["alpha"]
        state["step"] = state.get("step", 0.0) + 1.0
        square = state["square_avg"] = alpha * state.get("square_avg", 0.0) + (1.0 - alpha) * bar * bar
        if group["centered"]:
            mean = alpha * state.get("grad_avg", 0.0) + (1.0 - alpha) * bar
            square = square - mean * mean
        step = bar / (np.sqrt(square) + group["eps"])
        if group["momentum"]:
            step = state["momentum_buffer"] = group["momentum"] * state.get("momentum_buffer", 0.0) + step
        if group["centered"]:
            state["grad_avg"] = mean
        return group["lr"] * step


class Adagrad(Optimizer):
    """Steps in units of the root of the sum of squares (Duchi et al. 2011)."""

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-2, lr_decay: float = 0, weight_decay: float = 0,
        initial_accumulator_value: float = 0, eps: float = 1e-10, **more: Any,
    ):
        check(learning_rate=lr, lr_decay_value=lr_decay, weight_decay_value=weight_decay, epsilon_value=eps)
        options = {"lr": lr, "lr_decay": lr_decay, "eps": eps, "weight_decay": weight_decay}
        options["initial_accumulator_value"] = initial_accumulator_value
        super().__init__(params, options | how(more, "foreach maximize differentiable fused"))

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return the rate of this step times the gradient in these units."""
        step = state["step"] = state.get("step", 0.0) + 1.0
        total = state["sum"] = state.get("sum", group["initial_accumulator_value"]) + bar * bar
        return group["lr"] / (1.0 + (step - 1.0) * group["lr_decay"]) * bar / (np.sqrt(total) + group["eps"])


class Adadelta(Optimizer):
    """Steps in units of the ratio of recent steps to recent gradients (Zeiler 2012, algorithm 1)."""

    def __init__(
        self, params: Iterable[Any], lr: float = 1.0, rho: float = 0.9, eps: float = 1e-6, weight_decay: float = 0, **more: Any
    ):
        check(learning_rate=lr, epsilon_value=eps, weight_decay_value=weight_decay)
        options = {"lr": lr, "rho": rho, "eps": eps, "weight_decay": weight_decay}
        super().__init__(params, options | how(more, "maximize capturable foreach differentiable"))

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the step in these units."""
        rho, eps = group["rho"], group["eps"]
        state["step"] = state.get("step", 0.0) + 1.0
        square = state["square_avg"] = rho * state.get("square_avg", 0.0) + (1.0 - rho) * bar * bar
        moved = state.get("acc_delta", 0.0)
        step = np.sqrt(moved + eps) / np.sqrt(square + eps) * bar
        state["acc_delta"] = rho * moved + (1.0 - rho) * step * step
        return group["lr"] * step
