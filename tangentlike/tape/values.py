"""Values as ordinary Python and NumPy have them, with their derivatives: what the fallback runs a program on.

Numbers are values: `t += x` binds t anew. Arrays are memory, which is written in place and looked into by views; what a
node has read is copied before it is overwritten. A value answers `isinstance` as what it holds.
"""

import opcode
import operator
import sys
import types
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from tangentlike.errors import Unsupported
from tangentlike.rules import registry
from tangentlike.tape.memory import root_of
from tangentlike.tape.nodes import AccumulateGrad, Node, Variable
from tangentlike.tape.operations import Operation
from tangentlike.tape.record import Call, apply, is_active, plain
from tangentlike.tape.views import note_view, write, write_at

ADD, SUB, MUL = Operation(operator.add, "Add"), Operation(operator.sub, "Sub"), Operation(operator.mul, "Mul")
DIV, NEG = Operation(operator.truediv, "Div"), Operation(operator.neg, "Neg")
SHORT = {np.add: ADD, np.subtract: SUB, np.multiply: MUL, np.divide: DIV, np.negative: NEG}


@dataclass
class Writing:
    """What writes into its argument, as `writing.py` has it."""

    methods: dict[str, Callable[..., Any]] = field(default_factory=dict)
    functions: dict[Any, Callable[..., Any]] = field(default_factory=dict)
    at: Callable[..., Any] = operator.not_
    out: Callable[..., Any] = operator.not_


WRITING = Writing()
REMAINDERS = (6, 19)                            # the arguments of BINARY_OP that mean `%` and `%=`
_readers: dict[int, list["weakref.ref[Node]"]] = {}


