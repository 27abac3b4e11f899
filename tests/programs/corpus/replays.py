"""Loops whose iterations can be done again going back, and loops that only look so."""

import math

import numpy as np


def independent_iterations(x, y):
    """Nothing goes from one iteration to the next but the sum.

    args: np.array([0.3, 0.7, -0.4]), np.array([1.1, -0.2, 0.5])
    order: 2
    """
    total = 0.0
    for i in range(len(x)):
        d = x[i] - y[i]
        total = total + math.exp(-d * d) * d
    return total


def sum_is_needed(x):
    """The derivative reads what the loop computes.

    args: np.array([0.3, 0.7, -0.4])
    """
    total = 0.0
    for i in range(len(x)):
        d = x[i] * 2.0
        total = total + d ** 3
    return math.exp(total)


def two_equal_loops(x):
    """The sum of the first one is needed, that of the second one is not.

    args: np.array([0.3, 0.7, -0.4])
    """
    total = 0.0
    for i in range(len(x)):
        d = x[i] * 2.0
        total = total + d ** 3
    factor = math.exp(total)
    total = 0.0
    for i in range(len(x)):
        d = x[i] * 2.0
        total = total + d ** 3
    return factor + total


def written_afterwards(x):
    """The array is another one when going back begins.

    args: np.array([0.3, 0.7, -0.4])
    """
    u = x * 2.0
    total = 0.0
    for i in range(len(x)):
        total = total + u[i] ** 3
    u[0] = total
    u[1] = 0.0
    return total * u[0] + u[2]


def list_shortened_afterwards(x, y):
    """The list that the iterations read is shorter when going back begins.

    args: 0.3, 0.7
    """
    items = [x, y, x * y]
    total = 0.0
    for i in range(len(items)):
        d = items[i] * 2.0
        total = total + d ** 3
    items.pop()
    return total * len(items)


def index_array_written_afterwards(x):
    """So is the array of places.

    args: np.array([0.3, 0.7, -0.4])
    """
    places = np.array([2, 0, 1])
    total = 0.0
    for i in range(3):
        total = total + x[places[i]] ** 2 * (i + 1.0)
    places[0] = 0
    return total


def bound_changed_afterwards(x, n):
    """The loop ran as often as n said then.

    args: np.array([0.3, 0.7, -0.4]), 3
    """
    total = 0.0
    for i in range(n):
        total = total + x[i] ** 3
    n = 1
    return total * n


def last_value_read(x):
    """A variable of the loop is read after it.

    args: np.array([0.3, 0.7, -0.4])
    """
    total = 0.0
    d = 0.0
    for i in range(len(x)):
        d = x[i] * 2.0
        total = total + d ** 3
    return total * d


def names_shared_by_two_loops(x, y):
    """Both loops call their variables the same.

    args: np.array([0.3, 0.7, -0.4]), np.array([1.1, -0.2])
    """
    total = 0.0
    for i in range(len(x)):
        d = x[i] * 2.0
        total = total + d ** 3
    for i in range(len(y)):
        d = y[i] - total
        total = total + d ** 2
    return total


def earlier_iteration_read(x):
    """Each iteration reads what the one before it has left.

    args: np.array([0.3, 0.7, -0.4])
    """
    total = 0.0
    d = 1.0
    for i in range(len(x)):
        total = total + d ** 2 * x[i]
        d = x[i] + 0.5
    return total


def scaled_by_later_value(x, k):
    """A number that the iterations read changes after the loop.

    args: np.array([0.3, 0.7, -0.4]), 1.5
    """
    total = 0.0
    for i in range(len(x)):
        total = total + (x[i] * k) ** 3
    k = k * total
    return k ** 2


def saved_in_nested_loop(a):
    """The inner loop may be done again, but not at the top.

    args: np.array([[0.3, 0.7], [-0.4, 1.2]])
    """
    total = 0.0
    for i in range(2):
        for j in range(2):
            d = a[i, j] - a[j, i] * 0.5
            total = total + d ** 3
    return total


def last_index_read(k, n):
    """The index is read after the loop.

    args: 0.7, 4
    """
    total = 0.0
    for i in range(n):
        total = total + k**2 * math.sin(0.3 * i)
    return total * k * i


def products_of_an_array_written_afterwards(x, k):
    """Each iteration multiplies an array whose elements are overwritten after the loop.

    args: np.array([0.7, -0.3]), np.array([0.5, 1.5])
    """
    u = x * 1.0
    total = 0.0
    for factor in k:
        w = u * factor
        total += w @ w
    u[0] = 100.0
    return total + u[0] * u[1]
