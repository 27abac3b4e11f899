"""The generated function that a call of a gradient enters: straight tests of the arguments, then the variant.

    def call(df, /, w, x):
        if type_(w) is type_(x) is float_ and helper is was:
            return variant(w, x)
        return miss(df, w, x)

It has the primal's own parameters, so that Python binds keywords and defaults and reports wrong calls, and it runs in
the primal's globals, so that a guard is one load of a global. Its cost is most of what a call costs (0.1 us).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import Parameter, Signature
from types import FunctionType
from typing import Any

import numpy as np

from tangentlike.compiling import Home, make_functions

UNSET = object()                                # the default of a parameter whose own default is read at the call


@dataclass(frozen=True)
class Entry:
    """The way into one variant: when these tests hold and each guard names the object it named, call it.

    The tests are Python expressions over the primal's parameters and `names`; a guard is an expression that is
    evaluated where the primal runs, and the object that the compiler saw there (or a test with `{was}` in its place).
    """

    variant: Callable[..., Any]
    tests: tuple[str, ...] = ()
    guards: tuple[tuple[str, object], ...] = ()
    names: Mapping[str, object] = field(default_factory=dict)
    check: Callable[[Any], Any] | None = None   # what the result goes through

    def run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the variant, without any test."""
        result = self.variant(*args, **kwargs)
        return result if self.check is None else self.check(result)

    def takes_what(self, other: Entry) -> bool:
        """Tell whether two entries take the same arguments, whatever their guards say."""
        words = set(re.findall(r"\w+", " ".join(self.tests)))
        same = all(self.names.get(word) is other.names.get(word) for word in words)
        return self.tests == other.tests and same


def make_dispatcher(
    signature: Signature,
    title: str,
    entries: Sequence[Entry],
    miss: Callable[..., Any],
    home: Home,
    owner: FunctionType | functools.partial[Any] | None = None,
) -> FunctionType:
    """Return a function that tries `entries` in order and calls `miss` if none fits.

    A default that `owner`, the function (or partial) itself, has is read from it at each call: it may be another one by then.
    """
    supply = Supply(signature, entries)
    name = supply.name("call")  # not the title: a guard may name the primal
    arguments = ", ".join(map(_pass_on, signature.parameters.values()))
    lines = [f"def {name}({_list_parameters(signature)}):"]
    places = _default_places(signature, owner)
    unset, function_name = supply.inject("unset", UNSET), supply.inject("primal", owner)
    lines += [f"    if {each} is {unset}: {each} = {function_name}.{place}" for each, place in places.items()]
    for entry in entries:
        lines += _write_entry(entry, arguments, supply)
    lines += [f"    return {supply.inject('miss', miss)}({arguments})", ""]
    function = make_functions("\n".join(lines), f"call of {title}", {name: home}, supply.injected)[name]
    function.__name__ = function.__qualname__ = title
    _set_defaults(function, signature, places)
    return function


def type_tests(types: Mapping[str, type]) -> tuple[tuple[str, ...], dict[str, object]]:
    """Return the tests that each parameter is of exactly its type, and the names they use.

    >>> type_tests({"w": float, "b": float, "n": int})[0]
    ('type_(w) is type_(b) is float_', 'type_(n) is int_')
    """
    # The user's module may give another meaning to `type`, and a parameter may be called `type_`.
    names: dict[str, object] = {}
    look = _label("type_", types, names, type)
    grouped: dict[type, list[str]] = {}
    for name, kind in types.items():
        grouped.setdefault(kind, []).append(f"{look}({name})")
    tests = [
        " is ".join([*members, _label(f"{kind.__name__}_", types, names, kind)]) for kind, members in grouped.items()
    ]
    return tuple(tests), names


def array_tests(arrays: Mapping[str, tuple[np.dtype[Any], int]]) -> tuple[tuple[str, ...], dict[str, object]]:
    """Return the tests that arrays (known to be arrays) have their dtype and number of dimensions.

    >>> array_tests({"w": (np.dtype(float), 1), "x": (np.dtype(float), 2), "t": (np.dtype(">f4"), 1)})[0]
    ('w.dtype is x.dtype is float64_', 't.dtype == float32_', 'w.ndim == t.ndim == 1', 'x.ndim == 2')
    """
    names: dict[str, object] = {}
    dtypes: dict[np.dtype[Any], list[str]] = {}
    ranks: dict[int, list[str]] = {}
    for name, (dtype, rank) in arrays.items():
        dtypes.setdefault(dtype, []).append(f"{name}.dtype")
        ranks.setdefault(rank, []).append(f"{name}.ndim")
    tests = []
    for dtype, members in dtypes.items():
        # Only NumPy's own descriptors are single objects; others (byte-swapped, structured) are compared by value.
        relation = " is " if np.dtype(dtype.type) is dtype else " == "
        tests.append(relation.join([*members, _label(f"{dtype.name}_", arrays, names, dtype)]))
    tests += [" == ".join([*members, str(rank)]) for rank, members in ranks.items()]
    return tuple(tests), names


