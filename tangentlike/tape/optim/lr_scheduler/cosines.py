"""Schedules that follow cosines."""

import math
from typing import Any

from tangentlike.tape.optim.lr_scheduler.base import Group, LRScheduler
from tangentlike.tape.optim.optimizer import Optimizer


class CosineAnnealingLR(LRScheduler):
    """Half a cosine, from the first rate to eta_min in T_max epochs, and back (Loshchilov and Hutter 2017, eq. 5)."""

    def __init__(self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1):
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        if self.is_first:
            return group["lr"]
        if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:
            return group["lr"] + (base - self.eta_min) * (1 - math.cos(math.pi / self.T_max)) / 2
        now, before = (1 + math.cos(math.pi * epoch / self.T_max) for epoch in (self.last_epoch, self.last_epoch - 1))
        return now / before * (group["lr"] - self.eta_min) + self.eta_min


class CosineAnnealingWarmRestarts(LRScheduler):
    """Half a cosine, again and again; each takes `T_mult` times as long as the one before."""

    def __init__(self, optimizer: Optimizer, T_0: int, T_mult: int = 1, eta_min: float = 0.0, last_epoch: int = -1):
        self.T_0, self.T_i, self.T_mult, self.eta_min = T_0, T_0, T_mult, eta_min
        self.T_cur = last_epoch
        super().__init__(optimizer, last_epoch)

    def step(self, epoch: int | None = None) -> None:
        """Set the rates of the next epoch."""
        if epoch is not None:
            raise NotImplementedError("schedules are followed from epoch to epoch here: call `step()` without an epoch")
        self.T_cur += 1
        if self.T_cur >= self.T_i:
            self.T_cur, self.T_i = self.T_cur - self.T_i, self.T_i * self.T_mult
        super().step()

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        return self.eta_min + (base - self.eta_min) * (1 + math.cos(math.pi * self.T_cur / self.T_i)) / 2


class OneCycleLR(LRScheduler):
    """Up to the largest rate and down to almost none, while the momentum goes down and up (Smith and Topin 2019)."""

    def __init__(
        self, optimizer: Optimizer, max_lr: Any, total_steps: int | None = None, epochs: int | None = None,
        steps_per_epoch: int | None = None, pct_start: float = 0.3, anneal_strategy: str = "cos", cycle_momentum: bool = True,
        base_momentum: float = 0.85, max_momentum: float = 0.95, div_factor: float = 25.0, final_div_factor: float = 1e4,
        last_epoch: int = -1,
    ):
        if total_steps is None and (epochs is None or steps_per_epoch is None):
            raise ValueError("You must define either total_steps OR (epochs AND steps_per_epoch)")
        self.total_steps = total_steps or (epochs or 0) * (steps_per_epoch or 0)
        self.top, self.anneal_strategy = float(pct_start * self.total_steps) - 1, anneal_strategy
        self.cycle_momentum, self.momenta = cycle_momentum, (max_momentum, base_momentum)
        groups = optimizer.param_groups
        given = max_lr if isinstance(max_lr, (list, tuple)) else [max_lr] * len(groups)
        for group, most in zip(groups, given, strict=True):
            group |= {"initial_lr": most / div_factor, "max_lr": most, "min_lr": most / div_factor / final_div_factor}
        if cycle_momentum and not {"momentum", "betas"} & groups[0].keys():
            raise ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
        super().__init__(optimizer, last_epoch)

    def between(self, up: tuple[float, float], last: float) -> float:
        """Return where a quantity is that goes from one value to another until the top, and then to a last one."""
        rising = self.last_epoch <= self.top
        start, end = up if rising else (up[1], last)
        share = self.last_epoch / self.top if rising else (self.last_epoch - self.top) / (self.total_steps - 1 - self.top)
        if self.anneal_strategy == "linear":
            return (end - start) * share + start
        return end + (start - end) / 2.0 * (math.cos(math.pi * share) + 1)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch, and set the momentum."""
        if self.last_epoch > self.total_steps:
            raise ValueError(
                f"Tried to step {self.last_epoch} times. The specified number of total steps is {self.total_steps}"
            )
        if self.cycle_momentum:
            momentum = self.between(self.momenta, self.momenta[0])
            group |= {"betas": (momentum, *group["betas"][1:])} if "betas" in group else {"momentum": momentum}
        return self.between((group["initial_lr"], group["max_lr"]), group["min_lr"])
