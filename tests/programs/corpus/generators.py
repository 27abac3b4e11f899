"""Iterators and generators: itertools, `yield`, `next`."""

import itertools

import numpy as np


def gen_powers(x, n):
    power = x
    for _ in range(n):
        yield power
        power = power * x


def gen_windows(items, width):
    for i in range(len(items) - width + 1):
        yield items[i : i + width]


def gen_inner(items):
    yield from items
    yield items[0] * items[1]


def combined(x):
    """itertools.combinations and product.

    args: np.array([0.5, 1.5, 2.0])
    """
    total = 0.0
    for a, b in itertools.combinations(x, 2):
        total += a * b
    for i, j in itertools.product(range(2), repeat=2):
        total += x[i] * x[j + 1]
    return total


def accumulated(x):
    """itertools.accumulate, chain, pairwise and islice.

    args: np.array([0.5, 1.5, 2.0])
    """
    sums = list(itertools.accumulate(x))
    total = sum(a * b for a, b in itertools.pairwise(sums))
    for v in itertools.chain(x[:1], itertools.islice(x, 1, 3)):
        total = total * v
    return total


def cycled(x):
    """itertools.cycle and takewhile, count.

    args: np.array([0.5, 1.5, 2.0])
    """
    total = 1.0
    for v, _ in zip(itertools.cycle(x), range(5)):
        total = total * v + 1.0
    for i in itertools.takewhile(lambda k: k < 3, itertools.count()):
        total += x[i]
    return total


def generated(x):
    """A generator function.

    args: 1.2
    """
    total = 0.0
    for i, power in enumerate(gen_powers(x, 4)):
        total += power / (i + 1)
    return total


def generated_windows(x):
    """A generator of slices, summed by a comprehension.

    args: np.array([0.5, 1.5, 2.0, 0.3])
    """
    return sum(np.prod(window) for window in gen_windows(x, 2))


def generated_by_next(x):
    """next() on a generator, and yield from.

    args: 1.2
    """
    powers = gen_powers(x, 3)
    first = next(powers)
    second = next(powers)
    rest = list(gen_inner([first, second]))
    return sum(rest) * next(powers)
