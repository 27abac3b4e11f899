"""The operators that both front ends have: what an operation does with other operands, each says in `combine`."""

import operator
from typing import Any, ClassVar

from tangentlike.tape.nodes import Variable
from tangentlike.tape.operations import Operation

ADD, SUB, MUL = Operation(operator.add, "Add"), Operation(operator.sub, "Sub"), Operation(operator.mul, "Mul")
DIV, NEG, ABS = Operation(operator.truediv, "Div"), Operation(operator.neg, "Neg"), Operation(operator.abs, "Abs")


class Operators(Variable):
    """Arithmetic by `combine(operation, left, right)`, and in place by `changed(function, other)`."""

    __slots__ = ()
    FROM: ClassVar[Operation] = SUB             # a number minus a variable
    OVER: ClassVar[Operation] = DIV             # a number divided by a variable

    def combine(self, operation: Operation, left: Any, right: Any) -> Any:
        """Apply an operation to this variable and another operand."""
        raise NotImplementedError

    def changed(self, operation: Any, other: Any) -> Any:
        """Write the result of an operation with another operand into this variable."""
        raise NotImplementedError

    def __add__(self, other: Any) -> Any:
        return self.combine(ADD, self, other)

    def __radd__(self, other: Any) -> Any:
        return self.combine(ADD, other, self)

    def __sub__(self, other: Any) -> Any:
        return self.combine(SUB, self, other)

    def __rsub__(self, other: Any) -> Any:
        return self.combine(self.FROM, other, self)

    def __mul__(self, other: Any) -> Any:
        return self.combine(MUL, self, other)

    def __rmul__(self, other: Any) -> Any:
        return self.combine(MUL, other, self)

    def __truediv__(self, other: Any) -> Any:
        return self.combine(DIV, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.combine(self.OVER, other, self)

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
