"""Operators and NumPy's protocols: what is done with a tensor is recorded, whoever does it."""

import operator
from typing import Any, ClassVar

import numpy as np

from tangentlike.errors import TangentlikeError
from tangentlike.tape.dtypes import promoted
from tangentlike.tape.nodes import Variable
from tangentlike.tape.operations import Operation
from tangentlike.tape.operators import ABS, ADD, DIV, MUL, NEG, SUB, Operators
from tangentlike.tape.record import Call, apply, find_variable, plain
from tangentlike.tape.views import before, check_writable, note_view, write

OPERATIONS = {np.add: ADD, np.subtract: SUB, np.multiply: MUL, np.divide: DIV, np.negative: NEG, np.absolute: ABS}
MUTATORS = (np.copyto, np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis)


class LinAlgError(RuntimeError):
    """A matrix for which there is no result."""


def named(name: str, function: Any, *args: Any, **kwargs: Any) -> Any:
    """Apply a function; its node has PyTorch's `name`."""
    variable = find_variable((*args, *kwargs.values()))
    kind = Protocols if variable is None else variable.kind
    try:
        return looking(variable, apply(Call(kind, function, args, kwargs, name)))
    except np.exceptions.AxisError as error:
        rank = max(error.ndim or 0, 1)
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {error.axis})"
        ) from None
    except TangentlikeError:
        raise
    except np.linalg.LinAlgError as error:
        raise LinAlgError(f"linalg.{getattr(function, '__name__', name)}: {error}") from None
    except ValueError as error:  # NumPy's, for sizes that do not fit
        raise RuntimeError(str(error)) from None


def looking(variable: Variable | None, made: Any) -> Any:
    """Return what a function made; what looks into the memory of its operand is a view of it."""
    for each in made if isinstance(made, (list, tuple)) else (made,):
        if isinstance(each, Variable) and variable is not None and getattr(each.value, "base", None) is not None:
            note_view(variable, each)
    return made


def number(value: Any) -> Any:
    """Return NotImplemented for an operand that no tensor can be combined with."""
    return isinstance(value, (Variable, int, float, complex, np.ndarray, np.generic))


