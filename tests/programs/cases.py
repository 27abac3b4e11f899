"""The corpus as data: every function of `corpus/*.py` whose docstring says with which arguments to call it.

The last lines of such a docstring are fields, evaluated in the function's own module:

    args: 1.5, np.array([1.0, 2.0]), steps=3      what to call it with; several lines are several calls
    wrt: x, w                                     what to differentiate; default: every argument with a float in it
    order: 2                                      also compare the derivative of the derivative
    taped: it writes a view of another array      why it runs on the tape, or a piece of it; all others are compiled

A function without `args:` is a helper of the others.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from tests.programs import differences as d

CORPUS = Path(__file__).parent / "corpus"
FIELD = re.compile(r"^\s*(args|wrt|order|taped):\s*(.*)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Case:
    """A function of the corpus and one set of arguments."""

    name: str
    fun: Callable[..., Any]
    text: str  # the arguments, as written
    wrt_text: str
    order: int
    taped: str = ""  # why it is not compiled

    def call(self) -> tuple[list[Any], dict[str, Any]]:
        """Return fresh positional and keyword arguments."""
        collect = "(lambda *args, **kwargs: (list(args), kwargs))"
        return eval(code_of(f"{collect}({self.text})"), self.fun.__globals__)

    def wrt(self) -> list[int | str]:
        """Return what to differentiate: a position, or the name of what is given by keyword."""
        args, kwargs = self.call()
        keys: list[int | str] = [*range(len(args)), *kwargs]
        if not self.wrt_text:
            values = [*args, *kwargs.values()]
            return [k for k, v in zip(keys, values, strict=True) if any(d.is_real(leaf) for _, leaf in d.leaves(v))]
        names = list(inspect.signature(self.fun).parameters)
        chosen = [part.strip() for part in self.wrt_text.split(",")]
        return [names.index(n) if n in names and names.index(n) < len(args) else n for n in chosen]

    def parameter(self, key: int | str) -> int | str:
        """Return the parameter's name for a position; the position itself where it belongs to `*args`."""
        parameters = list(inspect.signature(self.fun).parameters.values())
        if isinstance(key, str) or key >= len(parameters) or parameters[key].kind is inspect.Parameter.VAR_POSITIONAL:
            return key
        return parameters[key].name

    def run(self) -> Any:
        """Return the value of the primal."""
        args, kwargs = self.call()
        return self.fun(*args, **kwargs)

    def left(self) -> tuple[list[Any], dict[str, Any]]:
        """Return the arguments as the primal leaves them."""
        args, kwargs = self.call()
        self.fun(*args, **kwargs)
        return args, kwargs

    def argument(self, key: int | str) -> Any:
        """Return one argument."""
        args, kwargs = self.call()
        return args[key] if isinstance(key, int) else kwargs[key]


def substitute(args: list[Any], kwargs: dict[str, Any], key: int | str, value: Any) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments with one of them replaced."""
    if isinstance(key, int):
        return [*args[:key], value, *args[key + 1 :]], kwargs
    return args, {**kwargs, key: value}


@functools.cache
def code_of(text: str) -> CodeType:
    """Return the code of an expression, which is evaluated for each difference."""
    return compile(text, "<arguments>", "eval")


@functools.cache
def expected(case: Case, key: int | str) -> Any:
    """Return the derivative by differences with respect to one argument; of a result that is not a scalar, the
    derivative of its pairing with `cotangent_for(result)`."""
    cotangent = d.cotangent_for(case.run())
    scalar = is_scalar(case.run())

    def at(value: Any) -> float:
        args, kwargs = substitute(*widened(case), key, value)
        result = case.fun(*args, **kwargs)
        return result if scalar else d.pair(cotangent, result)

    return d.differentiate(at, case.argument(key), ints=type(case.argument(key)) is int)


def widened(case: Case) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments with float32 values made float64."""
    args, kwargs = case.call()
    return d.transform(d.widen, args), d.transform(d.widen, kwargs)


def is_scalar(result: Any) -> bool:
    """Tell whether `grad` accepts such a result."""
    return d.is_real(result) and getattr(result, "shape", ()) == ()


@functools.cache
def modules() -> tuple[ModuleType, ...]:
    """Return the modules of the corpus."""
    names = sorted(path.stem for path in CORPUS.glob("*.py") if path.stem != "__init__")
    return tuple(importlib.import_module(f"tests.programs.corpus.{name}") for name in names)


@functools.cache
def all_cases() -> tuple[Case, ...]:
    """Return all cases, in the order of the files."""
    found = []
    for module in modules():
        for fun in vars(module).values():
            if inspect.isfunction(fun) and fun.__module__ == module.__name__ and "args:" in (fun.__doc__ or ""):
                found += cases_of(fun, module.__name__.rpartition(".")[2])
    return tuple(found)


def cases_of(fun: Callable[..., Any], subject: str) -> list[Case]:
    """Return the cases that a docstring describes."""
    fields = FIELD.findall(fun.__doc__)
    wrt = next((text for name, text in fields if name == "wrt"), "")
    order = int(next((text for name, text in fields if name == "order"), "1"))
    calls = [text for name, text in fields if name == "args"]
    taped = next((text for name, text in fields if name == "taped"), "")
    return [
        Case(f"{subject}.{fun.__name__}" + (f"-{i}" if len(calls) > 1 else ""), fun, text, wrt, order, taped)
        for i, text in enumerate(calls)
    ]
