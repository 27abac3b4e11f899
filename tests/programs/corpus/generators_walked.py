"""Generators and iterators where they are walked: breaks, returns, several of them, what they write."""

import itertools
import math

import numpy as np

SHIFT = 0.3


def g_iterates(x):
    """Newton's iterates, without end."""
    y = x
    while True:
        yield y
        y = 0.5 * (y + 2.0 * x / y)


def g_until(x, n):
    for i in range(n):
        if x > 50.0:
            return
        for j in range(i):
            yield x * j + SHIFT
        x = x * 1.5
    yield x * x


def g_grid(rows):
    for row in rows:
        for v in row:
            if v > 0.3:
                yield v
        SHIFTED = row[0]
        SHIFTED += 1.0


def g_ends(x):
    yield x[0]
    yield x[-1]


def g_rec(x, n):
    if n > 0:
        yield x
        yield from g_rec(x * x, n - 1)


def g_buffer(x):
    buf = np.zeros(2)
    for v in x:
        buf[0] = v
        buf[1] = v * v
        yield buf


def g_running(x):
    total = 0.0
    for v in x:
        total += v
        yield total


def g_running_arrays(rows):
    total = np.zeros(2)
    for row in rows:
        total += row
        yield total


def g_pairs(x):
    for i in range(len(x) - 1):
        yield x[i], x[i + 1]


def until_converged(x):
    """An endless generator, left when its items are close.

    args: 1.7
    """
    last = 0.0
    for y in g_iterates(x):
        if abs(y - last) < 1e-9:
            break
        last = y
    return last * x


def returned_inside(x):
    """A return inside of the loop over an endless generator.

    args: 1.7
    """
    for y in g_iterates(x):
        if y < 2.0:
            return y * y * x
    return 0.0


def counted_and_left(x):
    """Two yields, a return, enumerate with a start, continue and break.

    args: 1.1
    taped: a generator that yields at two places, for a long loop
    """
    total = 0.0
    for k, v in enumerate(g_until(x, 5), start=2):
        if k % 3 == 0:
            continue
        total += v * k
        if k > 8:
            break
    return total


def multiplied_up(x):
    """Two yields and a return, for a short loop.

    args: 1.1
    args: 40.0
    """
    total = 1.0
    for v in g_until(x, 5):
        total = total * v
    return total


def left_from_inside(rows):
    """A break leaves both loops of a generator.

    args: np.array([[0.5, 0.1, 0.7], [0.9, 1.2, 0.2]])
    """
    total = 0.0
    for v in g_grid(rows):
        if v > 1.0:
            break
        total += v ** 2
    return total + v


def passed_over(rows):
    """A continue goes on after the yield.

    args: np.array([[0.5, 0.1, 0.7], [0.9, 1.2, 0.2]])
    """
    total = 0.0
    for v in g_grid(rows):
        if v > 0.8:
            continue
        total += v ** 2
    return total


def both_ends(x):
    """Two yields without a loop.

    args: np.array([0.5, 1.5, 2.0])
    """
    total = 1.0
    for v in g_ends(x):
        total = total * v
    return total


def unpacked_items(x):
    """What generators give is unpacked, with and without a star.

    args: np.array([0.5, 1.5, 2.0])
    """
    a, b = g_ends(x)
    first, *rest = g_running(x)
    return a * b ** 2 * first + rest[1]


def recursive_generator(x):
    """A generator that walks itself.

    args: 1.1
    taped: a generator function that calls itself
    """
    return sum(g_rec(x, 3))


def one_buffer(x):
    """A generator writes into the buffer that it has given; a loop uses it before.

    args: np.array([0.5, 1.5, 2.0])
    """
    total = 0.0
    for b in g_buffer(x):
        total += b[0] * b[1]
    return total


def listed_buffer(x):
    """In a list, each item is the buffer as it is in the end.

    args: np.array([0.5, 1.5, 2.0])
    taped: an array with two names
    """
    return sum(b[0] * b[1] for b in list(g_buffer(x)))


def summed_buffer(x):
    """A sum takes each item before the next one is made.

    args: np.array([0.5, 1.5, 2.0])
    taped: a generator that writes into what it gives
    """
    return np.sum(sum(g_buffer(x)) ** 2)


def summed_again(x):
    """The same by a generator expression.

    args: np.array([0.5, 1.5, 2.0])
    taped: a generator that writes into what it gives
    """
    return np.sum(sum(b for b in g_buffer(x)) ** 2)


def kept_buffer(x):
    """The same buffer, kept by a comprehension.

    args: np.array([0.5, 1.5, 2.0])
    taped: an array with two names
    """
    bs = [b for b in g_buffer(x)]
    return np.sum(bs[0] * bs[1])


def running_totals(x):
    """A running total, used by max, sum and list.

    args: np.array([0.5, 1.5, 2.0])
    """
    return max(g_running(x)) * sum(g_running(x)) + np.sum(np.array(list(g_running(x))) ** 2)


