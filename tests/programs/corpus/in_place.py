"""Arrays written in place: elements, slices, masks and index arrays, buffers that are used again."""

import numpy as np

WORK = np.zeros(4)


def element_doubled(x):
    """x[i] = v on a local array.

    args: np.array([1.3, 0.7, 2.0])
    """
    y = x * 1.0
    y[1] = 3.0 * y[0] * y[1]
    return np.sum(y**2)


def results_filled(x, rate):
    """x[i] = v into a buffer of zeros.

    args: np.array([0.4, 1.1, 0.9]), 0.3
    """
    growth = np.zeros(len(x) + 1)
    growth[0] = 1.0
    for i in range(len(x)):
        growth[i + 1] = growth[i] * (1.0 + rate * x[i])
    return growth[-1] + growth.mean()


def element_added_to(x):
    """x[i] += v, where the old value was used.

    args: np.array([1.3, 2.6, 4.2])
    """
    y = np.exp(0.1 * x)
    y[1] += y[0] * y[1]
    y[2] *= y[1]
    y[0] -= y[2] / x[0]
    return np.sum(y * x)


def matrix_elements(a):
    """x[i, j] += v in two loops.

    args: np.array([[1.0, 2.0, 0.5], [0.3, 0.8, 1.4]])
    """
    total = np.zeros((3, 3))
    for i in range(2):
        for j in range(3):
            total[j, i] += a[i, j] ** 2
            total[i, j] += a[i, j]
    return np.sum(total**2)


def diagonal_under_test(s, d):
    """Tangent's issue 69: s[i, i] += d[i] under a test in a loop.

    args: np.array([[1.0, 0.2], [0.4, 2.0]]), np.array([0.7, -0.3])
    """
    s = s.copy()
    for i in range(2):
        if d[i] > 0:
            s[i, i] += d[i] * s[0, 1]
    return np.sum(s**3)


def slice_of_two_dimensions(a):
    """Slices with steps, negative steps and an ellipsis on the left.

    args: np.array([[1.0, 2.0, 0.5, 0.1], [0.3, 0.8, 1.4, 0.6]])
    """
    b = np.zeros((2, 4))
    b[:, ::2] = a[:, 1::2] * 2.0
    b[::-1, 1::2] = a[:, :2] ** 2
    b[..., 0] += a[..., 3]
    return np.sum(b * a)


def newaxis_on_the_left(x):
    """A store through np.newaxis.

    args: np.array([0.5, 1.5])
    """
    b = np.ones((2, 3))
    b[:, np.newaxis, 1] = (x**2)[:, None]
    b[1][None, :] *= x[0]
    return np.sum(b**2)


def leaky(x):
    """A boolean mask on the left: leaky ReLU in place.

    args: np.array([-1.0, 2.0, -0.3, 0.7])
    """
    y = x * 2.0
    y[y < 0] *= 0.1
    y[y > 3.0] = x[0]
    return np.sum(y**2)


def mask_of_two_dimensions(a):
    """A mask of two dimensions takes values in its order.

    args: np.array([[1.0, -2.0], [-0.5, 3.0]])
    """
    b = a.copy()
    b[a > 0] = a[a < 0] ** 2
    return np.sum(b * a)


def repeated_indices(x):
    """With repeated indices the last write wins.

    args: np.array([1.0, 2.0, 3.0, 0.5])
    """
    y = np.zeros(3)
    y[[0, 1, 0, 2]] = x**2
    return y[0] + 2.0 * y[1] + 3.0 * y[2]


def fancy_added(x):
    """y[index] += v adds once for each place, with one array on both sides.

    args: np.array([1.0, 2.0, 3.0, 0.5])
    """
    index = np.array([0, 2, 2])
    y = x**2
    y[index] += x[:3] * y[index]
    return np.sum(y * np.array([1.0, 2.0, 3.0, 4.0]))


def mixed_indices(a):
    """An index array beside a slice and a number.

    args: np.array([[1.0, 2.0, 0.5], [0.3, 0.8, 1.4], [0.9, 0.2, 0.6]])
    """
    b = a * 1.0
    b[[0, 2], 1:] = a[[2, 1], :2] ** 2
    b[1, [0, 2]] += a[0, 0]
    return np.sum(b * a)