class Value(Variable):
    """A float, or an array, of a program that runs on the tape."""

    __slots__ = ()
    __array_priority__: ClassVar[float] = 1000.0

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """What it holds: `isinstance(x, np.ndarray)` is true of an array."""
        return type(self.value)

    @classmethod
    def leaf(cls, value: Any) -> "Value":
        """Return a value that derivatives are taken with respect to."""
        made: Any = super().make(value)
        made.node = AccumulateGrad(made)
        return made

    @classmethod
    def make(cls, value: Any, node: Node | None = None) -> Any:
        """Return a value; a number without a derivative is nothing but itself."""
        numeric = isinstance(value, (float, complex, np.inexact)) or type(value) is np.ndarray
        if not numeric or (node is None and type(value) is not np.ndarray):
            return value
        if type(value) is np.ndarray and value.dtype.kind not in "fc":
            node = None
        return super().make(value, node)

    # What was read stays as it was

    @classmethod
    def noted(cls, node: Node) -> None:
        """Remember which nodes read which memory."""
        for value in flat_arrays(node.saved):
            root = root_of(value)
            key = id(root)
            if key not in _readers:
                _readers[key] = []
                weakref.finalize(root, _readers.pop, key, None)
            _readers[key].append(weakref.ref(node))

    @classmethod
    def will_write(cls, value: Any) -> None:
        """Give the nodes that have read this memory copies of what it holds now."""
        root = root_of(value)
        for reference in _readers.get(id(root), ()):
            node = reference()
            if node is not None and node.saved is not None:
                node.saved = copied(node.saved, root)
        if id(root) in _readers:
            _readers[id(root)] = []

    # Operators

    def combine(self, operation: Operation, left: Any, right: Any) -> Any:
        """Apply an operation of two numbers or arrays."""
        other = right if left is self else left
        if not isinstance(other, (Variable, int, float, complex, np.ndarray, np.generic)):
            return NotImplemented
        return settled(operation.two(left, right))

    def __add__(self, other: Any) -> Any:
        return self.combine(ADD, self, other)

    def __radd__(self, other: Any) -> Any:
        return self.combine(ADD, other, self)

    def __sub__(self, other: Any) -> Any:
        return self.combine(SUB, self, other)

    def __rsub__(self, other: Any) -> Any:
        return self.combine(SUB, other, self)

    def __mul__(self, other: Any) -> Any:
        return self.combine(MUL, self, other)

    def __rmul__(self, other: Any) -> Any:
        return self.combine(MUL, other, self)

    def __truediv__(self, other: Any) -> Any:
        return self.combine(DIV, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.combine(DIV, other, self)

    def __neg__(self) -> Any:
        return settled(NEG.one(self))

    def __pos__(self) -> Any:
        return call(operator.pos, self)

    def __abs__(self) -> Any:
        return call(operator.abs, self)

    def __pow__(self, other: Any) -> Any:
        return call(operator.pow, self, other)

    def __rpow__(self, other: Any) -> Any:
        return call(operator.pow, other, self)

    def __mod__(self, other: Any) -> Any:
        return call(operator.mod, self, other)

    def __rmod__(self, other: Any) -> Any:
        return call(operator.mod, other, self)

    def __floordiv__(self, other: Any) -> Any:
        return plain(self) // plain(other)

    def __rfloordiv__(self, other: Any) -> Any:
        return plain(other) // plain(self)

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __matmul__(self, other: Any) -> Any:
        return call(operator.matmul, self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return call(operator.matmul, other, self)

    # In place: arrays are written, numbers are bound anew

    def changed(self, function: Any, other: Any) -> Any:
        """Write the result of an operation into an array."""
        if type(self.value) is not np.ndarray:
            return NotImplemented
        result = function(self, other)
        if not np.can_cast(plain(result).dtype, self.value.dtype, "same_kind") or np.shape(plain(result)) != self.value.shape:
            return function(self.value.copy(), plain(other))  # raises what NumPy raises
        return write(self, result)

    def __iadd__(self, other: Any) -> Any:
        return self.changed(operator.add, other)

    def __isub__(self, other: Any) -> Any:
        return self.changed(operator.sub, other)

    def __imul__(self, other: Any) -> Any:
        return self.changed(operator.mul, other)

    def __itruediv__(self, other: Any) -> Any:
        return self.changed(operator.truediv, other)

    def __ipow__(self, other: Any) -> Any:
        return self.changed(operator.pow, other)

    # Tests and conversions

    def __lt__(self, other: Any) -> Any:
        return self.value < plain(other)

    def __le__(self, other: Any) -> Any:
        return self.value <= plain(other)

    def __gt__(self, other: Any) -> Any:
        return self.value > plain(other)

    def __ge__(self, other: Any) -> Any:
        return self.value >= plain(other)

    def __eq__(self, other: Any) -> Any:
        return self.value == plain(other)

    def __ne__(self, other: Any) -> Any:
        return self.value != plain(other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __int__(self) -> int:
        return int(self.value)

    __trunc__ = __floor__ = __ceil__ = __int__

    def __index__(self) -> int:
        return operator.index(self.value)

    def __round__(self, digits: int | None = None) -> Any:
        return round(self.value) if digits is None else round(self.value, digits)

    def __float__(self) -> float:
        if self.node is None or is_formatted(sys._getframe(1)):
            return float(self.value)
        raise lost("a float is made of it where the tape cannot see it")

    def __complex__(self) -> complex:
        if self.node is None:
            return complex(self.value)
        raise lost("a complex number is made of it where the tape cannot see it")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        if self.node is None and type(self.value) is np.ndarray:
            return self.value if dtype is None else self.value.astype(dtype)
        raise lost("an array is made of it where the tape cannot see it")

    def __repr__(self) -> str:
        return repr(self.value)

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)

    # Arrays

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        if np.ndim(self.value) == 0:
            return iter(self.value)
        return (self[place] for place in range(len(self.value)))

    def __contains__(self, item: Any) -> bool:
        return plain(item) in self.value

    def __getitem__(self, index: Any) -> Any:
        return call(operator.getitem, self, without_values(index))

    def __setitem__(self, index: Any, value: Any) -> None:
        if is_active(value) and self.value.dtype.kind not in "fc":
            raise lost(f"it is stored into an array of type {self.value.dtype}")
        write_at(self, without_values(index), value)

    def __getattr__(self, name: str) -> Any:
        member = getattr(type(self.value), name)
        ruled = registry.find(member)
        if ruled is None and not (callable(member) and type(self.value) is np.ndarray):
            return getattr(self.value, name)
        if not callable(member):
            return getattr(self.value, name) if ruled is not None and ruled.kind == "constant" else call(member, self)
        if name in WRITING.methods:
            return lambda *args, **kwargs: WRITING.methods[name](self, *args, **kwargs)
        return lambda *args, **kwargs: call(member, self, *args, **kwargs)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Run a universal function, or one of its methods."""
        if method == "at":
            return WRITING.at(ufunc, *inputs)
        out, where = kwargs.pop("out", None), kwargs.pop("where", True)
        if method == "__call__" and not kwargs and ufunc in SHORT:
            result = settled(SHORT[ufunc].one(inputs[0]) if len(inputs) == 1 else SHORT[ufunc].two(*inputs))
        else:
            result = call(ufunc if method == "__call__" else getattr(ufunc, method), *inputs, **kwargs)
        if out is None and where is True:
            return result
        return WRITING.out(result, out, where)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Run another function of NumPy."""
        if function in WRITING.functions:
            return WRITING.functions[function](*args, **kwargs)
        out = kwargs.pop("out", None)
        result = call(function, *args, **kwargs)
        return result if out is None else WRITING.out(result, out, True)


def call(function: Any, *args: Any, **kwargs: Any) -> Any:
    """Apply a function; what it returns may be a view of an argument."""
    args = tuple(map(real, args))
    made = apply(Call(Value, function, args, {name: real(value) for name, value in kwargs.items()}))
    if type(made) is Value and type(made.value) is np.ndarray and made.value.base is not None:
        looked = next((x for x in args if type(x) is Value and root_of(x.value) is root_of(made.value)), None)
        return made if looked is None else note_view(looked, made)
    return made


class Conversion:
    """A type that converts to numbers, and keeps the derivative: `float(x)`, `np.float64(x)`."""

    def __init__(self, kind: type):
        self.kind = kind

    def __call__(self, *args: Any) -> Any:
        """Convert."""
        if len(args) != 1 or type(args[0]) is not Value:
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
        Value.noted(made.node)
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


def flat_arrays(saved: Any) -> Iterator[Any]:
    """Yield the arrays among saved values."""
    for value in saved:
        if type(value) is np.ndarray:
            yield value
        elif isinstance(value, (list, tuple)):
            yield from flat_arrays(value)


def copied(saved: Any, root: Any) -> Any:
    """Return saved values with copies of those that lie in the memory of `root`."""
    if isinstance(saved, (list, tuple)):
        return type(saved)(copied(value, root) for value in saved)
    return saved.copy() if type(saved) is np.ndarray and root_of(saved) is root else saved
