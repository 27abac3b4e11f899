"""Reading parts of arrays."""

import math

import numpy as np

TABLE = np.array([0.0, 0.8, 1.5, 1.1, 0.2])
ORDER = [2, 0, 1]


def elements(x):
    """x[i] with constants, negative ones too.

    args: np.array([1.0, 2.0, 3.0])
    order: 2
    """
    return x[0] * x[1] ** 2 + math.sin(x[-1]) * x[-3]


def elements_of_matrix(a):
    """a[i, j] and a[i][j].

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    order: 2
    """
    return a[0, 0] * a[1, 1] - a[0, 1] * a[1][0] + a[-1, 0] ** 2


def rosenbrock(x):
    """Elements in a loop.

    args: np.array([0.8, 1.1, 0.9, 1.3])
    order: 2
    """
    s = 0.0
    for i in range(len(x) - 1):
        s = s + 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return s


def double_loop(a):
    """a[i, j] in a double loop.

    args: np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 0.1]])
    """
    rows, columns = a.shape
    s = 0.0
    for i in range(rows):
        for j in range(columns):
            s += a[i, j] ** 2 * (i + 2 * j)
    return s


def matrix_product_by_hand(a, b):
    """A triple loop.

    args: np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5, 0.1], [0.2, 0.3]])
    """
    n = a.shape[0]
    total = 0.0
    for i in range(n):
        for j in range(n):
            c = 0.0
            for k in range(n):
                c = c + a[i, k] * b[k, j]
            total = total + c**2
    return total


def slices(x):
    """x[a:b], x[:-1], x[1:], x[::2].

    args: np.array([1.0, 2.0, 4.0, 3.0, 0.5])
    order: 2
    """
    d = x[1:] - x[:-1]
    return np.sum(d**2) + np.sum(x[::2] ** 3) + np.sum(x[1:4] * d[0])


def negative_step(x):
    """x[::-1].

    args: np.array([1.0, 2.0, 4.0, 3.0])
    """
    return np.sum(x * x[::-1] * np.arange(4)) + x[-2:][0]


def rows_and_columns(a):
    """a[i], a[i, :], a[:, j], a[:, j:k].

    args: np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 0.1], [0.3, 0.2, 0.6]])
    """
    return a[0] @ a[:, 1] + np.sum(a[1, :] ** 2) + np.sum(a[:, 1:] * a[:2, 0].sum()) + a[-1].max()


def new_axis(x, y):
    """x[:, None] and x[np.newaxis].

    args: np.array([1.0, 2.0]), np.array([0.5, 0.1, 0.2])
    """
    return np.sum(np.sin(x[:, None] * y[np.newaxis, :]))


def ellipsis_index(a):
    """a[..., 0].

    args: np.arange(1.0, 9.0).reshape(2, 2, 2)
    """
    return np.sum(a[..., 0] * a[1, ...]) + np.sum(a[..., 1:] ** 2)


def index_array(x):
    """Indices with repetitions, from a list and from an array.

    args: np.array([1.0, 2.0, 3.0])
    """
    picked = x[[0, 2, 2]]
    again = x[np.array([1, 1, 0])]
    return np.sum(picked**2 * again) + np.sum(x[ORDER] * np.arange(3.0))


def boolean_mask(x):
    """x[x > 0].

    args: np.array([1.0, -2.0, 3.0, -0.5])
    """
    return np.sum(x[x > 0] ** 2) + np.sum(np.exp(x[x < -1.0]))


def computed_index(x, values):
    """An index computed from an active value: interpolation in a table.

    args: 2.3, np.array([1.0, 3.0, 2.0, 5.0, 4.0])
    """
    i = int(x)
    t = x - i
    return (1.0 - t) * values[i] + t * values[i + 1]


def global_table(x):
    """An array of the module.

    args: 1.6
    """
    i = int(x)
    return TABLE[i] + (x - i) * (TABLE[i + 1] - TABLE[i]) * x


def index_of_extreme(x):
    """argmax and argmin as indices.

    args: np.array([1.0, 4.0, 3.0])
    """
    i = np.argmax(x)
    j = x.argmin()
    return x[i] ** 2 * x[j] + i


