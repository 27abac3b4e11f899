"""Schedules of learning rates: each `step()` sets `lr` of the optimizer's groups.

A rate is computed from the one before it, as PyTorch does, so that schedules can be chained and the digits are the same.
"""

from typing import Any

from tangentlike.tape.optim.optimizer import Optimizer

Group = dict[str, Any]


class LRScheduler:
    """A schedule that says for each group its next rate: `rate(group, base)`, `base` being its first one."""

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1):
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        self.optimizer = optimizer
        for place, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", group["lr"])
            elif "initial_lr" not in group:
                raise KeyError(
                    f"param 'initial_lr' is not specified in param_groups[{place}] when resuming scheduler with last_epoch >= 0."
                )
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.last_epoch = last_epoch
        self.begin()

    def begin(self) -> None:
        """Set the first rates."""
        self._step_count = 0
        self.is_first = True
        self.step()
        self.is_first = False

    def step(self, epoch: int | None = None) -> None:
        """Set the rates of the next epoch."""
        self._step_count += 1
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        for group, rate in zip(self.optimizer.param_groups, self.get_lr(), strict=True):
            group["lr"] = rate
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def get_lr(self) -> list[Any]:
        """Return the rates of this epoch."""
        return [self.rate(*pair) for pair in zip(self.optimizer.param_groups, self.base_lrs, strict=True)]

    def rate(self, group: Group, base: Any) -> Any:
        """Return the rate of this epoch."""
        raise NotImplementedError

    def get_last_lr(self) -> list[Any]:
        """Return the rates that were set last."""
        return self._last_lr

    def state_dict(self) -> dict[str, Any]:
        """Return what changes, to be saved."""
        return {name: value for name, value in vars(self).items() if name not in ("optimizer", "is_first", "lr_lambdas")}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what was saved."""
        vars(self).update(state_dict)
