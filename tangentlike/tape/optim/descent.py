"""Optimisers that step along the gradient, or its sign, or Newton's direction."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from tangentlike.tape.memory import note_write
from tangentlike.tape.modes import enable_grad
from tangentlike.tape.nodes import count
from tangentlike.tape.optim.optimizer import Optimizer, check, how
from tangentlike.tape.views import shared

Pairs = list[tuple[Any, Any, float]]


class SGD(Optimizer):
    """Gradient descent, with momentum: v = momentum v + (1 - dampening) g, x -= lr v (Sutskever et al. 2013)."""

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        **more: Any,
    ):
        check(learning_rate=lr, momentum_value=momentum, weight_decay_value=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        options = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay, "nesterov": nesterov}
        super().__init__(params, options | how(more, "maximize foreach differentiable fused"))

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return lr times the velocity."""
        momentum = group["momentum"]
        if momentum:
            old = state.get("momentum_buffer")
            velocity = bar if old is None else momentum * old + (1.0 - group["dampening"]) * bar
            state["momentum_buffer"] = velocity
            bar = bar + momentum * velocity if group["nesterov"] else velocity
        return group["lr"] * bar


class Rprop(Optimizer):
    """Steps whose size grows while the sign of the gradient stays, and shrinks where it turns (Riedmiller and Braun 1993)."""

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        **more: Any,
    ):
        check(learning_rate=lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        options = {"lr": lr, "etas": etas, "step_sizes": step_sizes}
        super().__init__(params, options | how(more, "foreach maximize differentiable capturable"))

    def change(self, group: dict[str, Any], state: dict[str, Any], bar: Any) -> Any:
        """Return the size of the step with the gradient's sign; none where the sign has turned."""
        less, more = group["etas"]
        state["step"] = state.get("step", 0.0) + 1.0
        turned = np.sign(bar * state.get("prev", 0.0))
        size = state.get("step_size", np.full_like(bar, group["lr"])) * np.select([turned > 0, turned < 0], [more, less], 1.0)
        bar = np.where(turned < 0, 0.0, bar)
        state["prev"], state["step_size"] = bar, np.clip(size, *group["step_sizes"])
        return np.sign(bar) * state["step_size"]


class LBFGS(Optimizer):
    """Newton's direction from the last steps and changes of the gradient (Nocedal and Wright 2006, algorithm 7.4).

    `step` needs a closure, which it calls several times.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ):
        check(learning_rate=lr)
        if line_search_fn is not None:
            raise NotImplementedError("LBFGS has no line search here: leave `line_search_fn` out, and choose `lr`")
        options = {"lr": lr, "max_iter": max_iter, "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval}
        options |= {"tolerance_grad": tolerance_grad, "tolerance_change": tolerance_change, "history_size": history_size}
        super().__init__(params, options | {"line_search_fn": None})
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self.memory: dict[str, Any] = {"pairs": [], "iterations": 0}

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Iterate until the gradient or the step is small."""
        if closure is None:
            raise TypeError("LBFGS.step() missing 1 required positional argument: 'closure'")
        group = self.param_groups[0]
        with enable_grad():
            first = closure()
        loss, bar = float(first), self.flat_gradient()
        for trip in range(1, group["max_iter"] + 1):
            if np.max(np.abs(bar)) <= group["tolerance_grad"]:
                break
            direction = self.direction(bar, group["history_size"])
            fresh = self.memory["iterations"] == 0
            rate = min(1.0, 1.0 / np.sum(np.abs(bar))) * group["lr"] if fresh else group["lr"]
            self.memory |= {"iterations": self.memory["iterations"] + 1, "bar": bar, "moved": rate * direction}
            if bar @ direction > -group["tolerance_change"]:
                break
            self.go(rate * direction)
            if trip == group["max_iter"]:
                break
            earlier = loss
            with enable_grad():
                loss = float(closure())
            bar = self.flat_gradient()
            still = np.max(np.abs(rate * direction)) <= group["tolerance_change"]
            if still or abs(loss - earlier) < group["tolerance_change"] or trip + 1 >= group["max_eval"]:
                break
        return first

    def direction(self, bar: Any, size: int) -> Any:
        """Return minus the gradient times the inverse of the second derivative, as far as the last steps show it."""
        pairs: Pairs = self.memory["pairs"]
        if self.memory["iterations"] == 0:
            return -bar
        change, moved = bar - self.memory["bar"], self.memory["moved"]
        product = float(change @ moved)
        if product > 1e-10:
            pairs[:] = [*pairs, (change, moved, 1.0 / product)][-size:]
            self.memory["scale"] = product / float(change @ change)
        shares = []
        out = -bar
        for change, moved, inverse in reversed(pairs):
            shares.append(inverse * (moved @ out))
            out = out - shares[-1] * change
        out = out * self.memory.get("scale", 1.0)
        for (change, moved, inverse), share in zip(pairs, reversed(shares), strict=True):
            out = out + moved * (share - inverse * (change @ out))
        return out

    def flat_gradient(self) -> Any:
        """Return the gradients of all parameters, one after the other."""
        bars = [np.zeros_like(p.value) if p.grad is None else p.grad.value for p in self.parameters()]
        return np.concatenate([np.ravel(bar) for bar in bars])

    def go(self, moved: Any) -> None:
        """Add to all parameters."""
        place = 0
        for param in self.parameters():
            array = shared(param)
            array += moved[place : place + array.size].reshape(array.shape)
            place += array.size
            note_write(array, next(count))
