"""Which parameter an argument is, or an entry of `argnums`; and the calls in front of a variant that takes others."""

import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.values import carries
from tangentlike.containers import flatten
from tangentlike.cotangents import is_inexact
from tangentlike.errors import ArgumentError, UnknownArgument, Unsupported
from tangentlike.subjects import Subject


def differentiable(value: Any) -> bool:
    """Tell whether `vjp` returns a cotangent for an argument: whole numbers have none."""
    return carries(kind_of(value)) and any(map(is_inexact, flatten(value)[0]))


def name_arguments(subject: Subject, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments by parameter, `*args` as a tuple."""
    own = subject.parameters
    out: dict[str, Any] = dict(zip(own.names, args, strict=False))
    if own.vararg is not None:
        out[own.vararg] = tuple(args[len(own.names) :])
    rest = dict(kwargs)
    for name in [*own.names, *own.keyword_only]:
        if name in rest:
            out[name] = rest.pop(name)
    if own.kwarg is not None:
        if any("_bar" in name for name in rest):
            raise Unsupported(
                f"tangentlike cannot differentiate `{subject.name}` with an option whose name holds `_bar`.",
                place=subject.source.place(subject.source.tree),
                why="so the derivative calls the seed that it takes by keyword.",
                instead="give the option another name.",
            )
        out[own.kwarg] = rest
    return {name: out[name] for name in own.all if name in out}


def find_parameter(subject: Subject, wanted: int | str) -> tuple[str, int | str | None]:
    """Return the parameter that an entry of `argnums` means, and the place in it for an item of `*args` or `**options`."""
    own = subject.parameters
    if isinstance(wanted, np.integer):  # `np.arange(2)` has such
        wanted = int(wanted)
    if isinstance(wanted, str):
        if wanted in own.all:
            return wanted, None
        if own.kwarg is not None:
            return own.kwarg, wanted
    elif type(wanted) is int:
        if -len(own.names) <= wanted < len(own.names):
            return own.names[wanted], None
        if own.vararg is not None and wanted >= len(own.names):
            return own.vararg, wanted - len(own.names)
    names = ", ".join(f"`{name}`" for name in own.all)
    raise not_there(subject, wanted, f"its parameters are {names or 'none'}.")


def find_given(
    subject: Subject, primal: Callable[..., Any], wanted: int | str, arguments: dict[str, Any]
) -> tuple[str, int | str | None]:
    """Return where an entry of `argnums` is found in these arguments.

    A wrapper takes `*args, **options` and hands them on: a parameter of what it wraps may be given by place or by name.
    """
    own = subject.parameters
    name, place = find_parameter(subject, wanted)
    if place is None:
        return name, None
    items, options = arguments.get(own.vararg or "", ()), arguments.get(own.kwarg or "", {})
    wrapped = positional_names(primal) if hasattr(primal, "__wrapped__") else []
    if isinstance(place, int) and place >= len(items) and place + len(own.names) < len(wrapped):
        name, place = own.kwarg or name, wrapped[place + len(own.names)]
    elif isinstance(place, str) and place not in options and place in wrapped:
        name, place = own.vararg or name, wrapped.index(place) - len(own.names)
    if place in options or (isinstance(place, int) and 0 <= place < len(items)):
        return name, place
    raise not_there(subject, wanted, "it is not among the arguments of this call.")


def positional_names(primal: Callable[..., Any]) -> list[str]:
    """Return the names of the parameters of what a function wraps that may be given by their place."""
    named = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [p.name for p in inspect.signature(primal).parameters.values() if p.kind in named]


def not_there(subject: Subject, wanted: int | str, why: str) -> UnknownArgument:
    """Return the error for an entry of `argnums` that means no argument."""
    return UnknownArgument(
        f"`{subject.name}` has no argument {wanted!r}.",
        why=why,
        instead="name one that is there in `argnums`, or give its position from 0.",
    )


def without_options(
    function: Callable[..., Any], primal: Callable[..., Any], count: int, dropped: set[str]
) -> Callable[..., Any]:
    """Return the variant behind a call that names options of a library function; only their defaults are known."""
    parameters = inspect.signature(primal).parameters
    order = list(parameters)

    def call(*args: Any, **kwargs: Any) -> Any:
        named = [*zip(order[count:], args[count:], strict=False), *((name, kwargs[name]) for name in dropped & kwargs.keys())]
        for name, value in named:
            if value is not parameters[name].default:
                raise ArgumentError(
                    f"the option `{name}` of `{getattr(primal, '__name__', primal)}` is {value!r}.",
                    why="a library function is differentiated with its options at their defaults.",
                    instead="differentiate a function of your own that calls it with this option.",
                )
        return function(*args[:count], **{k: v for k, v in kwargs.items() if k not in dropped})

    return call


def picking(function: Callable[..., Any], pick: Any) -> Callable[..., Any]:
    """Return the variant behind a choice of items of `*args`, or of a parameter that is named twice."""
    chosen, single, alone, operator, has_aux = pick

    def choose(bars: Any) -> Any:
        out = []
        for index, place in chosen:
            whole = bars if alone and single else bars[index]
            out.append(whole if place is None else whole[place])
        return out[0] if single else tuple(out)

    def call(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if operator == "value_and_grad":
            return result[0], choose(result[1])
        return (choose(result[0]), result[1]) if has_aux else choose(result)

    return call


def find_signature(primal: Callable[..., Any]) -> inspect.Signature:
    """Return the signature of a function, or, where it has none that Python knows, one that takes everything.

    A wrapper has the parameters of its own text, whatever function it names as the one that it wraps.
    """
    try:
        return inspect.signature(primal, follow_wrapped=not isinstance(primal, FunctionType))
    except (ValueError, TypeError):
        everything = [
            inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL),
            inspect.Parameter("kwargs", inspect.Parameter.VAR_KEYWORD),
        ]
        return inspect.Signature(everything)
