"""Functions as values, iterators and generators: closures, functools, itertools."""

import functools
import operator

import numpy as np

SCALE = 2.0
COUNT = 0.0
TABLE = {"square": lambda v: v * v, "cube": lambda v: v**3, "sine": np.sin}


def collect(value, into=None):
    into = [] if into is None else into
    into.append(value)
    return into


def remember(value, seen=[0.0]):
    seen[0] = value
    return seen[0] * seen[0]


def twice(fun):
    @functools.wraps(fun)
    def inner(*args, **kwargs):
        return fun(fun(*args, **kwargs))

    return inner


def times(k):
    def decorate(fun):
        @functools.wraps(fun)
        def inner(x):
            return k * fun(x)

        return inner

    return decorate


@twice
def bump(x):
    return x * x + 0.5


@times(3.0)
def third(x):
    return x**3


@functools.lru_cache(maxsize=None)
def cached_cube(x):
    return x**3


@functools.lru_cache
def cached_count(n):
    return n if n < 2 else cached_count(n - 1) + cached_count(n - 2)


def weighted(scale, x, offset=0.0):
    return scale * x + offset


def counter(x):
    """nonlocal reads and writes.

    args: 1.5
    """
    total = 0.0

    def add(value):
        nonlocal total
        total = total * 0.5 + value
        return total

    for i in range(3):
        add(x * i)
    return add(x) * total


def global_written(x):
    """A global is written and read again.

    args: 1.5
    """
    global COUNT
    COUNT = 0.0
    for _ in range(3):
        COUNT = COUNT + x * SCALE
    return COUNT * x


def default_list(x):
    """A mutable default, and a list that a helper appends to.

    args: 1.5
    """
    items = collect(x)
    collect(x * x, items)
    collect(x**3, into=items)
    return sum(items) * len(collect(x))


def mutable_default(x):
    """A mutable default that is written before it is read.

    args: 1.5
    """
    return remember(x) + remember(2.0 * x)


def partial_functions(x):
    """functools.partial with positional and keyword arguments.

    args: 1.5
    """
    double = functools.partial(weighted, 2.0)
    moved = functools.partial(weighted, x, offset=x * x)
    return double(x) * moved(3.0) + double(x, offset=1.0)


def reduced(x):
    """functools.reduce over a closure.

    args: np.array([0.5, 1.5, 2.0])
    """
    scale = x[0]
    return functools.reduce(lambda total, value: total * scale + value, x, 1.0)


def reduced_by_operator(x):
    """functools.reduce with a function of `operator`.

    args: np.array([0.5, 1.5, 2.0])
    """
    return functools.reduce(operator.mul, [v + 1.0 for v in x]) + operator.add(x[0], x[1])


def decorated(x):
    """Decorators with and without arguments.

    args: 0.7
    """
    return bump(x) + third(x)


def cached(x):
    """functools.lru_cache of an active and of a counting function.

    args: 1.5
    """
    return cached_cube(x) * cached_count(6) + cached_cube(x)


def mapped_and_filtered(x):
    """map, filter and zip.

    args: np.array([0.5, -1.5, 2.0])
    """
    squares = map(lambda v: v * v, x)
    positive = filter(lambda v: v > 0, x)
    return sum(a * b for a, b in zip(squares, positive))


def any_and_all(x):
    """any and all of generators choose a branch.

    args: np.array([0.5, -1.5, 2.0])
    """
    if any(v < 0 for v in x) and not all(v < 1 for v in x):
        return np.sum(x**2)
    return np.sum(x)


def sorted_by_function(x):
    """sorted with a key, and max with one.

    args: np.array([0.5, -1.5, 2.0])
    """
    ordered = sorted(x, key=lambda v: -abs(v))
    top = max(x, key=lambda v: v * v)
    return ordered[0] + 2.0 * ordered[1] + 3.0 * ordered[2] + top**2


def dispatched(x):
    """Functions from a dict of the module.

    args: 1.2
    """
    total = 0.0
    for name in ("square", "cube", "sine"):
        total += TABLE[name](x)
    return total * TABLE["square"](total)


def memo_recursion(x):
    """Recursion with a memo dict.

    args: 1.2
    """
    memo = {}

    def value(n):
        if n < 2:
            return x
        if n not in memo:
            memo[n] = value(n - 1) * x + value(n - 2)
        return memo[n]

    return value(6)


def sets_and_words(x):
    """Sets, `in`, and a dict built by a comprehension with a filter.

    args: np.array([0.5, 1.5, 2.0])
    """
    chosen = {0, 2}
    table = {f"x{i}": v * v for i, v in enumerate(x) if i in chosen}
    table.update(x1=x[1])
    return sum(v for k, v in table.items() if k != "x0") * len(table)


def stack_of_numbers(x):
    """append, pop, extend, insert, slices and item assignment.

    args: 1.2
    """
    stack = [x]
    stack.append(x * x)
    stack.extend([x + 1.0, 2.0])
    stack.insert(1, x**3)
    stack[0] = stack.pop() * stack[2]
    stack[1:3] = [stack[2] * x, x]
    return sum(stack) * stack[-1]


def filtered_by_truth(x):
    """filter without a function, and an array of what a generator gives.

    args: np.array([0.5, -1.5, 2.0])
    """
    return sum(filter(None, [x[0], 0.0, x[1] * x[2]])) * np.sum(np.fromiter((v * v for v in x), float) ** 2)


def composed(*functions):
    """Make a function that applies all of them."""

    def run(value):
        for function in functions:
            value = function(value)
        return value

    return run


def pipeline_of_functions(x, k):
    """Loops over functions of NumPy and of one's own: in a list, in a tuple, and handed to what composes them.

    args: np.array([0.3, 0.7]), 1.5
    """
    scale = 2 * k
    steps = [np.sin, lambda v: v * scale, lambda v, power=k: v**power]
    y = x
    for step in steps:
        y = step(y)
    total = 0.0
    for part in (np.cos, lambda v: v * k):
        total += part(y).sum() * total + part(x)[0]
    return total + composed(np.exp, lambda v: v * v, np.tanh)(x).sum()
