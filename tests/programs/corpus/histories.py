"""Dicts of histories, which loops fill under fixed keys."""

import numpy as np


def two_histories(x):
    """Two lists in a dict, one of which reads its own last item.

    args: np.array([0.4, 1.2, 0.8])
    order: 2
    """
    log = {"a": [], "b": [0.5]}
    s = 0.0
    for i in range(len(x)):
        s = s * 0.9 + x[i]
        log["a"].append(s)
        log["b"].append(s * x[i] + log["b"][-1])
    return sum(log["a"]) + sum(log["b"]) * len(log["a"])


def of_a_solver(u, end):
    """A dict made by keywords, filled while a condition holds.

    args: 0.7, 3.0
    wrt: u
    """
    history = dict(t=[], u=[])
    t = 0.0
    while t < end:
        t += 0.5
        u = u - 0.1 * u * u * t
        history["t"].append(t)
        history["u"].append(u)
    return np.sum(np.array(history["u"]) ** 2) + max(history["u"]) * history["t"][-1]


def returned_whole(x):
    """The dict is asked as a whole in the end, and is part of the result.

    args: 0.7
    """
    found = {"u": [], "v": []}
    for _ in range(3):
        x = np.sin(x) * 1.3
        found["u"].append(x)
        found["v"].append(x**2)
    for key, values in found.items():
        x = x + values[-1] * len(key) * len(found)
    return x, found


def anew_in_each_turn(x):
    """A dict that is made in a loop; its list is cut short, and bound anew.

    args: 0.7
    """
    total = 0.0
    for r in range(3):
        window = {"u": [], "count": 0}
        for k in range(4):
            window["u"].append(x * k * r)
            window["count"] += 1
            if len(window["u"]) > 2:
                window["u"].pop(0)
        total = total + sum(window["u"]) * window["count"]
        window["u"] = [total]
        total = total * window["u"][0]
    return total


def beside_a_branch(x):
    """The dict is made before a branch, and one of its lists stays empty.

    args: np.array([0.4, 1.2, 0.8])
    """
    kept = {"low": [], "high": [], "never": []}
    for v in x:
        if v > 0.7:
            kept["high"].append(v * v)
        elif v < 0.0:
            kept["never"].append(v)
        else:
            kept["low"] += [v]
    return sum(kept["high"]) * kept["low"][0] + len(kept["never"]) + sum(kept["never"])


def with_a_second_name(x):
    """The dict has a second name, and stays a dict.

    args: np.array([0.4, 1.2, 0.8])
    taped: the list has two names
    """
    log = {"a": []}
    same = log
    for v in x:
        log["a"].append(v * v)
        same["a"].append(v)
    return sum(log["a"]) * x[0]


def another_key(x):
    """A key that is not there at the start.

    args: np.array([0.4, 1.2, 0.8])
    """
    log = {"a": []}
    for v in x:
        log["a"].append(v * v)
        log["last"] = v
    return sum(log["a"]) * log["last"]


def empty_at_first(x):
    """The lists are put in one by one.

    args: np.array([0.4, 1.2, 0.8])
    """
    log = {}
    log["a"] = []
    log["b"] = [x[0]]
    for v in x:
        log["a"].append(v * v)
        log["b"].append(v * log["a"][-1])
    return sum(log["a"]) * sum(log["b"])


def asked_for_a_key(x):
    """A key that is not there makes an exception, which is handled.

    args: np.array([0.4, 1.2, 0.8])
    taped: the entry may not be there
    """
    log = {"a": []}
    total = 0.0
    for v in x:
        log["a"].append(v * v)
        try:
            total += log["last"] * v
        except KeyError:
            total += 3.0 * v
        log["last"] = v
    return sum(log["a"]) * total
