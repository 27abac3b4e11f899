"""Products and sums as a person writes them: signs in front, constants folded, nothing multiplied by one."""

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tangentlike.syntax import trees as t

FOLDED: dict[type, Callable[[Any, Any], Any]] = {
    t.Add: operator.add,
    t.Sub: operator.sub,
    t.Mult: operator.mul,
    t.Div: operator.truediv,
    t.Pow: operator.pow,
}


@dataclass
class Product:
    """A product: sign, constant, factors, divisors."""

    negative: bool = False
    constant: float = 1.0
    factors: list[t.expr] = field(default_factory=list)
    divisors: list[t.expr] = field(default_factory=list)

    def multiply(self, node: t.expr) -> "Product":
        """Multiply by an expression, taken apart as far as it is a product."""
        match node:
            case t.UnaryOp(op=t.USub(), operand=operand):
                self.negative = not self.negative
                return self.multiply(operand)
            case t.BinOp(left=left, op=t.Mult(), right=right):
                return self.multiply(left).multiply(right)
            case t.BinOp(left=left, op=t.Div(), right=right):
                return self.multiply(left).divide(right)
            case t.Constant(value=value) if is_number(value):
                self.negative ^= value < 0
                self.constant *= abs(float(value))
            case _:
                self.factors.append(node)
        return self

    def divide(self, node: t.expr) -> "Product":
        """Divide by an expression."""
        if isinstance(node, t.UnaryOp) and isinstance(node.op, t.USub):
            self.negative = not self.negative
            node = node.operand
        if isinstance(node, t.Constant) and is_number(node.value) and node.value != 0 and not self.factors:
            self.constant /= node.value
        else:
            self.divisors.append(node)
        return self

    def expression(self) -> t.expr:
        """Write the product: the sign first, then the first factor, the constant, the others, the divisors."""
        terms = list(self.factors)
        if self.constant != 1.0 or not terms:
            terms.insert(1 if len(terms) > 1 else 0, t.constant(self.constant))
        if self.negative:
            first = terms[0]
            flipped = isinstance(first, t.Constant) and is_number(first.value)
            terms[0] = t.constant(-first.value) if flipped else t.negative(first)
        out = terms[0]
        for term in terms[1:]:
            out = t.binary(out, t.Mult(), term)
        for divisor in self.divisors:
            out = t.binary(out, t.Div(), divisor)
        return out


def is_number(value: object) -> bool:
    """Tell whether a constant is a finite Python number (True is not one)."""
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]


def times(left: t.expr, right: t.expr) -> t.expr:
    """Return `left * right`, tidied.

    >>> from tangentlike.syntax.printer import to_source
    >>> to_source(times(t.name("b"), t.parse_expression("-x / y")))
    '-b * x / y'
    """
    return Product().multiply(left).multiply(right).expression()


def split_sign(node: t.expr) -> tuple[bool, t.expr]:
    """Take a leading minus from an expression: (whether there was one, the rest)."""
    match node:
        case t.UnaryOp(op=t.USub(), operand=operand):
            return True, operand
        case t.Constant(value=value) if is_number(value) and value < 0:
            return True, t.constant(-value)
        case t.BinOp(left=left, op=t.Mult() | t.Div() as op, right=right):
            negative, rest = split_sign(left)
            return negative, t.binary(rest, op, right) if negative else node
    return False, node


def plus(left: t.expr, right: t.expr) -> t.expr:
    """Return `left + right`, a leading minus of the right side made a subtraction, equal terms joined.

    >>> from tangentlike.syntax.printer import to_source
    >>> to_source(plus(t.parse_expression("a + b * x"), t.parse_expression("b * x")))
    'a + b * 2.0 * x'
    """
    negative, rest = split_sign(right)
    sign = t.Sub() if negative else t.Add()
    if not negative and _same_product(left, rest):
        return times(rest, t.constant(2.0))
    if isinstance(left, t.BinOp) and isinstance(left.op, type(sign)) and _same_product(left.right, rest):
        return t.binary(left.left, sign, times(rest, t.constant(2.0)))
    return t.binary(left, sign, rest)


def _same_product(left: t.expr, right: t.expr) -> bool:
    """Tell whether two terms are the same product of names, constants and elements."""
    plain = (t.BinOp, t.Mult, t.Div, t.Name, t.Load, t.Constant, t.Subscript)
    if not isinstance(left, t.BinOp) or not isinstance(right, t.BinOp):
        return False
    return t.equal(left, right) and all(isinstance(n, plain) for n in t.walk(left))


def is_constant(node: t.expr, value: float) -> bool:
    """Tell whether an expression is the number."""
    return isinstance(node, t.Constant) and is_number(node.value) and node.value == value


class _Fold(t.NodeTransformer):
    """Evaluate what is constant; drop multiplications by one and powers of one."""

    def visit_BinOp(self, node: t.BinOp) -> t.expr:
        """Fold one operation."""
        self.generic_visit(node)
        left, right = node.left, node.right
        if isinstance(left, t.Constant) and isinstance(right, t.Constant):
            return _evaluated(node, left.value, right.value)
        if isinstance(node.op, t.Mult):
            if is_constant(left, 1.0):
                return right
            return left if is_constant(right, 1.0) else node
        if isinstance(node.op, t.Pow) and isinstance(right, t.Constant) and _is_whole(right.value):
            node.right = t.constant(int(right.value))
        if isinstance(node.op, (t.Pow, t.Div)) and is_constant(right, 1.0):
            return left
        return node

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Take an item of a tuple that is written out."""
        self.generic_visit(node)
        match node:
            case t.Subscript(value=t.Tuple(elts=items), slice=t.Constant(value=int() as place)):
                return items[place]
        return node

    def visit_UnaryOp(self, node: t.UnaryOp) -> t.expr:
        """Fold a minus."""
        self.generic_visit(node)
        if isinstance(node.op, t.USub) and isinstance(node.operand, t.Constant) and is_number(node.operand.value):
            return t.constant(-node.operand.value)
        return node


def _is_whole(value: Any) -> bool:
    """Tell whether an exponent may be written as 2 in the place of 2.0: no bit of the result changes."""
    return type(value) is float and 2.0 <= value <= 100.0 and value.is_integer()


def _evaluated(node: t.BinOp, left: Any, right: Any) -> t.expr:
    fold = FOLDED.get(type(node.op))
    if fold is None or not is_number(left) or not is_number(right):
        return node
    try:
        value = fold(left, right)
    except (ArithmeticError, ValueError):
        return node
    return t.constant(value) if is_number(value) else node


def fold(node: t.expr) -> t.expr:
    """Return the expression with constants evaluated, where that gives a finite number.

    >>> from tangentlike.syntax.printer import to_source
    >>> to_source(fold(t.parse_expression("2 * x ** (2 - 1.0)")))
    '2 * x'
    """
    return _Fold().visit(node)
