"""Stores into a local array that has one name."""

import math

import numpy as np


def fill(x, n):
    """out[i] = ... into zeros.

    args: 0.7, 4
    order: 2
    """
    out = np.zeros(n)
    for i in range(n):
        out[i] = math.sin(x * (i + 1))
    return np.sum(out**2)


def fill_from_array(values):
    """One result for each entry.

    args: np.array([1.0, 2.0, 0.5])
    order: 2
    """
    out = np.zeros(len(values))
    for i, v in enumerate(values):
        out[i] = v**2 + i
    return np.sum(out * values)


def fill_empty(values):
    """np.empty, every element written once.

    args: np.array([1.0, 2.0, 0.5])
    """
    out = np.empty(3)
    for i in range(3):
        out[i] = math.exp(values[i])
    return out[0] * out[1] + out[2]


def fill_like(values):
    """np.zeros_like and np.ones_like.

    args: np.array([1.0, 2.0, 0.5])
    """
    out = np.zeros_like(values)
    scale = np.ones_like(values)
    for i in range(values.size):
        scale[i] = 2.0 * values[i]
        out[i] = values[i] * scale[i]
    return out.sum() + scale[0]


def recurrence(x, r):
    """out[i] reads out[i - 1].

    args: 0.4, 1.7
    order: 2
    """
    out = np.zeros(6)
    out[0] = x
    for i in range(1, 6):
        out[i] = r * out[i - 1] * (1.0 - out[i - 1])
    return np.sum(out) + out[-1] ** 2


def smooth(u0, k):
    """An array updated in place.

    args: np.array([0.0, 1.0, 3.0, 2.0, 0.5]), 0.2
    order: 2
    """
    u = u0.copy()
    for i in range(1, len(u) - 1):
        u[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1])
    return np.sum(u**2)


def overwrite_after_read(x):
    """An element is read, then overwritten, then read again.

    args: np.array([1.1, 0.6])
    order: 2
    """
    u = x.copy()
    a = u[0] ** 2
    u[0] = u[0] * u[1]
    b = u[0] ** 2
    u[0] = 5.0
    return a * b + u[0] * u[1]


def overwritten_by_constant(x):
    """What is overwritten has no influence any more.

    args: np.array([1.1, 0.6, 2.0])
    """
    u = x * 2.0
    u[1] = 3.0
    return np.sum(u**2)


def repeated_overwrite(x):
    """The same element again and again.

    args: 0.8
    """
    u = np.zeros(2)
    u[0] = x
    for _ in range(4):
        u[0] = math.sin(u[0]) + x * u[0] ** 2
        u[1] = u[1] + u[0]
    return u[1] * u[0]


def augmented_element(x):
    """u[i] += ..., -=, *=, /=.

    args: np.array([1.0, 2.0, 3.0])
    order: 2
    """
    u = x.copy()
    u[0] += x[1] ** 2
    u[1] *= u[0]
    u[2] -= u[1] * x[2]
    u[0] /= x[2]
    return np.sum(u * x)


def augmented_in_loop(x, w):
    """Sums into the elements of a result.

    args: np.array([1.0, 2.0, 3.0]), np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    """
    out = np.zeros(2)
    for i in range(2):
        for j in range(3):
            out[i] += w[i, j] * x[j] ** 2
    return np.sum(np.tanh(out))


def histogram(values, weights):
    """Sums into elements chosen by the value.

    args: np.array([0.3, 1.7, 0.9, 2.2]), np.array([1.0, 2.0, 3.0, 0.5])
    """
    counts = np.zeros(3)
    for v, w in zip(values, weights):
        counts[int(v)] += w * v
    return np.sum(counts**2)


def slice_store(x):
    """u[a:b] = ...

    args: np.array([1.0, 2.0, 3.0, 4.0])
    order: 2
    """
    u = np.zeros(6)
    u[1:5] = x**2
    u[:2] = x[2:] * 0.5
    u[-1] = x[0] * x[1]
    return np.sum(u * np.arange(6.0)) + np.sum(u**2)


