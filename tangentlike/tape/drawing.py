"""Random generators in a program that runs on the tape: what they permute or scale may carry a derivative."""

from collections.abc import Callable
from typing import Any

from tangentlike.rules import registry
from tangentlike.tape.calling import call
from tangentlike.tape.record import find_variable


class Drawn:
    """A random generator whose methods take values."""

    def __init__(self, generator: Any):
        self._generator = generator

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """What it stands for."""
        return type(self._generator)

    def __getattr__(self, name: str) -> Any:
        member = getattr(type(self._generator), name, None)
        if registry.find(member) is None:
            return getattr(self._generator, name)
        return lambda *args, **kwargs: call(member, self._generator, *args, **kwargs)

    def shuffle(self, x: Any, *options: Any, **named: Any) -> None:
        """Permute an array in place: the same numbers are drawn."""
        known = find_variable(x) is not None and not isinstance(x, (list, tuple))
        if options or named or not known:
            self._generator.shuffle(x, *options, **named)
        else:
            x[...] = x[self._generator.permutation(len(x))]


def making(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that makes a generator, for a program on the tape."""
    return lambda *args, **kwargs: Drawn(function(*args, **kwargs))
