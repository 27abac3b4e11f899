
"""Programs in which a write is not seen where it happens: by a function that is handed on, an object, or another name.

Each takes an array of three numbers. All must be right, compiled or on the tape.
"""

import functools
import itertools
from collections import deque

import numpy as np

ITEMS = []
CACHE = {}


class Keeper:
    """An object whose operators, properties and calls write into the array that it keeps."""

    def __init__(self, y):
        self.y = y

    def __call__(self, factor):
        self.y[0] *= factor

    def __iadd__(self, other):
        self.y += other
        return self

    def __mul__(self, other):
        self.y *= other
        return 1.0

    @property
    def doubled(self):
        self.y[0] *= 2
        return self.y[0]

    def __getitem__(self, i):
        self.y[i] *= 3
        return self.y[i]


def scale(y, factor):
    y *= factor


def scaled_first(y, factor):
    y[0] *= factor
    return y[0]


def by_map(y, x):
    list(map(lambda v: scale(y, v), [x[0], x[1]]))


def by_nested_function(y, x):
    def step(v):
        y[0] *= v

    list(map(step, x))


def by_key(y, x):
    return sorted(x, key=lambda v: scaled_first(y, v))


def by_reduce(y, x):
    return functools.reduce(lambda a, b: a + scaled_first(y, b), x, 0.0)


def by_partial(y, x):
    step = functools.partial(scale, y)
    step(x[0])


def by_call_of_object(y, x):
    Keeper(y)(x[1])


def by_augmented_object(y, x):
    keeper = Keeper(y)
    keeper += x


def by_operator(y, x):
    return Keeper(y) * x


def by_property(y, x):
    return Keeper(y).doubled


def by_item(y, x):
    return Keeper(y)[1]


def by_apply_along_axis(y, x):
    np.apply_along_axis(lambda v: scaled_first(y, v[0]), 0, x)


def by_method_as_value(y, x):
    put = y.__setitem__
    put(0, x[1])


def by_deque(y, x):
    rows = deque([y])
    rows[0][0] *= x[1]


def by_product(y, x):
    for row, factor in itertools.product([y], x):
        row *= factor


HELPERS = [by_map, by_nested_function, by_key, by_reduce, by_partial, by_call_of_object, by_augmented_object, by_operator,
           by_property, by_item, by_apply_along_axis, by_method_as_value, by_deque, by_product]


def map_in_loss(x):
    y = x * 1.0
    list(map(lambda v: scale(y, v), [x[0], x[1]]))
    return np.sum(y * y)


def both(a, b):
    a[0] = b[0] * a[1]
    b[1] = a[0] * b[1]


def argument_by_two_helpers(x):
    scale(x[1:], x[0])
    both(x, x[::-1])
    return np.sum(x * x)


def global_read_in_try(x):
    CACHE["k"] = x[0] * x[1]
    try:
        found = CACHE["k"]
    except KeyError:
        found = 0.0
    CACHE.clear()
    return found * x[2]


def remember(value):
    CACHE["k"] = value


def recall():
    try:
        return CACHE["k"]
    except KeyError:
        return 1.0


def global_read_by_helper(x):
    remember(x[0] * x[1])
    return recall() * x[2]


def dict_with_two_names(x):
    a = {"p": x[0]}
    b = a
    try:
        b["p"] = a["p"] * x[1]
    finally:
        a["q"] = b["p"] * 2
    return a["p"] * a["q"]


def global_stack(x):
    ITEMS.append(x[0] * x[1])
    return ITEMS.pop() * x[2]


def global_list_inserted(x):
    ITEMS.insert(0, x[0] * x[1])
    found = ITEMS[0]
    ITEMS.clear()
    return found * x[2]


def without_dimensions(x):
    z = np.array(x[0])
    z += x[1]
    w = z
    w *= z
    return z * x[2]


def scaled_without_dimensions(x):
    z = np.array(x[0])
    z += x[1]
    z *= x[2]
    return z * z


def element_as_a_view(x):
    y = x * 1.0
    b = y[0, ...]
    b *= x[1]
    b[...] = b * b
    return y[0] * x[2]


def rows_in_a_list(x):
    rows = [r * 1.0 for r in np.outer(x, x)]
    rows[0] += rows[1]
    rows[2][0] *= rows[0][1]
    return np.sum(np.array(rows) ** 2)


def list_of_rows(x):
    rows = [r for r in np.outer(x, x)]
    rows[0] += rows[1]
    rows[2][0] *= rows[0][1]
    return np.sum(np.array(rows) ** 2)


PROGRAMS = [map_in_loss, argument_by_two_helpers, global_read_in_try, global_read_by_helper, dict_with_two_names, global_stack,
            global_list_inserted, without_dimensions, scaled_without_dimensions, element_as_a_view, rows_in_a_list, list_of_rows]
