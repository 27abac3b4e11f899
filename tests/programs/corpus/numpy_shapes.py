"""Functions that move entries around: reshape, transpose, concatenate, stack, split, repeat, ..."""

import numpy as np

A = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 2.0]])
W = np.arange(1.0, 7.0)


def reshaped(a, x):
    """reshape by function, by method, with -1.

    args: A, np.arange(6.0)
    """
    b = np.reshape(x, (2, 3)) * a
    c = x.reshape(3, -1) @ a
    return np.sum(b**2) + np.sum(c * (a.reshape(3, 2) @ np.ones((2, 3)))) + np.sum(a.reshape(-1) * x)


def transposed(a):
    """T, transpose, with axes, swapaxes, moveaxis.

    args: A
    """
    return np.sum((a.T @ a) ** 2) + np.sum(np.transpose(a) * W.reshape(3, 2)) + np.sum(np.swapaxes(a, 0, 1)[0] ** 2)


def transposed_axes(t):
    """transpose of three axes.

    args: np.arange(1.0, 13.0).reshape(2, 3, 2) / 6.0
    """
    b = np.transpose(t, (2, 0, 1))
    c = np.moveaxis(t, 0, -1)
    return np.sum(b[0] ** 2 * b[1]) + np.sum(c[..., 0] * c[..., 1]) + np.sum(t.transpose(1, 0, 2)[2] ** 2)


def flattened(a):
    """ravel, flatten, reshape(-1).

    args: A
    """
    return np.sum(a.ravel() * W) + np.sum(np.ravel(a) ** 2) + np.sum(a.flatten()[1:] * a.reshape(-1)[:-1])


def concatenated(x, y):
    """concatenate of vectors, and of matrices along an axis.

    args: np.array([1.0, 2.0]), np.array([0.5, 0.2, 0.1])
    order: 2
    """
    z = np.concatenate([x, y, x * 2.0])
    m = np.concatenate((z.reshape(1, -1), z.reshape(1, -1) ** 2), axis=0)
    return np.sum(z**3) + np.sum(m[0] * m[1])


def stacked(x, y):
    """stack, vstack, hstack, column_stack.

    args: np.array([1.0, 2.0]), np.array([0.5, 0.2])
    """
    a = np.stack([x, y])
    b = np.stack((x, y), axis=1)
    c = np.vstack([x, a]) * 2.0
    d = np.hstack([x, y])
    e = np.column_stack([x, y])
    return np.sum(a @ b) + np.sum(c[1:] * e) + np.sum(d**2)


def split_array(x):
    """split into equal parts and at places.

    args: np.arange(1.0, 7.0)
    """
    a, b, c = np.split(x, 3)
    first, rest = np.split(x, [2])
    return np.sum(a * b * c) + np.sum(first**2) * np.sum(rest) + np.array_split(x, 4)[0].sum() ** 2


def expanded(x):
    """expand_dims, squeeze, newaxis.

    args: np.array([1.0, 2.0, 3.0])
    """
    column = np.expand_dims(x, 1)
    table = column * np.expand_dims(x, axis=0)
    flat = np.squeeze(column) * x + column.squeeze(axis=1)
    return np.sum(table**2) + np.sum(flat) + np.sum(np.atleast_2d(x) ** 2)


def broadcast(x):
    """broadcast_to.

    args: np.array([1.0, 2.0, 3.0])
    """
    table = np.broadcast_to(x, (2, 3))
    return np.sum(table * A) + np.sum(np.broadcast_to(x[0], (4,)) ** 2)


def repeated(x):
    """repeat and tile.

    args: np.array([1.0, 2.0, 3.0])
    """
    return np.sum(np.repeat(x, 2) * W) + np.sum(np.tile(x, 2) * W**2) + np.sum(np.repeat(A * x, 2, axis=0) ** 2)


def flipped(a):
    """flip, fliplr, flipud, roll.

    args: A
    """
    x = a[0]
    b = np.fliplr(a) * np.flipud(a)
    return np.sum(np.flip(x) * W[:3]) + np.sum(b * A) + np.sum(np.roll(x, 1) * x)


