"""Random generators in a program that runs on the tape: what they permute or scale may carry a derivative."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.rules import registry
from tangentlike.tape.calling import call
from tangentlike.tape.record import find_variable
from tangentlike.tape.values import WRITING

# Where the methods that draw into an array take the size of what they draw.
SIZES = {"random": 0, "standard_normal": 0, "standard_exponential": 0, "standard_gamma": 1}


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
        return functools.partial(self.drawn, member)

    def drawn(self, member: Any, *args: Any, out: Any = None, **kwargs: Any) -> Any:
        """Draw numbers; what they are written into may have been read before."""
        if out is None:
            return call(member, self._generator, *args, **kwargs)
        place = SIZES.get(member.__name__)
        if place is not None and len(args) <= place and kwargs.get("size") is None:
            kwargs["size"] = np.shape(out)
        return WRITING.out(lambda: call(member, self._generator, *args, **kwargs), out, True)

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
