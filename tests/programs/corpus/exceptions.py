"""Exceptions that choose a branch, context managers, match, del: statements around the arithmetic."""


import logging

import numpy as np

LOG = logging.getLogger(__name__)


class TooLarge(Exception):
    """Raised by a program of its own accord."""


def checked(x):
    if x > 2.0:
        raise TooLarge("x")
    return x * x


def index_ends_loop(x):
    """An IndexError ends the loop.

    args: np.array([0.5, 1.5, 2.0])
    """
    total, i = 0.0, 0
    while True:
        try:
            total = total * 0.5 + x[i] ** 2
        except IndexError:
            break
        i += 1
    return total


def cholesky_with_jitter(a, jitter):
    """A matrix that has no factor is tried again with more on its diagonal.

    args: np.array([[1.0, 2.0], [2.0, 1.0]]), 1.5
    args: np.array([[2.0, 0.5], [0.5, 1.0]]), 1.5
    """
    a = 0.5 * (a + a.T)
    try:
        lower = np.linalg.cholesky(a)
    except np.linalg.LinAlgError:
        lower = np.linalg.cholesky(a + jitter * np.eye(2))
    return np.sum(np.log(np.diag(lower))) + lower[1, 0] ** 2


def jitter_grows(a):
    """The same, until it succeeds.

    args: np.array([[1.0, 2.0], [2.0, 1.0]])
    """
    jitter = 0.1
    a = 0.5 * (a + a.T)
    for _ in range(8):
        try:
            return np.linalg.cholesky(a + jitter * np.eye(2))[1, 1]
        except np.linalg.LinAlgError:
            jitter *= 3.0
    return a[0, 0]


def key_not_there(x):
    """A KeyError chooses a default.

    args: 1.5
    """
    table = {"a": x * x}
    total = 0.0
    for name in ("a", "b"):
        try:
            total += table[name]
        except KeyError:
            total += 3.0 * x
    return total


def no_division(x):
    """Python's own ZeroDivisionError.

    args: 1.5, 
    """
    weights = [x, 0.0, 2.0]
    total = 0.0
    for w in weights:
        try:
            total += x / w
        except ZeroDivisionError:
            total += x**2
    return total


def raised_by_helper(x):
    """An exception of the program's own, raised in a helper.

    args: 1.5
    args: 2.5
    """
    try:
        y = checked(x)
    except TooLarge:
        y = np.sqrt(x)
    else:
        y = y + 1.0
    return y * x


def always_at_the_end(x):
    """try and finally.

    args: 1.5
    """
    y = x * x
    try:
        y = np.sin(y)
    finally:
        y = y * 3.0
    return y + x


def finally_after_return(x):
    """What finally does happens after the value to return is known.

    args: np.array([1.0, 2.0])
    """
    y = x * x
    try:
        return np.sum(y)
    finally:
        y[:] = 0.0


def all_four_clauses(x):
    """try, except, else and finally in a loop.

    args: np.array([0.5, -1.0, 2.0])
    """
    total = 0.0
    for value in x:
        try:
            if value < 0:
                raise ValueError("negative")
            root = np.sqrt(value)
        except ValueError as error:
            root = value * len(str(error))
        else:
            root = root * 2.0
        finally:
            total = total * 1.5
        total += root
    return total


def several_kinds(x):
    """A tuple of exceptions, and one that is raised again.

    args: 1.5
    """
    try:
        try:
            y = [x][3]
        except (KeyError, IndexError) as error:
            raise ValueError("again") from error
    except ValueError:
        y = x**3
    return y


def text_to_number(x):
    """A ValueError of float().

    args: 1.5
    """
    total = x
    for word in ("2.5", "two", "4"):
        try:
            total = total * float(word)
        except ValueError:
            total = total + x
    return total


def told_in_a_list(x, y):
    """What a log is told is in a list that nobody else has.

    args: 1.5, 2.0
    """
    z = x * y
    LOG.debug("%s at %r", z, [x, y])
    return z * y
