"""Long graphs: no recursion, little memory, and all of it comes back."""

import gc
import tracemalloc
import weakref

import numpy as np
import pytest

from tangentlike import tape

LONG = 100_000


def test_a_graph_of_a_hundred_thousand_nodes():
    x = tape.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(LONG):
        y = y * 1.00001
    y.backward()
    assert x.grad.item() == pytest.approx(1.00001**LONG)
    del y


def test_a_long_graph_that_is_dropped_without_being_walked():
    x = tape.tensor([1.0, 2.0], requires_grad=True)
    y = x
    for _ in range(LONG):
        y = y + 1.0
    node = weakref.ref(y.grad_fn)
    del y
    assert node() is None


def test_a_long_graph_only_part_of_which_is_wanted():
    x, z = tape.tensor(1.0, requires_grad=True), tape.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(LONG // 4):
        y = y * 1.0 + z
    [bar] = tape.autograd.grad(y, z)
    assert bar.item() == LONG // 4


def test_a_long_graph_is_recorded_on_the_way_back():
    x = tape.tensor(0.5, requires_grad=True)
    y = x
    for _ in range(5000):
        y = y * x
    [first] = tape.autograd.grad(y, x, create_graph=True)
    first.backward()


def chain(x, count):
    y = x
    for _ in range(count):
        y = y * 1.0001
    return y


@pytest.mark.parametrize("value", [0.9, np.ones(1000)], ids=["number", "array"])
def test_memory_comes_back_after_the_walk(value):
    x = tape.tensor(value, requires_grad=True)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        held = []
        for _ in range(5):
            loss = (chain(x, 300) * x).sum()
            loss.backward()
            del loss
            held.append(tracemalloc.get_traced_memory()[0])
        assert held[-1] - held[1] < 5_000  # Python itself keeps some empty tuples after the first
    finally:
        tracemalloc.stop()
        gc.enable()


def test_what_was_saved_is_freed_by_the_walk_although_the_result_lives():
    x = tape.tensor(np.ones(100_000), requires_grad=True)
    tracemalloc.start()
    try:
        y = x
        for _ in range(10):
            y = tape.sin(y)
        loss = y.sum()
        del y
        recorded = tracemalloc.get_traced_memory()[0]
        loss.backward()
        freed = recorded - tracemalloc.get_traced_memory()[0]
        assert freed > 7 * 800_000
    finally:
        tracemalloc.stop()
