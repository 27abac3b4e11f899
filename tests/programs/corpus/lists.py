"""Lists: built, appended to, indexed, popped, walked."""

import math

import numpy as np


def append_then_sum(x, n):
    """append in a loop, sum at the end.

    args: 0.8, 4
    order: 2
    """
    powers = []
    y = 1.0
    for _ in range(n):
        y = y * x
        powers.append(y)
    return sum(powers)


def append_then_index(x):
    """Items read by index, negative ones too.

    args: 0.8
    order: 2
    """
    items = [1.0]
    for i in range(5):
        items.append(items[i] * x + items[-1])
    return items[-1] * items[2]


def append_then_iterate(values):
    """A list made by one loop, walked by another.

    args: np.array([1.0, 2.0, 0.5])
    """
    squares = []
    for v in values:
        squares.append(v**2)
    total = 1.0
    for s in squares:
        total = total * 0.5 + s
    return total


def append_under_condition(values):
    """Not every trip appends.

    args: np.array([1.0, -2.0, 0.5, -0.3])
    """
    kept = []
    for v in values:
        if v > 0:
            kept.append(math.sqrt(v))
    return sum(kept) / len(kept)


def append_arrays(matrix):
    """A list of rows, stacked at the end.

    args: np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 0.1]])
    """
    rows = []
    for row in matrix:
        rows.append(row * row.sum())
    stacked = np.stack(rows)
    return np.sum(stacked**2)


def array_of_list(x):
    """np.array of a list of active floats.

    args: 0.8
    order: 2
    """
    entries = []
    for i in range(3):
        entries.append(math.sin(x * i + 1.0))
    a = np.array(entries)
    return np.sum(a**2) * a[0]


def array_display(x, y):
    """np.array([...]) of active values, nested too.

    args: 0.8, 1.3
    order: 2
    """
    v = np.array([x, y, x * y])
    rotation = np.array([[math.cos(x), -math.sin(x)], [math.sin(x), math.cos(x)]])
    return np.sum(rotation @ v[:2] * v[1:])


def list_as_stack(x):
    """append and pop.

    args: 1.3
    """
    stack = [x]
    total = 0.0
    while stack:
        v = stack.pop()
        total = total + v**2
        if v > 0.4:
            stack.append(v * 0.5)
            stack.append(v * 0.3)
    return total


def reverse_polish(x, y):
    """A little calculator with a stack.

    args: 1.3, 0.4
    """
    stack = []
    for token in ["x", "y", "+", "x", "*", "y", "-"]:
        if token == "x":
            stack.append(x)
        elif token == "y":
            stack.append(y)
        else:
            b = stack.pop()
            a = stack.pop()
            if token == "+":
                stack.append(a + b)
            elif token == "*":
                stack.append(a * b)
            else:
                stack.append(a - b)
    return stack.pop()


def popped_beside_a_sum(x):
    """One expression reads a list and pops from it.

    args: np.array([0.7, -0.4, 1.3, 0.25])
    """
    items = list(x)
    first = sum(items) * items.pop(0)
    return first + items[0] * items.pop() * sum(items)


def pop_in_loop(values):
    """A list consumed from its end.

    args: np.array([1.0, 2.0, 0.5])
    """
    pending = []
    for v in values:
        pending.append(math.exp(-v))
    s = 1.0
    while pending:
        s = s * 0.5 + pending.pop() ** 2
    return s


def reversed_list(values):
    """Two passes: forward and back.

    args: np.array([1.0, 2.0, 0.5])
    """
    alphas = []
    a = 1.0
    for v in values:
        a = a * v + 0.1
        alphas.append(a)
    b = 1.0
    for a in reversed(alphas):
        b = b * 0.5 * a + a**2
    return b


def list_concatenation(x, y):
    """+ and * of lists.

    args: 1.3, 0.4
    """
    items = [x, y] + [x * y] * 2
    return sum(items) * items[3]


def list_of_lists(x, y):
    """Nested lists.

    args: 1.3, 0.4
    """
    table = [[x, y], [x * y, 1.0]]
    return table[0][0] * table[1][0] + table[0][1] ** 2 * table[1][1]


def list_slices(x):
    """Slices of a list.

    args: 1.3
    """
    items = [x, x**2, x**3, 1.0]
    s = 0.0
    for v in items[1:]:
        s = s + v
    return s * items[:2][1]


def list_length_as_bound(x):
    """len of a growing list.

    args: 0.8
    """
    items = [x]
    while len(items) < 5:
        items.append(items[-1] * x + len(items))
    return items[4] * items[0]


def max_of_list(values):
    """min and max of a list.

    args: np.array([1.0, 2.0, 0.5])
    """
    items = []
    for v in values:
        items.append(v**2 - v)
    return max(items) * 2.0 + min(items) ** 2


