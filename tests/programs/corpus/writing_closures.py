"""Nested functions that write into arrays, lists and dicts of the function around them."""

import math

import numpy as np


def elements_are_set(x):
    """An array is written element by element, and as a whole.

    args: np.array([0.5, 1.5, -0.7])
    """
    y = np.zeros(3)

    def put(i, value):
        y[i] = value * y[i - 1] + value

    def damp(factor):
        y[:] = y * factor

    for i in range(3):
        put(i, x[i])
        damp(0.5)
    return np.sum(y**2)


def result_and_store(x):
    """It stores a value, and returns it into an expression.

    args: 1.3
    order: 2
    """
    y = np.zeros(2)

    def put(value):
        y[0] = y[0] + value
        return value

    total = put(x) + put(x * x)
    return y[0] * total


def history_of_evaluations(x):
    """Bisection, whose function keeps what it has seen.

    args: 1.3
    """
    seen = []

    def f(at):
        value = math.sin(x * at)
        seen.append(value)
        return value

    low, high = 0.5, 1.5
    for _ in range(5):
        middle = 0.5 * (low + high)
        if f(middle) > 0.5:
            high = middle
        else:
            low = middle
    return sum(seen) * len(seen)


def grid_update(u, k):
    """A step that reads one buffer and writes another one.

    args: np.array([0.1, 0.8, 0.3, -0.2, 0.5]), 0.2
    """
    u = u.copy()
    new = np.zeros_like(u)

    def step():
        new[1:-1] = u[1:-1] + k * (u[2:] - 2.0 * u[1:-1] + u[:-2])
        u[1:-1] = new[1:-1]

    for _ in range(4):
        step()
    return np.sum(u * u)


def cached_powers(x):
    """A dict of what was computed before.

    args: 1.3
    """
    known = {}

    def power(k):
        if k not in known:
            known[k] = x**k
        return known[k]

    return power(2) + power(3) * power(2)


def recursion_with_memo(x):
    """Fibonacci numbers with a factor, each computed once.

    args: 1.3
    """
    memo = {}

    def fib(k):
        if k < 2:
            return x * k
        if k not in memo:
            memo[k] = fib(k - 1) + fib(k - 2) * x
        return memo[k]

    return fib(9)


def memo_of_a_grid(costs):
    """The cheapest way through a grid, from its end.

    args: np.array([[0.3, 1.2, 0.7], [0.9, 0.2, 1.1], [0.6, 0.8, 0.4]])
    """
    rows, columns = costs.shape
    memo = {}

    def way(i, j):
        if (i, j) in memo:
            return memo[i, j]
        if i == rows - 1 and j == columns - 1:
            best = costs[i, j]
        elif i == rows - 1:
            best = costs[i, j] + way(i, j + 1)
        elif j == columns - 1:
            best = costs[i, j] + way(i + 1, j)
        else:
            best = costs[i, j] + min(way(i + 1, j), way(i, j + 1))
        memo[i, j] = best
        return best

    return way(0, 0)


def stack_of_a_traversal(x, depth):
    """A recursion that leaves its values on a list.

    args: 0.8, 3
    """
    out = []

    def visit(value, level):
        if level == 0:
            out.append(value)
            return
        visit(value * x, level - 1)
        visit(value + x, level - 1)

    visit(1.0, depth)
    return sum(v * k for k, v in enumerate(out))


def one_calls_another(x):
    """A nested function writes by another one.

    args: np.array([0.5, 1.5])
    """
    total = np.zeros(2)

    def add(value):
        total[0] += value
        total[1] *= value

    def both(values):
        for value in values:
            add(value)

    total[1] = 1.0
    both(x)
    both(x * x)
    return total[0] * total[1]


def choice_of_writers(x):
    """Which of them runs depends on a value.

    args: 0.45
    args: 1.4
    """
    state = np.array([1.0, 2.0])

    def up():
        state[0] += x
        return state[0]

    def down():
        state[1] *= x

    last = 0.0
    while state[0] < 3.0:
        last = up()
        if last > 2.0:
            down()
    return state[1] * last


def list_that_nobody_reads(x):
    """A comprehension that is written for what its calls do.

    args: np.array([0.5, 1.5, -0.7])
    """
    kept = []

    def put(v):
        kept.append(v * 2.0)

    [put(v * v) for v in x if v > 0.0]
    return kept[0] * kept[1]


def array_and_list(x):
    """An array and a list, which might hold the array.

    args: np.array([0.5, 1.5, -0.7])
    taped: a call that writes into its argument
    """
    kept = []
    total = np.zeros(2)

    def put(v):
        kept.append(v * 2.0)
        total[0] += v

    for v in x:
        put(v * v)
    return kept[0] * kept[1] + total[0]
