"""A user's own code, run on values of the tape: its functions in globals where numpy, math and conversions know these.

Nothing of the user's is changed: functions are copied with other globals and cells, through which every name is looked up
as it is at that moment, and replaced where what it means would lose a derivative.
"""

import builtins
import functools
import inspect
import types
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from tangentlike.analysis.drawing import is_generator, made_generator
from tangentlike.tape import writing  # noqa: F401  (what writes into its argument is known from there on)
from tangentlike.tape.brackets import bracketed
from tangentlike.tape.caches import CACHED, cached
from tangentlike.tape.calling import KEYS, TESTS, TEXTS
from tangentlike.tape.classes import aware_class, looked_into
from tangentlike.tape.drawing import Drawn, making
from tangentlike.tape.loops import LOOPS
from tangentlike.tape.putting_back import plain_of, put_back
from tangentlike.tape.replacements import (
    BUILTINS,
    CONVERSIONS,
    PLAIN,
    is_foreign,
    is_gradient,
    is_numeric,
    is_of_library,
    is_operator,
    is_ruled,
    of_library,
    on_plain_values,
    on_values,
)
from tangentlike.tape.sharing import check_containers, forget, given_array
from tangentlike.tape.values import Value

EMPTY = object()


class Globals(dict[str, Any]):
    """The globals of a copied function: each name is looked up in the real ones, and replaced if it must be."""

    def __init__(self, real: dict[str, Any], aware: "Aware"):
        imported = functools.partial(import_aware, aware)
        super().__init__(__builtins__={**vars(builtins), **BUILTINS, "__import__": imported})
        self.real = real
        self.aware = aware
        self.fetched: dict[str, Any] = {}

    def __missing__(self, name: str) -> Any:
        return self.aware.of(self.real[name])

    def fetch(self, code: types.CodeType) -> None:
        """Look up what the bodies of classes in a function read: Python does not ask for what is missing there."""
        for inner in code.co_consts:
            if isinstance(inner, types.CodeType):
                names = inner.co_names if not inner.co_flags & inspect.CO_OPTIMIZED else ()
                for name in names:
                    if name in self.real and name not in self:
                        self[name] = self.fetched[name] = self.aware.of(self.real[name])
                self.fetch(inner)

    def written(self) -> dict[str, Any]:
        """Return what the program has bound in its globals."""
        kept = {name for name, value in self.fetched.items() if self.get(name) is value}
        return {name: value for name, value in self.items() if name != "__builtins__" and name not in kept}


def import_aware(aware: "Aware", *args: Any) -> Any:
    """Import a module, as a program on the tape sees it."""
    name, home, *more = [*args, None] if len(args) == 1 else args
    return aware.of(__import__(name, home.real if isinstance(home, Globals) else home, *more))


class Module:
    """A module whose members are replaced as they are read."""

    def __init__(self, module: types.ModuleType, aware: "Aware"):
        self._module = module
        self._aware = aware

    def __getattr__(self, name: str) -> Any:
        return self._aware.of(getattr(self._module, name))

    def __repr__(self) -> str:
        return repr(self._module)


