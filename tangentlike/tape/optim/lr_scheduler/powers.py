"""Schedules that multiply the rate."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from tangentlike.tape.optim.lr_scheduler.base import Group, LRScheduler
from tangentlike.tape.optim.optimizer import Optimizer


class LambdaLR(LRScheduler):
    """The first rate times a function of the epoch."""

    def __init__(self, optimizer: Optimizer, lr_lambda: Any, last_epoch: int = -1):
        groups = len(optimizer.param_groups)
        self.lr_lambdas: list[Callable[[int], float]] = (
            list(lr_lambda) if isinstance(lr_lambda, (list, tuple)) else [lr_lambda] * groups
        )
        if len(self.lr_lambdas) != groups:
            raise ValueError(f"Expected {groups} lr_lambdas, but got {len(self.lr_lambdas)}")
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Any]:
        """Return the rates of this epoch."""
        return [base * each(self.last_epoch) for each, base in zip(self.lr_lambdas, self.base_lrs, strict=True)]


class MultiplicativeLR(LambdaLR):
    """Each rate is the one before times a function of the epoch."""

    def get_lr(self) -> list[Any]:
        """Return the rates of this epoch."""
        pairs = zip(self.lr_lambdas, self.optimizer.param_groups, strict=True)
        return [group["lr"] if self.is_first else group["lr"] * each(self.last_epoch) for each, group in pairs]


class StepLR(LRScheduler):
    """The rate is multiplied by gamma every `step_size` epochs."""

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1, last_epoch: int = -1):
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        stays = self.last_epoch == 0 or self.last_epoch % self.step_size != 0
        return group["lr"] if stays else group["lr"] * self.gamma


class MultiStepLR(LRScheduler):
    """The rate is multiplied by gamma at each milestone."""

    def __init__(self, optimizer: Optimizer, milestones: Iterable[int], gamma: float = 0.1, last_epoch: int = -1):
        self.milestones, self.gamma = Counter(milestones), gamma
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        times = self.milestones[self.last_epoch]
        return group["lr"] * self.gamma**times if times else group["lr"]


class ConstantLR(LRScheduler):
    """A share of the rate for the first epochs."""

    def __init__(self, optimizer: Optimizer, factor: float = 1.0 / 3, total_iters: int = 5, last_epoch: int = -1):
        if not 0.0 <= factor <= 1.0:
            raise ValueError("Constant multiplicative factor expected to be between 0 and 1.")
        self.factor, self.total_iters = factor, total_iters
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        if self.last_epoch == 0:
            return group["lr"] * self.factor
        return group["lr"] * (1.0 / self.factor) if self.last_epoch == self.total_iters else group["lr"]


class LinearLR(LRScheduler):
    """A share of the rate that grows, or shrinks, in equal steps for the first epochs."""

    def __init__(
        self, optimizer: Optimizer, start_factor: float = 1.0 / 3, end_factor: float = 1.0, total_iters: int = 5,
        last_epoch: int = -1,
    ):
        if not 0.0 < start_factor <= 1.0:
            raise ValueError("Starting multiplicative factor expected to be greater than 0 and less or equal to 1.")
        if not 0.0 <= end_factor <= 1.0:
            raise ValueError("Ending multiplicative factor expected to be between 0 and 1.")
        self.start_factor, self.end_factor, self.total_iters = start_factor, end_factor, total_iters
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        if self.last_epoch == 0:
            return group["lr"] * self.start_factor
        if self.last_epoch > self.total_iters:
            return group["lr"]
        whole = self.end_factor - self.start_factor
        return group["lr"] * (1.0 + whole / (self.total_iters * self.start_factor + (self.last_epoch - 1) * whole))


class ExponentialLR(LRScheduler):
    """The rate is multiplied by gamma every epoch."""

    def __init__(self, optimizer: Optimizer, gamma: float, last_epoch: int = -1):
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        return group["lr"] if self.is_first else group["lr"] * self.gamma


class PolynomialLR(LRScheduler):
    """A power of the share of epochs that are left."""

    def __init__(self, optimizer: Optimizer, total_iters: int = 5, power: float = 1.0, last_epoch: int = -1):
        self.total_iters, self.power = total_iters, power
        super().__init__(optimizer, last_epoch)

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        if self.is_first or self.last_epoch > self.total_iters:
            return group["lr"]
        left, before = (1.0 - epoch / self.total_iters for epoch in (self.last_epoch, self.last_epoch - 1))
        return group["lr"] * (left / before) ** self.power
