"""The two ends of a `with` statement, while its body is being differentiated; the finished text has the statement again."""

from typing import Any

import numpy as np


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


def check_quiet(*errors: str) -> None:
    """Raise if NumPy is told to raise some floating-point errors: arithmetic in place does so once it has written.

    >>> check_quiet("divide", "invalid")
    """
    if any(what in ("raise", "call") for error, what in np.geterr().items() if error in errors):
        raise NotImplementedError(
            "tangentlike cannot differentiate arithmetic in place that may raise once it has written; write it out of place"
        )


MAY_ALIAS = ()
