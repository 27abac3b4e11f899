"""Writes in place into memory that is the function's own, whatever its name meant before and wherever it came from."""

import numpy as np


def number_of_argument(x):
    """A number is replaced, also where the gradient is differentiated again.

    args: 1.3
    order: 2
    """
    x += 1.0
    x *= x
    return x * x


def element_of_argument(xs, q):
    """An element of an array is a number.

    args: np.array([1.5, 0.5]), 0.7
    order: 2
    """
    t = xs[0]
    t *= q
    return t * q


def element_of_product(x, m):
    """The rank of a product is known although its sizes fit by chance.

    args: 0.7, np.array([[1.0, 2.0], [0.5, -1.0]])
    order: 2
    """
    y = (m.T @ np.ones(2))[0]
    y += x
    for b in np.ones(2) @ m:
        y += b * x
    return y * y


def element_of_choice(x, v):
    """An element of what `np.where`, a mask or a split gives.

    args: 0.7, np.array([0.3, 1.2, 0.8])
    order: 2
    """
    y = np.where(v > 0, v, x)[0]
    y += x
    z = v[v > 0.5][0]
    z *= y
    w = np.split(v, 3)[1][0]
    w *= z
    return w * y


def items_of_dict(x, v):
    """The entries of a display are numbers.

    args: 0.7, np.array([0.3, 1.2, 0.8])
    """
    d = {"p": x, "q": v[0]}
    for _, e in d.items():
        e += x
        x += e
    return x


def sum_of_nothing(x):
    """A sum over an empty list is its start.

    args: 0.7
    """
    items = []
    p = sum(items, 0.1)
    p += x
    return p * x


def _summed(node, x):
    if node is None:
        return 0.0
    value, left, right = node
    s = value * x
    for child in (left, right):
        s += _summed(child, x * value)
    return s


def tree_of_tuples(node, x):
    """A recursion over nested tuples that adds up numbers.

    args: (1.2, (0.5, None, (0.3, None, None)), (0.7, None, None)), 0.7
    """
    return _summed(node, x)


def name_meant_argument(x):
    """A name that has meant the caller's array before.

    args: np.array([0.7, 0.2, 0.4])
    order: 2
    """
    u = x
    for _ in range(2):
        u = u * 2
        u[0] = x[1] ** 2
    v = np.asarray(x)
    v = v + 1.0
    v[2] = u[1] * x[0]
    return np.sum(u * x) + np.sum(v * v)


def copies_of_views(x):
    """Copies of a read-only view, and of a list.

    args: np.array([0.7, 0.2, 0.4])
    order: 2
    """
    u = np.broadcast_to(x, (2, 3)).copy()
    u[0, 1] = x[2] ** 2
    items = [x[0], x[1]]
    more = items[:]
    more.append(x[2])
    return np.sum(u**2) + sum(items) * more[-1] * more[0]


def _exponential(x):
    y = np.exp(x)
    return y, y * y


def results_of_helper(x):
    """A helper's results are written, though what goes back through it reads them.

    args: np.array([0.7, 0.2, 0.4])
    order: 2
    """
    a, b = _exponential(x)
    a[0] = x[1] ** 2
    b[1] = x[0] ** 2
    return np.sum(a * b)


def _started(n):
    u = np.zeros(n)
    u[0] = 1.0
    return u


def result_of_helper_in_loop(x):
    """What a helper makes is the caller's own.

    args: np.array([0.7, 0.2, 0.4])
    """
    total = 0.0
    for i in range(3):
        u = _started(3)
        u[i] += x[i] ** 2
        total = total + np.sum(u * x)
    return total


def previous_state(x):
    """The array of the last turn is read while that of this turn is written.

    args: np.array([0.7, 0.2, 0.4])
    order: 2
    """
    n = 0
    xs = x * 1.0
    while n < 3:
        previous = xs
        xs = xs * 0.5
        xs[0] = previous[1] ** 2
        n += 1
    return np.sum(xs * previous)


def first_turn_unbound(x):
    """A variable that is written in each turn has no value before the first.

    args: np.array([0.7, 0.2, 0.4])
    """
    u = x * 1.0
    for _ in range(2):
        v = u
        u = u * 2
        v[0] = x[1] ** 2
    return np.sum(u * x) + np.sum(v * x)


def collected_rows(x):
    """Each turn writes a row of its own before it keeps it.

    args: np.array([0.7, 0.2, 0.4])
    """
    rows = []
    for i in range(3):
        row = x * i
        row[0] = x[1]
        rows.append(row)
    return np.sum(rows[0] * rows[2])


def swapped_arrays(x):
    """Two arrays change their names.

    args: np.array([0.7, 0.2, 0.4])
    """
    a = x * 2
    b = x * 3
    for i in range(3):
        a, b = b, a
        a[0] = x[1] ** 2 * (i + 1)
    return np.sum(a * x) + np.sum(b * x * x)


def joined_on_one_path(x, v):
    """An array is rebound on one path; its old value has no bar on the other.

    args: 0.6, np.array([0.7, 0.2, 0.4])
    args: -0.6, np.array([0.7, 0.2, 0.4])
    order: 2
    """
    w = v * x
    if x > 0:
        w = np.concatenate([w[:2], np.array([x])])
    v = np.array([0.0, x, v[-1]])
    return w[0] * w[2] + np.sum(w) + v[1] * v[0] + np.sum(v**2)


def places_of_lists(x):
    """Items are taken from, and put at, other places than the end.

    args: 0.7
    order: 2
    """
    items = [x, x * x, x**3, x**4]
    v = items.pop(-2)
    w = items.pop(0)
    items.insert(0, v * w)
    items.insert(-1, x)
    items.insert(9, v)
    return items[0] * items[1] + items[2] * items[3] * v + items[4] * w


def product_of_three(m):
    """Products of three matrices, and a determinant, differentiated twice.

    args: np.array([[0.7, 0.2, 0.4], [0.3, 0.9, 0.5]])
    order: 2
    """
    a = np.einsum("ij,jk,kl->il", m, m.T, m)
    b = np.linalg.multi_dot([m, m.T, m])
    return np.sum(a**2) + b[0, 0] + np.linalg.slogdet(m @ m.T)[1]


def strided_and_left(values):
    """A view that is read for its shape only while the array is written, in a loop that is left.

    args: np.array([1.0, 2.0, 3.0, 4.0])
    order: 2
    """
    out = np.ones(8)
    out[::2] = values**2
    out[1::2] = np.sin(values) * out[::2]
    for i in range(4):
        out[i] = values[i] ** 2
        if out[i] > 8.0:
            break
    return np.sum(out * out)