def slice_store_of_number(x, c):
    """A number into a slice: the derivative is a sum.

    args: np.array([1.0, 2.0, 3.0, 4.0]), 0.3
    """
    u = x * 2.0
    u[1:3] = c**2
    return np.sum(u**3)


def heat(u0, k):
    """u[1:-1] = ... for some steps.

    args: np.array([0.0, 1.0, 3.0, 2.0, 0.5, 0.0]), 0.15
    order: 2
    """
    u = u0.copy()
    for _ in range(4):
        u[1:-1] = u[1:-1] + k * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def heat_augmented(u0, k):
    """u[1:-1] += ...: the right side is read before anything is written.

    args: np.array([0.0, 1.0, 3.0, 2.0, 0.5, 0.0]), 0.15
    """
    u = u0 + 0.0
    for _ in range(4):
        u[1:-1] += k * (u[2:] - 2.0 * u[1:-1] + u[:-2])
        u[0] = u[1]
        u[-1] *= 0.5
    return np.sum(u**2)


def overlapping_slices(x):
    """A slice assigned from an overlapping one.

    args: np.array([1.0, 2.0, 3.0, 4.0])
    """
    u = x**2
    u[1:] = u[:-1] * 2.0
    u[:-1] -= u[1:]
    return np.sum(u * x)


