"""Helpers that write elements of an array that goes from call to call: its bar goes back the same way, uncopied."""

import numpy as np


def deposit(y, i, v):
    """Add to one element, and damp it where the step is large."""
    y[i] += v * v
    if v > 1.0:
        y[i] *= 0.5 * v


def stretch(y, k):
    """Write all elements one after the other; return the first."""
    for j in range(len(y)):
        y[j] *= k
        if k > 0.5:
            y[j] += k * k
    return y[0]


def shift(y, x):
    """Write into the argument and return it."""
    y[1:] = y[:-1] * x[1:]
    for q in range(2):
        y[q] += x[q]
    return y


def exchange(a, b, x):
    """Write two arrays from each other."""
    for i in range(len(a)):
        a[i] += b[i] * x[i]
        b[i] *= x[i]


def fill_from(y, i, x):
    """Write the rest of an array by calling itself."""
    if i < len(y):
        y[i] = y[i - 1] * x[i] + x[i] ** 2
        fill_from(y, i + 1, x)


def in_a_loop(x):
    """One element a call.

    args: np.array([0.7, 1.3, 0.9, 2.1])
    order: 2
    """
    y = np.zeros(len(x))
    for i in range(len(x)):
        deposit(y, i, x[i])
    return np.sum(y * y)


def with_a_copy(x):
    """What is copied before, between and after the calls.

    args: np.array([0.7, 1.3, 0.9])
    """
    y = x.copy()
    w = y * 1.0
    deposit(y, 0, x[1])
    z = y + w
    kept = [y.copy()]
    deposit(y, 1, x[0])
    kept.append(y)
    return np.sum(z * y) + np.sum(w * kept[0]) + np.sum(kept[1])


def two_results(x):
    """The results of the calls are used, of two arrays that start as one sum.

    args: np.array([0.7, 1.3, 0.9])
    order: 2
    """
    y = x + 0.0
    z = x + 0.0
    s = stretch(y, x[0]) + stretch(z, x[1])
    return s * np.sum(y * z)


def given_back(x):
    """The helper returns what it writes, under another name.

    args: np.array([0.7, 1.3, 0.9])
    """
    k = np.zeros(len(x)) + x
    y = shift(k, x)
    u = y + k
    y = shift(u, x)
    return np.sum(y * k * u)


def recursive_writer(x):
    """A helper that calls itself, twice.

    args: np.array([0.7, 1.3, 0.9])
    """
    y = np.ones(len(x))
    fill_from(y, 1, x)
    v = y.copy()
    fill_from(y, 1, x)
    return np.sum(y * v)


def both_written(x):
    """Two arrays in turn, one of them with a second name.

    args: np.array([0.7, 1.3, 0.9])
    """
    a = x.copy()
    b = x.copy() * 2
    exchange(a, b, x)
    c = a
    exchange(b, a, x)
    return np.sum(c) + np.sum(b * a)


def rows_and_columns(x):
    """Parts of a matrix.

    args: np.array([0.7, 1.3, 0.9])
    """
    m = np.outer(x, x)
    for r in range(3):
        deposit(m[r], r, x[r])
        stretch(m[:, r], x[0])
    return np.sum(m * m)


def from_a_constant_sum(x):
    """The bar starts as one number for all elements.

    args: np.array([0.7, 1.3, 0.9])
    """
    y = np.sum(x) * np.ones(3)
    deposit(y, 0, x[0])
    deposit(y, 2, x[0])
    return np.sum(y) * 2


def as_a_result(x):
    """The array itself is returned: the seed of a pullback is nobody's to write into.

    args: np.array([0.7, 1.3, 0.9])
    """
    y = x.copy()
    deposit(y, 0, x[1])
    deposit(y, 1, x[0])
    return y


def returned_twice(x):
    """Two results, one made of the other; their seeds may be one array.

    args: np.array([0.7, 1.3, 0.9])
    """
    y = x.copy()
    deposit(y, 0, x[1])
    z = y * 1.0
    deposit(z, 1, x[0])
    return y, z


def the_argument(x):
    """The differentiated argument itself.

    args: np.array([0.7, 1.3, 0.9])
    """
    deposit(x, 0, x[1])
    stretch(x, x[2])
    return np.sum(x * x)


def bound_to_its_own_name(x):
    """What the helper returns is its argument, and gets the name that it has already.

    args: np.array([0.7, 1.3, 0.9])
    """
    y = x.copy()
    for _ in range(2):
        y = shift(y, x)
    return np.sum(y * x)


def diffuse(old, new, k):
    """Write one time step of the heat equation into another array."""
    for i in range(1, len(old) - 1):
        new[i] = old[i] + k * (old[i - 1] - 2.0 * old[i] + old[i + 1])


def two_buffers(x, k):
    """A helper fills one buffer from the other, then they change places.

    args: np.array([0.7, 1.3, 0.9, 2.0]), 0.1
    order: 2
    """
    old, new = x.copy(), x.copy()
    for _ in range(3):
        diffuse(old, new, k)
        old, new = new, old
    return np.sum(old**2)


def three_buffers(x, k):
    """Three of them in a ring, in a loop that ends when it has settled.

    args: np.array([0.7, 1.3, 0.9, 2.0]), 0.1
    """
    first, second, third = x.copy(), x.copy(), np.zeros(len(x))
    time = 0.0
    while time < 0.4:
        diffuse(first, second, k)
        diffuse(second, third, k)
        first, second, third = third, first, second
        time += 0.1
    return np.sum(first**2) + np.sum(second * third)


def buffers_that_write_each_other(x):
    """Both are written by each call, and change places after it.

    args: np.array([0.7, 1.3, 0.9])
    """
    y, z = x.copy(), x * 2.0
    for _ in range(3):
        exchange(y, z, x)
        y, z = z, y
    return np.sum(y * z**2)


def rows_of_a_table(x, k):
    """A helper fills each row of a table from the one before.

    args: np.array([0.7, 1.3, 0.9, 2.0]), 0.1
    """
    table = np.zeros((4, len(x)))
    table[0] = x
    for n in range(1, 4):
        diffuse(table[n - 1], table[n], k)
    return np.sum(table**2)


def two_rows_in_turn(x, k):
    """The rows of a table are the two buffers.

    args: np.array([0.7, 1.3, 0.9, 2.0]), 0.1
    """
    table = np.outer(np.ones(2), x)
    for n in range(3):
        diffuse(table[n % 2], table[(n + 1) % 2], k)
    return np.sum(table[0] * table[1])


def take_out(column, other):
    """Make a column orthogonal to another one."""
    column -= column @ other / (other @ other) * other


def orthogonal_columns(x):
    """Gram-Schmidt by a helper that is given two columns.

    args: np.array([0.7, 1.3, 0.9])
    """
    q = np.outer(x, np.array([1.0, 0.5, 0.2])) + np.diag(x)
    for j in range(3):
        for i in range(j):
            take_out(q[:, j], q[:, i])
    return np.sum(q[:, 2] * x) + q[0, 1]
