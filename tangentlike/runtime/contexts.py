"""The two ends of a `with` statement, while its body is being differentiated; the finished text has the statement again."""

from typing import Any


def enter_context(manager: Any) -> Any:
    """Enter a context manager.

    >>> import contextlib
    >>> enter_context(contextlib.nullcontext(3.0))
    3.0
    """
    return manager.__enter__()


def leave_context(manager: Any) -> None:
    """Leave a context manager.

    >>> import contextlib
    >>> leave_context(contextlib.nullcontext(3.0))
    """
    manager.__exit__(None, None, None)


MAY_ALIAS = ()
