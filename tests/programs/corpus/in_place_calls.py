"""NumPy functions and methods that write into an array they are given."""

import numpy as np


def scattered(x):
    """np.add.at adds for repeated indices.

    args: np.array([1.0, 2.0, 0.5, 3.0])
    """
    counts = np.zeros(3)
    np.add.at(counts, [0, 2, 0, 1], x**2)
    return np.sum(counts**2)


def scattered_differences(x):
    """np.subtract.at.

    args: np.array([1.0, 2.0, 0.5, 3.0])
    """
    y = x * x
    np.subtract.at(y, [0, 0, 3], x[:3])
    return np.sum(y * x)


def out_of_ufunc(x):
    """out= of a ufunc.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = np.empty(3)
    np.multiply(x, x, out=y)
    np.add(y, x, out=y)
    return np.sum(y**2)


def out_is_its_input(x):
    """out= is what the function reads.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = x * 1.0
    np.exp(y, out=y)
    np.sqrt(y, out=y)
    return np.sum(y * x)


def out_by_position(x):
    """The place to write is the last positional argument.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = np.zeros(3)
    np.sin(x, y)
    return np.sum(y**2)


def out_of_matmul(a):
    """out= of a product of matrices.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = np.empty((2, 2))
    np.matmul(a, a, out=b)
    np.dot(a.T, b, out=b[:])
    return np.sum(b * a)


def out_of_reduction(a):
    """out= of a reduction.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    sums = np.empty(2)
    np.sum(a**2, axis=0, out=sums)
    return sums[0] * sums[1]


def out_of_clip(x):
    """out= of np.clip.

    args: np.array([-0.5, 0.4, 1.7])
    """
    y = 2.0 * x
    np.clip(y, 0.0, 2.0, out=y)
    return np.sum(y * x)


def masked_ufunc(x):
    """where= leaves the other elements as they were.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x * x
    np.log(x, out=y, where=x > 0)
    return np.sum(y * np.array([1.0, 2.0, 3.0]))


def copied_where(x):
    """np.copyto with where=.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x * 3.0
    np.copyto(y, x**2, where=x < 0)
    return np.sum(y**2)


def copied_whole(x):
    """np.copyto of a row, which is broadcast.

    args: np.array([1.0, -2.0, 0.5])
    """
    m = np.zeros((2, 3))
    np.copyto(m, x)
    m[1] *= x
    return np.sum(m**2)


def put_at(x):
    """np.put counts along the flat array.

    args: np.array([1.0, -2.0, 0.5, 0.3])
    """
    y = np.outer(x, x)
    np.put(y, [1, 6, 11], x[:3] ** 2)
    return np.sum(y * x)


def put_by_mask(x):
    """np.putmask.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x * 2.0
    np.putmask(y, x < 0, x**2)
    return np.sum(y**2)


def placed(x):
    """np.place takes the values one after the other.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x * 2.0
    np.place(y, x > 0, x[:2])
    return np.sum(y**2)


def diagonal_of_number(x):
    """np.fill_diagonal.

    args: np.array([1.0, -2.0, 0.5])
    """
    m = np.outer(x, x)
    np.fill_diagonal(m, x[0])
    return np.sum(m**2)


def diagonal_of_array(x):
    """np.fill_diagonal with an array.

    args: np.array([1.0, -2.0, 0.5])
    """
    m = np.outer(x, x)
    np.fill_diagonal(m, np.sin(x))
    return np.sum(m**2)


def filled_twice(x):
    """.fill() with an active number.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x * x
    total = np.sum(y)
    y.fill(x[0])
    return total * np.sum(y * x)


def sorted_in_place(x):
    """.sort() sorts in place and returns None.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x**3
    y.sort()
    return y[0] + 2.0 * y[1] + 3.0 * y[2]


def rows_sorted_in_place(a):
    """.sort(axis=0).

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * a[0]
    b.sort(axis=0)
    return np.sum(b * np.array([[1.0, 2.0], [3.0, 4.0]]))


def put_along(a):
    """np.put_along_axis.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * 2.0
    np.put_along_axis(b, np.argmax(a, axis=1)[:, None], a[:, :1] ** 2, axis=1)
    return np.sum(b**2)


def shuffled(x):
    """An array is permuted in place by numbers drawn inside.

    args: np.array([1.0, -2.0, 0.5])
    """
    y = x * x
    np.random.default_rng(3).shuffle(y)
    return y[0] + 2.0 * y[1] + 3.0 * y[2]


def written_flat(a):
    """A store through .flat.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    """
    b = a * 2.0
    b.flat[1] = a[0, 0] ** 2
    b.flat[2:] = a[0]
    return np.sum(b**2)


def accumulated_in_place(x):
    """Methods of ufuncs write into what they are given.

    args: np.array([0.4, 1.2, 0.8])
    """
    y = x.copy()
    np.multiply.accumulate(y, out=y)
    m, v = np.outer(x, y), np.zeros(3)
    np.add.reduce(m, axis=1, out=v)
    np.add.accumulate(m, axis=1, out=m)
    np.multiply.outer(v, y, out=m)
    return y[-1] + v @ x + m.sum()


def added_onto_what_is_there(x):
    """The sum of what is added to one place begins with what is there: to the last bit on the tape as well.

    args: np.array([0.64, 0.27, 0.04])
    order: 2
    """
    y = 1.0 / 3.0 + x
    np.add.at(y, [0, 0, 1, 0], x[[1, 2, 0, 1]] / 3.0)
    return y @ x
