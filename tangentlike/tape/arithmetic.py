"""The operators of values, their tests and their conversions: what Python and NumPy give for plain numbers and arrays."""

import operator
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.tape.calling import KEYS, call, is_formatted, lost, note_test, settled, text_of
from tangentlike.tape.nodes import Variable
from tangentlike.tape.operations import Operation
from tangentlike.tape.operators import ADD, DIV, MUL, NEG, SUB, Operators
from tangentlike.tape.record import plain
from tangentlike.tape.views import write

SHORT = {np.add: ADD, np.subtract: SUB, np.multiply: MUL, np.divide: DIV, np.negative: NEG}


def computed(result: Callable[[], Any]) -> tuple[Any, FloatingPointError | None]:
    """Return what is to be written, and what NumPy raises once it has written it, if it is told to raise."""
    try:
        return result(), None
    except FloatingPointError as error:
        with np.errstate(all="ignore"):
            return result(), error


class Arithmetic(Operators):
    """Numbers are values, and `t += x` binds t anew; arrays are written."""

    __slots__ = ()

    # Operators

    def combine(self, operation: Operation, left: Any, right: Any) -> Any:
        """Apply an operation of two numbers or arrays."""
        other = right if left is self else left
        if isinstance(other, (list, tuple)) and type(self.value) is np.ndarray:
            other = call(np.array, other)
            left, right = (self, other) if left is self else (other, self)
        if not isinstance(other, (Variable, int, float, complex, np.ndarray, np.generic)):
            return NotImplemented
        return settled(operation.two(left, right))

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
        result, late = computed(lambda: function(self, other))
        if not np.can_cast(plain(result).dtype, self.value.dtype, "same_kind") or np.shape(plain(result)) != self.value.shape:
            return getattr(operator, f"i{function.__name__}")(self.value.copy(), plain(other))  # raises what NumPy raises
        written = write(self, result if type(result) is type(self) else type(self).make(np.asarray(result)))
        if late is not None:
            raise late
        return written

    # Tests and conversions

    def __lt__(self, other: Any) -> Any:
        note_test(self, other)
        return self.value < plain(other)

    def __le__(self, other: Any) -> Any:
        note_test(self, other)
        return self.value <= plain(other)

    def __gt__(self, other: Any) -> Any:
        note_test(self, other)
        return self.value > plain(other)

    def __ge__(self, other: Any) -> Any:
        note_test(self, other)
        return self.value >= plain(other)

    def __eq__(self, other: Any) -> Any:
        note_test(self, other)
        return self.value == plain(other)

    def __ne__(self, other: Any) -> Any:
        note_test(self, other)
        return self.value != plain(other)

    def __hash__(self) -> int:
        if self.node is not None and self.value in KEYS:
            raise lost("it is looked up in a dict that was there before, which holds plain numbers")
        return hash(self.value)

    def __bool__(self) -> bool:
        note_test(self)
        return bool(self.value)

    def __int__(self) -> int:
        note_test(self)
        return int(self.value)

    __trunc__ = __floor__ = __ceil__ = __int__

    def __index__(self) -> int:
        note_test(self)
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
        return text_of(self, repr(self.value))

    def __str__(self) -> str:
        return text_of(self, str(self.value))

    def __format__(self, spec: str) -> str:
        return text_of(self, format(self.value, spec))
