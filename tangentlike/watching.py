"""Derivatives that are zero because nothing that ran depends on an argument but tests: a bisection, a solver that starts
where it ends, a branch for one value. Such a zero is told, with the line of the test.

Compiled code starts the bar of a float as the constant `0.0`, and each contribution makes a new number: a bar that still
is that very constant has got none.
"""

import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any

from tangentlike.errors import ControlFlowWarning, Place, RecompileWarning

OURS = str(Path(__file__).parent)
_told: dict[Any, Any] = {}                      # what Python's warnings module has shown already


def tell(function: str, argument: str, filename: str, line: int) -> None:
    """Tell where a derivative is zero because the result depends on an argument only through a test; not of our tests."""
    if not filename.startswith("<tangentlike"):
        warnings.warn_explicit(
            f"the derivative of `{function}` with respect to `{argument}` is zero: the result depends on it only through "
            "this test. (`tangentlike.implicit_root` and `fixed_point` have the derivative of a solution.)",
            ControlFlowWarning,
            filename,
            line,
            registry=_told,
        )


def tell_recompiling(name: object, count: int) -> None:
    """Tell that a function keeps meeting new kinds of arguments, at the line that called its derivative."""
    said = f"`{name}` has met {count} signatures of arguments; each is compiled anew."
    warnings.warn(said, RecompileWarning, stacklevel=1 + _levels_of_ours())


def _levels_of_ours() -> int:
    """Return how many calls lie between the function that asks and the user's own line."""
    frame, level = sys._getframe(1), 0
    while frame.f_back is not None and frame.f_code.co_filename.startswith(("<tangentlike", OURS)):
        frame, level = frame.f_back, level + 1
    return level


def make_check(
    functions: Iterable[FunctionType], name: str, tests: Mapping[str, Place], wrt: tuple[str, ...], part: int | None
) -> Callable[[Any], Any] | None:
    """Return a function that passes a result on, and tells if a gradient in it got no contribution; None if it has no test.

    The gradient, one or a tuple for `wrt`, is this part of the result; None: the whole.
    """
    places = [(number, each, tests[each]) for number, each in enumerate(wrt) if each in tests]
    zeros = [value for function in functions for value in function.__code__.co_consts if type(value) is float and value == 0.0]
    if not places or not zeros:
        return None

    def check(result: Any) -> Any:
        gradient = result if part is None else result[part]
        for number, argument, place in places:
            bar = gradient[number] if type(gradient) is tuple else gradient
            if type(bar) is float and bar == 0.0 and any(bar is zero for zero in zeros):
                tell(name, argument, place.filename, place.line)
        return result

    return check