def running_rows(rows):
    """A running total of rows grows in place.

    args: np.array([[0.5, 0.1], [0.9, 1.2]])
    """
    out = 0.0
    for t in g_running_arrays(rows):
        out = out + np.sum(t ** 2)
    return out


def listed_rows(rows):
    """In a list, each total is the last one.

    args: np.array([[0.5, 0.1], [0.9, 1.2]])
    taped: an array with two names
    """
    ts = list(g_running_arrays(rows))
    return np.sum(ts[0] * ts[1])


def limited(x):
    """islice and zip end an endless generator.

    args: 1.7
    """
    return sum(itertools.islice(g_iterates(x), 4)) + sum(y for _, y in zip(range(3), g_iterates(x)))


def zipped(x):
    """A generator is zipped with what is before and behind it.

    args: np.array([0.5, 1.5, 2.0])
    """
    total = 0.0
    for v, y in zip(g_running(x), x[:2]):
        total += v * y
    for w, (a, b), c in zip(x, g_pairs(x), [2.0, 3.0, 4.0]):
        if a > 1.0:
            continue
        total += w * a * b * c
    return total


def zipped_behind(x):
    """An endless generator that fails one step later is zipped behind a list.

    args: np.array([0.5, 1.5, 2.0])
    """
    def down(v):
        while True:
            v = math.sqrt(v - 0.4)
            yield v
    total = 0.0
    for w, v in zip([1.0, 2.0], down(x[2])):
        total += w * v
    return total * x[0]


def nested_generator(x):
    """A generator inside of the function reads its variables when it runs.

    args: 1.3
    """
    scale = x * x
    def steps(n):
        for i in range(n):
            yield i * scale
    scale = scale + 1.0
    total = 0.0
    for a in steps(3):
        for b in steps(2):
            total += a * b + x
    return total


def named_iterators(x):
    """Iterators that have names; a name changes before they run.

    args: np.array([0.5, 1.5, 2.0])
    """
    k = 2.0
    scaled = (v * k for v in x)
    sums = g_running(scaled)
    k = 3.0
    total = 0.0
    for s in sums:
        total += s * s
    return total


def given_before(x):
    """What a generator is given is evaluated when it is made.

    args: 1.1
    """
    n = 3
    steps = g_until(x, n)
    x = x * 2
    n = 1
    return sum(steps) * x


def endless_in_a_loop(x):
    """An endless generator in each trip of a loop.

    args: 1.1
    """
    total = 0.0
    for i in range(3):
        for y in g_iterates(x + i):
            if y < 2.6:
                break
            total += y
    return total


def pipelines(x):
    """Generators of generators.

    args: np.array([0.5, 1.5, 2.0, 0.1])
    """
    def squares(items):
        for v in items:
            yield v * v
    def big(items):
        for v in items:
            if v > 0.2:
                yield v
    return sum(big(squares(x))) + sum(squares(big(x)))


def all_tools(x):
    """The iterators of itertools, one after the other.

    args: np.array([0.5, 1.5, 2.0, 0.1])
    """
    total = 0.0
    for a, b, c in itertools.combinations(x, 3):
        total += a * b * c
    for a, b in itertools.product(x[:2], x[1:]):
        total += a / b
    for a, b in itertools.permutations(x[:3], 2):
        total += a * b ** 2
    for a, b in itertools.zip_longest(x, x[:2], fillvalue=1.0):
        total += a * b
    for v in itertools.dropwhile(lambda v: v < 1.0, x):
        total += v ** 2
    for v in itertools.filterfalse(lambda v: v < 1.0, x):
        total += v ** 3
    for v in itertools.compress(x, [1, 0, 1, 0]):
        total += v ** 2
    for v in itertools.starmap(lambda a, b: a * b, zip(x, x[1:])):
        total += v
    for v in itertools.repeat(x[0], 3):
        total = total * v
    for v in itertools.accumulate(x, lambda s, v: s * v):
        total += v
    for v in itertools.accumulate(x, lambda s, v: s * 0.5 + v, initial=x[1]):
        total += v
    for row in itertools.chain.from_iterable([x[:1], x[2:]]):
        total += row ** 2
    for a, b, c in itertools.combinations_with_replacement(x[:2], 3):
        total += a * b * c
    for v in itertools.islice(x, 1, 4, 2):
        total += v
    for v in itertools.takewhile(lambda v: v < 1.9, x):
        total += v ** 2
    return total


def grown_meanwhile(x):
    """The loop appends to the list that its generator walks.

    args: 1.2
    """
    items = [x, x * 2]
    def walk():
        for v in items:
            yield v
    total = 0.0
    for v in walk():
        if len(items) < 5:
            items.append(v * x)
        total += v
    return total


def logged(x):
    """A generator that notes its steps, and is left early.

    args: 1.2
    """
    log = []
    def noisy(n):
        for i in range(n):
            log.append(i)
            yield x ** i
        log.append(-1)
    total = 0.0
    for v in noisy(4):
        if v > 1.5:
            break
        total += v
    return total * len(log)
