"""Arrays whose sizes meet: equal, one, made of others by slices and concatenation, shrinking in loops."""

import numpy as np


def affine(x, w, b):
    """A row is added to each row.

    args: np.linspace(0.4, 1.7, 12).reshape(4, 3), np.linspace(0.5, 1.9, 6).reshape(3, 2), np.linspace(0.6, 2.1, 2)
    """
    return np.sum(np.tanh(x @ w + b) ** 2)


def distances(x, y):
    """Each with each, by new axes.

    args: np.linspace(0.4, 1.7, 4), np.linspace(0.5, 1.9, 3)
    """
    gap = x[:, None] - y[None, :]
    return np.sum(np.exp(-(gap**2)))


def softmax_rows(z):
    """Largest and sum of rows, kept as columns.

    args: np.linspace(0.4, 1.7, 12).reshape(4, 3)
    """
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.sum(np.log(p[:, 0]))


def gates(w, h):
    """Four parts of one vector, as long as another.

    args: np.linspace(0.4, 1.7, 8), np.linspace(0.5, 1.9, 2)
    """
    b = h.shape[0]
    g = np.concatenate((h, h, h, h)) * w
    return np.sum(np.tanh(g[0:b]) * g[b : 2 * b] + g[2 * b : 3 * b] * g[3 * b :])


def differences(x, y):
    """Neighbours: one and two fewer.

    args: np.linspace(0.4, 1.7, 6), np.linspace(0.5, 1.9, 5)
    """
    n = len(x)
    slope = np.zeros(n - 1)
    slope[:] = (x[1:] - x[:-1]) * y
    bend = slope[1:] - slope[:-1]
    return np.sum(slope**2) + np.sum(bend**2 * y[: n - 2])


def one_that_is_spread(x, w):
    """A part that has one item, and a factor that has.

    args: np.linspace(0.4, 1.7, 2), np.array([0.9])
    """
    return np.sum((x[1:] * w) ** 2) + np.sum(x * w)


def spread_by_a_slice(x, y):
    """A slice of one item is spread.

    args: np.linspace(0.4, 1.7, 5), np.linspace(0.5, 1.9, 3)
    """
    return np.sum(x[:3] * y) + np.sum(x[-1:] * y)


def standardised(m, w):
    """Mean and deviation of columns.

    args: np.linspace(0.4, 1.7, 12).reshape(4, 3), np.linspace(0.5, 1.9, 3)
    """
    c = m - np.mean(m, axis=0)
    s = np.sqrt(np.mean(c**2, axis=0))
    return np.sum((c / s) ** 3 * w)


def halved_until_one(x):
    """The size changes in each trip.

    args: np.linspace(0.4, 1.7, 7)
    """
    while len(x) > 1:
        half = len(x) // 2
        x = np.concatenate((x[:half] * x[half : 2 * half], x[2 * half :]))
    return x[0]


def convolved(x, k):
    """A size that is a difference of two.

    args: np.linspace(0.4, 1.7, 6), np.linspace(0.5, 1.9, 3)
    """
    n = len(x) - len(k) + 1
    y = np.zeros(n)
    for j in range(len(k)):
        y = y + k[j] * x[j : j + n]
    return np.sum(y**2)


def scaled(v, w):
    return v * w


def helper_for_several_sizes(x, y, s):
    """Equal sizes, smaller ones, one item.

    args: np.linspace(0.4, 1.7, 4), np.linspace(0.5, 1.9, 4), np.array([1.0])
    """
    return np.sum(scaled(x, y)) + np.sum(scaled(x[1:], y[:-1])) + np.sum(scaled(x, s) ** 2)


def layers_in_a_list(m, x):
    """All items of a list are of one size.

    args: np.linspace(0.4, 1.7, 6).reshape(2, 3), np.linspace(0.5, 1.9, 3)
    """
    h = [m[i] for i in range(2)]
    for k in range(3):
        for i in range(2):
            h[i] = np.tanh(h[i] * x)
            x = h[i]
    return np.sum(x)


def items_that_are_replaced(x, y):
    """What is replaced unread has no derivative, of its own shape.

    args: np.linspace(0.4, 1.7, 3), np.linspace(0.5, 1.9, 3)
    """
    h = [x, y, x * y]
    h[0] = x
    h[0] = y
    h[2] = np.zeros(3)
    return np.sum(h[0] * h[1] + h[2])


