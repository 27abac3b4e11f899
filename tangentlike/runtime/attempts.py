"""What stands for the parts of a `try` statement while it is being differentiated; the finished text has the statement again.

`ran = try_runs(1, "KeyError")`, `if ran: ...; try_settled(1); ... else: ...` is a `try`, the first one of its function: up to
`try_settled(1)` its body, then its `else`; the other branch is its handlers. Which branch runs only the statement itself can
tell, so none of these functions can be run.
"""

from typing import Any, NoReturn

from tangentlike.errors import Unsupported


def try_runs(number: int, *handlers: str) -> bool:
    """Stand for whether the body of a `try` statement runs through; `handlers` are the exceptions of its handlers."""
    _refuse()


def try_catches(handler: str) -> bool:
    """Stand for whether the exception is one that a handler takes."""
    _refuse()


def try_exception(handler: str) -> Any:
    """Stand for the exception that a handler takes."""
    _refuse()


def try_settled(number: int) -> None:
    """Stand for the end of what the handlers of a `try` statement watch."""
    _refuse()


def try_needs(value: Any) -> None:
    """Stand for the need to compute a value, because that may raise, whether anything reads it or not."""
    _refuse()


def _refuse() -> NoReturn:
    raise Unsupported(
        "tangentlike cannot run a part of a `try` statement.",
        why="it stands for the statement while that is differentiated.",
        instead="print the finished text, which has the statement again.",
    )


MARKS = (try_runs, try_catches, try_exception, try_settled, try_needs)
MAY_ALIAS = ()
