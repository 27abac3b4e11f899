"""Arguments and results that are tuples, lists, dicts, namedtuples and dataclasses."""

import dataclasses
import math
from collections import namedtuple
from typing import NamedTuple

import numpy as np

State = namedtuple("State", ["position", "speed"])


class Spring(NamedTuple):
    """Constants of a spring."""

    stiffness: float
    damping: float
    name: str = "spring"


@dataclasses.dataclass
class Model:
    """Parameters of a small model."""

    weight: np.ndarray
    bias: float


@dataclasses.dataclass(frozen=True)
class Material:
    """A frozen dataclass with text in it."""

    density: float
    heat: float
    label: str = "iron"


NETWORK = {
    "hidden": {"w": np.array([[0.1, 0.2], [0.3, -0.4]]), "b": np.array([0.1, -0.1])},
    "output": {"w": np.array([[0.5, 0.6]]), "b": np.array([0.2])},
}
LAYERS = [
    {"w": np.array([[0.1, 0.2], [0.3, -0.4]]), "b": np.array([0.1, 0.2])},
    {"w": np.array([[0.5, 0.6]]), "b": np.array([-0.3])},
]
PAIRS = [(np.array([[0.1, 0.2], [0.3, -0.4]]), np.array([0.1, 0.2])), (np.array([[0.5, 0.6]]), np.array([-0.3]))]


def dict_argument(parameters, x):
    """A dict of arrays.

    args: {"w": np.array([0.3, 0.4]), "b": 0.1}, np.array([1.0, 2.0])
    """
    z = parameters["w"] @ x + parameters["b"]
    return np.tanh(z) ** 2


def dict_read_in_loop(parameters):
    """A dict of parameters that is read again and again.

    args: {"rate": 0.3, "load": 1.2, "steps": 4}
    """
    y = 0.0
    for _ in range(parameters["steps"]):
        y = y + parameters["rate"] * (parameters["load"] - y)
    return y


def nested_dict(parameters, x):
    """A dict of dicts, as networks have it.

    args: NETWORK, np.array([1.0, 2.0])
    """
    h = np.tanh(parameters["hidden"]["w"] @ x + parameters["hidden"]["b"])
    out = parameters["output"]["w"] @ h + parameters["output"]["b"]
    return out[0] ** 2


def dict_walked(parameters):
    """Iteration over keys, values and items.

    args: {"a": 1.5, "b": 0.5, "c": 2.0}
    """
    s = 0.0
    for key in parameters:
        s = s + parameters[key] ** 2
    for value in parameters.values():
        s = s * value
    for key, value in parameters.items():
        if key != "b":
            s = s + value
    return s


def dict_with_text(settings):
    """Strings and None inside the dict.

    args: {"kind": "square", "scale": 1.4, "limit": None}
    """
    y = settings["scale"] ** 2
    if settings["kind"] == "square" and settings["limit"] is None:
        y = y**2
    return y


def dict_get(parameters, x):
    """get with a default, and `in`.

    args: {"a": 1.5}, 0.6
    """
    y = parameters["a"] * x + parameters.get("b", 2.0) * x**2
    if "c" in parameters:
        y = y + parameters["c"]
    return y


def dict_built(x, y):
    """A dict made inside, from the values of another.

    args: 0.6, 1.2
    """
    state = {"x": x, "y": y * x}
    state = {"x": state["x"] * state["y"], "z": state["y"] + 1.0}
    return state["x"] * state["z"] + len(state) * x


def dict_as_state(x):
    """A dict made anew in each trip of a loop.

    args: 0.6
    """
    state = {"position": x, "speed": 0.0}
    for _ in range(4):
        speed = state["speed"] - 0.1 * state["position"]
        state = {"position": state["position"] + 0.1 * speed, "speed": speed}
    return state["position"] ** 2 + state["speed"]


def tuple_argument(pair, k):
    """A tuple that is taken apart.

    args: (0.6, np.array([1.0, 2.0])), 1.2
    """
    a, v = pair
    return a * np.sum(v**2) * k + pair[0]


def nested_tuple(tree):
    """Tuples in tuples, lists in tuples.

    args: (1.5, (0.5, [2.0, np.array([1.0, 3.0])]))
    """
    a, (b, (c, d)) = tree
    return a * b + c * np.sum(d**2) + tree[1][1][0]


def list_of_dicts(layers, x):
    """A network as a list of dicts.

    args: LAYERS, np.array([1.0, 2.0])
    """
    for layer in layers:
        x = np.tanh(layer["w"] @ x + layer["b"])
    return np.sum(x)


def list_of_tuples(layers, x):
    """A network as a list of pairs.

    args: PAIRS, np.array([1.0, 2.0])
    """
    for w, b in layers[:-1]:
        x = np.maximum(w @ x + b, 0.0)
    w, b = layers[-1]
    return np.sum((w @ x + b) ** 2)


def namedtuple_argument(state, spring):
    """Namedtuples, one of them with text.

    args: State(1.0, 0.3), Spring(2.0, 0.1)
    """
    force = -spring.stiffness * state.position - spring.damping * state.speed
    return force**2 + state[0]


