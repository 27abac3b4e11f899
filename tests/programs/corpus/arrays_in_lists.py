"""Arrays that lists and dicts hold are written there: by elements, slices, and helpers that are given one of them."""

import numpy as np


def slopes(y, out):
    """Write the right side of a differential equation."""
    out[0] = y[1]
    out[1] = -0.3 * y[0] * y[2]
    out[2] = 0.1 * y[2]


def layer_by_layer(x, k):
    """Elements of the arrays of a list, each from the array before.

    args: np.array([0.7, 1.3, 0.9]), 0.83
    order: 2
    """
    layers = [np.zeros(3) for _ in range(3)]
    layers[0][:] = x
    for i in range(1, 3):
        for j in range(3):
            layers[i][j] = layers[i - 1][j] * k + j * x[j]
        layers[i][1] *= layers[i - 1][0]
    return np.sum(layers[2] * layers[1])


def fields_of_a_dict(x, k):
    """Arrays in a dict, by constant and by computed keys.

    args: np.array([0.7, 1.3, 0.9]), 0.83
    """
    fields = {"speed": x * k, "force": x * x}
    fields["force"][1:] -= k * fields["speed"][:-1]
    for name in ("speed", "force"):
        fields[name][0] *= 2.0 * k
    return np.sum(fields["speed"] * fields["force"])


def stages_in_a_list(x, k):
    """Runge and Kutta's method, whose stages are work arrays in a list.

    args: np.array([0.7, 1.3, 0.9]), 0.1
    """
    y = x.copy()
    stages = [np.empty(3) for _ in range(4)]
    for _ in range(2):
        slopes(y, stages[0])
        slopes(y + 0.5 * k * stages[0], stages[1])
        slopes(y + 0.5 * k * stages[1], stages[2])
        slopes(y + k * stages[2], stages[3])
        y += k / 6.0 * (stages[0] + 2.0 * stages[1] + 2.0 * stages[2] + stages[3])
    return np.sum(y**2)


def neighbours_in_a_list(x, k):
    """A helper reads one array of a list and writes another.

    args: np.array([0.7, 1.3, 0.9]), 0.83
    """
    states = [x * k, x * 2.0, x * 3.0]
    for i in range(1, 3):
        slopes(states[i - 1], states[i])
    return np.sum(states[2] * states[1])


def held_twice(x, k):
    """The list holds one array twice, which only the run tells.

    args: np.array([0.7, 1.3, 0.9]), 0.83
    taped: holds twice
    """
    rows = [x * k] * 2
    for i in range(2):
        rows[i][1] *= k
        rows[i][2] += rows[1 - i][0]
    return np.sum(rows[0] * rows[1])


def seen_elsewhere(x, k):
    """An array of the list has another name.

    args: np.array([0.7, 1.3, 0.9]), 0.83
    """
    rows = [x * k, x + k]
    for row in (rows[0], rows[1] * 2.0):
        rows[0][1] *= k
        k = k + row[1]
    return np.sum(rows[0] * rows[1]) + k


def scaled_sum(k, x, y, out=None):
    """Return `k x + y`, in an array that may be given."""
    if out is None:
        out = np.empty_like(x)
    out[:] = k * x + y
    return out


def into_what_is_given(x, k):
    """An array for the result that may be left out.

    args: np.array([0.7, 1.3, 0.9]), 0.83
    """
    work = np.empty(3)
    total = 0.0
    for i in range(3):
        scaled_sum(k, x * i, x, out=work)
        total += np.sum(work * scaled_sum(2.0, work, x))
    return total
