"""Comprehensions and generators over active values."""

import functools
import math

import numpy as np


def sum_of_squares(x):
    """A generator in `sum`.

    args: np.array([1.0, 2.0, 0.5])
    args: [1.0, 2.0, 0.5]
    """
    return sum(v**2 for v in x)


def filtered(x):
    """A list with a condition.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = [v**3 for v in x if v > 0]
    return sum(y) * len(y)


def nested_lists(m):
    """A list of lists, made an array.

    args: np.array([[1.0, 2.0], [3.0, 0.5]])
    """
    rows = [[v * v for v in row] for row in m]
    return np.sum(np.array(rows) ** 2)


def nested_generators(m):
    """A sum of sums.

    args: np.array([[1.0, 2.0], [3.0, 0.5]])
    """
    return sum(sum(v * v for v in row) for row in m)


def two_clauses(x, y):
    """Two loops and a condition in one comprehension.

    args: np.array([1.0, 2.0, 0.5]), 0.7
    """
    return sum(x[i] * x[j] * y for i in range(3) for j in range(3) if i != j)


def own_name_reused(x, v):
    """The name of the items is a variable, too.

    args: [1.0, 2.0], 0.7
    """
    x = [v * 2.0 for v in x]
    x = np.array([v * v for v in x])
    return np.sum(x) * v


def dict_of_values(x, y):
    """A dict comprehension, and a sum over its values.

    args: [1.0, 2.0, 0.5], 0.7
    """
    named = {key: v * y for key, v in zip("abc", x)}
    return named["a"] * named["c"] + sum(v * v for v in named.values())


def extremes(x, y):
    """`max` and `min` of generators.

    args: np.array([1.0, 2.0, 0.5]), 0.7
    """
    return max(v * y for v in x) + min([v * y for v in x])


def first_that_fits(x):
    """`next` with a generator, and with a default.

    args: np.array([0.2, 2.0, 0.5])
    args: np.array([2.0, 0.2, 0.5])
    """
    return next(v for v in x if v > 0.4) ** 2 + next((v for v in x if v > 5.0), x[0])


def in_a_branch(x, y):
    """A comprehension that is evaluated only if it is needed.

    args: [1.0, 2.0], 0.7
    args: [1.0, 2.0], 3.7
    """
    total = y if y > 3.0 else sum([v * y for v in x])
    return total * y


def in_a_test(x):
    """A comprehension in the test of a loop.

    args: [1.0, 2.0]
    """
    s = 0.0
    while sum([v * v for v in x]) > 0.1:
        x = [v / 2.0 for v in x]
        s = s + sum(x)
    return s


def in_a_helper(x):
    """A comprehension in a nested function, with a name of the function around it.

    args: [1.0, 2.0]
    """

    def squares(z):
        return [v * v for v in z]

    return sum(squares(x)) + sum([v * 3.0 for v in squares(x)])


def mapped(x, y):
    """`map` with a lambda, a function, and two lists; `filter`.

    args: [1.0, 2.0, 0.5], [0.2, 0.3, 0.4]
    """
    doubled = list(map(lambda v: 2.0 * v, x))
    positive = sum(filter(lambda v: v > 0.6, x))
    return doubled[0] * sum(map(math.sin, x)) + sum(map(pow, x, y)) * positive


def extended(x):
    """A list that is extended by others, and by itself.

    args: [1.0, 2.0, 0.5]
    """
    ys = []
    ys += [v * v for v in x]
    ys.extend(v * 3.0 for v in x)
    ys += ys
    return sum(ys) * ys[-1]


def tuple_of_values(x):
    """Tuples of unknown length.

    args: [1.0, 2.0, 0.5]
    """
    squares = tuple(v * v for v in x)
    return squares[1] * squares[0] * squares[1]


def polynomial(coefficients, x):
    """A sum over a dict of coefficients, with their places.

    args: {"a": 1.0, "b": 0.5}, 0.7
    """
    return sum(coefficients[key] * x**k for k, key in enumerate(coefficients))


def unpacked(x):
    """The items of a comprehension have names.

    args: np.array([1.0, 2.0, 0.5])
    """
    a, b = [v * 2.0 for v in x[:2]]
    return a * b + np.mean([math.exp(v) if v > 0.6 else v for v in x])


def reduced(x):
    """functools.reduce with a lambda, with a start, and of a generator.

    args: [1.0, 2.0, 0.5]
    """
    product = functools.reduce(lambda a, b: a * b + 1.0, x)
    return product * functools.reduce(math.hypot, (v * v for v in x), x[0])


def named_in_filters(x):
    """A value that is named in the filter of a comprehension, in its item, and read afterwards.

    args: np.array([0.6, 1.5, 3.0, 0.2])
    """
    kept = [w * u for u in x if (w := u * 2.0) > 1.0]
    table = {i: w for i, u in enumerate(x) if (w := u**2) > 1.0}
    return sum(w for u in x if (w := u * 3.0) > 1.0) + sum(kept) * sum(table.values()) + w + max((v := u) * v for u in x)


def named_in_a_test(x):
    """A value that a test of all items names.

    args: np.array([0.6, 1.5, 3.0, 0.2])
    taped: a named value in a generator that `any` walks
    """
    return w**2 if any((w := u) > 1.0 for u in x) else x[0]


def named_in_a_nested_function(x):
    """A value that is named in a nested function.

    args: 0.6
    """
    def f(p):
        return p * w if (w := x * p) > 0.1 else x

    return f(x) + f(2.0)
