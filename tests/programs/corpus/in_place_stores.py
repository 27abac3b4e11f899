"""Calls that write into an array, in places and with operands of every sort: each is a store."""

import numpy as np


def chained_out(x):
    """The result of a call with out= is an operand of the next.

    args: np.array([1.0, 2.0, 0.5])
    order: 2
    """
    t = np.empty_like(x)
    return np.sum(np.add(np.multiply(x, x, out=t), 3.0, out=t) * x)


def out_is_returned(x):
    """`y = f(y, out=y)`, and a reduction into one row.

    args: np.array([1.0, 2.0, 0.5])
    order: 2
    """
    rows = np.ones((3, 3)) * x
    rows = np.exp(rows, rows)
    np.sum(rows * x, axis=0, out=rows[1])
    np.cumsum(rows[0], out=rows[2])
    return np.sum(rows * rows)


def out_in_a_tuple(x):
    """out= may be a tuple of one.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = x + 1.0
    np.sqrt(y, out=(y,))
    return np.sum(y * x)


def out_in_a_loop(x):
    """A buffer that is used again in each trip.

    args: np.array([1.0, 2.0, 0.5])
    order: 2
    """
    work, total = np.zeros(3), 0.0
    for k in range(4):
        np.multiply(x, k + 1.0, out=work)
        np.sin(work, out=work)
        total += np.sum(work * x)
    return total


def masked_with_broadcasting(x, column):
    """where= is a column, and an operand is a row.

    args: np.array([1.0, -2.0, 0.5]), np.array([[0.3], [-0.7]])
    order: 2
    """
    y = x * column
    np.divide(x, column, out=y, where=column > 0)
    np.power(x, 2.0, out=y, where=True)
    np.sqrt(x, out=y, where=x > 0)
    return np.sum(y * y)


def quotient_where_possible(x, y):
    """Division by zero is left out, going back as well.

    args: np.array([1.0, -2.0, 0.5]), np.array([2.0, 0.0, 4.0])
    wrt: x
    order: 2
    """
    return np.sum(np.divide(x, y, out=np.zeros_like(x), where=y != 0) ** 2)


def copied_with_mask_of_rows(x):
    """np.copyto, its mask broadcast.

    args: np.array([1.0, -2.0, 0.5])
    order: 2
    """
    m = np.ones((2, 3)) * x
    np.copyto(m, x**2, where=[True, False, True])
    np.copyto(m[0], x[0] * x)
    np.copyto(m, x[1] * 5.0, where=x > 0.8)
    return np.sum(m * m * x)


def put_over_and_over(x):
    """np.put takes its values over and over; a number, another mode, a repeated place.

    args: np.array([1.0, -2.0, 0.5, 0.3])
    order: 2
    """
    y = np.outer(x, x)
    np.put(y, [1, -1, 7, 1], x[:3] ** 2)
    np.put(y, 4, x[0] * x[1])
    y.put([[17, 2]], x[2] * x[3], mode="wrap")
    np.put(y, [99, 6], x[:1] ** 3, mode="clip")
    return np.sum(y * x)


def diagonals(x):
    """np.fill_diagonal of matrices that are not square, wrapped, of values over and over, and of a cube.

    args: np.array([1.0, -2.0, 0.5])
    order: 2
    """
    tall, wide, cube = np.zeros((7, 3)) * x, np.outer(x[:2], x), np.ones((3, 3, 3)) * x
    np.fill_diagonal(tall, x[:2] ** 2, wrap=True)
    np.fill_diagonal(wide, x[0] * x[1])
    np.fill_diagonal(cube, np.sin(x))
    return np.sum(tall * tall * x) + np.sum(wide * x) + np.sum(cube * cube * x)


def added_at_pairs(a, x):
    """np.add.at and np.subtract.at with several indices, a mask, and a broadcast number.

    args: np.array([[1.0, 2.0], [0.5, 3.0]]), np.array([1.0, 2.0, 0.5])
    order: 2
    """
    b = a * a
    np.add.at(b, (np.array([0, 1, 0]), [1, 1, 1]), x**2)
    np.add.at(b, ((0, 0), (1, 1)), x[0])
    np.subtract.at(b, (slice(None), [0, 0]), a)
    np.add.at(b, b > 2.0, x[1])
    return np.sum(b * b)


def sorted_and_parted(a):
    """Methods that order in place, along an axis and in a view.

    args: np.array([[1.0, 7.0, 2.0], [0.5, -1.0, 3.0]])
    order: 2
    """
    b = a * a
    b.sort()
    c = a * 2.0
    c.sort(0, kind="stable")
    c[0].sort()
    d = a[0] * 3.0
    d.partition(1)
    return np.sum(b * np.arange(3.0)) + np.sum(c * c * np.arange(1.0, 4.0)) + d[1] ** 2


def written_by_flat(a, x):
    """Stores through .flat: a number, a slice, a mask, and the diagonal.

    args: np.array([[1.0, 2.0], [0.5, 3.0]]), np.array([1.0, 2.0, 0.5])
    order: 2
    """
    b = a * a
    b.flat[1] = x[0] ** 2
    b.flat[2:] = x[:1] * x[1]
    b.flat[::3] = x[:2]
    b.flat[[0, -1]] *= x[2]
    b.flat[np.ravel(a) > 2.5] += a[0, 0]
    return np.sum(b * b)


def saved_before_it_is_overwritten(x):
    """What was used before a call overwrites it is kept.

    args: np.array([1.0, 2.0, 0.5])
    order: 2
    """
    y = x * x
    total = np.sum(np.sin(y))
    np.exp(x, out=y)
    total += np.sum(np.cos(y))
    y.fill(x[0])
    return total * np.sum(y * x)


def counts_of_places(x):
    """What writes whole numbers is no business of derivatives.

    args: np.array([1.0, 2.0, 0.5])
    """
    counts = np.zeros(3, int)
    np.add.at(counts, [0, 0, 2], 3)
    np.multiply(counts, 2, out=counts)
    return np.sum(counts * x * x)


def rows_exchanged_by_arithmetic(a, k):
    """Both right sides are evaluated before anything is stored; one of them is arithmetic of what the other overwrites.

    args: np.arange(9.0).reshape(3, 3) ** 1.1, 1
    """
    a = a.copy()
    a[k], a[2] = a[2].copy(), a[k] * 2.0
    u, v = a[0].copy(), a[1].copy()
    u[:], v[:] = v * 1.5, u * v
    return np.sum(a * np.arange(9.0).reshape(3, 3)) + np.sum(u * v**2)
