"""Lists in dicts and lists: histories, groups, adjacency lists; dicts with a default."""

import collections
import math

import numpy as np


def history(x):
    """A dict of lists that a loop fills.

    args: np.array([0.5, 1.5, 2.5])
    order: 2
    """
    kept = {"loss": [], "step": [], "count": 0}
    w = x.copy()
    for _ in range(4):
        g = 2.0 * w
        w = w - 0.1 * g
        kept["loss"].append(np.sum(w**2))
        kept["step"].append(g)
        kept["count"] += 1
    return kept["loss"][-1] + np.mean(kept["loss"]) + np.sum(kept["step"][0]) * kept["count"]


def grouped_by_branch(x):
    """Which list grows depends on a value.

    args: np.array([0.5, 1.5, 2.5, 1.2])
    """
    groups = {"low": [], "high": []}
    for v in x:
        groups["low" if v < 1.3 else "high"].append(v * v * len(groups["low"]))
    return sum(groups["low"]) * sum(groups["high"])


def grouped_by_setdefault(x):
    """A list is made where there is none.

    args: np.array([0.5, 1.5, 2.5, 1.2])
    """
    groups = {}
    for v in x:
        groups.setdefault(int(v), []).append(v * v)
    return sum((k + 1) * sum(groups[k]) / len(groups[k]) for k in sorted(groups))


def grouped_by_test(x):
    """The same with `in`.

    args: np.array([0.5, 1.5, 2.5, 1.2])
    """
    groups = {}
    for v in x:
        if int(v) in groups:
            groups[int(v)].append(v)
        else:
            groups[int(v)] = [v]
    return sum(values[0] * values[-1] * len(values) for values in groups.values())


def grouped_with_default(x):
    """A dict that makes lists itself.

    args: np.array([0.5, 1.5, 2.5, 1.2])
    """
    groups = collections.defaultdict(list)
    for i, v in enumerate(x):
        groups[i % 2].append(v * v)
    means = {k: sum(values) / len(values) for k, values in groups.items()}
    total = 0.0
    for k in sorted(groups.keys()):
        for w in groups[k]:
            total = total * 0.5 + w
    return means[0] * means[1] + len(groups) * total


def sums_with_default(x):
    """Sums and counts by key.

    args: np.array([0.5, 1.5, 2.5, 1.2])
    """
    sums, counts = 0.0, 0.0
    weights = collections.defaultdict(float)
    number = collections.defaultdict(int)
    for v in x:
        weights[int(v)] += v * v
        number[int(v)] += 1
    for k in weights:
        sums += weights[k] ** 2
    for k in number:
        counts += number[k] * x[k]
    return sums * counts


def shortest_paths(x):
    """An adjacency list of pairs.

    args: np.array([0.5, 1.5, 2.5])
    """
    edges = [[] for _ in range(4)]
    for i in range(3):
        edges[i].append((i + 1, x[i]))
        edges[i + 1].append((i, x[i] * 2.0))
    edges[0].append((3, x[0] * x[1]))
    distance = [math.inf] * 4
    distance[0] = 0.0
    todo = [0]
    while todo:
        i = todo.pop(0)
        for j, w in edges[i]:
            if distance[i] + w < distance[j]:
                distance[j] = distance[i] + w
                todo.append(j)
    return sum(distance)


def triangle(x):
    """The last row grows.

    args: np.array([0.5, 1.5, 2.5])
    """
    table = []
    for i in range(3):
        table.append([])
        for j in range(i + 1):
            table[-1].append(x[i] * x[j])
    return sum(sum(row) ** 2 for row in table)


def second_name_of_a_list(x):
    """A list of the dict has another name.

    args: np.array([0.5, 1.5, 2.5])
    taped: the list has two names
    """
    groups = {"all": []}
    every = groups["all"]
    for v in x:
        groups["all"].append(v * v)
    return sum(every) * every[0]


def one_list_twice(x):
    """Two keys mean one list.

    args: np.array([0.5, 1.5, 2.5])
    taped: the list is there twice
    """
    groups = {}
    groups["a"] = groups["b"] = []
    groups["a"].append(x[0])
    groups["b"].append(x[1] * x[2])
    return groups["a"][1] * groups["b"][0]


def rows_that_are_one(x):
    """Three rows that are one list.

    args: np.array([0.5, 1.5, 2.5])
    taped: the rows are one list
    """
    rows = [[]] * 3
    rows[0].append(x[0])
    rows[1].append(x[1])
    return sum(rows[2]) * rows[0][1]


def walked_while_it_grows(x):
    """The list that a loop is given grows in the loop.

    args: np.array([0.5, 1.5, 2.5])
    taped: the list has two names
    """
    groups = {"all": []}
    total = 0.0
    for k, values in groups.items():
        for v in x:
            groups[k].append(v * v)
        total += sum(values)
    return total


def default_that_is_asked_for(x):
    """An entry comes to be by being read.

    args: np.array([0.5, 1.5, 2.5])
    taped: reading makes an entry
    """
    groups = collections.defaultdict(list)
    for v in x:
        groups[int(v)].append(v)
    return sum(groups[7]) + len(groups) * x[0] + groups[1][0]
