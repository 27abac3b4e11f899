"""Stores whose index selects an element more than once: the last item stays, the others go nowhere."""

import numpy as np


def written_twice(x):
    """A list that repeats a place.

    args: np.array([1.0, 2.0, 0.5])
    order: 2
    """
    y = x * 2.0
    y[[0, 0, 2]] = x**2
    return np.sum(y * y)


def places_from_outside(x, places):
    """An array of whole numbers.

    args: np.array([1.0, 2.0, 0.5]), np.array([1, 0, 1])
    args: np.array([1.0, 2.0, 0.5]), np.array([-1, 2, 0])
    order: 2
    """
    y = x * 2.0
    y[places] = np.sin(x)
    return np.sum(y * y)


def same_from_its_end(x):
    """One place, once from either end.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = x * 2.0
    y[[0, -3]] = x[:2] ** 2
    return np.sum(y * y)


def number_at_places(x, places):
    """A number that is stored at one place twice.

    args: np.array([1.0, 2.0, 0.5]), np.array([1, 0, 1])
    """
    y = x * 2.0
    y[places] = x[0] ** 2
    return np.sum(y * y)


def added_once(x, places):
    """`y[places] += v` reads each place once, before any is written.

    args: np.array([1.0, 2.0, 0.5]), np.array([1, 0, 1])
    """
    y = x * 2.0
    y[places] += x**2
    y[places] -= np.sin(x)
    y[places] = y[places] + x**3
    y[places] *= x
    return np.sum(y * y)


def rows_and_columns(a, rows):
    """Two arrays of places.

    args: np.array([[1.0, 2.0], [0.5, 3.0]]), np.array([1, 0, 1])
    """
    b = a * 2.0
    b[rows, [0, 1, 0]] = a[0, 0] * np.array([1.0, 2.0, 3.0])
    b[rows] = b[rows] * a[1]
    return np.sum(b * b)


def mixed_with_slice(a, columns):
    """A slice and an array of places.

    args: np.array([[1.0, 2.0], [0.5, 3.0]]), np.array([1, 1])
    """
    b = a * 2.0
    b[:, columns] = a**2
    return np.sum(b * b)


def places_in_tuples(a):
    """Tuples inside of an index are arrays of places: reading one place twice, and storing there.

    args: np.array([[1.0, 2.0], [0.5, 3.0]])
    order: 2
    """
    total = np.sum(a[(0, 0), (1, 1)] ** 2)
    for _ in range(2):
        total = total + np.sum(a[((0, 1, 0), (1, 1, 1))] ** 3)
    b = a * a
    b[(0, 0), (1, 1)] = a[1]
    return total * np.sum(b * b)


def dropped_out(x, seed):
    """Constants are stored at places that are drawn: going back, they are not drawn again.

    args: np.array([1.0, 2.0, 4.0, 5.0]), 7
    wrt: x
    """
    rng = np.random.RandomState(seed)
    total = 0.0
    for step in range(4):
        y = x * step
        y[rng.random_sample(4) < 0.5] = 0.0
        y[rng.randint(0, 4)] = rng.random_sample()
        total += (y**2).sum() * rng.random_sample()
    return total


def dropped_out_globally(x):
    """The same with NumPy's own generator, which is started here.

    args: np.array([1.0, 2.0, 4.0, 5.0])
    """
    np.random.seed(3)
    y = x * x
    y[np.random.random(4) < 0.5] = 0.0
    return (y**2).sum()


def places_taken(x):
    """Constants are stored at places that are taken from a list, and from an iterator.

    args: np.array([1.0, 2.0, 4.0, 5.0])
    """
    y, places = x * x, [3, 1]
    y[places.pop()] = 0.5
    y[places.pop()] = 0.25 * len(places)
    return (y**2).sum()
