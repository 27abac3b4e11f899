"""Calls on values of the fallback: what is returned may be a view; what loses a derivative is refused."""

import opcode
import operator
import sys
import types
from typing import Any

import numpy as np

from tangentlike.errors import Unsupported
from tangentlike.syntax.source import place_of_line
from tangentlike.tape.memory import root_of
from tangentlike.tape.nodes import Node, Variable
from tangentlike.tape.record import Call, apply, find_variable, plain
from tangentlike.tape.views import note_view

TEXTS: set[str] = set()                         # the texts of values, in the programs that run
TESTS: dict[tuple[str, int], list[Node]] = {}   # where these programs ask for values, and what made those
KEYS: set[float] = set()                        # the numbers that are keys of dicts which were there before
REMAINDERS = (6, 19)                            # the arguments of BINARY_OP that mean `%` and `%=`


def note_test(*operands: Any) -> None:
    """Note where a program asks for a number, and the nodes that made it: the result may depend on them only by the answer."""
    nodes = [x.node for x in operands if isinstance(x, Variable) and x.node is not None]
    if nodes:
        frame = sys._getframe(2)
        TESTS[frame.f_code.co_filename, frame.f_lineno] = nodes


def note_raised(operands: tuple[Any, ...]) -> None:
    """Note where a program calls what raises an exception for the values that it is given."""
    nodes = [x.node for x in operands if isinstance(x, Variable) and x.node is not None]
    frame: Any = sys._getframe(2)
    while frame is not None and is_ours(frame):
        frame = frame.f_back
    if nodes and frame is not None:
        TESTS[frame.f_code.co_filename, frame.f_lineno] = nodes


def call(function: Any, *args: Any, **kwargs: Any) -> Any:
    """Apply a function; what it returns may be a view of an argument."""
    args = tuple(map(real, args))
    variable = find_variable((*args, *kwargs.values()))
    if variable is None:
        return function(*args, **kwargs)
    try:
        made = apply(Call(type(variable), function, args, {name: real(value) for name, value in kwargs.items()}))
    except (ArithmeticError, ValueError):  # a test, if it is handled
        note_raised((*args, *kwargs.values()))
        raise
    if type(made) in (tuple, list):
        return type(made)([as_view(item, args) for item in made])
    if isinstance(made, str):
        TEXTS.add("")  # it may hold any part of the text of the value
    return as_view(made, args)


def as_view(made: Any, args: tuple[Any, ...]) -> Any:
    """Return a result; it may look into the memory of an argument, or be the argument itself."""
    if isinstance(made, Variable) and type(made.value) is np.ndarray:
        root = root_of(made.value)
        for x in args:
            if isinstance(x, Variable) and type(x.value) is np.ndarray and root_of(x.value) is root:
                return x if x.value is made.value else note_view(x, made)
    return made


class Conversion(type):
    """A type that converts to numbers, and keeps the derivative: `float(x)`, `np.float64(x)`. A type, because `match` asks."""

    kind: type

    def __new__(cls, kind: type) -> "Conversion":
        """Make the type that stands for a type of numbers."""
        made = super().__new__(cls, kind.__name__, (kind,), {})
        made.kind = kind
        return made

    def __init__(cls, kind: type):
        super().__init__(kind.__name__, (kind,), {})

    def __call__(cls, *args: Any) -> Any:
        """Convert."""
        check_texts(args)
        if find_variable(args) is None:
            return cls.kind(*args)
        if len(args) == 2:
            return call(operator.add, args[0], call(operator.mul, args[1], 1j))
        value = args[0]
        if type(value.value) is cls.kind:
            return value
        if issubclass(cls.kind, (int, np.integer)):
            note_test(value)
            return cls.kind(plain(value))
        return call(cls.kind, value)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, cls.kind)

    def __eq__(cls, other: Any) -> bool:
        return bool(cls.kind == real(other))

    def __hash__(cls) -> int:
        return hash(cls.kind)

    def __repr__(cls) -> str:
        return repr(cls.kind)


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
    for value in made.node.saved:  # of arrays without dimensions NumPy makes numbers, and the arrays may be written
        if type(value) is np.ndarray:
            made.noted(made.node)
            break
    return made


def text_of(x: Variable, text: str) -> str:
    """Return the text of a value, and remember it: no number may be made of it, which would have no derivative."""
    if x.node is not None:
        TEXTS.add(text)
    return text


def check_texts(args: Any) -> None:
    """Refuse to make numbers of texts that hold the text of a value with a derivative."""
    for arg in args if TEXTS else ():
        if isinstance(arg, str) and any(text in arg for text in TEXTS):
            raise lost("a number is made of its text")
        if isinstance(arg, (list, tuple)):
            check_texts(arg)


def is_ours(frame: types.FrameType) -> bool:
    """Tell whether a frame is one of this package, and not of the program that it runs."""
    return str(frame.f_globals.get("__name__", "")).startswith("tangentlike.")


def is_formatted(frame: types.FrameType) -> bool:
    """Tell whether a frame is at a `%`: of a string and a value, whose text is wanted, not its derivative."""
    code, place = frame.f_code.co_code, frame.f_lasti
    found = opcode.opname[code[place]].startswith("BINARY_OP") and code[place + 1] in REMAINDERS
    if found:
        TEXTS.add("")  # which text it becomes is not seen: any may hold it
    return found


def lost(why: str) -> Unsupported:
    """Return the error for a value whose derivative would be lost."""
    frame: Any = sys._getframe(1)
    while frame is not None and is_ours(frame):
        frame = frame.f_back
    return Unsupported(
        "the derivative of a value would be lost here.",
        place=None if frame is None else place_of_line(frame.f_code.co_filename, frame.f_lineno),
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
