"""Hooks: functions that are shown the derivatives with respect to a tensor as they are computed."""

from typing import Any

from tangentlike.tape.backward import HOOKS


class Handle:
    """What removes a hook."""

    def __init__(self, hooks: dict[int, Any], hook: Any):
        self.hooks = hooks
        self.key = max([0, *hooks]) + 1
        hooks[self.key] = hook

    def remove(self) -> None:
        """Call the hook no more."""
        self.hooks.pop(self.key, None)


def keep(x: Any, bar: Any) -> None:
    """Put what arrives at a tensor that retains it into its `grad`."""
    if x is not None:
        x._grad = bar


def retain_after(old: Any, new: Any) -> None:
    """Let the `grad` of a tensor be that of what a store has made of it, if it is kept."""
    hook = None if old is None else HOOKS.get(old, {}).pop(-1, None)
    if hook is not None:
        HOOKS.setdefault(new, {})[-1] = hook
