"""Containers of every kind come apart and together; results own their memory."""

import pickle
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field

import numpy as np
import pytest

from tangentlike.containers import LEAF, flatten, map_leaves, own, zeros
from tangentlike.errors import ArgumentError

Point = namedtuple("Point", ["x", "y"])


@dataclass(frozen=True, slots=True)
class Layer:
    w: float
    b: float = 0.0

    def __post_init__(self):
        if not isinstance(self.w, float):
            raise ValueError("w is a float")


@dataclass
class Model:
    layers: list
    name: str
    cache: float = field(init=False)


TREES = [
    1.0,
    (),
    [],
    {},
    None,
    (1.0, [2.0, (3.0,)], {"a": 4.0, 5: {"b": 6.0}}),
    Point(1.0, [2.0, 3.0]),
    OrderedDict(b=1.0, a=2.0),
    defaultdict(list, a=[1.0]),
    Layer(1.0, 2.0),
    [Model([Layer(1.0)], "m").layers, Point(Layer(2.0), {})],
]


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_there_and_back(tree):
    leaves, structure = flatten(tree)
    again = structure.unflatten(leaves)
    assert again == tree and type(again) is type(tree)
    assert hash(structure) == hash(flatten(again)[1])
    assert len(structure.paths("tree")) == len(leaves)
    assert all(eval(path, {"tree": tree}) == leaf for path, leaf in zip(structure.paths("tree"), leaves, strict=True))


def test_a_structure_ignores_leaves_and_nothing_else():
    assert flatten({"a": 1.0})[1] == flatten({"a": "x"})[1]
    others = [{"b": 1.0}, [1.0], (1.0,), {"a": (1.0,)}, OrderedDict(a=1.0), 1.0]
    assert flatten({"a": 1.0})[1] not in [flatten(other)[1] for other in others]


def test_a_default_factory_survives():
    assert zeros(defaultdict(list, a=1.0))["new"] == []


def test_a_gradient_does_not_run_the_users_constructor():
    assert map_leaves(str, Layer(1.0, 2.0)).w == "1.0"
    model = Model([Layer(1.0)], "m")
    result = zeros(model)
    assert (result.layers, result.name, hasattr(result, "cache")) == ([Layer(0.0)], None, False)


def test_other_classes_are_leaves():
    class Bag(list):
        """A list with a meaning of its own."""

    assert flatten(Bag([1.0]))[1] is LEAF is flatten(np.ones(3))[1]
    assert pickle.loads(pickle.dumps(LEAF)).unflatten(["leaf"]) == "leaf"


def test_different_structures_are_refused():
    with pytest.raises(ArgumentError, match=r"x\['a'\]; of the other x\['b'\]"):
        map_leaves(max, {"a": 1.0}, {"b": 1.0})


def test_results_share_memory_with_nothing():
    x, spread = np.zeros(3), np.broadcast_to(1.0, (2, 2))
    results = own([x[1:], x.T, spread, x[:1], (fresh := np.ones(3))], (x,), 1.0, "text")
    assert results[-1] is fresh
    assert all(array.flags.writeable for array in results)
    assert not any(np.shares_memory(a, b) for i, a in enumerate(results) for b in [x, spread, *results[:i]])
    a, b = own((fresh, fresh))
    assert not np.shares_memory(a, b)
