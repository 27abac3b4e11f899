"""Pieces of compiled code that run on the tape: plain values in, plain values out, and the way back from them."""

import dataclasses
import functools
import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from tangentlike.containers import attributes_in, map_leaves
from tangentlike.errors import NoRule, NotHandedOut, Place
from tangentlike.tape.classes import reclassed
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
    place = getattr(getattr(function, "refusal", None), "place", None)
    if holds_twice(args, set()):
        raise handed("a list or dict that is held twice by what a statement on the tape is given", place)
    try:
        run = Run(function, bound, wrt)
    except NoRule as error:
        refusal = getattr(function, "refusal", None)
        raise refusal if isinstance(refusal, NoRule) else error from None
    classes = run.aware.classes
    out = map_leaves(functools.partial(handed_out, place), run.out)
    return reclassed(out, lambda kind: classes.get(kind, kind)), Way(run, wrt)


def handed_out(place: Place | None, leaf: Any) -> Any:
    """Return a number or array of a result, plain; what may hold derivatives unseen is refused."""
    value = plain(leaf)
    numeric = isinstance(value, (float, int, complex, np.number, np.bool_)) or (
        type(value) is np.ndarray and value.dtype.kind in "fciubSU"
    )
    if not (numeric or isinstance(value, (str, bytes, type(None), slice, range, type(Ellipsis)))):
        raise handed(f"a {type(value).__name__} that a statement on the tape gives", place)
    return value


def handed(what: str, place: Place | None) -> NotHandedOut:
    """Return the error for what compiled code and the tape cannot hand to each other."""
    return NotHandedOut(
        f"tangentlike cannot follow the derivative through {what}.",
        place=place,
        why="the code around that statement is compiled, and takes numbers, arrays, and lists, tuples and dicts of these.",
        instead='let the statement give numbers or arrays, or take the derivative with `fallback="error"` to see its line.',
    )


def holds_twice(values: Iterable[Any], seen: set[int]) -> bool:
    """Tell whether a list or dict is met twice among values: the tape would make two of it."""
    for value in values:
        if isinstance(value, (list, dict)):
            if id(value) in seen:
                return True
            seen.add(id(value))
        if isinstance(value, (list, tuple, dict)) and holds_twice(value.values() if isinstance(value, dict) else value, seen):
            return True
    return False


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
    elif dataclasses.is_dataclass(value) and dataclasses.is_dataclass(bar):
        for name in attributes_in(value):
            yield from met(object.__getattribute__(value, name), getattr(bar, name, None))
