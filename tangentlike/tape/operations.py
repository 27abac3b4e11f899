"""The short way onto the tape: functions of one or two operands, without options."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.rules import registry
from tangentlike.tape.forms import Form, find_case, flat_form, make_form, no_rule
from tangentlike.tape.modes import RECORDING
from tangentlike.tape.nodes import Variable, count, node_type

NUMBERS = frozenset({float, int, complex, np.float64})     # types that have one dtype and no shape

new: Any = object.__new__
_known: list["Operation"] = []


class Operation:
    """A function of one or two operands, without options: the short way onto the tape."""

    __slots__ = ("forms", "function", "kind", "one")

    def __init__(self, function: Callable[..., Any], name: str):
        self.function = function
        self.kind = node_type(name)
        self.forms: dict[Any, Form] = {}
        self.one = function_of_one(self)
        _known.append(self)

    def two(self, x: Any, y: Any, converted: Callable[[Any, Any], tuple[Any, Any]] | None = None) -> Any:
        """Apply the function of two operands, of which one at least is a variable; to what they are `converted` to."""
        left, right, first, second = x, y, None, None
        if isinstance(y, Variable):
            right, second, made = y.value, y.node, new(y.kind)
        if isinstance(x, Variable):
            left, first, made = x.value, x.node, new(x.kind)
        out = self.function(left, right) if converted is None else self.function(*converted(left, right))
        made.value = out
        if (first is None and second is None) or not RECORDING.on:
            made.node = None
            return made
        alike = (first is None or are_alike(left, out)) and (second is None or are_alike(right, out))
        key = (first is not None, second is not None, alike)
        form = self.forms.get(key) or self.form(key, (left, right), key[:2])
        reads, likes = form.reads, form.likes
        node = self.kind()
        node.form = form
        node.number = next(count)
        node.parents = (first, second) if first is not None and second is not None else (first or second,)
        node.saved = (
            out if form.reads_out else None,
            kept(x, left) if 0 in reads else shape_of(left) if 0 in likes else None,
            kept(y, right) if 1 in reads else shape_of(right) if 1 in likes else None,
        )
        made.node = node
        return made

    def form(self, key: Any, values: tuple[Any, ...], wanted: tuple[bool, ...]) -> Form:
        """Make a form; `wanted` says which operands carry derivatives."""
        rule = registry.find(self.function)
        if rule is None:
            raise no_rule(self.function)
        if rule.kind == "constant":
            self.forms[key] = flat_form(rule, wanted)
            return self.forms[key]
        given = dict(zip(rule.operands, values, strict=True))
        active = frozenset(name for name, is_wanted in zip(given, wanted, strict=True) if is_wanted)
        case, _ = find_case(rule, given, given, active)
        self.forms[key] = make_form(case, tuple(given), active, key is True or (isinstance(key, tuple) and key[-1]))
        return self.forms[key]


def forget() -> None:
    """Make forms anew from here on."""
    for operation in _known:
        operation.forms.clear()


registry.watch(forget)


def function_of_one(operation: Operation) -> Callable[[Any], Any]:
    """Return an operation as a function of one operand; what it reads is at hand, since it runs at every step of a chain."""
    function, forms, node_kind = operation.function, operation.forms, operation.kind

    def one(input: Any, *, out: Any = None) -> Any:
        if out is not None:
            return into(one(input), out, function.__name__, input)
        if not isinstance(input, Variable):
            input = lifted(input)
        value = input.value
        result = function(value)
        made = new(input.kind)
        made.value = result
        parent = input.node
        if parent is None or not RECORDING.on:
            made.node = None
            return made
        key = type(result) in NUMBERS or result.dtype is value.dtype
        form = forms.get(key) or operation.form(key, (value,), (True,))
        made.node = node = node_kind()
        node.form = form
        node.number = next(count)
        node.parents = (parent,)
        kept_value = value if form.reads else shape_of(value) if form.likes else None
        node.saved = (result if form.reads_out else None, kept_value)
        return made

    one.__name__ = one.__qualname__ = function.__name__
    one.__doc__ = f"Return `{function.__name__}` of each element."
    return one


def into(result: Variable, out: Any, name: str, input: Any) -> Any:
    """Write a result into a tensor that was given for it."""
    from tangentlike.tape.spellings import written  # noqa: PLC0415  (which is built on operations)

    return written(result, out, name, input)


def lifted(value: Any) -> Variable:
    """Return a tensor of what is none."""
    from tangentlike.tape.creation import as_tensor  # noqa: PLC0415  (which is built on operations)

    return as_tensor(value)


def are_alike(value: Any, out: Any) -> bool:
    """Tell whether a value has the type, shape and dtype of a result."""
    kind = type(out)
    return type(value) is kind and (kind in NUMBERS or (value.dtype is out.dtype and value.shape == out.shape))


def shape_of(value: Any) -> Any:
    """Return zeros of a value's shape and type that take no memory: what is read for its shape is not kept."""
    if isinstance(value, (list, tuple)):
        return [shape_of(item) for item in value]
    return hollow(value.dtype, value.shape) if type(value) is np.ndarray else value


@functools.lru_cache(maxsize=1024)
def hollow(dtype: Any, shape: tuple[int, ...]) -> Any:
    """Return zeros that take no memory, and cannot be written; a loop asks for the same ones again and again."""
    return np.broadcast_to(np.zeros((), dtype), shape)


def kept(operand: Any, value: Any) -> Any:
    """Return what is kept of an operand: an array that is no variable is copied, for it may change unseen."""
    return value.copy() if operand is value and type(value) is np.ndarray else value
