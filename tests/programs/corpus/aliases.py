"""One array under several names, and views of it that are written."""

import numpy as np


class Holder:
    """Something with an attribute."""

    def __init__(self, data):
        self.data = data


def scale_in_place(v, factor):
    v *= factor


def add_outer(m, v):
    for i in range(len(v)):
        m[i] += v * v[i]


def shift_left(v):
    first = v[0]
    v[:-1] = v[1:]
    v[-1] = first
    return v


def two_names(x):
    """z = y; z += v is seen through y.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = x**2
    z = y
    z += x
    return np.sum(y * z)


def row_scaled(a):
    """A row is a view.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * a
    row = b[0]
    row *= a[1]
    return np.sum(b**2)


def rows_walked(a):
    """The loop variable is a view of each row.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a + 1.0
    for row in b:
        row -= row.mean()
        row[0] *= 2.0
    return np.sum(b * b * a)


def strided(x):
    """A strided view is scaled, and the base read.

    args: np.array([1.0, 2.0, 3.0, 4.0])
    """
    y = x * x
    even = y[::2]
    even *= x[1]
    return np.sum(y**2)


def reversed_view(x):
    """A view with a negative step.

    args: np.array([1.0, 2.0, 3.0])
    """
    y = np.exp(0.3 * x)
    back = y[::-1]
    back[0] = back[2] * x[0]
    return np.sum(y * x)


def view_of_view(x):
    """A write through a view of a view.

    args: np.array([1.0, 2.0, 3.0, 4.0])
    """
    y = x * 2.0
    half = y[1:]
    end = half[1:]
    end[0] += x[0] * y[1]
    return np.sum(y * y)


def matrix_by_two_subscripts(b):
    """B[1][0] += v.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    c = b.copy()
    c[1][0] += b[0, 0] ** 2
    c[0][1] *= c[1][0]
    return np.sum(c**2)


def transposed(a):
    """A write through the transposed matrix.

    args: np.array([[1.0, 2.0, 0.3], [0.5, 3.0, 0.7]])
    """
    b = a * 1.5
    c = b.T
    c[0] += a[0, 1] * c[1]
    return np.sum(b**2)


def reshaped(a):
    """reshape(-1) of a contiguous array is a view.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * 1.0
    flat = b.reshape(-1)
    flat[1:3] *= a[0, 0]
    return np.sum(b**2)


def ravelled(a):
    """So is ravel().

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = np.sin(a)
    flat = b.ravel()
    for i in range(4):
        flat[i] = flat[i] * a[0, i % 2]
    return b.sum()


def diagonal_by_stride(a):
    """The diagonal as a strided view of the flat array.

    args: np.array([[1.0, 2.0, 0.1], [0.5, 3.0, 0.4], [0.6, 0.2, 2.0]])
    """
    b = a @ a
    b.ravel()[::4] += a[0]
    return np.sum(b**2)


def rows_in_a_list(a):
    """Views kept in a list.

    args: np.array([[1.0, 2.0], [0.5, 3.0], [0.2, 0.9]])
    """
    b = a * 1.0
    rows = [b[i] for i in range(3)]
    rows[0] += rows[2] * rows[1]
    rows[1] *= 2.0
    return np.sum(b**2)


def rows_in_a_dict(a):
    """Views kept in a dict.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * 1.0
    parts = {"top": b[0], "bottom": b[1]}
    parts["top"] *= parts["bottom"]
    return np.sum(b * a)


def array_in_a_dict(x):
    """An array inside of a dict is updated through it.

    args: np.array([1.0, 2.0, 0.5])
    """
    state = {"position": x * 1.0, "speed": np.cos(x)}
    for _ in range(3):
        state["position"] += 0.1 * state["speed"]
        state["speed"] -= 0.1 * state["position"]
    return np.sum(state["position"] * state["speed"])


def attribute_of_an_object(x):
    """A write through a name of what an attribute holds.

    args: np.array([1.0, 2.0, 0.5])
    """
    holder = Holder(x * 2.0)
    seen = holder.data
    for i in range(1, 3):
        seen[i] += seen[i - 1]
    return np.sum(holder.data**2)


def helper_writes(x, k):
    """A helper writes into its argument and returns None.

    args: np.array([1.0, 2.0, 0.5]), 0.7
    """
    y = x * x
    scale_in_place(y, k)
    scale_in_place(y[1:], x[0])
    return np.sum(y * x)


def helper_writes_rows(x):
    """A helper writes the rows of a matrix.

    args: np.array([1.0, 2.0, 0.5])
    """
    m = np.eye(3)
    add_outer(m, x)
    add_outer(m, x[::-1])
    return np.sum(m**2)


def helper_returns_its_argument(x):
    """What a helper returns is what it was given.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = x**2
    z = shift_left(y)
    z[0] += 1.0
    return np.sum(y * x) + z[1]


def views_that_meet(x):
    """Two views overlap, and one is written while the other is read.

    args: np.array([1.0, 2.0, 3.0, 0.5])
    """
    y = x * 1.0
    left, right = y[:3], y[1:]
    left += right
    return np.sum(y * right[0])


def name_bound_anew(x):
    """A name that was an alias gets an array of its own.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = x * 2.0
    z = y
    y = y * x
    z += 1.0
    y += z
    return np.sum(y * z)


def chosen_alias(x, first):
    """Which array is written is decided by a test.

    args: np.array([1.0, 2.0, 0.5]), True
    args: np.array([1.0, 2.0, 0.5]), False
    """
    a = x * 2.0
    b = x**2
    target = a if first else b
    target *= x
    return np.sum(a * b)


def buffers_swapped(x):
    """Two buffers change places in each step.

    args: np.array([0.5, 1.5, 0.2, 0.9])
    """
    old = x * 1.0
    new = np.zeros(4)
    for _ in range(3):
        new[0], new[3] = old[0], old[3]
        new[1:3] = old[1:3] + 0.2 * (old[:2] - 2.0 * old[1:3] + old[2:])
        old, new = new, old
    return np.sum(old**2)
