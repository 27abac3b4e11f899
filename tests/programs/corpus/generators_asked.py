"""Iterators that are asked item by item: `next`, several loops over one of them, parts of endless ones."""

import itertools

import numpy as np


def newton(x):
    y = x
    while True:
        yield y
        y = 0.5 * (y + x / y)


def powers(x, n):
    power = x
    for _ in range(n):
        yield power
        power = power * x


def running(items):
    total = 0.0
    for v in items:
        total += v
        yield total


def heun(f, y, h):
    t = 0.0
    while True:
        k1 = f(t, y)
        k2 = f(t + h, y + h * k1)
        y = y + 0.5 * h * (k1 + k2)
        t += h
        yield t, y


def in_a_loop(x):
    """A solver is asked for some steps, in a loop, in a test and in a comprehension.

    args: 1.7
    """
    steps, others = newton(x), newton(2.0 * x)
    for _ in range(3):
        y = next(steps)
    more = newton(x)
    old, new = next(more), next(more)
    while abs(new - old) > 1e-4:
        old, new = new, next(more)
    ys = [next(steps) * k for k in range(2)]
    return y * new + sum(ys) * next(steps) + next(newton(x + 1.0)) * next(others)


def until_a_time(y, k):
    """A generator of pairs that takes a function.

    args: 1.3, 0.7
    """
    steps = heun(lambda t, y: -k * y + t, y, 0.1)
    t, y = next(steps)
    while t < 0.55:
        t, y = next(steps)
    return y * t


def in_parts(x):
    """First by `next`, then by a loop that is left, then all that are left.

    args: 1.7
    """
    p = powers(x, 6)
    a, b = next(p), next(p)
    total = 0.0
    for v in p:
        total += v * a
        if v > 4.0:
            break
    else_ = [v * b for v in p]
    return total + sum(else_) + len(else_)


def with_a_default(x, n):
    """What has ended gives the default, or stops the loop.

    args: 1.7, 2
    args: 1.7, 0
    wrt: x
    """
    p = powers(x, n)
    total = 0.0
    while True:
        v = next(p, None)
        if v is None:
            break
        total += v * v
    return total + next(powers(x, n), x * 3.0) + next(p, 1.0)


def of_items(xs):
    """An iterator of an array: the first item, and the others.

    args: np.array([0.5, 2.0, 1.0, 0.7])
    args: np.array([0.5, 2.0])
    """
    items = iter(xs)
    last = next(items)
    total = 0.0
    for v in items:
        total += (v - last) ** 2
        last = v
    r = running(xs)
    squares = (v * v for v in xs)
    return total + next(r) * sum(r) + next(squares) * sum(squares)


def of_rows(m):
    """An iterator of rows, which are added up in a copy of the first.

    args: np.array([[0.5, 2.0], [1.0, 0.7], [0.3, 0.9]])
    """
    rows = iter(m)
    total = next(rows).copy()
    for row in rows:
        total += row * row
    return np.sum(total**2)


def two_at_a_time(xs):
    """A loop over an iterator asks it for one more.

    args: np.array([0.5, 2.0, 1.0, 0.7])
    args: np.array([0.5, 2.0, 1.0])
    """
    items = iter(xs)
    total = 0.0
    for v in items:
        w = next(items, 3.0)
        total += v * w
    return total


def of_endless(x):
    """Some items of an endless generator, then some more.

    args: 1.7
    """
    steps = newton(x)
    first = list(itertools.islice(steps, 2))
    total = 0.0
    for k, y in zip(range(2), steps):
        total += y * k
    for y in itertools.islice(steps, 2):
        total = total * y
    return total + first[0] * first[1]


def asked_under_a_condition(x, use):
    """It is asked first on one of two ways.

    args: 1.7, True
    args: 1.7, False
    wrt: x
    """
    p = powers(x, 3)
    first = next(p) if use else 0.0
    return first + next(p)


def of_a_nested_function(x):
    """A generator inside reads variables as they are when it goes on.

    args: 1.3
    """
    def walk(n):
        total = x
        for k in range(n):
            total = total * x + k
            yield total
    w = walk(3)
    first = next(w)
    x = x * 2.0
    return first + next(w) * next(w)


def written_meanwhile(xs):
    """The array that an iterator walks is written.

    args: np.array([0.5, 2.0, 1.0])
    taped: `iter` of an array that changes
    """
    xs = xs.copy()
    items = iter(xs)
    a = next(items)
    xs[1] = a * 3.0
    return a * next(items)


def in_groups(xs, labels):
    """Groups by a function: of items, of indices, of pairs; left early, passed over, in a comprehension.

    args: np.array([0.5, 1.5, 2.3, 0.9]), (0, 0, 1, 2)
    args: np.array([2.5, 1.5, 2.3, 0.9]), (0, 1, 1, 1)
    wrt: xs
    """
    out = []
    for k, group in itertools.groupby(range(len(xs)), lambda i: labels[i]):
        if k == 2:
            continue
        total = 0.0
        for i in group:
            if xs[i] > 2.0:
                break
            total += xs[i] * (k + 1)
        out.append(total)
    for k, group in itertools.groupby(zip(labels, xs), key=lambda pair: pair[0]):
        out.append(np.prod([v for _, v in group]) * (k + 1))
    parts = [list(g) for _, g in itertools.groupby(xs, key=lambda v: v > 1.0)]
    for v, g in itertools.groupby(xs):
        out.append(v * len(list(g)))
    return sum(v**2 for v in out) + sum(sum(part) * len(part) for part in parts)


def groups_asked(xs):
    """A group is asked for its first item, and then for all others.

    args: np.array([0.5, 1.5, 2.3, 0.9])
    taped: `next` of a group
    """
    total = 0.0
    for _, group in itertools.groupby(xs, lambda v: v > 1.0):
        total += next(group) * 2.0
        total += sum(group)
    return total


def in_memory(a):
    """np.nditer walks an array as it lies in memory.

    args: np.arange(1.0, 5.0).reshape(2, 2)
    """
    total = 0.0
    for k, v in enumerate(np.nditer(a)):
        total += v**k
    for v in np.nditer(a[:, ::-1].T):
        total = total * 0.5 + v
    return total
