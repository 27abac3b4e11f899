"""Views of every shape that are written: reshaped, flattened, turned, kept in lists and dicts, walked by loops."""

import numpy as np


def fill_row(row, x):
    row[:] = x * 2.0
    row[0] += x[1]


def flat_part(a):
    """A part of the flat array is scaled by a name, and the base read.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    order: 2
    """
    b = np.sin(a)
    flat = b.reshape(-1)
    flat[1:3] *= a[0, 0]
    return np.sum(b**2 * flat[2])


def flat_elements(a):
    """Elements of a ravelled array follow each other.

    args: np.array([[1.0, 2.0, 0.3], [0.5, 3.0, 0.7]])
    """
    b = np.zeros((2, 3))
    flat = b.ravel()
    flat[0] = a[0, 0]
    for i in range(1, b.size):
        flat[i] = flat[i - 1] * 0.5 + a[i // 3, i % 3] ** 2
    return np.sum(b[1] * a[0])


def matrix_of_a_vector(x):
    """A vector seen as a matrix: rows and columns of it are written.

    args: np.array([1.0, 2.0, 0.5, 3.0])
    order: 2
    """
    theta = np.zeros(4)
    m = theta.reshape(2, 2)
    m[0] = x[:2] * x[2:]
    m[:, 1] += x[1]
    return np.sum(theta**2 * x)


def shape_by_names(x, n):
    """The other shape is computed.

    args: np.array([1.0, 2.0, 0.5, 3.0, 0.2, 0.9]), 2
    """
    y = np.zeros(len(x))
    table = y.reshape(n, len(x) // n)
    for i in range(n):
        table[i] = x[i] * x[i : i + 3]
    table[0] *= 2.0
    return np.sum(y * x)


def shape_of_an_argument(a):
    """The differentiated argument itself is written through another shape.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    a.reshape(-1)[::3] *= a[0, 1]
    return np.sum(a**2)


def without_name(a):
    """Stores into other shapes that have no name.

    args: np.array([[1.0, 2.0, 0.1], [0.5, 3.0, 0.4], [0.6, 0.2, 2.0]])
    """
    b = np.outer(a[0], a[1])
    b.ravel()[::4] += a[2]
    b.reshape(-1)[1::4] = 0.0
    np.ravel(b)[2] *= 3.0
    return np.sum(b**2)


def flat_in_two_ways(x):
    """What is made in both branches is seen flat afterwards.

    args: np.array([1.0, 2.0, 0.5])
    args: np.array([-1.0, 2.0, 0.5])
    """
    if x[0] > 0:
        m = np.outer(x, x)
    else:
        m = np.ones((3, 3)) * x
    flat = m.reshape(-1)
    flat[4] = x[1] ** 3
    flat[:2] -= x[0]
    return np.sum(m**2)


def read_after_a_write(a):
    """A flat view is read after its base was written.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * 1.0
    flat = b.ravel()
    b[0] *= a[1]
    return flat[1] * flat[0] + np.sum(flat**2)


def element_through_flat(a):
    """Elements are read and written through `.flat`, from both ends.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    args: np.asfortranarray(np.array([[1.0, 2.0, 0.3], [0.5, 3.0, 0.7]]))
    """
    b = a * a.flat[1]
    for i in range(1, b.size):
        b.flat[i] += b.flat[i - 1] * a.flat[-i]
    return b.flat[-1] + np.sum(b.flat[::2])


def all_through_flat(a):
    """`.flat` itself is assigned: an array is repeated, a number fills.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = np.sin(a)
    c = a * 2.0
    b.flat = a[1]
    c.flat = 3.0
    return np.sum(b * a) + np.sum(c)


def turned_by_functions(x):
    """Transposes that NumPy's functions give.

    args: np.array([1.0, 2.0, 0.5])
    """
    m = np.outer(x, x + 1.0)
    v = np.swapaxes(m, 0, 1)
    v[0] *= x
    w = np.transpose(m)
    w[1] += v[2]
    same = np.asarray(m)
    same[2, 2] = x[0] * w[0, 1]
    return np.sum(m * m * x)


def squeezed(x):
    """A dimension is taken away, and put in front.

    args: np.array([1.0, 2.0, 0.5])
    """
    column = np.exp(0.1 * x)[:, None]
    y = column.squeeze()
    y[1] *= x[0]
    rows = y[None]
    rows[0, 2] = x[1]
    return np.sum(column**2)


def added_into_views(x):
    """Calls that add into rows, columns and flat views.

    args: np.array([1.0, 2.0, 0.5])
    """
    m = np.zeros((3, 3))
    row = m[1]
    np.add.at(row, [1, 1, 0], x)
    np.add.at(m[:, 2], [0, 2, 2], x * x)
    np.subtract.at(m.reshape(-1), [0, 8, 8], x)
    return np.sum(m**2)


def rows_by_a_loop(x):
    """The rows of a new array are filled by a loop over them.

    args: np.array([1.0, 2.0, 0.5])
    """
    table = np.zeros((2, 3))
    for k, row in enumerate(table):
        row[:] = x ** (k + 1)
        row[k] *= 2.0
    for row in table:
        fill_row(row, row * x)
    return np.sum(table**2)


def layers_of_a_vector(theta):
    """Parameters as views of one vector, in a dict, updated by name.

    args: np.array([0.5, 1.5, 0.2, 0.9, 0.4])
    """
    packed = theta * 1.0
    layers = {"weights": packed[:3], "bias": packed[3:]}
    for _ in range(2):
        for name in layers:
            layers[name] -= 0.1 * layers[name] ** 2
        layers["bias"][0] += layers["weights"][1]
    return np.sum(packed * theta)


def rows_in_a_loop_of_a_list(a):
    """A loop over a list of views, which overlap.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a + 1.0
    for part in [b[0], b[:, 1], b[1:]]:
        part *= a[0]
    return np.sum(b**2)


def pairs_of_arrays(a):
    """Parameters and gradients side by side in two lists, and in one of pairs.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    w = a * 1.0
    v = a[0] ** 2
    params, grads = [w, v], [np.cos(a), a[1]]
    for p, g in zip(params, grads):
        p -= 0.1 * g
    for target, source in [(w[0], v), (v, w[1])]:
        target += source * target
    return np.sum(w) * np.sum(v * a[0])


def nested_views(a):
    """Views in lists of lists, read and written by constant places.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * 1.0
    cells = [[b[0], b[1]], (b[:, 0], b[:, -1])]
    cells[0][1] *= cells[1][0]
    cells[-1][1][0] = a[0, 0] ** 2
    return np.sum(b**2)


def list_by_a_comprehension(a):
    """Rows in a list that a comprehension makes, one after the other.

    args: np.array([[1.0, 2.0], [0.5, 3.0], [0.2, 0.9]])
    """
    b = a * 2.0
    rows = [b[i] for i in range(3)]
    for i in range(2):
        rows[i + 1] += rows[i] * a[i]
    return np.sum(b * a)


def one_of_two(x):
    """A name is one of two arrays, which are changed through it.

    args: np.array([1.0, 2.0, 0.5])
    args: np.array([0.1, 2.0, 0.5])
    """
    y, w = x * 1.0, x**2
    z = y if x[0] > 0.5 else w
    z += 1.0
    z[0] *= x[1]
    return np.sum(y * w) + z[2]


def row_or_column(x):
    """In each turn, a row or a column of a matrix is changed, by what a test says.

    args: np.array([1.0, 2.0, 0.5])
    """
    m = np.outer(x, x)
    total = 0.0
    for i in range(3):
        if x[i] > 0.7:
            line = m[i]
        else:
            line = m[:, i]
        line -= x[i] * total
        total = total + line[0]
        m[i, 0] += total
        line[1] = x[0]
    return np.sum(m * m * x)


def source_and_target(x):
    """Two buffers whose roles depend on the step.

    args: np.array([1.0, 2.0, 0.5])
    """
    one, other = x * 1.0, np.zeros(3)
    for k in range(3):
        source = one if k % 2 == 0 else other
        target = other if k % 2 == 0 else one
        target[1:] = source[:-1] * 2.0
        target[0] = x[1] * source[2]
    return np.sum(one * x + other)
