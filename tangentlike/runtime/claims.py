"""What the text of a function takes for granted until the kinds are known: `normalise/claims` checks it, and takes it away."""

from typing import Any


def as_scalar(value: Any) -> Any:
    """Return a value that is one number: an operator with an object on its right asks the class of that object.

    >>> as_scalar(2.0)
    2.0
    """
    return value


def as_python_number(value: Any) -> Any:
    """Return a value that is one of Python's own numbers, which take no object for a sequence of numbers.

    >>> as_python_number(2.0)
    2.0
    """
    return value


def as_number(value: Any) -> Any:
    """Return a value that is a number or an array, and no object of a class of the user's.

    >>> as_number(3)
    3
    """
    return value


def as_unshared(value: Any) -> Any:
    """Return a value that is one number: what is done to it in place, nobody else sees.

    >>> as_unshared(2.0)
    2.0
    """
    return value


MAY_ALIAS = ()