class Protocols(Operators):
    """The operators of a variable, and what NumPy asks it."""

    __slots__ = ()
    FROM: ClassVar[Operation] = Operation(operator.sub, "RsubBackward1")
    OVER: ClassVar[Operation] = Operation(operator.truediv, "Mul")  # PyTorch multiplies by the reciprocal
    __array_priority__: ClassVar[float] = 1000.0

    def combine(self, operation: Operation, left: Any, right: Any) -> Any:
        """Apply an operation to this variable and another operand, converted as PyTorch converts them."""
        other = right if left is self else left
        if isinstance(other, Variable):
            if other.value.dtype is not self.value.dtype:
                return operation.two(left, right, promoted)
        elif not number(other):
            return NotImplemented
        try:
            return operation.two(left, right)
        except ValueError:
            raise unequal(left, right) from None

    def __neg__(self) -> Any:
        return NEG.one(self)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return ABS.one(self)

    def __pow__(self, other: Any) -> Any:
        return power(self, other)

    def __rpow__(self, other: Any) -> Any:
        return power(other, self)

    def __matmul__(self, other: Any) -> Any:
        return matmul(self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return matmul(other, self)

    def __mod__(self, other: Any) -> Any:
        return named("Remainder", np.remainder, self, other)

    def __floordiv__(self, other: Any) -> Any:
        return named("Floor", np.floor_divide, self, other)

    # In place

    def changed(self, operation: Any, other: Any) -> Any:
        """Write the result of an operation with another operand into this variable."""
        check_writable(self)
        kept = before(self)
        kept.value = np.array(self.value)
        return write(self, operation(kept, other))

    # Tests, which carry no derivative

    def __lt__(self, other: Any) -> Any:
        return self.kind.make(np.less(self.value, plain(other)))

    def __le__(self, other: Any) -> Any:
        return self.kind.make(np.less_equal(self.value, plain(other)))

    def __gt__(self, other: Any) -> Any:
        return self.kind.make(np.greater(self.value, plain(other)))

    def __ge__(self, other: Any) -> Any:
        return self.kind.make(np.greater_equal(self.value, plain(other)))

    def __eq__(self, other: Any) -> Any:
        return self.kind.make(np.equal(self.value, plain(other))) if number(other) else NotImplemented

    def __ne__(self, other: Any) -> Any:
        return self.kind.make(np.not_equal(self.value, plain(other))) if number(other) else NotImplemented

    __hash__ = object.__hash__

    def __invert__(self) -> Any:
        return self.kind.make(np.invert(self.value))

    def __and__(self, other: Any) -> Any:
        return self.kind.make(np.bitwise_and(self.value, plain(other)))

    def __or__(self, other: Any) -> Any:
        return self.kind.make(np.bitwise_or(self.value, plain(other)))

    # NumPy

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise TypeError(
            "a tensor is not turned into an array in silence: its derivative would be lost. "
            "Use `tensor.detach().numpy()`, or functions that record, such as `stack` for a list of tensors."
        )

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Record a call of a universal function, or of one of its methods."""
        if "out" in kwargs or "where" in kwargs or method == "at":
            raise TypeError(f"np.{ufunc.__name__} with `out`, `where` or `at` writes into memory that the tape cannot follow")
        if method == "__call__" and not kwargs:
            operation = OPERATIONS.get(ufunc)
            if operation is not None:
                return operation.one(inputs[0]) if len(inputs) == 1 else operation.two(*inputs)
            return named("", ufunc, *inputs)
        return named("", ufunc if method == "__call__" else getattr(ufunc, method), *inputs, **kwargs)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Record a call of another function of NumPy."""
        if function in MUTATORS:
            raise TypeError(f"np.{function.__name__} writes into memory that the tape cannot follow")
        return looking(find_variable((*args, *kwargs.values())), apply(Call(self.kind, function, args, kwargs)))


def power(base: Any, exponent: Any) -> Any:
    """Return a power; PyTorch's name for it depends on which of the two is a tensor."""
    name = "PowBackward2" if not isinstance(base, Variable) else "PowBackward1" if isinstance(exponent, Variable) else "Pow"
    return named(name, np.power, base, exponent)


def matmul(left: Any, right: Any) -> Any:
    """Return a matrix product; PyTorch's name for it depends on the numbers of dimensions."""
    first, second = np.shape(plain(left)), np.shape(plain(right))
    names = {(1, 1): "Dot", (2, 2): "Mm", (2, 1): "Mv", (1, 2): "SqueezeBackward4"}
    try:
        return named(names.get((len(first), len(second)), "UnsafeView"), np.matmul, left, right)
    except RuntimeError:
        if len(first) == 1 and len(second) == 1:
            raise RuntimeError(
                f"inconsistent tensor size, expected tensor [{first[0]}] and src [{second[0]}] to have the same number of "
                f"elements, but got {first[0]} and {second[0]} elements respectively"
            ) from None
        first = (1, *first) if len(first) == 1 else first
        shapes = " and ".join("x".join(map(str, shape)) for shape in (first, second))
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({shapes})") from None


def unequal(left: Any, right: Any) -> RuntimeError:
    """Return PyTorch's error for operands whose shapes do not fit."""
    first, second = np.shape(plain(left)), np.shape(plain(right))
    rank = max(len(first), len(second))
    padded = [(1,) * (rank - len(shape)) + shape for shape in (first, second)]
    place = next((k for k in reversed(range(rank)) if padded[0][k] != padded[1][k] and 1 not in (padded[0][k], padded[1][k])), 0)
    return RuntimeError(
        f"The size of tensor a ({padded[0][place]}) must match the size of tensor b ({padded[1][place]}) at non-singleton "
        f"dimension {place}"
    )
