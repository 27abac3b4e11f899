"""Schedules made of several."""

from bisect import bisect_right
from collections.abc import Sequence

from tangentlike.tape.optim.lr_scheduler.base import LRScheduler
from tangentlike.tape.optim.optimizer import Optimizer


class SequentialLR(LRScheduler):
    """One schedule after the other; the next one begins at each milestone."""

    def __init__(self, optimizer: Optimizer, schedulers: Sequence[LRScheduler], milestones: list[int], last_epoch: int = -1):
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(
                "Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points"
            )
        self._schedulers, self._milestones, self.optimizer = list(schedulers), milestones, optimizer
        self.last_epoch = last_epoch + 1
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"]
        for each in self._schedulers:
            each.last_epoch -= 1
        self._schedulers[0].begin()
        self._last_lr = schedulers[0].get_last_lr()

    def step(self, epoch: int | None = None) -> None:
        """Set the rates of the next epoch."""
        self.last_epoch += 1
        place = bisect_right(self._milestones, self.last_epoch)
        current = self._schedulers[place]
        if place > 0 and self._milestones[place - 1] == self.last_epoch:
            for group in self.optimizer.param_groups:
                group["lr"] = group["initial_lr"]
            current.last_epoch = -1
            current.begin()
        else:
            current.step()
        self._last_lr = current.get_last_lr()


class ChainedScheduler(LRScheduler):
    """Several schedules at once."""

    def __init__(self, schedulers: Sequence[LRScheduler], optimizer: Optimizer | None = None):
        self._schedulers, self.optimizer = list(schedulers), schedulers[0].optimizer
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def step(self, epoch: int | None = None) -> None:
        """Set the rates of the next epoch."""
        for each in self._schedulers:
            each.step()
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]