def enumerate_list(x):
    """enumerate and zip over lists.

    args: 0.8
    """
    a = [x, x**2, 3.0]
    b = [1.0, x, x**3]
    s = 0.0
    for i, v in enumerate(a):
        s += v * i
    for p, q in zip(a, b):
        s += p * q
    return s


def list_of_pairs(x):
    """Tuples in a list.

    args: 0.8
    """
    history = []
    v = 1.0
    for _ in range(4):
        v = v - 0.1 * x
        x = x + 0.1 * v
        history.append((x, v))
    energy = 0.0
    for position, speed in history:
        energy += position**2 + 0.5 * speed**2
    return energy


def list_argument(items):
    """A list of floats as argument.

    args: [1.0, 2.0, 0.5]
    """
    s = 0.0
    for i in range(len(items)):
        s += items[i] ** 2 * (i + 1)
    return s * items[-1]


def list_kept_by_helper(x):
    """A helper makes and returns a list.

    args: 0.8
    """
    values = geometric(x, 4)
    return values[3] + sum(values) ** 2


def geometric(x, n):
    """A helper: the first n powers."""
    values = []
    v = 1.0
    for _ in range(n):
        values.append(v)
        v = v * x
    return values


def backpropagation_by_hand(w, x):
    """A network that keeps its layers' outputs, and the chain rule by hand.

    args: [0.6, -0.4, 1.1], 0.9
    """
    outputs = [x]
    for weight in w:
        outputs.append(math.tanh(weight * outputs[-1]))
    slope = 1.0
    for i in range(len(w) - 1, -1, -1):
        slope = slope * (1.0 - outputs[i + 1] ** 2) * w[i]
    return slope


def list_becomes_array(x):
    """A list that is collected, then made an array under its own name.

    args: np.array([1.0, 2.0, 0.5])
    """
    y = []
    for v in x:
        y.append(v * v)
    y = np.array(y)
    return np.sqrt(np.mean(y**2))


def name_of_many_kinds(x):
    """One name for a list, an array, a number and a tuple in turn.

    args: 0.6
    args: 6.0
    """
    out = []
    for i in range(3):
        out.append(x * i)
    s = 0.0
    for o in out:
        s += o * x
    out = [s, 2.0 * s]
    out = np.stack(out) if x > 5 else np.array([s, x])
    out = out @ out
    out = (out, x)
    return out[0] * out[1]


def list_rebound_in_loop(x, n):
    """A list made anew in each trip, an array at its end.

    args: 0.6, 3
    """
    total = 0.0
    for k in range(n):
        row = []
        for i in range(2):
            row.append(x ** (i + k))
        row = np.array(row)
        total = total + row @ row
    return total


def argument_becomes_array(x):
    """A list argument, made an array under its own name.

    args: [1.0, 2.0, 0.5]
    """
    x = np.asarray(x)
    return np.sum(x**3)


def queue_of_work(x):
    """A list that grows while it is walked.

    args: 0.7
    """
    queue = [x]
    total = 0.0
    for v in queue:
        if len(queue) < 6:
            queue.append(v * 0.5)
            queue.append(v * v)
        total += v**2
    return total + sum(queue)


def copy_is_walked(x):
    """A list grows while a copy of it is walked.

    args: [1.0, 2.0]
    """
    items = [v * v for v in x]
    for v in list(items):
        items.append(v * x[0])
    return sum(items) * items[-1]


def statistics_of_list(x):
    """Operations on arrays are given lists and tuples of numbers.

    args: np.array([1.0, 2.0, 0.5])
    """
    items = []
    for v in x:
        items.append(v * v)
    pair = (x[0], x[1] * x[2])
    total = np.prod(items) + np.var(items) + np.linalg.norm(items) + np.dot(items, [1.0, 2.0, 3.0]) + np.max(pair)
    return total + np.cumsum(items)[1] * np.sort(items)[0] + np.median([x[0], x[1]]) + np.prod([v for v in x if v > 0.7])


def columns_of_triangle(x):
    """Lists of tuples are shortened until one is left (a Bezier curve).

    args: 0.7
    order: 2
    """
    points = [(x, 0.0), (x * x, 1.0), (1.0, x)]
    while len(points) > 1:
        points = [((a + c) * 0.5, (b + d) * 0.5) for (a, b), (c, d) in zip(points, points[1:])]
    return points[0][0] * points[0][1]


def sorted_weighted(x):
    """A walk over sorted numbers.

    args: np.array([0.7, -0.3, 0.9])
    order: 2
    """
    s = 0.0
    for i, v in enumerate(sorted(x)):
        s += v**3 * (i + 1)
    return s


