"""In-place writes that are compiled: to arguments, through other names and views, by helpers."""

import numpy as np


def writes_its_parameter(u, v):
    """A helper that writes into its argument."""
    u[0] = v**2


class Deposit:
    """An object whose methods write into their arguments."""

    def add(self, u, v):
        """Add."""
        u[0] += v**2

    def __call__(self, u, v):
        """Add more."""
        u[1] += v


DEPOSIT = Deposit()


def written_by_methods(total, x):
    """A helper that hands its argument on to methods."""
    DEPOSIT.add(total, x)
    DEPOSIT(total, x)



def element_of_argument(x):
    """In place.

    args: np.array([1.0, 2.0])
    """
    x[0] = x[1] ** 2
    return np.sum(x)


def augmented_argument(x):
    """In place.

    args: np.array([1.0, 2.0])
    """
    x *= 2.0
    return np.sum(x * x)


def augmented_alias(x):
    """In place.

    args: np.array([1.0, 2.0])
    """
    y = x * 2.0
    z = y
    z += x
    return np.sum(y * z)


def store_with_alias(x):
    """In place.

    args: np.array([1.0, 2.0])
    """
    y = x * 2.0
    z = y
    y[0] = x[1]
    return np.sum(y * z)


def store_through_view(x):
    """In place.

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    y = x * 2.0
    row = y[0]
    row[1] = x[0, 0] ** 2
    return np.sum(y)


def store_with_living_view(x):
    """In place.

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    y = x * 2.0
    row = y[0]
    y[0, 1] = x[0, 0] ** 2
    return np.sum(row * y)


def store_through_transpose(x):
    """In place.

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    y = x * 2.0
    y.T[0] = x[0] ** 2
    return np.sum(y)


def store_into_row_of_loop(x):
    """In place.

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    y = x * 2.0
    for row in y:
        row[0] = row[1] ** 2
    return np.sum(y)


def store_into_slice_of_argument(x):
    """In place.

    args: np.array([1.0, 2.0])
    """
    head = x[:1]
    head[0] = 3.0 * x[1]
    return np.sum(x)


def calls_a_helper_that_writes(x):
    """In place.

    args: np.array([1.0, 2.0])
    """
    y = x * 2.0
    writes_its_parameter(y, x[0])
    return np.sum(y)


def helper_with_methods_that_write(x):
    """In place.

    args: 0.7
    """
    total = np.ones(2)
    written_by_methods(total, x)
    return total[0] * total[1]


def method_that_writes(x):
    """In place.

    args: 0.7
    """
    total = np.ones(2)
    DEPOSIT.add(total, x)
    return total[0] * total[1]


def triangular(v, n, x):
    """Write by recursion."""
    v[n] = x[n] ** 2
    if n > 0:
        triangular(v, n - 1, x)
    v[n] += 1.0


