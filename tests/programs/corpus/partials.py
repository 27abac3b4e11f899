"""functools: partial functions that are made inside, and caches."""

import functools
import math
from functools import partial

import numpy as np

RATE = 2.0


def weighted(scale, x, offset=0.0):
    return scale * x + offset


def power(base, exponent, *, shift=0.0):
    return base ** exponent + shift


def make(k):
    return functools.partial(weighted, k)


def positional_and_named(x):
    """Positional and keyword arguments, overridden by a call.

    args: 1.5
    """
    double = functools.partial(weighted, 2.0)
    moved = functools.partial(weighted, x, offset=x * x)
    return double(x) * moved(3.0) + double(x, offset=1.0)


def bound_when_made(x):
    """A name is rebound after the partial function is made.

    args: 1.5
    """
    k = x
    f = partial(weighted, k, offset=k)
    k = 100.0
    return f(2.0) + f(x, offset=k)


def handed_to_map(x):
    """Partial functions handed to map.

    args: np.array([0.5, 1.5])
    """
    f = partial(weighted, x[0])
    return sum(map(f, x)) + sum(map(partial(weighted, x[1], offset=2.0), [1.0, 2.0]))


def made_in_loops(x):
    """Partial functions made in a loop and in a comprehension.

    args: 1.5
    taped: a list of partial functions
    """
    total = 0.0
    for i in range(3):
        f = partial(weighted, x * i)
        total += f(x)
    fs = [partial(weighted, x * i) for i in range(3)]
    return total + fs[1](2.0)


def made_by_a_helper(x):
    """Partial functions that a helper makes.

    args: 1.5
    """
    f = make(x)
    g = make(2.0)
    return f(x) * g(3.0)


def of_each_other(x):
    """A partial function of another one, of library functions, and called at once.

    args: 1.5
    """
    f = partial(weighted, x)
    g = partial(f, offset=2.0 * x)
    h = partial(np.power, x)
    cube = partial(power, exponent=3, shift=x)
    return g(x) + h(2.0) + cube(x) + partial(math.pow, x)(3.0)


def of_a_nested_function(x):
    """A partial function of a function inside.

    args: 1.5
    """
    def inner(a, b):
        return a * b + x
    f = partial(inner, x * 2)
    return f(x) + f(b=2.0)


def in_comprehensions(x):
    """In a comprehension, as a key, and in a fold.

    args: np.array([0.5, 1.5, 3.0])
    """
    def f(w, v):
        return w * v * v
    dist = partial(f, x[0])
    return sum(dist(v) for v in x) + max(x, key=partial(f, -1.0)) + functools.reduce(partial(weighted, offset=1.0), x)


def handed_to_a_function(x):
    """Partial functions handed to a function inside.

    args: 1.5
    taped: a call of a nested function from inside another one
    """
    def apply(f, v):
        return f(f(v))
    return apply(partial(weighted, x), x) + apply(partial(weighted, 2.0, offset=x), 1.0)


@functools.lru_cache(maxsize=None)
def cube(x):
    return x ** 3


@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.cache
def poly(n, x):
    return 1.0 if n == 0 else x if n == 1 else x * poly(n - 1, x) + poly(n - 2, x)


@functools.lru_cache
def rotation(t):
    return np.array([[math.cos(t), -math.sin(t)], [math.sin(t), math.cos(t)]])

RATE = 2.0


@functools.lru_cache
def rated(t):
    return t * RATE * t


def cached_number(x):
    """A cached function of an active number, and one of a count.

    args: 1.5
    """
    return cube(x) * fib(6) + cube(x)


def cached_recursion(x):
    """A recursion that is fast because of its cache.

    args: 1.5
    taped: `functools.lru_cache` of a recursion
    """
    return poly(6, x)


def cached_array(x):
    """A cached array may be written by whoever gets it.

    args: 1.5
    taped: `functools.lru_cache` of an array
    """
    return np.sum(rotation(x) @ np.array([1.0, x]))


def cached_with_data(x):
    """A cached function that reads data of its module.

    args: 1.5
    taped: `functools.lru_cache` of a function that reads data
    """
    return rated(x)


def cached_inside(x):
    """A cached function inside.

    args: 1.5
    """
    @functools.lru_cache
    def value(n):
        return x if n == 0 else value(n - 1) * x
    return value(3) + value(2)


def cached_in_a_loop(x):
    """A cached function of each element.

    args: np.array([0.5, 1.5, 3.0])
    """
    total = 0.0
    for v in x:
        total += cube(v) * cube(2.0)
    return total