def list_of_namedtuples(springs, x):
    """Namedtuples in a list of the caller's.

    args: [Spring(2.0, 0.1), Spring(0.7, 0.3, "weak")], np.array([0.4, -0.2])
    """
    energy = 0.0
    for spring in springs:
        energy = energy + 0.5 * spring.stiffness * np.sum(x**2) - spring.damping * x[0]
    return energy


def namedtuples_put_into_a_list(springs, x):
    """A list of the caller's gets other namedtuples.

    args: [Spring(2.0, 0.1), Spring(0.7, 0.3, "weak")], 0.4
    taped: a list of the caller's is changed
    """
    springs[0] = springs[0]._replace(damping=springs[0].damping * 2)
    springs.append(Spring(3.0, 0.5))
    return sum(spring.stiffness * x**2 - spring.damping for spring in springs)


class Point(NamedTuple):
    """A point in space."""

    x: float
    y: float
    z: float


def namedtuples_as_sequences(q, p):
    """A namedtuple is walked, starred, joined, sorted and summed up as the tuple that it is.

    args: 1.3, Point(0.5, 0.7, 1.1)
    """
    v = Point(*(q * a for a in p))
    total = sum(v) * max(v) + min(p) * sorted(v)[1] + math.hypot(*v) + math.prod(p)
    for i, a in enumerate(v):
        total += (i + 1) * a * v[i]
    for a, b in zip(p, p[1:]):
        total += a * b
    joined = p + (q,)
    return total + joined[3] * joined[1] + p._asdict()["y"] * sum([*p, q])


def tuples_of_several_lengths(rows, q):
    """Lists are made of tuples, some of which are longer.

    args: [(1.0, 2.0, 3.0), (1.5, 2.0)], 0.7
    """
    total = 0.0
    for row in rows:
        items = list(row[1:])
        for a, b in zip(row, items):
            total += a * b * q
    return total


def namedtuple_state(x, k):
    """A namedtuple as the state of a loop.

    args: 1.0, 0.7
    """
    state = State(x, 0.0)
    for _ in range(3):
        speed = state.speed - 0.1 * k * state.position
        state = State(position=state.position + 0.1 * speed, speed=speed)
    return state.position * state.speed


def namedtuple_replaced(state):
    """_replace.

    args: State(1.0, 0.3)
    """
    moved = state._replace(position=state.position + state.speed**2)
    return moved.position * moved.speed + state.position


def dataclass_replaced(x, y):
    """dataclasses.replace, in a loop.

    args: 0.6, 1.2
    order: 2
    """
    m = Material(density=x * y, heat=y)
    for _ in range(2):
        m = dataclasses.replace(m, heat=m.heat * m.density)
    return m.density * m.heat**2


def namedtuple_replaced_in_loop(state, k):
    """_replace as the step of a simulation.

    args: State(1.0, 0.3), 0.7
    """
    for _ in range(3):
        state = state._replace(speed=state.speed - 0.1 * k * state.position)
        state = state._replace(position=state.position + 0.1 * state.speed)
    return state.position * state.speed


def dataclass_argument(model, x):
    """A dataclass of parameters.

    args: Model(np.array([0.3, 0.4]), 0.1), np.array([1.0, 2.0])
    """
    return (model.weight @ x + model.bias) ** 2


def frozen_dataclass(material, t):
    """A frozen dataclass with text in it.

    args: Material(7.8, 0.45), 2.0
    """
    if material.label == "iron":
        t = t * material.heat
    return material.density * t**2


def dataclass_made_inside(x, y):
    """A dataclass made from active values.

    args: 0.6, 1.2
    order: 2
    """
    m = Material(density=x * y, heat=y)
    return m.density * m.heat**2


def unused_parts(parameters):
    """Parts of a container that are not read have zero derivatives.

    args: {"w": np.array([1.0, 2.0]), "unused": np.array([[1.0, 2.0]]), "also": (3.0, [4.0])}
    """
    return np.sum(parameters["w"] ** 2)


def empty_container(parts, x):
    """An empty container as argument.

    args: [], 1.2
    wrt: parts, x
    """
    for p in parts:
        x = x * p
    return x**2


def returns_tuple(x, y):
    """A tuple as result.

    args: 0.6, 1.2
    """
    return x * y, math.sin(x)


def returns_dict(x, v):
    """A dict with an array as result.

    args: 0.6, np.array([1.0, 2.0])
    """
    return {"norm": np.sum(v**2) * x, "scaled": v * x}


def returns_list(x):
    """A list as result.

    args: 0.6
    """
    powers = []
    for k in range(3):
        powers.append(x ** (k + 1))
    return powers


def returns_namedtuple(state):
    """A namedtuple as result.

    args: State(1.0, 0.3)
    """
    return State(state.position + 0.1 * state.speed, state.speed - 0.1 * math.sin(state.position))


