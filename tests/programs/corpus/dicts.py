"""Dicts whose entries are changed, counted and walked: keys that only the run knows."""

import numpy as np


def parameters_updated(w):
    """Gradient descent on a dict of parameters, key by key.

    args: np.array([0.3, 0.5, 0.1])
    """
    p = {"a": w[0], "b": w[1], "c": w[2]}
    for _ in range(3):
        g = {k: 2 * p[k] * p["a"] for k in p}
        for k in p:
            p[k] = p[k] - 0.1 * g[k]
    return p["a"] * p["b"] + p["c"]


def arrays_updated(w, b):
    """Entries of several shapes.

    args: np.array([[0.3, 0.5], [0.1, -0.4]]), np.array([0.2, 0.7])
    """
    p = {"w": w, "b": b}
    for step in range(2):
        for k in p:
            p[k] = p[k] - 0.1 * (step + 1) * p[k] ** 2
    return np.sum(p["w"] @ p["b"])


def totals_by_get(x):
    """`tot.get(key, 0.0)`: an entry is made when its key is met first.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    tot = {}
    for i in range(len(x)):
        key = "odd" if i % 2 else "even"
        tot[key] = tot.get(key, 0.0) + x[i] ** 2
    return tot["even"] * tot["odd"]


def totals_by_number(x):
    """Keys are numbers, entries are added to.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    tot = {}
    for i in range(len(x)):
        if i % 3 not in tot:
            tot[i % 3] = 1.0
        tot[i % 3] += x[i] ** 2
    return tot[0] * tot[1] + tot[2]


def updated_by_name(x):
    """`update` of a dict whose keys only the run knows.

    args: np.array([0.3, 1.2])
    """
    d = {}
    for k in ("a", "b"):
        d[k] = x[0] * x
    d.update(a=x * x)
    return np.sum(d["a"] * d["b"])


def values_in_calls(x):
    """`d.values()` and `d.items()` where no loop walks them.

    args: np.array([0.3, 1.2, -0.7])
    """
    d = {"a": x[0] * x[1], "b": x[2] ** 2}
    pairs = list(d.items())
    return sum(d.values()) * max(d.values()) + pairs[0][1]


def values_of_made(x):
    """The views of a dict that a comprehension has made.

    args: np.array([0.3, 1.2, -0.7])
    """
    d = {i: v * v for i, v in enumerate(x)}
    total = 0.0
    for place, (key, value) in enumerate(d.items()):
        total += place * key * value
    return total + np.sum(np.array(list(d.values())) * np.arange(3.0))


def dict_of_pairs(x):
    """`dict(zip(names, values))`.

    args: np.array([0.3, 1.2, -0.7])
    """
    d = dict(zip(["a", "b", "c"], x))
    return d["a"] * d["b"] + d["c"] ** 2


def changed_in_place(x, keys):
    """Arrays of a dict and of a list change in place.

    args: np.array([0.3, 1.2, -0.7]), ["a", "b"]
    """
    rows = {key: x * len(key) for key in keys}
    rows[keys[0]] *= x
    rows["b"] += x[0]
    parts = [np.sin(row) for row in rows.values()]
    parts[1] *= parts[0]
    return np.sum(rows["a"] * rows["b"]) + np.sum(parts[1])


def products_by_remainder(x, n):
    """`get` with a key that is computed, and with one that is written.

    args: 0.7, 5
    order: 2
    """
    d = {}
    for i in range(n):
        d[i % 2] = d.get(i % 2, 1.0) * (x + i)
    return d.get(0, 2.0) + d[1] * d.get(7, x)
