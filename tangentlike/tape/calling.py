"""Calls on values of the fallback: what is returned may be a view; what loses a derivative is refused."""

import opcode
import types
from typing import Any

import numpy as np

from tangentlike.errors import Unsupported
from tangentlike.tape.memory import root_of
from tangentlike.tape.nodes import Variable
from tangentlike.tape.record import Call, apply, find_variable, plain
from tangentlike.tape.views import note_view

REMAINDERS = (6, 19)                            # the arguments of BINARY_OP that mean `%` and `%=`


def call(function: Any, *args: Any, **kwargs: Any) -> Any:
    """Apply a function; what it returns may be a view of an argument."""
    args = tuple(map(real, args))
    variable = find_variable((*args, *kwargs.values()))
    if variable is None:
        return function(*args, **kwargs)
    made = apply(Call(type(variable), function, args, {name: real(value) for name, value in kwargs.items()}))
    if type(made) in (tuple, list):
        return type(made)([as_view(item, args) for item in made])
    return as_view(made, args)


def as_view(made: Any, args: tuple[Any, ...]) -> Any:
    """Return a result; it may look into the memory of an argument, or be the argument itself."""
    if isinstance(made, Variable) and type(made.value) is np.ndarray:
        root = root_of(made.value)
        for x in args:
            if isinstance(x, Variable) and type(x.value) is np.ndarray and root_of(x.value) is root:
                return x if x.value is made.value else note_view(x, made)
    return made


class Conversion:
    """A type that converts to numbers, and keeps the derivative: `float(x)`, `np.float64(x)`."""

    def __init__(self, kind: type):
        self.kind = kind

    def __call__(self, *args: Any) -> Any:
        """Convert."""
        if len(args) != 1 or not isinstance(args[0], Variable):
            return self.kind(*args)
        value = args[0]
        if type(value.value) is self.kind:
            return value
        return self.kind(plain(value)) if issubclass(self.kind, (int, np.integer)) else call(self.kind, value)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, self.kind)

    def __eq__(self, other: Any) -> bool:
        return bool(self.kind == real(other))

    def __hash__(self) -> int:
        return hash(self.kind)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.kind, name)

    def __repr__(self) -> str:
        return repr(self.kind)


def real(value: Any) -> Any:
    """Return the type that a conversion stands for."""
    return value.kind if type(value) is Conversion else value


def settled(made: Any) -> Any:
    """Return the result of a short operation: a number without a derivative is itself, what it read is noted."""
    if made.node is None:
        return made if type(made.value) is np.ndarray else made.value
    if type(made.value) is np.ndarray:
        made.noted(made.node)
    return made


def is_formatted(frame: types.FrameType) -> bool:
    """Tell whether a frame is at a `%`: of a string and a value, whose text is wanted, not its derivative."""
    code, place = frame.f_code.co_code, frame.f_lasti
    return opcode.opname[code[place]].startswith("BINARY_OP") and code[place + 1] in REMAINDERS


def lost(why: str) -> Unsupported:
    """Return the error for a value whose derivative would be lost."""
    return Unsupported(
        "the derivative of a value would be lost here.",
        why=why + ".",
        instead="use functions of numpy or math on it, or give the function that is called a rule.",
    )


def without_values(index: Any) -> Any:
    """Return an index of plain integers and arrays."""
    if isinstance(index, tuple):
        return tuple(map(without_values, index))
    if isinstance(index, slice):
        return slice(plain(index.start), plain(index.stop), plain(index.step))
    return plain(index)
