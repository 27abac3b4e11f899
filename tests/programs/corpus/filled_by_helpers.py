"""Arrays, lists and dicts that functions fill, and that loops walk afterwards by their items."""

import heapq

import numpy as np


def fill(out, v):
    for i in range(len(out)):
        out[i] = v * (i + 1)


def push(items, v):
    items.append(v * 2.0)


def push_more(items, v):
    push(items, v)
    push(items=items, v=v + 1.0)


def enter(table, key, v):
    table[key] = v * v


def in_order(v, level, items):
    if level == 0:
        items.append(v)
        return
    in_order(v * 2.0, level - 1, items)
    in_order(v + 1.0, level - 1, items)


def walk_of_an_array(x):
    """An array that a function fills, walked by its elements.

    args: 1.3
    """
    out = np.zeros(3)
    fill(out, x)
    total = 0.0
    for v in out:
        total += v * v
    return total + sum(v for v in out) * sum([v * v for v in out])


def walk_of_rows(x):
    """The rows of a matrix that a function fills.

    args: 1.3
    """
    m = np.zeros((2, 3))
    for k in range(2):
        fill(m[k], x * (k + 1))
    total = 0.0
    for row in m:
        for v in row:
            total += v * v
    return total


def walk_of_a_list(x):
    """A list that functions fill, walked in several ways.

    args: 1.3
    """
    items = []
    push(items, x)
    push_more(items, x + 1.0)
    total = 0.0
    for v in items:
        total += v * v
    for i, v in enumerate(items):
        total += v * i
    for v, w in zip(items, items[1:]):
        total += v * w
    return total + sum(v * v for v in items) + max(items)


def walk_of_a_dict(x):
    """A dict that a function fills, walked by its entries.

    args: 1.3
    """
    table = {"a": 0.0}
    enter(table, "a", x)
    enter(table, "bc", x * 2.0)
    total = 0.0
    for k, v in table.items():
        total += v * len(k)
    return total + sum(v for v in table.values())


def walk_of_a_traversal(x):
    """A list that a recursion fills, of the module and inside.

    args: 1.3
    """
    leaves = []
    in_order(x, 2, leaves)
    total = 0.0
    for v in leaves:
        total += v * v
    path = []
    def follow(v, n):
        if n > 0:
            path.append(v)
            follow(v * 2.0, n - 1)
    follow(x, 3)
    for v in path:
        total += v * v
    return total


def walk_of_stored_items(x):
    """A nested function stores what it is given.

    args: 1.3
    """
    out = np.zeros(3)
    def put(i, v):
        out[i] = v
    put(0, x)
    put(2, x * 2.0)
    total = 0.0
    for v in out:
        total += v * v
    return total


def walk_of_a_heap(x):
    """A heap, walked as it lies.

    args: 1.3
    taped: `heapq.heappush` of an active value
    """
    items = []
    heapq.heappush(items, x * 2.0)
    heapq.heappush(items, x)
    total = 0.0
    for v in items:
        total = total * 0.5 + v * v
    return total


def walk_of_scaled_rows(x):
    """Rows in a list that a function scales in place.

    args: 1.3
    taped: an array with two names
    """
    def scale(rows, k):
        for row in rows:
            row *= k
    rows = [np.ones(2), np.ones(2)]
    scale(rows, x)
    total = 0.0
    for row in rows:
        total += np.sum(row * row)
    return total
