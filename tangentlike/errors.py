"""Every exception and warning of tangentlike, in one shape.

An error says what is wrong and where, shows the line, says why, and says what to write instead.
"""

import os
from dataclasses import dataclass
from pickle import PicklingError
from typing import Any


@dataclass(frozen=True)
class Place:
    """A stretch of one line of source text; columns count characters from 0."""

    filename: str
    line: int
    column: int
    end_column: int
    excerpt: str


class TangentlikeError(Exception):
    """The base of all errors of tangentlike.

    >>> place = Place("pump.py", 12, 4, 8, "    with open(path) as log:")
    >>> print(TangentlikeError("tangentlike cannot differentiate a `with` statement.", place=place, why="of exits."))
    pump.py:12: tangentlike cannot differentiate a `with` statement.
      12 |     with open(path) as log:
         |     ^^^^
    Why:     of exits.
    """

    def __init__(self, what: str, *, place: Place | None = None, why: str = "", instead: str = ""):
        """Make the error from its four parts."""
        super().__init__(_message(what, place, why, instead))
        self.what = what
        self.place = place
        self.why = why
        self.instead = instead

    divisible = True  # what is refused is a place of the text, not how several places depend on each other

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the parts: the text is made again."""
        return _rebuild, (type(self), self.what, self.place, self.why, self.instead), self.__dict__.copy()


def _rebuild(
    kind: type[TangentlikeError], what: str, place: Place | None, why: str, instead: str
) -> TangentlikeError:
    return kind(what, place=place, why=why, instead=instead)


def _message(what: str, place: Place | None, why: str, instead: str) -> str:
    lines = [what] if place is None else [f"{shown_path(place.filename)}:{place.line}: {what}"]
    if place is not None and place.excerpt:
        # A tab would shift the carets.
        excerpt = place.excerpt.rstrip().replace("\t", " ")
        lines.append(f"{place.line:>4} | {excerpt}")
        gutter = " " * len(f"{place.line:>4}")
        carets = "^" * max(1, place.end_column - place.column)
        lines.append(f"{gutter} | {' ' * place.column}{carets}")
    if why:
        lines.append(f"Why:     {why}")
    if instead:
        lines.append(f"Instead: {instead}")
    return "\n".join(lines)


def shown_path(filename: str) -> str:
    """Return a file name relative to the current directory where it lies inside."""
    try:
        inside = os.path.relpath(filename)
    except (ValueError, OSError):  # another drive, on Windows; a deleted working directory
        return filename
    return filename if filename.startswith("<") or inside.startswith(os.pardir) else inside


class SourceNotAvailable(TangentlikeError, OSError):
    """The source text of a function cannot be found, or is not the text that runs."""


class Unsupported(TangentlikeError, NotImplementedError):
    """A construct that the compiler refuses."""


class Interrupted(Unsupported, NotImplementedError):
    """A body of a `try` statement that leaves something behind; `cuts` are the origins of the statements that do."""

    cuts: frozenset[Any] = frozenset()


class NotHandedOut(Unsupported, NotImplementedError):
    """A value that a statement on the tape gives, and that compiled code cannot take."""


class NoRule(TangentlikeError, NotImplementedError):
    """A function that has neither a derivative rule nor source text."""


class ArgumentError(TangentlikeError, TypeError):
    """An argument of the wrong kind."""


class UnknownArgument(TangentlikeError, ValueError):
    """A name or position in `argnums` that the function does not have."""


class NotScalar(TangentlikeError, TypeError):
    """A gradient was asked of a function whose result is not a real scalar."""


class ShapeMismatch(TangentlikeError, ValueError):
    """A cotangent or tangent whose shape is not that of its primal."""


class NotConverged(TangentlikeError, ArithmeticError):
    """A solution was not found."""


class SingularJacobian(TangentlikeError, ArithmeticError):
    """A solution is not determined by its equation, and has no derivative."""


class NotPicklable(TangentlikeError, PicklingError):
    """A gradient cannot be sent to another process."""


class WrongDerivative(TangentlikeError, AssertionError):
    """A derivative does not agree with differences, or not with another engine."""


class InternalError(TangentlikeError, RuntimeError):
    """A pass broke a promise: a bug in tangentlike, not in the user's code."""


class FallbackWarning(UserWarning):
    """A piece of a function runs on the tape."""


class ControlFlowWarning(UserWarning):
    """A result depends on an argument only through tests, so its derivative is zero."""


class RecompileWarning(UserWarning):
    """A function keeps meeting new signatures."""