def read_then_overwritten(x):
    """Going back needs the value from before.

    args: np.array([0.7, 1.1, 0.4])
    """
    y = x * 2.0
    total = 0.0
    for i in range(3):
        total += y[i] ** 3
        y[i] = total * 0.1
        total += np.sin(y[i])
    return total * y[0]


def one_element_many_times(x):
    """The same element, overwritten by what was made of it.

    args: np.array([0.5, 0.9])
    """
    y = x.copy()
    for _ in range(4):
        y[0] = y[0] * y[1] + np.sin(y[0])
        y[1] = np.cos(y[0]) * y[1]
    return y[0] + y[1]


def overlapping(x):
    """NumPy reads the whole right side first.

    args: np.array([1.0, 2.0, 3.0, 4.0, 0.5])
    """
    y = x * x
    y[1:] = y[:-1] * 0.5 + y[1:]
    y[:-1] += y[1:]
    return np.sum(y * x)


def ring(x):
    """A ring buffer, overwritten after its values were used.

    args: np.array([0.5, 1.2, 0.8, 1.5, 0.3])
    """
    last = np.ones(3)
    total = 0.0
    for i in range(len(x)):
        total += np.prod(last) * x[i]
        last[i % 3] = x[i] ** 2
    return total + last.sum()


def swapped_by_tuple(x):
    """Elements are copies: a swap of two.

    args: np.array([2.0, 3.0, 5.0])
    """
    y = x * 1.0
    y[0], y[1] = y[1], y[0]
    y[1], y[2] = y[2] * y[0], y[1]
    return y[0] + 10.0 * y[1] + 100.0 * y[2]


def sum_added_to(x):
    """A reduction gives a number: `t += v` does not change s.

    args: np.array([1.0, 2.0, 3.0])
    """
    s = np.sum(x)
    t = s
    t += x[0]
    return s * t


def started_from_element(x):
    """An accumulator that starts as an element is no view of it.

    args: np.array([1.0, 2.0, 3.0])
    """
    peak = x[0]
    for i in range(1, 3):
        peak += x[i] * x[0]
    return peak * x[0]


def cut_argument(x):
    """The differentiated argument is written.

    args: np.array([1.5, 2.5, 0.5])
    """
    x[0] = x[0] * x[1]
    x[1:] *= 2.0
    return np.sum(x**2)


def work_buffer(x):
    """A module's work buffer is filled anew by each call.

    args: np.array([0.4, 1.2, 0.8])
    """
    WORK[:] = 0.0
    for i in range(3):
        WORK[i + 1] = WORK[i] * 0.5 + x[i] ** 2
    return WORK[3] * WORK[1]


def scratch(x):
    """One scratch buffer for two purposes.

    args: np.array([0.4, 1.2, 0.8])
    """
    buffer = np.empty_like(x)
    buffer[:] = np.sin(x)
    total = np.sum(buffer**2)
    buffer.fill(2.0)
    buffer *= x
    return total * np.sum(buffer)


def noisy(x):
    """Numbers drawn inside are constants.

    args: np.array([0.4, 1.2, 0.8])
    """
    noise = np.random.default_rng(7).normal(size=3)
    y = x + noise
    y[noise > 0] *= x[0]
    return np.sum(y**2)


def overlapping_sum(w, xs):
    """What is added to a part of an argument is computed from another part, which overlaps it.

    args: np.array([0.5, 0.4, 1.2, 0.8]), np.array([0.3, 0.7])
    """
    w[1:3] += w[2:] * xs[0]
    w[:2] -= np.sin(w[1:3]) * xs[1]
    return np.sum(w * w)


def overlapping_sum_written_out(w, xs):
    """The same, with the part read and stored.

    args: np.array([0.5, 0.4, 1.2, 0.8]), np.array([0.3, 0.7])
    """
    w[1:3] = w[1:3] + w[2:] * xs[0]
    w[:2] = w[:2] - np.sin(w[1:3]) * xs[1]
    return np.sum(w * w)