class Aware:
    """The replacements of one run; the same thing is always replaced by the same one."""

    def __init__(self, primal: Any, derive: Callable[[str, "Aware"], Callable[..., Any]]):
        self.primal = primal
        self.derive = derive
        self.known: dict[int, tuple[Any, Any]] = {}
        self.homes: dict[int, Globals] = {}
        self.containers: list[tuple[Any, Any, list[Any]]] = []
        self.objects: list[Any] = []
        self.arrays: list[Any] = []             # those that the program was given, and
        self.leaves: list[Any] = []             # those of them that are arguments of interest
        self.bases: dict[int, Any] = {}
        self.slotted: list[Any] = []            # objects that have slots in the place of a dict
        self.classes: dict[type, type] = {}
        self.back: dict[int, Any] = {}
        self.cells: list[tuple[types.CellType, types.CellType, Any]] = []
        # The containers of the arguments, those that stand for them, and what these held at the start.
        self.given: list[tuple[Any, Any, list[Any]]] = []

    def of(self, value: Any) -> Any:
        """Return what stands for a value in a program that runs on the tape."""
        if type(value) is Value or isinstance(value, PLAIN):
            return value
        found = self.known.get(id(value))
        if found is None:
            # The original is kept, so that nothing else gets its identity.
            found = self.known[id(value)] = (value, self.replaced(value))
            self.known.setdefault(id(found[1]), (found[1], found[1]))
        return found[1]

    def replaced(self, value: Any) -> Any:
        """Return what stands for a value that is met for the first time."""
        if type(value) is np.ndarray and value.dtype != object:
            return given_array(value, self)
        if isinstance(value, types.ModuleType):
            return Module(value, self)
        if is_generator(value):
            return Drawn(value)
        if (joining := bracketed(value)) is not None:
            return joining
        if callable(value) and isinstance(value, Hashable) and value in LOOPS:
            return LOOPS[value]
        if isinstance(value, type):
            return CONVERSIONS.get(value) or aware_class(value, self)
        if callable(value):
            made = self.called(value)
            if made is not None:
                return made
        if isinstance(value, dict):
            KEYS.update(number for key in value for number in numbers_in(key))
        if type(value) in (list, tuple, dict):
            return self.container(value)
        return looked_into(value, self)

    def called(self, value: Any) -> Any:
        """Return what stands for a function, or another object that is one."""
        if is_gradient(value):
            return self.gradient(value)
        if is_operator(value):
            return self.derive(value.__name__, self)
        if made_generator(value) is not None:
            return making(value)
        if is_generator(getattr(value, "__self__", None)):
            return getattr(Drawn(value.__self__), value.__name__) if value.__name__ == "shuffle" else on_values(value)
        if getattr(value, "on_plain_values", False):
            return on_plain_values(value)
        if isinstance(value, types.FunctionType) and hasattr(value, "__tangentlike_function__"):
            return self.function(value.__tangentlike_function__)
        if is_ruled(value):
            return on_values(value)
        if isinstance(value, types.FunctionType) and not is_foreign(value):
            return of_library(self.function(value)) if is_of_library(value) else self.function(value)
        if isinstance(value, types.MethodType) and isinstance(value.__func__, types.FunctionType):
            return types.MethodType(self.of(value.__func__), self.of(value.__self__))
        if isinstance(value, CACHED):
            return cached(self.of(value.__wrapped__), **value.cache_parameters())  # what it holds is plain
        if isinstance(value, np.vectorize):
            options = {name: getattr(value, name) for name in ("otypes", "excluded", "cache", "signature")}
            return LOOPS[np.vectorize](self.of(value.pyfunc), **options)
        if isinstance(value, functools.partial):
            given = {name: self.of(item) for name, item in value.keywords.items()}
            return functools.partial(self.of(value.func), *map(self.of, value.args), **given)
        return on_values(value) if is_numeric(value) else None

    def container(self, value: Any) -> Any:
        """Return a container with what stands for its items, if something else does for one of them."""
        items = list(value.values()) if type(value) is dict else list(value)
        new = list(map(self.of, items))
        if all(item is old for item, old in zip(new, items, strict=True)):
            self.containers.append((value, value, new))
            return value
        made = dict(zip(value, new, strict=True)) if type(value) is dict else type(value)(new)
        self.containers.append((value, made, new))
        return made

    def home(self, names: dict[str, Any]) -> "Globals":
        """Return the globals that stand for a module's."""
        if isinstance(names, Globals):
            return names                        # of a method that is a copy already
        if id(names) not in self.homes:
            self.homes[id(names)] = Globals(names, self)
        return self.homes[id(names)]

    def function(self, function: types.FunctionType) -> types.FunctionType:
        """Return the copy of a function of the user's; Python's library keeps its globals, which it knows best."""
        home = function.__globals__ if is_of_library(function) else self.home(function.__globals__)
        cells = tuple(map(self.cell, function.__closure__ or ()))
        made = types.FunctionType(function.__code__, home, function.__name__, None, cells)
        self.known[id(function)] = (function, made)
        if isinstance(home, Globals):
            home.fetch(function.__code__)
        self.fill()
        made.__defaults__ = tuple(map(self.of, function.__defaults__)) if function.__defaults__ else None
        if function.__kwdefaults__:
            made.__kwdefaults__ = {name: self.of(value) for name, value in function.__kwdefaults__.items()}
        made.__dict__.update(function.__dict__)
        made.__qualname__, made.__doc__, made.__module__ = function.__qualname__, function.__doc__, function.__module__
        return made

    def cell(self, cell: types.CellType) -> types.CellType:
        """Return a cell with what stands for the contents; what the program puts there is put back in the end."""
        for old, new, _ in self.cells:
            if old is cell:
                return new
        new = types.CellType()
        self.cells.append((cell, new, EMPTY))
        return new

    def fill(self) -> None:
        """Fill the cells that are new: functions may refer to themselves through them."""
        for place, (cell, new, before) in enumerate(self.cells):
            if before is EMPTY:
                self.cells[place] = (cell, new, None)
                try:
                    new.cell_contents = self.of(cell.cell_contents)
                    self.cells[place] = (cell, new, new.cell_contents)
                except ValueError:  # an empty cell
                    pass

    def gradient(self, gradient: Any) -> Any:
        """Return what stands for a compiled derivative: inside its own primal, that; elsewhere it runs on the tape."""
        if gradient._primal is self.primal:
            return self.of(gradient._primal)
        taken = self.derive(gradient._operator.__name__, self)
        return taken(self.of(gradient._primal), **gradient._options)

    def finish(self) -> None:
        """Put back into the user's cells, globals, containers and objects what the program has bound anew, as plain values."""
        TEXTS.clear()
        KEYS.clear()
        TESTS.clear()
        forget(self)
        check_containers(self)
        # What stands for something stands for itself as well, which is said last.
        self.back = {id(new): old for old, new in reversed([*(pair[:2] for pair in self.given), *self.known.values()])}
        for value, made, new in self.containers:
            now = list(made.values()) if type(made) is dict else list(made)
            if type(value) is not tuple and (len(now) != len(new) or any(a is not b for a, b in zip(now, new, strict=True))):
                put_back(value, made, self)
        for attributes in self.objects:
            attributes.update({name: plain_of(item, self) for name, item in attributes.items()})
        for value in self.slotted:
            put_back(value, value, self)
        for cell, own, before in self.cells:
            try:
                after = own.cell_contents
            except ValueError:
                continue
            if after is not before:
                cell.cell_contents = plain_of(after, self)
        for home in self.homes.values():
            home.real.update({name: plain_of(value, self) for name, value in home.written().items()})
        for value, made, _ in self.given:
            put_back(value, made, self)


def numbers_in(key: Any) -> list[float]:
    """Return the floats in a key of a dict."""
    return [number for item in key for number in numbers_in(item)] if type(key) is tuple else [key] * isinstance(key, float)