def rows_and_columns(x, m):
    """A table with one more row.

    args: np.linspace(0.4, 1.7, 3), np.linspace(0.5, 1.9, 6).reshape(2, 3)
    """
    rows, columns = m.shape
    table = np.zeros((rows + 1, columns))
    table[0] = x
    table[1:] = m * x
    return np.sum(table[1:] * table[:-1]) + np.sum(table.reshape(3 * columns) ** 2)


def outer_of_columns(x, y):
    """A column and a row.

    args: np.linspace(0.4, 1.7, 4).reshape(4, 1), np.linspace(0.5, 1.9, 3).reshape(1, 3)
    """
    return np.sum((x + y) ** 2 * x)


def axes_in_the_middle(t, s):
    """An axis of one item after others.

    args: np.linspace(0.4, 1.7, 12).reshape(2, 3, 2), np.linspace(0.5, 1.9, 3).reshape(3, 1)
    """
    return np.sum(np.sin(t * s) + t**2 * s)


def last_of_three(x, weights=(0.2, 0.4, -0.3)):
    """A number that becomes an item of an array of three, which is walked: it stays a number."""
    parts = np.array(weights) * x
    for part in parts:
        x = part
    x += x
    return x


def three_items_in_turn(x):
    """Whole numbers as places in an array of three.

    args: 0.7
    """
    for _ in range(2):
        x += last_of_three(x)
    return x


def grid_between(rate, first, last):
    """How long the grid is, two whole numbers say together; what is saved of its parts is copied.

    args: 1.1, 2, 6
    args: 1.1, 5, 6
    args: 1.1, np.int64(1), np.int64(4)
    wrt: rate
    """
    v = rate * np.arange(first, last)
    for _ in range(2):
        v[1:] = rate * v[1:] * v[:-1]
    return v.sum() * v[0]


def falling_grid(rate, n):
    """A grid that goes down from a bound that is computed.

    args: 1.1, 5
    wrt: rate
    order: 2
    """
    prices = rate ** np.arange(n, -n - 1, -2.0)
    v = 1.0 - prices
    for step in range(n - 1, -1, -1):
        v[: step + 1] = rate * v[: step + 1] + (1.0 - rate) * v[1 : step + 2]
    return v[0]


def places_of_an_array(rate, bounds):
    """The bounds of a grid are items of an array of whole numbers.

    args: 1.1, np.array([2, 5])
    wrt: rate
    """
    v = rate * np.arange(bounds[0], bounds[1])
    v[1:] = rate * v[1:] * v[:-1]
    v[:] = v * v[::-1]
    return np.sum(v * rate)


def sampled_between_pixels(image, shift):
    """The places of all pixels, moved, and taken apart into pixel and rest.

    args: np.linspace(0.4, 1.7, 12).reshape(3, 4) ** 2, np.array([0.3, 0.7])
    order: 2
    """
    height, width = image.shape
    rows, columns = np.mgrid[0:height, 0:width]
    y = np.clip(rows + shift[0], 0, height - 1.001)
    x = np.clip(columns + shift[1], 0, width - 1.001)
    i, j = y.astype(int), x.astype(int)
    dy, dx = y - i, x - j
    above = image[i, j] * (1 - dx) + image[i, j + 1] * dx
    below = image[i + 1, j] * (1 - dx) + image[i + 1, j + 1] * dx
    return np.mean((above * (1 - dy) + below * dy) ** 2)


def open_grid(radius, n, step):
    """Places as a column and a row; how many there are hangs on floats.

    args: 1.3, 4, 0.5
    wrt: radius
    order: 2
    """
    y, x = np.ogrid[-n:n, 0.0:1.0:step]
    bump = np.exp(-(x**2 + y**2) / radius)
    bump[1:] *= bump[:-1] * radius
    return np.sum(bump)


def part_of_what_is_read(rate):
    """Of an array of unknown rank, parts change in place.

    args: 1.3
    order: 2
    """
    table = rate * np.loadtxt(["1.0 2.0 0.5", "0.3 1.5 2.5"])
    table[1:] *= table[:-1] * rate
    table[:, ::2] **= 2
    return np.sum(table)