def matrix_store(a):
    """b[i, j] = ...

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    b = np.zeros((2, 2))
    for i in range(2):
        for j in range(2):
            b[i, j] = a[i, j] * a[j, i] + i
    return np.sum(b**2)


def row_store(a, x):
    """b[i] = a row, b[:, j] = a column, b[i, :] += a row.

    args: np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, 0.2])
    """
    b = np.zeros((3, 2))
    b[0] = x
    b[1] = a @ x
    b[:, 1] = b[:, 0] ** 2
    b[2, :] += a[1] * x
    return np.sum(b**2)


def trajectory(x0, v0, h):
    """States of a simulation kept as rows.

    args: 1.0, 0.2, 0.1
    """
    path = np.zeros((5, 2))
    path[0, 0] = x0
    path[0, 1] = v0
    for i in range(4):
        path[i + 1, 0] = path[i, 0] + h * path[i, 1]
        path[i + 1, 1] = path[i, 1] - h * np.sin(path[i, 0])
    return np.sum(path[:, 0] ** 2) + path[-1, 1]


def store_in_branch(values):
    """Stores under a condition.

    args: np.array([1.0, -2.0, 0.5, -0.1])
    """
    out = np.zeros(4)
    for i in range(4):
        if values[i] > 0:
            out[i] = values[i] ** 2
        elif values[i] < -1.0:
            out[i] = -values[i]
            out[0] += values[i] * 0.1
    return np.sum(out * np.arange(1.0, 5.0))


def store_then_break(values):
    """A loop that leaves before the array is full.

    args: np.array([1.0, 2.0, 3.0, 4.0])
    """
    out = np.ones(4)
    for i in range(4):
        out[i] = values[i] ** 2
        if out[i] > 8.0:
            break
    return np.sum(out)


def swap_elements(x):
    """u[i], u[j] = u[j], u[i].

    args: np.array([2.0, 3.0, 5.0])
    """
    u = x * 1.0
    u[0], u[1] = u[1], u[0]
    u[1], u[2] = u[2] * u[0], u[1]
    return u[0] + 10.0 * u[1] + u[2] ** 2


def scalar_copy_then_store(x):
    """An element read before a store is a copy.

    args: np.array([2.0, 3.0])
    """
    u = x * 1.0
    a = u[0]
    u[0] = 7.0
    return a * u[0] + a**2


def bubble_sort(x):
    """Sorting by swaps.

    args: np.array([3.0, 1.0, 2.0])
    """
    u = x.copy()
    n = len(u)
    for i in range(n):
        for j in range(n - 1 - i):
            if u[j] > u[j + 1]:
                u[j], u[j + 1] = u[j + 1], u[j]
    return u[0] + 2.0 * u[1] ** 2 + 3.0 * u[2] ** 3


def forward_substitution(a, b):
    """A triangular system by hand.

    args: np.array([[2.0, 0.0, 0.0], [1.0, 3.0, 0.0], [0.5, 0.2, 1.5]]), np.array([1.0, 2.0, 3.0])
    """
    n = len(b)
    x = np.zeros(n)
    for i in range(n):
        s = b[i]
        for j in range(i):
            s = s - a[i, j] * x[j]
        x[i] = s / a[i, i]
    return np.sum(x**2)


def cholesky_by_hand(a):
    """Cholesky's decomposition, element by element.

    args: np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
    """
    n = a.shape[0]
    low = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            s = a[i, j]
            for k in range(j):
                s -= low[i, k] * low[j, k]
            if i == j:
                low[i, i] = math.sqrt(s)
            else:
                low[i, j] = s / low[j, j]
    return np.sum(low**2 * np.arange(1.0, 10.0).reshape(3, 3))


def full_and_store(c):
    """np.full, np.ones and a store.

    args: 1.4
    """
    u = np.full(4, c)
    u[2] = c**2
    v = np.ones(4)
    v[0] = u[1] * c
    return np.sum(u * v)


def scan(x, decay):
    """A filter with memory.

    args: np.array([1.0, 0.0, 2.0, -1.0]), 0.6
    """
    y = np.zeros_like(x)
    y[0] = x[0]
    for t in range(1, x.shape[0]):
        y[t] = decay * y[t - 1] + (1.0 - decay) * x[t]
    return np.sum(y**2)


def backward_scan(x, discount):
    """A recurrence from the end to the beginning.

    args: np.array([1.0, 0.5, 2.0, -1.0]), 0.9
    """
    returns = np.zeros(len(x))
    running = 0.0
    for t in range(len(x) - 1, -1, -1):
        running = x[t] + discount * running
        returns[t] = running
    return np.sum(returns**2)


def store_negative_index(x):
    """u[-1] and u[-2].

    args: 1.3
    """
    u = np.zeros(3)
    u[-1] = x
    u[-2] = u[-1] ** 2
    u[0] = u[1] * u[2]
    return np.sum(u)


def store_strided(x):
    """u[::2] and u[1::2].

    args: np.array([1.0, 2.0, 3.0])
    """
    u = np.zeros(6)
    u[::2] = x**2
    u[1::2] = np.sin(x) * u[::2]
    return np.sum(u * u)


def ring_buffer(x):
    """Old values in a ring.

    args: np.array([1.0, 0.5, 2.0, 1.5, 0.7])
    """
    ring = np.zeros(3)
    total = 0.0
    for i in range(5):
        total += ring[i % 3] * x[i]
        ring[i % 3] = x[i] ** 2
    return total + np.sum(ring)


def array_of_result_rows(w, xs):
    """Rows computed and kept, then used together.

    args: np.array([[0.2, -0.1], [0.4, 0.3]]), np.array([[1.0, 2.0], [0.5, 0.1], [0.3, 0.9]])
    """
    h = np.zeros((4, 2))
    for t in range(3):
        h[t + 1] = np.tanh(w @ h[t] + xs[t])
    return np.sum(h[1:] ** 2) + h[-1, 0]


def mask_store(x):
    """A store under a mask.

    args: np.array([1.0, -2.0, 0.5])
    """
    u = x * 2.0
    u[u < 0] = 0.5
    u[x > 0.7] *= x[0]
    return np.sum(u * u)


def index_array_store(x):
    """A store at several indices.

    args: np.array([1.0, -2.0, 0.5])
    """
    u = np.zeros(5)
    u[[0, 3, 4]] = x**2
    u[np.array([1, 0])] += x[1:] * u[3]
    return np.sum(u * u)


def square_sum(u):
    """A helper that reads an array."""
    return np.sum(u**2)


def helper_reads_before_store(x):
    """A helper has read the array before it is written: its record must not change.

    args: np.array([1.0, -2.0, 0.5])
    """
    u = x * 2.0
    s = square_sum(u)
    u[0] = s
    return square_sum(u) + s


def reduction_before_store(x, k):
    """A reduction in each trip reads the array that the next trip changes.

    args: np.array([1.0, -2.0, 0.5]), 0.3
    """
    u = x.copy()
    total = 0.0
    for _ in range(3):
        total += np.sum(u**3)
        u[1:] = u[:-1] * k
        u[0] *= u[1]
    return total


def copies_kept_in_list(x):
    """Copies of the state are kept while it changes.

    args: np.array([1.0, -2.0, 0.5])
    """
    u = x * 1.0
    states = []
    for i in range(3):
        u[i] = np.sin(u[i - 1]) + u[i]
        states.append(u.copy())
    total = 0.0
    for state in states:
        total += np.sum(state**2)
    return total


def closure_over_stored_array(x):
    """A nested function reads an array that is written between its calls.

    args: np.array([1.0, -2.0, 0.5])
    """
    u = x * 1.0

    def square(i):
        return u[i] ** 2

    a = square(0)
    u[0] = a * u[1]
    return a * square(0)


def scalars_from_stored_array(x):
    """Sums and maxima are numbers: later stores do not change them.

    args: np.array([1.0, 2.0, 0.5])
    """
    u = x * 1.0
    top, total = u.max(), u.sum()
    u[1] = top * total
    first, *_ = u
    u[0] = first * u[1]
    return u.sum() * total + top


def product_then_store(a, x):
    """A matrix product has read both arrays before one of them is written.

    args: np.array([[1.0, 2.0], [0.5, 0.3]]), np.array([0.7, -0.4])
    """
    v = x.copy()
    total = 0.0
    for _ in range(3):
        w = a @ v
        total += w @ v
        v[0] = w[1]
        v[1] = np.tanh(w[0])
    return total


def table_of_powers(x, n):
    """Rows that are computed from rows, read as slices.

    args: np.array([0.5, 1.2]), 4
    """
    table = np.ones((n, 2))
    for i in range(1, n):
        table[i] = table[i - 1] * x
        table[i, 0] += table[i - 1, 1]
    return np.sum(table[:, 0] * table[:, 1])


def result_is_stored_array(x):
    """The result is the array that was filled.

    args: np.array([0.5, 1.2])
    """
    out = np.zeros(3)
    out[:2] = x**2
    out[2] = out[0] * out[1]
    return out


def two_buffers(x):
    """Two arrays, filled from each other in turn.

    args: np.array([0.5, 1.2, -0.3])
    """
    a = x.copy()
    b = np.zeros(3)
    for _ in range(3):
        for i in range(3):
            b[i] = a[i - 1] * 0.5 + a[i] ** 2 * 0.1
        for i in range(3):
            a[i] = b[i] + b[i - 1]
    return np.sum(a * b)


def view_of_equal_piece(x):
    """The same is computed twice, and the first result is written through a view in between.

    args: np.array([0.3, 0.7, 0.2])
    """
    w = (x * 2.0).reshape(-1)
    w[0] = 5.0 * x[1]
    return np.sum((x * 2.0) ** 3 * w)


def view_of_equal_piece_later(x):
    """The same, written after both.

    args: np.array([0.3, 0.7, 0.2])
    """
    w = (x * 2.0).reshape(-1)
    total = np.sum((x * 2.0) ** 3)
    w[0] = 5.0 * x[1]
    return total * np.sum(w)


def divided_in_branch(y, k):
    """A line inside a branch of a loop reads its variable before and after it changes, and the shape widens.

    args: np.array([2.0]), np.array([1.0, 2.0, 0.5])
    """
    for i in range(3):
        if i < 2:
            y = y / k
        else:
            y = y * y
    return np.sum(y)


def divided_twice_in_branches(y, k):
    """The same, in nested branches that leave early.

    args: np.array([2.0]), np.array([1.0, 2.0, 0.5])
    """
    n = 4
    while n > 0:
        n -= 1
        if n % 2:
            y = y / k
            if n == 3:
                y = y / (y + k)
                continue
        y = y * y / (1.0 + y)
    return np.sum(y)
