"""Arrays that an argument or a global holds, and that are written there: in dicts, lists, tuples and objects."""

import dataclasses

import numpy as np


class Work:
    """An object with buffers."""

    def __init__(self, n=3, **more):
        self.rows = np.zeros(n)
        self.rest = np.ones(n)
        self.count = 2
        self.factor = 0.5
        self.__dict__.update(more)

    def __eq__(self, other):
        return all(np.array_equal(value, vars(other)[name]) for name, value in vars(self).items())

    __hash__ = object.__hash__


@dataclasses.dataclass
class Buffers:
    """The same as a dataclass."""

    rows: np.ndarray
    rest: np.ndarray


OWN = Work()
ONE = np.zeros(3)


def square_into(b, x):
    b[:] = x**2
    b[0] += 1.0


def total(work):
    return np.sum(work.rows**2)


def in_a_dict(x, work):
    """Two buffers in a dict.

    args: np.array([0.4, 1.2, 0.8]), {"rows": np.zeros(3), "rest": np.zeros(3)}
    wrt: x
    """
    work["rows"][:] = x * 2.0
    work["rest"][:] = work["rows"] ** 2
    work["rest"][1] += x[0]
    return np.sum(work["rest"] * work["rows"])


def in_a_list(x, work):
    """Two buffers in a list.

    args: np.array([0.4, 1.2, 0.8]), [np.zeros(3), np.zeros(3)]
    wrt: x
    """
    work[0][:] = x * 2.0
    work[1][:] = work[0] ** 2
    work[0] *= work[1][0]
    return np.sum(work[0] * work[1])


def in_a_tuple(x, work):
    """A buffer in a tuple, and one in a list in it.

    args: np.array([0.4, 1.2, 0.8]), (np.zeros(3), [np.ones(3)])
    wrt: x
    """
    work[0][:] = x**2
    work[1][0][1:] += work[0][:2]
    return np.sum(work[0] * x) + work[1][0] @ x


def in_an_object(x, work):
    """Buffers and numbers of an object.

    args: np.array([0.4, 1.2, 0.8]), Work()
    wrt: x
    """
    for i in range(work.count):
        work.rows[i] = work.factor * x[i] ** 2
        work.rows[-1] += work.rows[i]
    np.multiply(work.rows, x, out=work.rest)
    return np.sum(work.rows * work.rest)


def in_a_dataclass(x, work):
    """Buffers of a dataclass.

    args: np.array([0.4, 1.2, 0.8]), Buffers(np.zeros(3), np.ones(3))
    wrt: x
    """
    np.multiply(x, x, out=work.rows)
    work.rows[0] *= 2.0
    return work.rows.sum() * x[0] * work.rest[1]


def in_an_object_of_an_object(x, work):
    """Objects in objects.

    args: np.array([0.4, 1.2, 0.8]), Work(inner=Work())
    wrt: x
    """
    work.inner.rows[:] = x**2
    work.rows[:] = work.inner.rows * x
    work.inner.rows[0] += work.rows[1]
    return np.sum(work.inner.rows * work.rows)


def in_a_dict_of_a_dict(x, work):
    """A row of a table, and a dict in a dict.

    args: np.array([0.4, 1.2, 0.8]), {"table": np.zeros((2, 3)), "inner": {"rows": np.zeros(3)}}
    wrt: x
    """
    row = work["table"][1]
    row[:] = x
    row *= 2.0
    work["inner"]["rows"] += row**2
    work["table"][0] = work["inner"]["rows"][::-1]
    return np.sum(work["table"] ** 2)


def in_the_argument_of_interest(state):
    """The dict that is differentiated is written as well.

    args: {"u": np.array([0.4, 1.2]), "v": np.array([0.3, 0.9])}
    """
    u = state["u"]
    u[0] = u[1] ** 2
    state["v"] += u
    state["v"][1] *= state["u"][0]
    return np.sum(state["v"] ** 2) + np.sum(state["u"])


def by_a_name_of_the_entry(parameters):
    """An entry of the dict that is differentiated gets a name, and grows.

    args: {"w": np.array([1.0, 2.0])}
    """
    w = parameters["w"]
    w += 1.0
    return np.sum(w * w)


def read_before_it_is_written(state):
    """The old elements are needed once more.

    args: {"u": np.array([0.4, 1.2]), "w": np.zeros(2)}
    """
    state["w"][:] = state["u"] ** 2 + state["w"]
    state["u"][0] *= state["w"][1]
    return np.sum(state["w"] * state["u"])


def by_another_name(x, work):
    """A buffer of an object by its place and by a local name, and a view of it.

    args: np.array([0.4, 1.2, 0.8]), Work()
    wrt: x
    """
    b = work.rows
    b[:] = x**2
    work.rows[0] += b[1]
    c = b[1:]
    c *= work.rows[0]
    return np.sum(work.rows * x)


def handed_to_a_helper(x, work):
    """A helper writes into a buffer of an object.

    args: np.array([0.4, 1.2, 0.8]), Work()
    wrt: x
    """
    square_into(work.rows, x)
    return np.sum(work.rows * x)


def summed_up(x, grads):
    """Sums are cleared and grow in a dict.

    args: np.array([0.4, 1.2, 0.8]), {"p": np.array([1.0, 2.0, 3.0]), "g": np.ones(3)}
    wrt: x
    """
    grads["g"].fill(0.0)
    for k in range(3):
        grads["g"][k] += x[k] * grads["p"][k]
        grads["g"] *= 1.1
    np.add(grads["g"], x, out=grads["g"])
    return grads["g"] @ grads["g"]


def of_a_global_object(x):
    """The buffers of an object of the module.

    args: np.array([0.4, 1.2, 0.8])
    """
    OWN.rows[:] = x
    OWN.rest[:] = OWN.rows**2
    OWN.rest[1:] += OWN.rows[:-1]
    return OWN.rest @ OWN.rows


def one_by_two_indices(x, work):
    """Two indices for one item.

    args: np.array([0.4, 1.2, 0.8]), [np.zeros(3), np.ones(3)]
    wrt: x
    taped: a test at run time
    """
    work[1][:] = x**2
    work[-1][0] *= x[1]
    return np.sum(work[1] * x)


def bound_anew(x, work):
    """Another array is put in the place of a buffer.

    args: np.array([0.4, 1.2, 0.8]), {"rows": np.zeros(3)}
    wrt: x
    taped: a place that is bound anew
    """
    work["rows"][:] = x**2
    work["rows"] = work["rows"] * 2.0
    work["rows"][0] = x[2]
    return np.sum(work["rows"] * x)


def looked_into_by_a_helper(x, work):
    """A helper is given the object.

    args: np.array([0.4, 1.2, 0.8]), Work()
    wrt: x
    """
    work.rows[:] = x * x
    return total(work) * x[0]


class Summing(Work):
    """An object with a method that reads its own buffer."""

    def total(self):
        return np.sum(self.rows**2)


def read_by_its_own_method(x, work):
    """A method of the object reads what is written.

    args: np.array([0.4, 1.2, 0.8]), Summing()
    wrt: x
    """
    work.rows[:] = x**2
    return work.total() * x[0]


def only_if_there_is_another(x, work, both):
    """A list may be too short for what is not evaluated.

    args: np.array([0.4, 1.2, 0.8]), [np.zeros(3)], False
    wrt: x
    taped: an item that may not be there
    """
    work[0][:] = x**2
    if both:
        work[1][:] = x
        return np.sum(work[1])
    return np.sum(work[0] * x)
