"""`del` of names that nothing reads afterwards, and of items of lists."""

import numpy as np


def names(x):
    """Several at once, and one that is bound again.

    args: 1.5
    order: 2
    """
    scale: float = 2.0
    y = x * scale
    root = np.sqrt(y)
    del scale, y
    y = root * x
    del root
    return y**2


def in_a_loop(x):
    """A name of each trip.

    args: np.array([0.5, 1.0, 2.0])
    """
    total = 0.0
    for value in x:
        square = value * value
        total += np.sin(square)
        del square
    return total


def parameter_and_items(x, n):
    """A parameter, and items of a list in the same statement.

    args: 1.5, 2
    """
    items = [x, n * x, x * x]
    del n, items[0], items[-1]
    return items[0] ** 2


def in_branches(x):
    """On one path only.

    args: 1.5
    args: -1.5
    """
    y = x * x
    if x > 0:
        z = y * x
        del y
    else:
        z = y + x
    return z