def diagonals(a, x):
    """diag of a matrix and of a vector, trace, eye, triu, tril.

    args: np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, 0.2])
    """
    b = np.triu(a) * np.tril(a.T) + np.eye(2) * a
    return np.sum(np.diag(a) * x) + np.sum((np.diag(x) @ a) ** 2) + np.trace(a @ a) + np.sum(b)


def padded(x):
    """Zeros around an array, by concatenate and by pad.

    args: np.array([1.0, 2.0, 3.0])
    """
    a = np.concatenate([np.zeros(1), x, np.zeros(1)])
    b = np.pad(x, 1)
    return np.sum((a[2:] - 2.0 * a[1:-1] + a[:-2]) ** 2) + np.sum(b[1:] * b[:-1])


def sorted_values(x):
    """sort, and indexing by argsort.

    args: np.array([3.0, 1.0, 2.0])
    """
    return np.sum(np.sort(x) * W[:3]) + np.sum(x[np.argsort(x)] ** 2 * W[:3])


def taken(x):
    """take.

    args: np.array([3.0, 1.0, 2.0])
    """
    return np.sum(np.take(x, [0, 2, 2]) ** 2)


def meshgrid_values(x, y):
    """A table of values by broadcasting.

    args: np.array([1.0, 2.0]), np.array([0.5, 0.2, 0.1])
    """
    xx, yy = np.meshgrid(x, y)
    return np.sum(np.sin(xx * yy) * xx)


def grids(a, b):
    """linspace with active bounds, and arange.

    args: 0.2, 1.4
    """
    t = np.linspace(a, b, 5)
    return np.sum(t**2 * np.arange(5)) + np.sum(a * np.arange(0.0, 1.0, 0.25))


def squeezed_part(x):
    """An axis that a slice leaves one item of, and `squeeze` takes away.

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    first = np.squeeze(x[:1])
    last = x[-1:].squeeze()
    return first[0] * last @ last


def joined_in_brackets(x):
    """np.r_ and np.c_ of numbers and arrays.

    args: np.array([[0.5, 1.5, 3.0], [0.3, -1.0, 2.0]])
    """
    ends = np.r_[0.0, x[0], x[1, 0] ** 2]
    columns = np.c_[x[0], x[1] ** 2]
    return np.sum(np.diff(ends) ** 2) + np.sum(columns**2) + np.sum(np.c_[x, x[:, 0]] ** 3) + np.r_[x, x**2][3, 1]


def open_mesh(x):
    """np.ix_ of values, and as an index.

    args: np.array([[0.5, 1.5, 3.0], [0.3, -1.0, 2.0]])
    """
    rows, columns = np.ix_(x[0], x[1])
    return np.sum((rows * columns) ** 2) + np.sum(x[np.ix_([0, 1], [0, 2])] ** 2)


def deleted_places(x):
    """np.delete of one place, and of several, whose number only the list tells.

    args: np.array([0.5, 1.5, 3.0, 0.2])
    """
    return np.sum(np.delete(x, 1) ** 2) + np.sum(np.delete(x, [0, 2])) * np.sum(np.delete(x, [0, 0, 1]) ** 3)


def padded_fluxes(y, left):
    """Brackets that join rows: a boundary value, an array, a list.

    args: np.array([3.0, 1.0, 2.0]), 0.5
    args: np.array([3.0, 1.0, 2.0], dtype=np.float32), 0.5
    order: 2
    """
    u = np.r_[left, y, [0.0, left * y[0]]]
    flux = np.diff(u) ** 2 + [np.r_[v, 1.0][0] for v in y][0]
    return np.sum(flux * np.r_[0.0:1.0:5j]) + np.r_[y][0]


def design_matrix(x, w):
    """Brackets that join columns: vectors, a table, and what the same brackets make of constants.

    args: np.array([0.5, 1.0, 2.0]), np.array([1.0, -0.5, 0.25])
    order: 2
    """
    table = np.c_[np.ones(3), x, x**2]
    table[0, 1] = w[0]
    doubled = np.c_[table, x]
    return np.sum((table @ w) ** 2) + doubled[1] @ np.r_[w, 2.0] + np.c_[[1.0, 2.0]][1, 0]
