"""After `vjp`, the arguments are what the program has left: the very objects, and nothing more is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

import tangentlike as tl

pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")


class Pair(NamedTuple):
    """Two arrays."""

    a: np.ndarray
    b: np.ndarray


def swaps_items(items, x):
    items[0], items[1] = items[1], items[0]
    items[0] = items[0] * 2
    items.append((items[1], items[0] * 3.0, [items[1]]))
    return np.sum(items[0] * items[1]) * x


def swaps_entries(entries, x):
    entries["u"], entries["v"] = entries["v"], entries["u"] * 1.5
    entries["v"][0] = 3.0
    entries["w"] = {"k": entries["u"]}
    return np.sum(entries["u"] * entries["v"]) * x


def replaces_a_tuple(items, x):
    items[0] = items[0]._replace(a=items[0].b * 2)
    items[1] = Pair(items[0].b, items[1].a)
    return sum(np.sum(p.a * p.b) for p in items) * x


def shape_of(value: Any, names: dict[int, str]) -> Any:
    """Return what a value is, with the names of the arrays that were there before."""
    if isinstance(value, np.ndarray):
        return names.get(id(value), "new"), value.tolist()
    if isinstance(value, dict):
        return {key: shape_of(item, names) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value).__name__, [shape_of(item, names) for item in value]
    return value


@pytest.mark.parametrize(
    ("function", "make"),
    [
        (swaps_items, lambda u, v: [u, v]),
        (swaps_entries, lambda u, v: {"u": u, "v": v}),
        (replaces_a_tuple, lambda u, v: [Pair(u, v), Pair(v, u)]),
    ],
)
def test_arguments_are_left_as_the_program_leaves_them(
    function: Callable[..., Any], make: Callable[[Any, Any], Any]
) -> None:
    left = []
    for run in (lambda given: function(given, 2.0), lambda given: tl.vjp(function, given, 2.0)):
        u, v = np.array([1.0, 2.0]), np.array([3.0, 4.0])
        given = make(u, v)
        run(given)
        names = {id(u): "u", id(v): "v"}
        left.append((shape_of(given, names), u.tolist(), v.tolist()))
    assert left[0] == left[1]
