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


@functools.cache
def halved(n, x):
    return x if n < 2 else halved(n - 1, x * 0.5) + halved(n - 2, x)


@functools.lru_cache(maxsize=None)
def legendre(n, x):
    """Legendre's polynomials."""
    if n < 2:
        return x if n else 1.0
    return ((2 * n - 1) * x * legendre(n - 1, x) - (n - 1) * legendre(n=n - 2, x=x)) / n


@functools.cache
def hill(n, x):
    n = n - 1
    return scaled(x) if n < 1 else sum(hill(n - k, x) for k in range(n)) * 0.5


def scaled(x):
    return RATE * x


def cached_of_equal_numbers(x, y):
    """Two arguments that are equal are two, also for a cache.

    args: 1.5, 1.5
    args: 1.5, 2.5
    taped: a cached array
    """
    return np.sum(rotation(x)) + 2.0 * rotation(y)[0, 0]


def cached_keys_are_active(x, y):
    """A cached recursion whose keys depend on the arguments.

    args: 1.5, 1.5
    taped: a key that is differentiated
    """
    return halved(5, x) + 2.0 * halved(5, y)


def cached_series(x, c):
    """A cached recursion in a loop, and in a generator expression.

    args: 0.4, np.array([1.0, 0.5, 0.3, 0.2, 0.7])
    args: 0.4, np.array([1.0, 2.0])
    """
    total = 0.0
    for k in range(len(c)):
        total += c[k] * legendre(k, x) ** 2
    return total + sum(c[k] * legendre(k, x) for k in range(2)) + legendre(4, 0.5)


def cached_that_rebinds(x):
    """A cached recursion that rebinds its argument, calls a helper and reads data of its module.

    args: 0.8
    """
    return hill(5, x) * hill(3, x=x)


def cached_tables(a, b):
    """The cheapest way to match two series: a cached function inside, with branches.

    args: np.array([1.5, 2.0, 0.7, 3.0]), np.array([1.1, 0.75, 3.3])
    """
    @functools.lru_cache(maxsize=None)
    def way(i, j):
        cost = abs(a[i] - b[j])
        if i == 0 and j == 0:
            return cost
        if i == 0:
            return cost + way(0, j - 1)
        if j == 0:
            return cost + way(i - 1, 0)
        return cost + min(way(i - 1, j), way(i, j - 1), way(i - 1, j - 1))

    @functools.cache
    def best(i, room):
        if i == len(a):
            return 0.0
        skip = best(i + 1, room)
        if room < i:
            return skip
        return max(skip, a[i] + best(i + 1, room - i))
    return way(len(a) - 1, len(b) - 1) + best(0, 3)


def cached_chain(p):
    """The best order of products: a cached function inside that calls itself in a generator expression.

    args: np.array([1.5, 2.5, 0.7, 3.1, 1.1])
    """
    @functools.cache
    def cost(i, j):
        return 0.0 if i == j else min(cost(i, k) + cost(k + 1, j) + p[i] * p[k + 1] * p[j + 1] for k in range(i, j))
    return cost(0, len(p) - 2)


def cached_before_a_change(x):
    """What a cached function inside reads is rebound: what it has given is kept.

    args: 1.5
    """
    k = 1.0

    @functools.cache
    def pairs(n):
        return x * k if n < 2 else pairs(n - 1) + pairs(n - 2)
    first = pairs(4)
    k = 2.0
    return first + pairs(4) + pairs(5)


def cached_while_it_changes(x):
    """What a cached function has given stays as it was, whatever becomes of what it reads.

    args: np.array([1.5, 0.5])
    """
    k = 1.0
    y = x * 2.0

    @functools.cache
    def scaled_by(n):
        return x[0] * k * n

    @functools.lru_cache
    def element(n):
        return y[n]
    first = scaled_by(2) + element(0)
    k = 2.0
    y[0] = 5.0
    return first + scaled_by(2) * scaled_by(3) + element(0) * element(1)
