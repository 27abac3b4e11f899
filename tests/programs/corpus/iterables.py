"""What is walked, ordered, joined and starred: iterators, `zip(*rows)`, keys of `max` and `sorted`, open stars."""

import itertools

import numpy as np


class Steps:
    """An object that can be walked."""

    def __iter__(self):
        return iter([1.0, 2.0])


STEPS = Steps()


def three(a, b, c):
    """A helper with three parameters."""
    return a * b + c


def object_walked(x):
    """An object with `__iter__`.

    args: 1.3
    """
    s = 0.0
    for v in STEPS:
        s += x**v
    return s


def generator_walked(x):
    """A generator gives its items once.

    args: 0.7
    """
    steps = (k for k in range(1, 4))
    for k in steps:
        x = x * x * k
    return x


def map_walked(x):
    """So does `map`.

    args: 0.7
    """
    for k in map(float, ["1", "2"]):
        x = x * x + k
    steps = map(float, ["1", "2"])
    for k in steps:
        x = x * x / k
    return x


def iterator_walked_on(x):
    """An iterator that one loop leaves and another one takes up.

    args: 0.7
    """
    steps = iter([1.0, 2.0, 3.0])
    x = x * next(steps)
    for k in steps:
        x = x * x * k
        break
    for k in steps:
        x = x * x * k
    return x


def iterator_in_two_loops(x):
    """An inner loop goes on where it stopped.

    args: 0.7
    """
    steps = iter([1.0, 2.0, 3.0, 4.0])
    for _ in range(2):
        for k in steps:
            x = x * x * k
            if k % 2 == 0:
                break
    return x


def endless(x):
    """Something without an end.

    args: 0.7
    """
    for k in itertools.count(1):
        x = x * x / k
        if k > 3:
            break
    return x


def elements_walked(x):
    """`x.flat` and `np.ndenumerate`.

    args: np.array([[0.3, 1.2, -0.7], [2.1, 0.4, 1.1]])
    """
    s = 0.0
    for v in x.flat:
        s += v**2
    for (i, j), v in np.ndenumerate(x):
        s += v**3 * (i + 2 * j)
    return s


def columns_of_rows(x):
    """`zip(*rows)` of an array, and of a list of its rows.

    args: np.array([[0.3, 1.2, -0.7], [2.1, 0.4, 1.1]])
    """
    s = 0.0
    for column in zip(*x):
        s += column[0] * column[1]
    rows = [row * row for row in x]
    for a, b in zip(*rows):
        s += a * b
    return s


def names_of_comprehensions(x):
    """A comprehension that has no derivative binds the name of a loop.

    args: np.array([[0.3, 1.2], [2.1, 0.4]])
    """
    rows = [r for r in x]
    s = 0.0
    for i in range(min([len(r) for r in rows])):
        for r in rows:
            s += r[i] ** 2 * (i + 1)
    return s


def pairs_sorted(x, y):
    """Pairs in order.

    args: np.array([0.3, 1.2, -0.7]), np.array([2.1, 0.4, 1.1])
    """
    total = 0.0
    for i, (a, b) in enumerate(sorted(zip(x, y))):
        total += i * a * b
    return total


def sorted_by_key(x):
    """`sorted` with a key, backwards.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    ys = sorted([v * v * v for v in x], key=abs, reverse=True)
    return ys[0] * ys[1] + ys[3]


def extremes_by_key(x):
    """`max` and `min` with a key.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    xs = [v for v in x]
    return max(xs, key=abs) ** 2 + min(xs, key=lambda v: (v - 1.0) ** 2) ** 3


def largest_of_pairs(x):
    """`max` of tuples.

    args: np.array([0.3, 1.2])
    """
    best = max((x[0], 0), (x[1], 1))
    return best[0] ** 2


def lists_joined(x):
    """`sum` of lists.

    args: np.array([0.3, 1.2, -0.7])
    """
    joined = sum([[x[0], x[1]], [x[2]]], [])
    return joined[0] * joined[2] + joined[1]


def starred_in_displays(x):
    """Stars of unknown length in displays.

    args: np.array([0.3, 1.2, -0.7])
    """
    xs = [v * v for v in x]
    s = sum((*xs, 1.0))
    for i, v in enumerate([1.0, *xs, *xs, 2.0]):
        s += i * v
    return s + np.sum(np.stack([*x]) ** 2)


def starred_arguments(x):
    """Stars of unknown length in calls with a fixed number of parameters.

    args: np.array([0.3, 1.2, -0.7])
    """
    xs = [v * v for v in x]
    return three(*xs) + three(x[0], *x[1:]) + np.maximum(*x[:2]) + max(*xs, 0.3)


def axis_of_the_call(x, axis):
    """A method of what a reduction over an axis gives that only the call knows.

    args: np.array([[0.3, 1.2, -0.7], [2.1, 0.4, 1.1]]), 1
    """
    return x.mean(axis=axis).max()


def total_of(scale, *values):
    """A helper that takes any number of arguments."""
    s = 0.0
    for v in values:
        s += scale * v * v
    return s


def starred_into_args(x):
    """Stars of unknown length in calls of functions with `*args`.

    args: np.array([0.3, 1.2, -0.7])
    """
    ends = lambda *a: a[0] * a[-1]  # noqa: E731
    xs = [v * v for v in x]
    return total_of(2.0, *x) + total_of(x[0], 1.5, *xs, x[1]) + ends(*xs, x[2]) * ends(*x)


def functions_by_name(x):
    """A dict of functions, walked.

    args: np.array([0.3, 1.2, -0.7])
    """
    s = 0.0
    for name, f in {"s": np.sin, "co": np.cos}.items():
        s += np.sum(f(x)) * len(name)
    return s


def iterator_made_a_list(x):
    """An iterator that is used up where a loop begins.

    args: 0.7
    """
    steps = iter([1.0, 2.0, 3.0])
    for k in list(steps):
        x = x * x * k
    for k in list(steps):
        x = x + k
    return x
