"""Statements and expressions that are refused, each by name and on its line."""

import contextlib
import os

import numpy as np

calls = 0


def with_statement(x):
    """args: 2.0"""
    with contextlib.closing(open(os.devnull)):  # error: `with`
        y = x * x
    return y


def try_except(x):
    """args: 2.0"""
    y = x
    try:  # error: `try`
        try:
            y = 1.0 / y
            z = [x][2]
        except ZeroDivisionError:
            z = x
    except IndexError:
        z = y * y
    return z


def try_finally(x):
    """args: 2.0"""
    y = x * x
    try:  # error: `try`
        y = y * x
    finally:
        print(y)
    return y


def match_statement(x, kind):
    """args: 2.0, {"square": 1.0} """
    match kind:  # error: `match`
        case {"square": factor, **others}:
            return x * x * factor * len(others)
        case _:
            return x


def global_write(x):
    """args: 2.0"""
    global calls  # error: `global`
    for calls in range(3):
        x = x * x
    return x


def nonlocal_write(x):
    """args: 2.0"""
    total = 0.0

    def add(v):
        nonlocal total  # error: `nonlocal`
        total = total + v

    for each in [add]:
        each(x)
    return total * x


def yields(x):
    """args: 2.0"""
    y = x * x
    yield y  # error: `yield`


def squares(x, n):
    """A helper that yields, and walks itself."""
    if n:
        yield x**n  # error: `yield`
        yield from squares(x, n - 1)


def calls_a_generator(x):
    """args: 2.0"""
    total = 0.0
    for v in squares(x, 3):
        total = total + v
    return total


async def asynchronous(x):  # error: `async`
    """args: 2.0"""
    return x * x


def set_comprehension(x):
    """args: 2.0"""
    return sum({x**k for k in range(3)})  # error: set comprehension


def generator_kept(x):
    """args: 2.0"""
    powers = [(x**k for k in range(3))]  # error: generator expression
    return next(powers[0]) + next(powers[0])


def class_definition(x):
    """args: 2.0"""

    class Pair:  # error: `class`
        first = x

    return Pair.first * x


def deleted_item(x):
    """args: 2.0"""
    items = [x, x * x, 3.0 * x]
    del items[:2]  # error: `del`
    return items[0]


def with_inside_helper(x):
    """A helper."""
    with contextlib.closing(open(os.devnull)):  # error: `with`
        return x * x


def calls_a_helper_with_with(x):
    """args: 2.0"""
    return with_inside_helper(x) * 2.0


def branch_not_taken(x):
    """args: 2.0"""
    if x < 0:
        with contextlib.closing(open(os.devnull)):  # error: `with`
            x = x * x
    return x * 3.0


def keys_that_may_be_equal(x, key="a"):
    """args: 2.0"""
    return {key: x, "a": x * x}["a"]  # error: a dict whose keys may be equal