def _label(wanted: str, parameters: Iterable[str], names: dict[str, object], value: object) -> str:
    """Enter `value` in `names`, under a name that is neither there nor a parameter's."""
    while wanted in parameters or wanted in names:
        wanted += "_"
    names[wanted] = value
    return wanted


class Supply:
    """The names of one dispatcher: each object of ours gets one that nothing else in the text uses."""

    def __init__(self, signature: Signature, entries: Iterable[Entry]) -> None:
        """Take what `entries` inject and set aside every word of the tests, guards and parameters."""
        self.injected: dict[str, object] = {}
        self.taken = {*signature.parameters}
        for entry in entries:
            for text in (*entry.tests, *(expression for expression, _ in entry.guards)):
                self.taken.update(re.findall(r"\w+", text))
            for name, value in entry.names.items():
                if self.injected.setdefault(name, value) is not value or name in signature.parameters:
                    raise ValueError(f"two meanings of {name} in the tests of a call")

    def name(self, wanted: str) -> str:
        """Return `wanted`, or with the next free number."""
        fresh, number = wanted, 0
        while fresh in self.taken:
            number += 1
            fresh = f"{wanted}{number}"
        self.taken.add(fresh)
        return fresh

    def inject(self, wanted: str, value: object) -> str:
        """Give `value` a name in the text."""
        name = self.name(wanted)
        self.injected[name] = value
        return name


def _write_entry(entry: Entry, arguments: str, supply: Supply) -> list[str]:
    guards = [_write_guard(expression, supply.inject("was", value)) for expression, value in entry.guards]
    call = f"{supply.inject('variant', entry.variant)}({arguments})"
    call = f"return {call}" if entry.check is None else f"return {supply.inject('check', entry.check)}({call})"
    tests = " and ".join([*entry.tests, *guards])
    return [f"    if {tests}:", f"        {call}"] if tests else [f"    {call}"]


def _write_guard(expression: str, was: str) -> str:
    return expression.format(was=was) if "{was}" in expression else f"{expression} is {was}"


def _list_parameters(signature: Signature) -> str:
    bare = [each.replace(annotation=Parameter.empty, default=Parameter.empty) for each in signature.parameters.values()]
    return str(Signature(bare))[1:-1]


def _pass_on(parameter: Parameter) -> str:
    if parameter.kind is Parameter.VAR_POSITIONAL:
        return f"*{parameter.name}"
    if parameter.kind is Parameter.VAR_KEYWORD:
        return f"**{parameter.name}"
    return f"{parameter.name}={parameter.name}" if parameter.kind is Parameter.KEYWORD_ONLY else parameter.name


def _default_places(signature: Signature, owner: FunctionType | functools.partial[Any] | None) -> dict[str, str]:
    """Return where the function keeps the default of each parameter that has one; not of those that others gave it."""
    if owner is None:
        return {}
    given = [each for each in signature.parameters.values() if each.default is not Parameter.empty]
    if isinstance(owner, functools.partial):
        return {each.name: f"keywords[{each.name!r}]" for each in given if each.name in owner.keywords}
    positional = [each for each in given if each.kind is not Parameter.KEYWORD_ONLY]
    places = [(each, f"__defaults__[{number - len(positional)}]") for number, each in enumerate(positional)]
    places += [(each, f"__kwdefaults__[{each.name!r}]") for each in given if each.kind is Parameter.KEYWORD_ONLY]
    theirs = [*(owner.__defaults__ or ()), *(owner.__kwdefaults__ or {}).values()]
    if len(theirs) != len(given) or any(each.default is not value for each, value in zip(given, theirs, strict=True)):
        return {}
    return {each.name: place for each, place in places}


def _set_defaults(function: FunctionType, signature: Signature, places: Mapping[str, str]) -> None:
    given = [each for each in signature.parameters.values() if each.default is not Parameter.empty]
    defaults = [(each, UNSET if each.name in places else each.default) for each in given]
    function.__defaults__ = tuple(value for each, value in defaults if each.kind is not Parameter.KEYWORD_ONLY) or None
    function.__kwdefaults__ = {each.name: value for each, value in defaults if each.kind is Parameter.KEYWORD_ONLY}
