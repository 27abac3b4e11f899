"""Functions that rebind outer variables: `nonlocal`, in functions that are called, made elsewhere and handed on."""

import numpy as np


def calls_counted(x):
    """A counter of calls, in the test of a loop and in one branch.

    args: 1.2
    """
    calls = 0
    def f(v):
        nonlocal calls
        calls += 1
        return v ** 2 + x
    y = x
    while f(y) < 20.0:
        y = f(y) if y < 3.0 else y + 1.0
    return y * calls


def best_so_far(x):
    """Two outer variables, one of which is None at first.

    args: np.array([0.5, 1.5, 2.0, 0.1])
    """
    best = None
    where = -1
    def offer(i, v):
        nonlocal best, where
        if best is None or v > best:
            best = v
            where = i
    for i, v in enumerate(x):
        offer(i, v * (2.3 - v))
    return best * (where + 1.0)


def leapfrog(x):
    """Functions that share a state; one reads it for another one.

    args: 0.9
    """
    pos, vel = x, 0.1
    def force():
        return -pos * 2.0
    def kick(dt):
        nonlocal vel
        vel += dt * force()
    def drift(dt):
        nonlocal pos
        pos += dt * vel
    for _ in range(4):
        kick(0.05)
        drift(0.1)
        kick(0.05)
    return pos ** 2 + vel


def adam(x):
    """The moments of an optimiser are outer arrays.

    args: np.array([0.5, 1.5])
    """
    m = np.zeros(2)
    v = np.zeros(2)
    def step(g):
        nonlocal m, v
        m = 0.9 * m + 0.1 * g
        v = 0.99 * v + 0.01 * g * g
        return m / (np.sqrt(v) + 1e-2)
    y = x
    for _ in range(3):
        y = y - 0.1 * step(2 * y)
    return np.sum(y ** 2)


def rebound_in_a_recursion(x):
    """A recursion that rebinds what is around it.

    args: 1.2
    """
    depth = 0
    acc = x
    def walk(n):
        nonlocal depth, acc
        depth += 1
        if n == 0:
            return acc
        acc = acc * x
        return walk(n - 1) + walk(n - 1) * 0.5
    return walk(3) * depth


def read_before_and_after(x):
    """The variable is read before and after the calls of one expression.

    args: 1.2
    """
    t = x
    def bump():
        nonlocal t
        t = t * 2.0
        return t
    return t * bump() + bump() * t + [t, bump(), t][2]


def smoothed(x):
    """Calls inside of comprehensions.

    args: np.array([0.5, 1.5, 2.0, 0.1])
    """
    carry = 0.0
    def smooth(v):
        nonlocal carry
        carry = 0.5 * carry + 0.5 * v
        return carry
    ys = [smooth(v) for v in x]
    return sum(smooth(v) ** 2 for v in ys) + ys[2] * carry


def handed_on(x):
    """A function that rebinds is handed to map.

    args: np.array([0.5, 1.5, 2.0, 0.1])
    taped: `nonlocal` in a function that is handed on
    """
    n = 0.0
    def f(v):
        nonlocal n
        n += v
        return n * v
    return sum(map(f, x))


def counter(start):
    value = start
    def tick(v):
        nonlocal value
        value = value * v + 1.0
        return value
    return tick


def averager():
    total = 0.0
    n = 0
    def add(v):
        nonlocal total, n
        total += v
        n += 1
        return total / n
    return add


def pair():
    state = 1.0
    def get():
        return state
    def put(v):
        nonlocal state
        state = state * v
    return get, put


def made_counter(x):
    """A function that another function has made, and that counts.

    args: 1.2
    """
    tick = counter(x)
    return tick(x) + tick(2.0)


def two_counters(x):
    """Two of them, each with a state of its own.

    args: 1.2
    """
    tick = counter(x)
    other = counter(2.0)
    return tick(x) * other(x) + tick(2.0) * other(x)


def running_mean(x):
    """A running mean, fed in a loop.

    args: np.array([0.5, 1.5, 2.0])
    """
    avg = averager()
    out = 0.0
    for v in x:
        out = out + avg(v) ** 2
    return out


def get_and_put(x):
    """Two functions of one state leave the function that makes them.

    args: 1.2
    taped: two functions of one state
    """
    get, put = pair()
    put(x)
    a = get()
    put(x)
    return a * get()


def outer_array_in_place(x):
    """An outer array grows in place.

    args: np.array([0.5, 1.5])
    taped: an outer array that is written in place
    """
    m = np.zeros(2)
    def add(g):
        nonlocal m
        m += g
        return m
    a = add(x)
    b = add(x * x)
    return np.sum(a * b) + np.sum(m)


def second_name_of_outer(x):
    """The old array has another name when the variable is rebound.

    args: np.array([0.5, 1.5])
    """
    m = x
    def scale(k):
        nonlocal m
        m = m * k
    keep = m
    scale(2.0)
    return np.sum(m * keep)


def outer_list_and_count(x):
    """A list and a counter outside.

    args: 1.2
    """
    hist = []
    n = 0
    def log(v):
        nonlocal n
        n += 1
        hist.append(v * n)
        return v
    y = log(x) + log(x * x)
    return y * sum(hist) * n


def two_levels(x):
    """A nested function of a nested function rebinds its variable.

    args: 1.2
    """
    a = 1.0
    def outer(v):
        b = v
        def inner(w):
            nonlocal b
            b = b * w
            return b + a
        inner(v)
        return inner(2.0) * b
    return outer(x) + outer(2.0) * a


def recursive_sum(x):
    """A recursion that adds up outside of itself.

    args: 1.2
    """
    n = 0.0
    def f(v):
        nonlocal n
        n += v
        if n > 3.0:
            return n
        return f(v * 2.0) + n
    return f(x) * n


def called_in_tests(x):
    """Calls in a choice, in a test with `and`, and in the test of a loop.

    args: 1.2
    """
    n = 0.0
    def f(v):
        nonlocal n
        n += v
        return n
    total = f(x) if x > 1 else 0.0
    if f(x) > 2.0 and total > 1.0:
        total += f(2.0)
    total += n
    while f(0.5) < 6.0:
        total += x
        if total > 20:
            break
    return total * n
