"""`Gradient`: the object that `grad(f)` returns. It is called like the primal and knows its generated text.

A call enters a function generated for the primal's parameters and for the variants in use (`dispatch`), installed as
`__call__` of a class of its own. A call that no variant fits yet lands in `_miss`, which asks the variants for one.
"""

from __future__ import annotations

import functools
import inspect
import sys
import threading
from collections.abc import Callable, Mapping
from types import FunctionType, MethodType
from typing import Any, Protocol, Self

from tangentlike.analysis.values import Kind
from tangentlike.arguments import find_signature
from tangentlike.compiling import Home
from tangentlike.dispatch import Entry, make_dispatcher
from tangentlike.errors import ArgumentError
from tangentlike.shipping import reduce_gradient

MOST_ENTRIES = 8


class Variant(Protocol):
    """One compiled variant, as `df.lower` returns it."""

    source: str
    function: FunctionType
    fallbacks: tuple[Any, ...]
    homes: Mapping[str, Home]
    injected: Mapping[str, object]
    signature: dict[str, Kind]


class Variants(Protocol):
    """What a gradient asks of the compiled variants of its primal."""

    skipped: int

    def entry_for(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Entry:
        """Return the way into the variant for these arguments, compiled if it must be."""

    def lower(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Variant:
        """Return the variant for these arguments, compiled but not run."""

    def general(self) -> Variant:
        """Return the variant for arguments of which nothing is known but their annotations."""

    def text(self) -> str:
        """Return the text of the variant used last; before any call, of the general one."""

    def function(self) -> FunctionType:
        """Return the generated function of that text."""

    def fallbacks(self) -> tuple[Any, ...]:
        """Return the records of what that variant leaves to the tape."""

    def stages(self, arguments: tuple[tuple[Any, ...], dict[str, Any]] | None) -> list[tuple[str, str]]:
        """Return the name of each pass and what it gives, for these arguments or for the general variant."""


class Gradient:
    """A derivative of a function, with the function's own signature, name and docstring."""

    def __init__(
        self,
        primal: Callable[..., Any],
        variants: Variants,
        operator: Callable[..., Any],
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Stand for `operator(primal, **options)`, which is how a pickle of this object makes it again."""
        # An object that can be called may hold anything: only a function's attributes are taken over.
        functools.update_wrapper(self, primal, updated=("__dict__",) if isinstance(primal, FunctionType) else ())
        # What `__getattr__` answers.
        del self.__dict__["__wrapped__"]
        self.__dict__.setdefault("__name__", type(primal).__name__)
        self._primal = primal
        self._variants = variants
        self._operator = operator
        self._options = dict(options or {})
        self._entries: tuple[Entry, ...] = ()
        self._lock = threading.RLock()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the derivative. The first call replaces this method by one that has the primal's parameters."""
        self._install(self._entries)
        return self(*args, **kwargs)

    @property
    def source(self) -> str:
        """The generated text, complete: of the variant used last; before any call, of the general one."""
        return self._variants.text()

    @property
    def fallbacks(self) -> tuple[Any, ...]:
        """The records (`lineno`, `construct`, `reason`) of what runs on the tape; empty when all is compiled."""
        return self._variants.fallbacks()

    @property
    def __tangentlike_function__(self) -> FunctionType:
        """The generated function, for whoever wants to differentiate it again."""
        return self._variants.function()

    def lower(self, *args: Any, **kwargs: Any) -> Variant:
        """Return the variant for these arguments, compiled but not run."""
        bound = find_signature(self._primal).bind(*args, **kwargs)
        bound.apply_defaults()
        return self._variants.lower(bound.args, bound.kwargs)

    def __set_name__(self, owner: type, name: str) -> None:
        """Count positions after `self`: this is a method."""
        self._variants.skipped = 1

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Bind to an instance, as a function in a class does."""
        return self if instance is None else MethodType(self, instance)

    def __getattr__(self, name: str) -> Any:
        """Find the primal, as `__wrapped__`, and its signature, once they are asked for.

        The `inspect` module, whose `getsource` and `getsourcelines` follow `__wrapped__`, is led to the generated
        function: it is the text of the derivative that a user who asks for it wants to see. `inspect.signature`, which
        follows it up to a given `stop`, needs no text, and so none is compiled.
        """
        if name == "__wrapped__":
            frame = sys._getframe(1)
            shows_text = frame.f_globals is vars(inspect) and frame.f_locals.get("stop") is None
            return self._variants.function() if shows_text else self._primal
        if name == "__signature__":
            self.__signature__ = find_signature(self._primal)
            return self.__signature__
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def __repr__(self) -> str:
        """Name the operator and the primal."""
        return f"<{self._operator.__name__} of {self._primal!r}>"

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickle what this was made from; the other process compiles it again."""
        return reduce_gradient(self, self._primal, self._operator, self._options)

    def __copy__(self) -> Self:
        """Return this object: like a function, it has no state that a copy would separate."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return this object, as for functions."""
        return self

    def _install(self, entries: tuple[Entry, ...]) -> None:
        """Give this object a class whose `__call__` tries `entries`."""
        signature, home, owner = find_signature(self._primal), find_home(self._primal), find_owner(self._primal)
        call = make_dispatcher(signature, self.__name__, entries, self._miss, home, owner)
        with self._lock:
            self._entries = entries
            # Static: Python counts the arguments that it was given too many of, and there is no `self` among them.
            # A new class, not a new attribute of a class: other threads see one or the other, whole.
            self.__class__ = type("Gradient", (Gradient,), {"__call__": staticmethod(call), "__doc__": None})

    def _miss(self, /, *args: Any, **kwargs: Any) -> Any:
        """Compute the derivative for arguments that no entry takes; from the next call on, an entry will."""
        entry = self._variants.entry_for(args, kwargs)
        with self._lock:
            # The same tests, with other guards: the name of a helper means another function now.
            others = tuple(each for each in self._entries if not each.takes_what(entry))
            if len(others) < MOST_ENTRIES:
                self._install((entry, *others))
        return entry.run(args, kwargs)


def find_variants(gradient: Gradient) -> Variants:
    """Return the variants behind a gradient."""
    return gradient._variants


def find_text(derivative: object) -> str:
    """Return the generated text of a gradient."""
    if not isinstance(derivative, Gradient):
        raise ArgumentError(
            f"{derivative!r} is not a derivative.",
            why="only what `grad` and `value_and_grad` return has a generated text.",
            instead="pass `tangentlike.grad(function)`.",
        )
    return derivative.source


def find_owner(primal: Callable[..., Any]) -> FunctionType | functools.partial[Any] | None:
    """Return the function (or partial) whose defaults the parameters of `primal` have, None where there is none."""
    return primal if isinstance(primal, (FunctionType, functools.partial)) else None


def find_home(primal: Callable[..., Any]) -> Home:
    """Return the names around the function that `primal` is, or wraps.

    >>> find_home(functools.partial(find_home)).globals is find_home.__globals__
    True
    """
    found: Any = primal
    while not isinstance(found, FunctionType):
        links = (getattr(found, link, None) for link in ("__wrapped__", "__func__", "func"))
        found = next((each for each in links if callable(each)), None)
        if found is None:
            return Home({})
    return Home.around(found)