def written_by_recursion(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    v = np.zeros(3)
    triangular(v, 2, x)
    return np.sum(v * x)


def axpy(a, x, y):
    """Add in place, and return something else."""
    y += a * x
    return np.sum(y)


def helper_with_a_result(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    y = x * 2
    s = axpy(x[0], x, y)
    q = axpy(2.0, y=y, x=x)
    return s * q * y[1]


def limited(v, limit=0.5):
    """Write, and tell whether it did."""
    if v[0] > limit:
        v[0] = limit * v[1]
        return True
    return False


def helper_in_a_test(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    y = x * 1.5
    if limited(y):
        y[1] += x[0]
    return y @ y


def scale(v, k):
    """Scale in place."""
    v *= k


def scale_rows(m, s):
    """Scale the rows of a matrix, and all of it."""
    for i in range(len(m)):
        scale(m[i], s[i])
    scale(m, 2.0)


def helper_of_a_helper(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x)
    scale_rows(m, x)
    return np.sum(m * x)


def push(items, v):
    """Append to a list."""
    items.append(v * v)


def helper_that_appends(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    items = []
    for v in x:
        push(items, v)
    return items[0] * items[1] + items[2]


def exchange(v, i, j):
    """Exchange two items."""
    v[i], v[j] = v[j], v[i]


def bubbles(x):
    """In place.

    args: np.array([1.2, 0.7, 0.4])
    """
    y = x**2
    for i in range(2):
        if y[i] > y[i + 1]:
            exchange(y, i, i + 1)
    return y @ np.array([1.0, 2.0, 3.0])


def eliminated(a, b):
    """Solve a system in place, with exchanges of rows."""
    n = len(b)
    for k in range(n):
        pivot = k + int(np.argmax(np.abs(a[k:, k])))
        if pivot != k:
            a[[k, pivot]] = a[[pivot, k]]
            b[[k, pivot]] = b[[pivot, k]]
        for i in range(k + 1, n):
            factor = a[i, k] / a[k, k]
            a[i, k:] -= factor * a[k, k:]
            b[i] -= factor * b[k]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - a[i, i + 1 :] @ x[i + 1 :]) / a[i, i]
    return x


def solved_in_place(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    a, b = np.outer(x, x) + np.diag(x[::-1]), x * 2
    s = eliminated(a, b)
    return s @ s


def solved_on_copies(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    a, b = np.outer(x, x) + np.diag(x[::-1]), x * 2
    return np.sum(eliminated(a.copy(), b.copy()) * b)


def halves_of_a_buffer(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    y = np.zeros(6)
    head, tail = y[:3], y[3:]
    head[:] = x
    tail[:] = head[::-1]
    head, tail = tail, head
    head[0] *= x[1]
    return np.sum(y * np.arange(6.0)) + head[0]


def columns_of_the_transpose(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x + 1)
    for column in m.T:
        column /= column.sum()
    return np.sum(m * m)


def column_and_row(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x + 1)
    column, row = m[:, 1], m.T[2]
    column[0] = row[1] * x[0]
    row[:] = column * column
    return np.sum(m)


def row_of_a_while_loop(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x + 1)
    k = 0
    while k < 2:
        row = m[k]
        row[k] = 0.5 * row[k + 1]
        k += 1
    return np.sum(m * m)


def index_that_changes(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    y = x.copy()
    i = 1
    tail = y[i:]
    i = 0
    tail *= x[0]
    y[i] = tail[0]
    return np.sum(y * y)


def orthogonal_rows(m):
    """In place.

    args: np.array([[1.0, 0.3], [0.5, 2.0]])
    """
    q = m * 1.0
    for i, row in enumerate(q):
        for j in range(i):
            other = q[j]
            row -= (row @ other) * other
        row /= np.sqrt(row @ row)
    return np.sum(q * m) + q[1, 0]


def argument_by_steps(x, y):
    """In place.

    args: np.array([0.7, 1.2, 0.4]), np.array([1.0, 0.5, 2.0])
    """
    for i in range(1, len(x)):
        x[i] += x[i - 1] * y[i]
    return x[-1] * y[0]


def rows_of_the_argument(x):
    """In place.

    args: np.array([[1.0, 2.0], [3.0, 0.5]])
    """
    for row in x:
        row /= row.sum()
    return np.sum(x**2)


def argument_of_a_helper(x):
    """In place.

    args: np.array([0.7, 1.2, 0.4])
    """
    scale(x, x[1])
    return x[0] * x[1]


def slices_of_a_transpose(x):
    """A slice of a transposed matrix stays transposed.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x + 1)
    part = m.T[1:3]
    part[0] -= m[:, 0]
    part[:, 1] *= x[:2]
    return np.sum(m * m[::-1])


def slices_by_name(x):
    """An index that is a slice does not take a row.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x + 1)
    rows = slice(1, 3)
    part = m[rows]
    part[0] = x[0] * part[1]
    return np.sum(m * m * x)


def added_into_a_row(x):
    """A call that adds into a view.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.zeros((2, 3))
    a, b = m
    a[:] = x
    np.add.at(b, [1, 1, 0], x)
    b[0] += a @ x
    return np.sum(m * m)


def added_into_a_part(x):
    """The same without a name for the view.

    args: np.array([0.7, 1.2, 0.4])
    """
    m = np.outer(x, x)
    np.add.at(m[1], [1, 1, 0], x * x)
    return np.sum(m * m)


def scaled_rows(table, factors):
    for row, factor in zip(table, factors, strict=True):
        row *= factor


def added_squares(table, other):
    for row, more in zip(table, other, strict=True):
        row += more**2


def balanced(cost, a, b):
    """A helper walks what it writes beside what it reads: the call may read what it writes, too.

    args: np.array([[0.1, 0.9], [0.5, 0.2], [0.3, 0.3]]), np.array([0.2, 0.3, 0.5]), np.array([0.4, 0.6])
    order: 2
    """
    k = np.exp(-cost / 0.5)
    for _ in range(2):
        scaled_rows(k, a / k.sum(axis=1))
        scaled_rows(k.T, b / k.sum(axis=0))
    squares = k * cost
    added_squares(k, squares)
    return np.sum(k * cost)


def numbered_rows(x, w):
    """Walkers in one another: rows that are written, walked beside others, and counted.

    args: np.array([[0.4, 1.2], [0.8, 0.3]]), np.array([[1.5, 0.2], [0.7, 0.9]])
    order: 2
    """
    table = x * 1.0
    for i, (row, more) in enumerate(zip(table, w * x, strict=True)):
        row += i * more**2
    for k, (place, row) in zip(range(5), enumerate(table), strict=False):
        row *= 1.5 * k + place
    return np.sum(table * w)
