"""What compiled code and pieces on the tape hand to each other: containers that are shared, results that are arguments."""

from __future__ import annotations

import pytest

import tangentlike as tl
from tangentlike.errors import NotHandedOut
from tangentlike.tape.pieces import on_tape


def store_in_one(table, x):
    table["a"][0] = x * x
    return table


def test_a_list_that_is_held_twice_is_refused():
    with pytest.raises(NotHandedOut, match="held twice"):
        on_tape(store_in_one, ("x",), dict(zip("ab", [[0.0]] * 2, strict=True)), 1.3)


def test_two_equal_lists_are_two():
    out, way = on_tape(store_in_one, ("x",), {"a": [0.0], "b": [0.0]}, 1.5)
    assert out == {"a": [2.25], "b": [0.0]}
    assert float(way.pull({"a": [1.0], "b": [1.0]})) == 3.0


def test_what_is_returned_of_an_argument_carries_its_derivative():
    result, pullback = tl.vjp(store_in_one, {"a": [0.0]}, 1.5)
    assert result == {"a": [2.25]}
    assert pullback({"a": [1.0]}) == ({"a": [0.0]}, 3.0)
