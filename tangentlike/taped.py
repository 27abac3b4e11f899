"""What runs on the tape because it cannot be compiled: the record of it, the warning, and the text that stands for it."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tangentlike.arguments import find_signature
from tangentlike.compiling import Home, make_functions
from tangentlike.errors import (
    FallbackWarning,
    InternalError,
    NoRule,
    SourceNotAvailable,
    Unsupported,
)
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.printer import to_source

REFUSALS = (Unsupported, NoRule, SourceNotAvailable, InternalError, RecursionError)
_shown: set[tuple[Any, ...]] = set()            # the places that were warned of


@dataclass(frozen=True)
class Fallback:
    """A piece that runs on the tape: where it is, what it is, and why it is not compiled."""

    lineno: int | None
    construct: str
    reason: str

    @classmethod
    def of(cls, refusal: BaseException) -> "Fallback":
        """Return the record of a refusal of the compiler's."""
        place = getattr(refusal, "place", None)
        what = getattr(refusal, "what", None) or f"the function is nested too deeply ({type(refusal).__name__})"
        return cls(place.line if place else None, what.rstrip("."), getattr(refusal, "why", ""))


def warn(refusal: BaseException, name: str) -> None:
    """Say, once for each place, what runs on the tape."""
    place = getattr(refusal, "place", None)
    record = Fallback.of(refusal)
    site = (name, record.lineno, record.construct) if place is None else (place.filename, place.line, record.construct)
    if site in _shown:
        return
    _shown.add(site)
    text = f"{name} runs on the tape: {record.construct}" + (f" ({record.reason.rstrip('.')})." if record.reason else ".")
    warnings.warn_explicit(text, FallbackWarning, place.filename if place else f"<{name}>", place.line if place else 1)


@dataclass(frozen=True)
class OnTape:
    """A derivative of a function that runs on the tape."""

    primal: Callable[..., Any]
    wrt: tuple[str, ...]
    operator: str
    single: bool
    has_aux: bool
    refusal: BaseException | None = None

    def __call__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the primal, and go back."""
        from tangentlike.tape.fallback import derivative  # noqa: PLC0415  (most programs never need the tape)

        return derivative(self.run(args, kwargs), self.wrt, self.operator, single=self.single, has_aux=self.has_aux)

    def run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the primal; where the tape has no rule either, the compiler's error says more."""
        from tangentlike.tape.fallback import Run  # noqa: PLC0415

        bound = find_signature(self.primal).bind(*args, **kwargs)
        bound.apply_defaults()
        try:
            run = Run(self.primal, bound, self.wrt)
        except NoRule:
            if isinstance(self.refusal, NoRule):
                raise self.refusal from None
            raise
        if self.refusal is not None:
            warn(self.refusal, f"`{getattr(self.primal, '__name__', repr(self.primal))}`")
        return run

    def text(self, subject: Subject) -> str:
        """Return the text that stands for the derivative."""
        name = f"{subject.name}_{self.operator}"
        record = Fallback.of(self.refusal) if self.refusal is not None else None
        where = f" line {record.lineno}:" if record is not None and record.lineno else ""
        why = f"On the tape, because it cannot be compiled:{where} {record.construct if record else ''}."
        words = {"value_and_grad": "Value and gradient", "vjp": "Pullback"}.get(self.operator, "Gradient")
        doc = f"{words} of `{subject.name}` with respect to {', '.join(self.wrt)}.\n\n    {why}\n    "
        arguments = t.no_arguments()
        arguments.vararg, arguments.kwarg = t.parameter("args"), t.parameter("kwargs")
        call = t.call("on_tape", t.name("args"), t.name("kwargs"))
        return to_source(t.function(name, arguments, [t.statement(t.constant(doc)), t.return_(call)]))

    def function(self, subject: Subject) -> tuple[str, Any]:
        """Return the text, and the function that it defines."""
        text = self.text(subject)
        name = t.parse(text).body[0].name
        return text, make_functions(text, name, {name: Home({})}, {"on_tape": self})[name]
