"""What takes items out of containers, and containers that only some ways make."""

from collections import deque

import numpy as np


def entries_taken(x):
    """Entries are taken out of a dict, some of which are not there.

    args: np.array([0.7, 1.3, 0.4])
    order: 2
    """
    d = {"a": x[0] * 2.0, "b": x[1] ** 2, "c": np.sin(x[2])}
    one = d.pop("a")
    two = d.pop("z", x[2])
    del d["b"]
    three = d.pop("c", 0.0)
    return one * two + three * (2.0 if "b" in d else x[0])


def entries_of_arrays(x):
    """An entry is taken out, and put in again.

    args: np.array([0.7, 1.3, 0.4])
    """
    state = {"position": x * 2.0, "speed": x**2}
    position = state.pop("position")
    state["position"] = position * state["speed"]
    state["position"] += position
    state.pop("speed")
    return np.sum(state["position"] * x)


def set_by_default(x):
    """setdefault, for its effect and for its value.

    args: np.array([0.7, 1.3, 0.4])
    """
    d = {"a": x[0] * 2.0}
    u = d.setdefault("b", x[1] ** 2)
    d.setdefault("a", 3.0)
    w = d.setdefault("a", x[2])
    return u * w * d["b"]


def taken_in_a_loop(x):
    """Keys that are known when it runs; the last entry; all of them.

    args: np.array([0.7, 1.3, 0.4])
    """
    d = {}
    for i in range(3):
        d[i] = x[i] * (i + 1.0)
    key, last = d.popitem()
    total = last * key
    for i in [1, 0]:
        total += d.pop(i) ** 2
    d[7] = x[0]
    value = d[7]
    d.clear()
    d[0] = value * total
    return d[0]


def items_deleted(x):
    """Items and slices of lists are deleted.

    args: np.array([0.7, 1.3, 0.4])
    """
    xs = [v * v for v in x] + [x[0], x[1]]
    del xs[1]
    del xs[-2:]
    xs.remove(xs[0])
    xs.insert(0, x[2])
    xs.reverse()
    return xs[0] * 2.0 + xs[1] ** 2


def work_queue(x):
    """A queue from whose front work is taken while more comes at its end.

    args: np.array([0.7, 1.3, 0.4])
    """
    queue = deque([x[0], x[1]])
    total, done = 0.0, 0
    while queue:
        v = queue.popleft()
        total += v**2
        done += 1
        if done < 5:
            queue.append(v * x[2])
    return total


def moving_average(x):
    """A window that drops the oldest value.

    args: np.array([0.7, 1.3, 0.4, 0.9])
    """
    window = deque(maxlen=3)
    total = 0.0
    for v in x:
        window.append(v * v)
        total += sum(window) / len(window)
    window.rotate()
    window.appendleft(total)
    return total * window[0] + window[-1]


def list_of_one_branch(x):
    """A list is made, and read, on one way only.

    args: np.array([0.7, 1.3, 0.4])
    args: np.array([-0.7, 1.3, 0.4])
    """
    if x[0] > 0:
        parts = [x * 2.0, x[:1]]
        parts.append(x**2)
    total = np.sum(x * x)
    if x[0] > 0:
        total = np.sum(parts[0] * parts[2])
    return total * x[1]


def list_of_one_turn(x):
    """One turn of a loop makes a list, the next one reads it.

    args: np.array([0.7, 1.3, 0.4])
    """
    total = 0.0
    for k in range(3):
        if k == 1:
            pair = [x[0] * k, x[1]]
            table = {"a": x[2]}
        if k == 2:
            total += pair[0] * pair[1] * table["a"]
    return total


def changed_on_one_way(x):
    """A list of one way loses an item there, and a tuple is read.

    args: np.array([0.7, 1.3, 0.4])
    args: np.array([-0.7, 1.3, 0.4])
    """
    flag = x[0] > 0
    if flag:
        xs = list(x * 2.0)
        pair = (x[0], x[1] ** 2)
    y = x[0]
    if flag:
        for v in xs:
            y += v * pair[1]
        y *= xs.pop()
    return y


def taken_inside_of_tests(x):
    """Items are taken where their values only decide.

    args: np.array([0.7, 1.3, 0.4, 0.9])
    """
    xs = [x[0], x[1], x[2] * 2.0, x[3]]
    n = 0
    while len(xs) > 1 and xs.pop(0) > 0.9 - n:
        n += 1
    d = {"a": x[0], "b": x[1]}
    if d.pop("b") > 0.5:
        n += len(d)
    count = int(xs.pop() * 2.0)
    return sum(xs) * n + d["a"] * count


def taken_inside_of_expressions(x):
    """Items are taken in the middle of expressions.

    args: np.array([0.7, 1.3, 0.4, 0.9])
    """
    xs = [v * v for v in x]
    weights = [2.0, 3.0]
    y = xs.pop() * xs.pop(0) - weights.pop() * xs[0]
    return y * np.sin(xs.pop(0)) + sum(xs) * len(xs)


def window_of_given_length(xs, length=3):
    """A queue whose limit is an argument; its items are walked by a generator, and NumPy makes an array of them.

    args: [1.0, 4.0, 2.0, 8.0, 5.0, 7.0]
    args: [1.0, 4.0, 2.0], 0
    """
    window = deque(maxlen=length)
    most = 0.5
    total = 0.0
    for x in xs:
        window.append(x)
        if len(window) == length > 0:
            mean = sum(window) / length
            most = max(most, sum((w - mean) ** 2 for w in window) / length)
            total += np.mean(window) * mean
    return total * most + xs[0]


def hull(points):
    """The corner points of the outline: points are put on a list, and taken off again, whose items are tuples.

    args: [(0.0, 0.0), (1.0, 0.1), (0.5, 0.5), (0.9, 1.0), (0.1, 0.8)]
    """

    def half(points):
        kept = []
        for p in points:
            while len(kept) >= 2:
                (x1, y1), (x2, y2) = kept[-2], kept[-1]
                if (x2 - x1) * (p[1] - y1) - (y2 - y1) * (p[0] - x1) > 0:
                    break
                kept.pop()
            kept.append(p)
        return kept[:-1]

    ordered = sorted(points)
    corners = half(ordered) + half(ordered[::-1])
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1])) / 2


def products_taken_off(xs, a):
    """Products with a matrix, some of which are thrown away.

    args: [np.array([0.5, 2.0]), np.array([2.0, 0.1]), np.array([0.1, 0.7])], np.array([[1.0, 2.0], [0.5, 0.1]])
    """
    kept = []
    for x in xs:
        kept.append(a @ x)
        if x[0] > 1:
            kept.pop()
    return np.sum(kept[0]) * np.sum(kept[-1] ** 2)
