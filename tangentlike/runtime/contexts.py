"""The two ends of a `with` statement, while its body is being differentiated; the finished text has the statement again."""

import threading
from typing import Any


class _Entered(threading.local):
    """The context managers of one thread that are entered and not left."""

    def __init__(self) -> None:
        self.managers: list[Any] = []


_entered = _Entered()


def enter_context(manager: Any) -> Any:
    """Enter a context manager.

    >>> import contextlib
    >>> enter_context(contextlib.nullcontext(3.0))
    3.0
    >>> leave_context()
    """
    value = manager.__enter__()
    _entered.managers.append(manager)
    return value


def leave_context() -> None:
    """Leave what was entered last."""
    _entered.managers.pop().__exit__(None, None, None)


MAY_ALIAS = ()
