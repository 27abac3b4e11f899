"""The text of constants: numbers, strings and docstrings.

A constant may come from folding, so it may be what no parser makes: a negative number, `nan`, a NumPy scalar.
"""

import inspect
import math
from collections.abc import Callable
from typing import Any

from tangentlike.errors import InternalError


def literal(value: Any) -> str:
    r"""Return a Python expression for a constant.

    >>> literal(-0.5), literal(float("inf")), literal("it's"), literal(2j)
    ('-0.5', 'float("inf")', '"it\'s"', '2.0j')
    """
    value = plain(value)
    if isinstance(value, (tuple, frozenset)):
        return _collection(value)
    for kind, text_of in PRINTED_BY.items():
        if type(value) is kind:
            return text_of(value)
    raise InternalError(f"a constant of type {type(value).__name__} cannot be printed.")


def _collection(value: tuple[Any, ...] | frozenset[Any]) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' * (len(value) == 1)})"
    return f"frozenset({{{', '.join(sorted(map(literal, value)))}}})" if value else "frozenset()"


def plain(value: Any) -> Any:
    """Turn a NumPy scalar into the Python number of the same value; leave the rest alone."""
    if not (hasattr(value, "dtype") and hasattr(value, "item")):
        return value
    number = value.item()
    # The item of a long double is itself.
    return float(number) if hasattr(number, "dtype") else number


def is_signed(value: Any) -> bool:
    """Tell whether the text of a constant starts with a minus sign."""
    return literal(value).startswith("-")


def float_literal(value: float) -> str:
    """Return the text of a float; infinities and nan have no literal of their own."""
    if math.isnan(value):
        return 'float("nan")'
    if math.isinf(value):
        return 'float("inf")' if value > 0 else '-float("inf")'
    return repr(value)


def complex_literal(value: complex) -> str:
    """Return the text of a complex number, zeros with their signs."""
    real, imag = value.real, value.imag
    if math.isfinite(imag):
        if real == 0.0 and math.copysign(1.0, real) > 0 and math.copysign(1.0, imag) > 0:
            return f"{imag!r}j"
        if real and imag and math.isfinite(real):
            return repr(value)
    return f"complex({float_literal(real)}, {float_literal(imag)})"


def string_literal(value: str) -> str:
    """Return the text of a string, in double quotes unless it contains some."""
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in value else text


# A subclass, such as an enumeration, has no literal: its own text would not read back.
PRINTED_BY: dict[type, Callable[[Any], str]] = {
    str: string_literal,
    float: float_literal,
    complex: complex_literal,
    type(...): lambda value: "...",
    int: repr,
    bool: repr,
    type(None): repr,
    bytes: repr,
}


def docstring(value: str, indent: str) -> str:
    r'''Return a triple-quoted docstring whose lines stand at an indentation.

    >>> print(docstring("Do it.\n\n        And say so.\n", ""))
    """Do it.
    <BLANKLINE>
    And say so.
    """
    '''
    lines = [line.rstrip() for line in inspect.cleandoc(value).rstrip().split("\n")]
    if not all(line.isprintable() for line in lines):
        return string_literal(value)
    text = "\n".join(indent + line if line and number else line for number, line in enumerate(lines))
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if len(lines) > 1:
        return f'"""{text}\n{indent}"""'
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return f'"""{text}"""'
