"""Work buffers of the module: arrays that live longer than a call, and are written in each."""

import numpy as np

WORK = np.zeros(3)
PLANES = np.zeros((2, 3))
WEIGHTS = np.array([1.0, -2.0, 0.5])
HELD = [np.zeros(3)]


def square(v):
    return np.sum(v**2)


def fill(v, x):
    v[:] = 3.0 * x
    v[1] *= x[0]


def total():
    return np.sum(WORK**2)


def filled(x):
    """A buffer is filled and scaled.

    args: np.array([0.4, 1.2, 0.8])
    order: 2
    """
    WORK[:] = x * WEIGHTS
    WORK[:] *= WORK[0]
    return WORK.sum() * WORK[1]


def by_out(x):
    """NumPy's functions write into buffers.

    args: np.array([0.4, 1.2, 0.8])
    """
    np.sin(x, out=WORK)
    np.multiply(WORK, x, out=PLANES[1])
    PLANES[0] = WORK
    PLANES[0, 1:] += PLANES[1, :-1]
    return np.sum(PLANES * x)


def added_up(x):
    """A buffer is cleared, and elements are added up.

    args: np.array([0.4, 1.2, 0.8])
    """
    WORK.fill(0.0)
    for i in range(3):
        WORK[i] += x[i] ** 2
        WORK[0] += x[i] * WORK[i]
    return WORK @ x


def used_again(x):
    """One buffer for several purposes: what was read of it is kept.

    args: np.array([0.4, 1.2, 0.8])
    """
    total_so_far = 0.0
    for k in range(3):
        WORK[:] = x * (k + 1)
        WORK[0] = total_so_far
        total_so_far = total_so_far + np.sum(WORK**2)
    return total_so_far


def by_other_names(x):
    """A buffer and a row of another one under local names.

    args: np.array([0.4, 1.2, 0.8])
    """
    work = WORK
    work[:] = x**2
    row = PLANES[1]
    row[:] = work * x
    for line in PLANES:
        line[0] = x[1]
    return np.sum(WORK * PLANES[1])


def handed_to_helpers(x):
    """Helpers read and write a buffer that they are given.

    args: np.array([0.4, 1.2, 0.8])
    """
    fill(WORK, x)
    fill(PLANES[1], WORK)
    return square(WORK) * x[0] + square(PLANES[1])


def looked_into_by_a_helper(x):
    """A helper reads the buffer of the module.

    args: np.array([0.4, 1.2, 0.8])
    """
    WORK[:] = x**2
    return total() * x[0]


def held_by_a_list(x):
    """A buffer inside of a list of the module.

    args: np.array([0.4, 1.2, 0.8])
    """
    HELD[0][:] = x**2
    return np.sum(HELD[0] * x)


def convolved_image(image, kernel):
    """Loops fill a table of the image's own type of elements.

    args: np.arange(20.0).reshape(4, 5) / 7, np.array([[1.0, -0.5], [0.3, 0.2]])
    args: (np.arange(20.0).reshape(4, 5) / 7).astype(np.float32), np.array([[1.0, -0.5], [0.3, 0.2]], np.float32)
    """
    rows, columns = kernel.shape
    out = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1), dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)
    return np.sum(np.tanh(out))
