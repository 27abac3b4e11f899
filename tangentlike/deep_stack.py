"""Room for texts that nest deeply: a sum of a thousand terms is a tree a thousand levels deep, and passes are recursive.

Python's own compiler takes such texts. What has no room in the caller's stack is done again in a thread with a deeper one.
"""

import functools
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

DEPTH = 4_000           # calls of Python functions; what is deeper takes minutes to compile, and runs on the tape
STACK = 128 * 2**20     # bytes, of which only those that are used are taken


class _State(threading.local):
    """Whether this thread is compiling, and whether it has a deep stack."""

    busy = False
    deep = False


STATE = _State()
TURN = threading.Lock()  # the size of the stack and the limit of recursion are those of the whole process


def in_room(work: F) -> F:
    """Make a function do its work again in a deep stack where it runs out of its own.

    Only the outermost call does: it holds no lock that the other thread might wait for.
    """

    @functools.wraps(work)
    def worked(*args: Any, **kwargs: Any) -> Any:
        if STATE.busy:
            return work(*args, **kwargs)
        STATE.busy = True
        try:
            return work(*args, **kwargs)
        except RecursionError as error:
            shallow = error
        finally:
            STATE.busy = False
        return _in_deep_stack(functools.partial(work, *args, **kwargs), shallow)

    return worked  # type: ignore[return-value]


def needs_room(refusal: BaseException) -> bool:
    """Tell whether an error may be one of the stack, which a deeper one will mend."""
    return isinstance(refusal, RecursionError) and not STATE.deep


def _in_deep_stack(work: Callable[[], Any], shallow: RecursionError) -> Any:
    outcome: list[Any] = []

    def run() -> None:
        STATE.busy = STATE.deep = True
        try:
            outcome.extend((work(), None))
        except BaseException as error:  # it is the caller's
            outcome.extend((None, error))

    with TURN:
        limit, size = sys.getrecursionlimit(), threading.stack_size()
        try:
            threading.stack_size(STACK)
            thread = threading.Thread(target=run)
            sys.setrecursionlimit(max(limit, DEPTH))
            thread.start()
            thread.join()
        except (RuntimeError, ValueError):  # the machine has no such stack
            raise shallow from None
        finally:
            threading.stack_size(size)
            sys.setrecursionlimit(limit)
    result, error = outcome
    if error is not None:
        raise error
    return result