def slice_by_variables(x, n):
    """Slices whose bounds are variables.

    args: np.array([1.0, 2.0, 4.0, 3.0, 0.5]), 2
    """
    s = 0.0
    for i in range(len(x) - n):
        window = x[i : i + n]
        s = s + np.sum(window) ** 2
    return s


def slice_object(x):
    """A slice as an object.

    args: np.array([1.0, 2.0, 4.0, 3.0, 0.5])
    """
    inner = slice(1, -1)
    return np.sum(x[inner] ** 2) * x[0]


def three_dimensions(a):
    """a[i, j, k] and a[:, :, k] in a loop.

    args: np.arange(1.0, 13.0).reshape(2, 3, 2) / 5.0
    """
    s = 0.0
    for k in range(2):
        s = s + np.sum(a[:, :, k] ** (k + 2))
    return s + a[1, 2, 0] * a[0, 0, 1]


def diagonal_by_loop(a):
    """a[i, i].

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    trace = 0.0
    for i in range(len(a)):
        trace = trace + a[i, i] ** 2
    return trace


def element_of_intermediate(x):
    """Elements of a computed array.

    args: np.array([0.1, 0.2, 0.3])
    """
    y = np.exp(x) * 2.0
    z = y[1] * y[2]
    return z + (x * y)[0]


def index_of_index(a, position):
    """An array of integers as argument, inside a loop.

    args: np.array([1.0, 5.0, 2.0]), np.array([2, 0, 0, 1])
    wrt: a
    """
    s = 1.0
    for p in position:
        s = s * 0.5 + a[p] ** 2
    return s + a[position[0]]


def integer_matrix(a):
    """Two index arrays.

    args: np.arange(1.0, 10.0).reshape(3, 3)
    """
    i = np.array([0, 1, 2, 0])
    j = np.array([2, 1, 0, 2])
    return np.sum(a[i, j] ** 2) + np.sum(a[[0, 0], :] * a[1])


def last_of_tuple(x):
    """Negative indices of a tuple.

    args: 1.7
    """
    t = (x, x * 2.0, x**3)
    return t[-1] * t[0] + t[1:][0]


def head_and_tail(a, k):
    """Two parts of a matrix, cut where an argument says: neither has the shape of the other.

    args: np.array([[0.3, -0.4, 0.5, 0.1, 0.2], [1.0, 0.7, -0.2, 0.4, 0.6]]), 2
    wrt: a
    order: 2
    """
    head = np.exp(a[:, :k])
    tail = a[:, k:]
    return np.sum(head ** 2) + np.sum(tail ** 2)


def slice_past_the_end(x, z):
    """A slice that the array is too short for takes fewer items than it says.

    args: np.array([0.3, 0.4]), np.array([0.5, -0.2, 0.7, 0.1, 0.9])
    wrt: x
    """
    return np.sum(np.exp(x[1:4] * z)) + np.sum(x[1:9] ** 2)


def by_tuples(x, m):
    """Indices in tuples whose length is not in the text.

    args: np.array([1.3, 2.3, 3.3]), np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    place = tuple([2])
    total = 0.0
    for where in ([0, 1], [1, 1]):
        total += m[tuple(where)] * x[place]
    return total * m[tuple([0])][1]


def rest_of_nothing(x, bound):
    """A library function asks whether it is given a slice, of which nothing is known.

    args: np.array([0.1, 0.5, 0.3]), 0.9
    args: np.array([0.1, 1.5, 0.3]), 0.9
    """
    large = x[x > bound]
    others = np.setdiff1d(np.arange(x.size), np.flatnonzero(x > bound))
    z = np.concatenate([large, x[others]])
    z[: large.size] *= bound
    return large.sum() ** 2 + z @ z


def places_that_hang_on_values(x, w):
    """How many places a search finds, the values say: zeros are left out, and places that are elsewhere.

    args: np.array([0.0, 1.5, 0.0, 0.7]), np.array([0.4, 1.2, 0.8, 0.3])
    wrt: w
    order: 2
    """
    found = np.flatnonzero(x)
    rest = np.setdiff1d(np.arange(x.size), found)
    part = w[found] * x[found]
    other = w[rest] * 2.0
    for _ in range(2):
        part[1:] = part[1:] * part[:-1]
        other[1:] = other[1:] * other[:-1]
    return np.mean(part) * np.sum(other)
