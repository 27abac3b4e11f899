"""Whether operations are recorded: `no_grad`, `enable_grad`, one setting a thread."""

import functools
import threading
from collections.abc import Callable
from typing import Any, Self, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class _Recording(threading.local):
    """The setting of the thread at hand; each starts with recording on."""

    on = True


RECORDING = _Recording()


class Mode:
    """A setting that holds inside a `with`, or inside the functions that it decorates."""

    on: bool

    def __new__(cls, function: Any = None) -> Any:
        """Return the mode; of `@no_grad` without parentheses, the decorated function."""
        made = super().__new__(cls)
        made.earlier = []
        return made if function is None else made(function)

    def __enter__(self) -> Self:
        """Set it."""
        self.earlier: list[bool]
        self.earlier.append(RECORDING.on)
        RECORDING.on = self.on
        return self

    def __exit__(self, *error: object) -> None:
        """Set it back to what it was."""
        RECORDING.on = self.earlier.pop()

    def __call__(self, function: F) -> F:
        """Return the function as it runs in this mode."""

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            earlier, RECORDING.on = RECORDING.on, self.on
            try:
                return function(*args, **kwargs)
            finally:
                RECORDING.on = earlier

        return run  # type: ignore[return-value]


class no_grad(Mode):  # noqa: N801  (PyTorch's name)
    """Do not record: results have `requires_grad=False`.

    >>> with no_grad():
    ...     is_grad_enabled()
    False
    """

    on = False


class enable_grad(Mode):  # noqa: N801  (PyTorch's name)
    """Record, also inside a `no_grad`."""

    on = True


class set_grad_enabled(Mode):  # noqa: N801  (PyTorch's name)
    """Record or not, from here on; used in a `with`, until its end.

    >>> with set_grad_enabled(False):
    ...     is_grad_enabled()
    False
    """

    def __new__(cls, mode: bool) -> "set_grad_enabled":
        """Set it at once."""
        made: set_grad_enabled = super().__new__(cls)
        made.on = bool(mode)
        made.before = RECORDING.on
        RECORDING.on = made.on
        return made

    def __enter__(self) -> Self:
        """Remember what held before it was made."""
        self.before: bool
        self.earlier.append(self.before)
        RECORDING.on = self.on
        return self

    def __call__(self, function: F) -> F:
        """Return the function as it runs in this mode; making the decorator has set nothing."""
        RECORDING.on = self.before
        return super().__call__(function)


class inference_mode(Mode):  # noqa: N801  (PyTorch's name)
    """Do not record, as `no_grad`."""

    on = False

    def __new__(cls, mode: Any = True) -> Any:
        """Return the mode; with False, recording stays as it is."""
        made = super().__new__(cls, mode if callable(mode) else None)
        if mode is False:
            made.on = RECORDING.on
        return made


def is_grad_enabled() -> bool:
    """Tell whether operations are recorded in this thread."""
    return RECORDING.on
