"""In-place writes that are refused: to arguments, to arrays with two names, and by other means than stores."""

import dataclasses

import numpy as np

BUFFER = np.zeros(3)
BUFFERS = [BUFFER]


@dataclasses.dataclass
class Model:
    """Parameters."""

    weight: float
    bias: float


def store_into_global(x):
    """args: np.array([1.0, 2.0, 3.0])"""
    k = len(x) - 3
    BUFFERS[k][0] = x[0] * x[1]  # error: `BUFFERS`
    return BUFFERS[k][0] * x[2]


def reads_the_buffer():
    """A helper that reads what another function writes."""
    return BUFFER[0]


READERS = [reads_the_buffer]


def store_into_shared_global(x):
    """args: np.array([1.0, 2.0, 3.0])"""
    BUFFER[0] = x[0] * x[1]  # error: `BUFFER`
    return READERS[0]() * x[2]


def other_attribute_of_an_array(x):
    """args: np.array([1.0, 2.0, 3.0, 4.0])"""
    y = x * 2.0
    y.shape = (2, 2)  # error: `shape`
    return np.sum(y[0])


def writes_its_parameter(u, v):
    """A helper that writes into its argument."""
    u[0] = v**2


def into_a_diagonal(x):
    """args: np.array([1.0, 2.0])"""
    m = np.outer(x, x)
    y = np.einsum("ii->i", m)
    y[0] = x[1] ** 2  # error: `y`
    return np.sum(m * x)


def out_keyword(x):
    """args: np.array([1.0, -2.0])"""
    y = np.zeros(1, np.float32)
    np.sum(x * x, keepdims=True, out=y)  # error: out
    return np.sum(y)


def copyto(x):
    """args: np.array([1.0, -2.0])"""
    y = np.zeros(2)
    np.copyto(y, x, casting="unsafe")  # error: copyto
    return np.sum(y * x)


def add_at(x):
    """args: np.array([1.0, -2.0])"""
    y = np.zeros(2)
    np.multiply.at(y, [0, 0], x)  # error: at
    return np.sum(y * y)


def resized(x):
    """args: np.array([1.0, -2.0])"""
    y = x * 2.0
    y.resize(3, refcheck=False)  # error: resize
    return np.sum(y)


def sorted_in_place(x):
    """args: np.array([1.0, -2.0])"""
    y = x * 2.0
    y.sort(order=None)  # error: sort
    return y[0] * y[1] ** 2


def dict_argument(parameters):
    """args: {"a": 2.0}"""
    parameters["a"] *= 2.0  # error: `parameters`
    return parameters["a"]


def attribute(models):
    """args: [Model(1.0, 2.0)]"""
    models[0].weight = models[0].weight**2  # error: a part of another object
    return models[0].weight * models[0].bias


def array_inside_dict(parameters):
    """args: {"w": np.array([1.0, 2.0])}"""
    for key in parameters:
        w = parameters[key]
        w += 1.0  # error: `w`
    return np.sum(parameters["w"] ** 2)


def list_of_rows(x, k):
    """args: np.array([[1.0, 2.0], [3.0, 4.0]]), 1"""
    y = x * 1.0
    rows = [y[0], y[1]]
    rows[k][0] = x[1, 1] ** 2  # error: `rows`
    return np.sum(y)


class Total:
    """An object that adds up."""

    def __init__(self):
        self.value = 0.0

    def add(self, v):
        """Add."""
        self.value = self.value + v


def object_that_adds_up(x):
    """args: 0.7"""
    total = Total()
    kept = {1: total}
    total.add(x)  # error: a call that writes into its argument
    return kept[1].value


def list_with_two_names(x):
    """args: 0.7"""
    out = {"a": []}
    first = out["a"]
    for _ in range(2):
        out["a"].append(x)  # error: `append`
    return first[0]


def entry_taken(x):
    """args: 0.7"""
    d = {"a": x, "b": 2.0}
    e = d
    y = e.pop("a")  # error: `e`
    return y * len(d) * d["b"]


def iterator_kept(x):
    """args: 0.7"""
    pairs = zip([x, 2.0 * x], [1.0, x])  # error: `zip`
    total = 0.0
    for _ in range(2):
        for a, b in pairs:
            total += a * b
    return total


def one_row_twice(x):
    """args: 0.7"""
    m = [[0.0] * 2] * 2
    m[0][1] = x * x  # error: a store into a part of another object
    return m[1][1]


def row_put_in_again(x):
    """args: 0.7"""
    m = [[0.0, 0.0]]
    m.append(m[0])
    m[0][1] = x * x  # error: a store into a part of another object
    return m[1][1]


def row_with_a_name(x):
    """args: 0.7"""
    m = [[0.0, 0.0], [0.0, 0.0]]
    row = m[0]
    m[0][1] = x * x  # error: an array with two names
    return row[1]