def returns_nested(model, x):
    """Containers in containers as result.

    args: Model(np.array([0.3, 0.4]), 0.1), np.array([1.0, 2.0])
    """
    y = model.weight * x
    return (y, {"sum": np.sum(y) * model.bias}), [model.bias**2]


def returns_array(a, x):
    """An array as result.

    args: np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 0.6]]), np.array([0.5, 0.2])
    """
    return np.tanh(a @ x) * x[0]


def returns_dataclass(x, v):
    """A dataclass as result.

    args: 0.6, np.array([1.0, 2.0])
    """
    return Model(weight=v * x, bias=x**2)


def returns_same_value_twice(x):
    """One value in two places of the result.

    args: np.array([1.0, 2.0])
    """
    y = np.sin(x)
    return y, y


def returns_argument_and_constant(x, v):
    """Arguments as parts of the result.

    args: 0.6, np.array([1.0, 2.0])
    """
    return v, x, v[0] * x


def tuple_from_branch(x):
    """Tuples from both branches.

    args: 0.6
    args: -0.6
    """
    if x > 0:
        bounds = (x, x**2)
    else:
        bounds = (x**2, 1.0 - x)
    low, high = bounds
    return low * high + high


def parameters_in_helper(parameters):
    """A dict handed to helpers.

    args: {"a": 1.5, "b": 0.5}
    """
    return energy(parameters, 2.0) + energy(parameters, parameters["a"])


def energy(parameters, t):
    """A helper that reads a dict."""
    return parameters["a"] * t**2 + parameters["b"] * t


def training_step(parameters, batch):
    """A loss over a batch of examples, the parameters read in a loop.

    args: {"w": np.array([0.5, -0.3]), "b": 0.1}, [(np.array([1.0, 2.0]), 1.0), (np.array([0.5, -1.0]), 0.0)]
    wrt: parameters
    """
    loss = 0.0
    for x, label in batch:
        p = 1.0 / (1.0 + np.exp(-(parameters["w"] @ x + parameters["b"])))
        loss = loss - (label * np.log(p) + (1.0 - label) * np.log(1.0 - p))
    return loss / len(batch)


WEIGHTS = np.array([[0.5, -1.0], [0.3, 0.8]])


def layers_by_name(weights, x):
    """A dict of dicts, looked up by a name that a loop gives.

    args: {name: {"w": WEIGHTS * k, "b": WEIGHTS[0] - k} for k, name in enumerate(["second", "first"], 1)}, WEIGHTS[1]
    """
    h = x
    for name in ["first", "second"]:
        layer = weights[name]
        h = np.tanh(layer["w"] @ h + layer["b"])
    return h.sum()


def entries_replaced_by_key(x, y):
    """The entries of a dict are read and replaced under keys that loops give.

    args: 1.2, 0.4
    """
    entries = {"a": x, "b": y * 2.0}
    total = 0.0
    for key in entries:
        total += entries[key] ** 2
    for key in ("b", "a"):
        entries[key] = entries[key] * x
    return total + entries["a"] * entries["b"]


def dict_updated(x):
    """A dict that gets further entries by update.

    args: 0.7
    """
    d = {"a": x}
    d.update(b=x * 2.0)
    d.update({"c": x**2, "a": 3.0 * x})
    return d.get("b", 1.0) * d["c"] * d["a"] * len(d)


def dict_of_dicts_merged(parameters, x):
    """Dicts made of others, with entries that replace theirs.

    args: {"w": 0.3, "b": 0.4}, 0.7
    """
    scaled = {**parameters, "w": parameters["w"] * x}
    named = dict(scaled, extra=x)
    both = named | {"b": x}
    again = both.copy()
    again["w"] = x
    return scaled["w"] * named["b"] * both["b"] * again["w"] * both["w"] + len(both) * x


def dict_with_computed_key(x):
    """A display with keys that are computed.

    args: 0.7
    """
    total = 0.0
    for key in ("a", "b"):
        d = {key: x * 2.0, "c": x}
        total = total + d[key] * d["c"]
    return total


def functions_by_key(weights, x):
    """Functions of a dict of the module, by keys that come from a list.

    args: [0.3, 0.4, 0.5], 0.7
    """
    for weight, name in zip(weights, ["tanh", "square", "sin"]):
        x = FUNCTIONS[name](weight * x)
    return x


FUNCTIONS = {"tanh": math.tanh, "square": lambda z: z * z, "sin": np.sin}


def keys_that_meet(x):
    """Two keys of a display are equal in one trip: the later value holds, whichever key was computed.

    args: 1.3
    """
    total = 0.0
    for key in ("a", "c"):
        d = {key: x * 2.0, "c": x}
        e = {"c": x * x, key: 3.0 * x, "f": d["c"]}
        total = total + d[key] * d["c"] * e["c"] + e[key]
    return total


def keys_as_numbers(x):
    """The keys of a dict that is filled in a loop are numbers, and are read as such.

    args: np.array([0.3, 0.9, 0.5])
    """
    squares = {}
    for i, value in enumerate(x):
        squares[i] = value * value
    total = 0.0
    for place in squares:
        total += squares[place] * place
    return total
