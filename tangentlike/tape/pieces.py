"""Pieces of compiled code that run on the tape: plain values in, plain values out, and the way back from them."""

import functools
import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tangentlike.containers import map_leaves
from tangentlike.errors import NoRule, NotHandedOut, Place
from tangentlike.tape.fallback import Run
from tangentlike.tape.record import plain
from tangentlike.tape.values import Value

signature_of = functools.lru_cache(inspect.signature)


class Way:
    """The way back from a piece: its run, and the parameters whose bars are wanted."""

    __slots__ = ("run", "wrt")

    def __init__(self, run: Run, wrt: tuple[str, ...]):
        self.run = run
        self.wrt = wrt

    def pull(self, out_bar: Any) -> Any:
        """Return the bar of the one parameter of interest, or a tuple of several."""
        bars = self.run.pull_to(met(self.run.out, out_bar))
        return bars[self.wrt[0]] if len(self.wrt) == 1 else tuple(bars[name] for name in self.wrt)


def on_tape(function: Any, wrt: tuple[str, ...], *args: Any) -> tuple[Any, Way]:
    """Run a piece on the tape; return its result, as plain values, and the way back."""
    bound = signature_of(function).bind(*args)
    try:
        run = Run(function, bound, wrt)
    except NoRule as error:
        refusal = getattr(function, "refusal", None)
        raise refusal if isinstance(refusal, NoRule) else error from None
    place = getattr(getattr(function, "refusal", None), "place", None)
    return map_leaves(functools.partial(handed_out, place), run.out), Way(run, wrt)


def handed_out(place: Place | None, leaf: Any) -> Any:
    """Return a number or array of a result, plain; what may hold derivatives unseen is refused."""
    value = plain(leaf)
    numeric = isinstance(value, (float, int, complex, np.number, np.bool_)) or (
        type(value) is np.ndarray and value.dtype.kind in "fciubSU"
    )
    if not (numeric or isinstance(value, (str, bytes, type(None), slice, range, type(Ellipsis)))):
        raise NotHandedOut(
            f"tangentlike cannot follow the derivative through a {type(value).__name__} that a statement on the tape gives.",
            place=place,
            why="the code around that statement is compiled, and takes numbers, arrays, and lists, tuples and dicts of these.",
            instead='let the statement give numbers or arrays, or take the derivative with `fallback="error"` to see its line.',
        )
    return value


def met(value: Any, bar: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the values of a result that carry derivatives, each with its bar; what has none is left out."""
    if type(value) is Value:
        if bar is not None:
            yield value, bar
    elif isinstance(value, Mapping):
        for key in value.keys() & (bar.keys() if isinstance(bar, Mapping) else ()):
            yield from met(value[key], bar[key])
    elif isinstance(value, (list, tuple)) and isinstance(bar, (list, tuple)):
        for each, its in zip(value, bar, strict=True):
            yield from met(each, its)