def list_in_one_branch(x, y):
    """A list that one path only makes.

    args: 2.0, 3.0
    order: 2
    """
    if 0.1 < y < 0.9:
        return y
    items = [1.0, y, x * y]
    return sum(items) * x


def table_of_rows(x):
    """A table as a list of rows, filled element by element from earlier ones.

    args: np.array([0.3, 1.2, -0.7])
    order: 2
    """
    n = len(x)
    m = [[0.0] * (n + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            m[i][j] = x[i - 1] * x[j - 1] + 0.5 * m[i - 1][j] + 0.3 * m[i][j - 1]
    return m[n][n] * m[1][2]


def rows_appended(x):
    """Rows that are appended, then changed.

    args: np.array([0.3, 1.2, -0.7])
    """
    m = []
    for i in range(3):
        m.append([1.0] * 3)
        for j in range(3):
            m[i][j] += x[i] * x[j]
            m[i][j] *= x[j]
    return sum(m[2]) * m[0][1]


def elimination_on_lists(x):
    """A determinant by elimination, on nested lists.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    a = [[2.0 + x[0], x[1], 1.0], [x[2], 3.0, x[3]], [1.0, 0.5, 4.0]]
    for k in range(3):
        for i in range(k + 1, 3):
            factor = a[i][k] / a[k][k]
            for j in range(k, 3):
                a[i][j] = a[i][j] - factor * a[k][j]
    det = 1.0
    for k in range(3):
        det *= a[k][k]
    return det


def rows_by_name(x):
    """A dict of lists.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    m = {k: [0.0, 0.0] for k in ("a", "b")}
    for i in range(4):
        m["a" if i < 2 else "b"][i % 2] = x[i] ** 2
    return m["a"][0] * m["b"][1] + m["a"][1]


def methods_in_place(x):
    """sort, reverse, remove, clear, del of an item.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    xs = [v * v for v in x]
    xs.sort()
    first = xs[0] * xs[1] ** 2
    xs.reverse()
    del xs[1]
    first = first * xs[1] + xs[0]
    xs.remove(x[2] * x[2])
    second = xs[0] - 2.0 * xs[1] ** 2
    xs.clear()
    xs.append(x[3])
    return first + second * xs[0]


def sorted_in_place_by_key(x):
    """sort with a key, backwards.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    xs = list(x)
    xs.sort(key=lambda v: (v - 0.5) ** 2, reverse=True)
    return xs[0] * xs[1] + xs[3] ** 2


def slices_replaced(x):
    """Slices of a list are replaced by as many items.

    args: np.array([0.3, 1.2, -0.7, 2.1])
    """
    xs = list(x)
    xs[::2] = [x[1] * x[2], x[3]]
    xs[:2] = xs[2:]
    xs[:] = xs[::-1]
    return xs[0] * xs[1] ** 2 + xs[2] * xs[3]


def filled(x):
    """`fill` of an array.

    args: np.array([0.3, 1.2, -0.7])
    """
    y = np.zeros(3)
    y.fill(x[0] * x[1])
    return np.sum(y * x)


def collect_leaves(tree, leaves):
    for item in tree:
        if isinstance(item, list):
            collect_leaves(item, leaves)
        else:
            leaves.append(item)


def leaves_of_a_tree(x):
    """A helper that fills an empty list, by calling itself.

    args: 0.9
    taped: a call that writes into its argument
    """
    leaves = []
    collect_leaves([x, [x * x, 3.0], [[x]]], leaves)
    return sum(v * v for v in leaves)


def default_is_an_outer_list(x):
    """A nested function whose default is a list of the function around it, which it fills.

    args: 0.9
    taped: a call that writes into its argument
    """
    log = []

    def add(v, log=log):
        log.append(v)

    add(x)
    add(2.0 * x)
    return sum(log)


def appended_through_a_dict(x):
    """A list that fills through a dict that holds it.

    args: 0.7
    taped: `append` on a part of another object
    """
    values = []
    table = {"k": values}
    table["k"].append(x)
    return sum(values) * 2.0


def extremes_of_what_may_be_empty(xs, least):
    """`max` and `min` that say what they give where there are no items.

    args: [1.0, 2.5, 1.5], 1.2
    args: [1.0, 2.5, 1.5], 3.0
    """
    above = [x * x for x in xs if x > least]
    top = max(above, default=least**3)
    low = min((x for x in xs if x < least), default=0.0)
    return top * low + max(xs, key=lambda x: -x, default=0.0)


def taken_out_and_forgotten(x):
    """What is taken out of a list is a list itself, and nothing has a name for it.

    args: 1.3
    """
    rows = []
    for i in range(3):
        row = [x * i, x * x]
        rows.append(row.copy())
    while len(rows) > 2:
        rows.pop()
    return rows[1][0] * rows[0][1]
