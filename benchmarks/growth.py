"""How the cost of arrays that are filled in place grows with their length: `python benchmarks/growth.py`.

Each program is differentiated for arrays of 1e3, 1e4, 1e5 and 1e6 elements. The table gives the time an element takes, as a
ratio to that of the primal in the same run, and the bytes an element takes at the peak; both should stay as they are from
one line to the next. What is read by element costs O(1) each, whatever the length.
"""

import math
import time
import tracemalloc

import numpy as np

import tangentlike as tl

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)


def accumulated(x, y):
    """Add a function of each element into an array: `y[i] += f(x[i])`."""
    for i in range(len(x)):
        y[i] += math.sin(x[i]) * x[i]
    return np.sum(y * y)


def recurrence(x, y):
    """Fill an array from its own last element."""
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = 0.5 * y[i - 1] + x[i] * x[i - 1]
    return y[-1]


def through_a_view(x, y):
    """Write by a second name and by a view."""
    z = y
    tail = z[1:]
    for i in range(len(tail)):
        tail[i] = x[i] * z[i]
    return np.sum(y)


def deposit(y, i, v):
    """Write one element of an array that the caller owns."""
    y[i] += v * v
    if v > 0.5:
        y[i] *= v


def by_a_helper(x, y):
    """Hand the array to a helper for each element."""
    for i in range(len(x)):
        deposit(y, i, x[i])
    return np.sum(y)


PROGRAMS = (accumulated, recurrence, through_a_view, by_a_helper)


def arguments(length):
    """Return the arguments of a program."""
    return np.linspace(0.1, 1.0, length), np.ones(length)


def seconds(function, length):
    """Return the time of one call."""
    args = arguments(length)
    start = time.perf_counter()
    function(*args)
    return time.perf_counter() - start


def peak(function, length):
    """Return the most bytes that one call holds at a time."""
    args = arguments(length)
    tracemalloc.start()
    function(*args)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main(lengths=LENGTHS):
    """Print the table."""
    print(f"{'':16}{'elements':>10}{'x primal':>10}{'us/element':>12}{'bytes/element':>15}")
    for program in PROGRAMS:
        gradient = tl.grad(program, (0, 1))
        gradient(*arguments(10))
        for length in lengths:
            ratio = min(seconds(gradient, length) / seconds(program, length) for _ in range(3))
            each = seconds(gradient, length) / length * 1e6
            memory = peak(gradient, length) / length if length <= 100_000 else float("nan")
            print(f"{program.__name__:16}{length:>10}{ratio:>10.2f}{each:>12.2f}{memory:>15.0f}")


if __name__ == "__main__":
    main()
