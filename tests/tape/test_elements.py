"""Elements in loops: what one read or store costs going back does not depend on the size of its array.

What is counted are the elements of all contributions, and of the bars that the walk makes: not the time.
"""

import numpy as np
import pytest

from tangentlike import tape
from tangentlike.rules import registry
from tangentlike.runtime.storing import is_last, stored
from tangentlike.tape import backward
from tangentlike.tape.backward import Walk
from tangentlike.tape.fallback import Run, bind

SIZES = (100, 200)


def reads(x, zeros):
    total = 0.0
    for i in range(len(x)):
        total = total + x[i] * x[i]
    return total


def items(x, zeros):
    total = 0.0
    for item in x:
        total = total + item * item
    return total


def slices(x, zeros):
    total = 0.0
    for i in range(len(x) - 2):
        total = total + (x[i : i + 2] * 3.0).sum() + (x[[i, i, i + 1]] * 2.0).sum()
    return total


def stores(x, zeros):
    y = zeros(len(x))
    for i in range(len(x)):
        y[i] = x[i] * x[i]
    return (y * y).sum()


def constant_stores(x, zeros):
    y = x * 2.0
    for i in range(0, len(x), 2):
        y[i] = 1.0
    return (y * y).sum()


def added_stores(x, zeros):
    y = zeros(len(x))
    for i in range(len(x)):
        y[i] += x[i] ** 2
        y[len(x) - 1 - i] -= x[i] * 0.5
    return (y * y).sum()


def recurrence(x, zeros):
    y = zeros(len(x))
    for i in range(1, len(x)):
        y[i] = 0.5 * y[i - 1] + x[i]
    return (y * y).sum()


def stores_of_rows(x, zeros):
    m = x.reshape(-1, 2)
    y = zeros((len(x) // 2, 2))
    for i in range(len(m)):
        y[i] = m[i] * 2.0
        y[i][1] = y[i, 0] * 3.0
        y[i : i + 1][0, 1] = y[i : i + 1][0, 1] * 0.5
        row = y[i]
        row *= x[i]
    return (y * y).sum()


def one_bar_is_read_and_stored(x, zeros):
    y = x * 1.0
    total = 0.0
    for i in range(len(x) - 1):
        total = total + y[i]
        y[i + 1] = total * 0.01
    return total


PROGRAMS = [reads, items, slices, stores, constant_stores, added_stores, recurrence, stores_of_rows, one_bar_is_read_and_stored]


def on_the_public_tape(program, data):
    x = tape.tensor(data, requires_grad=True)
    program(x, tape.zeros).backward()
    return np.array(x.grad.numpy())


def on_the_fallback(program, data):
    def whole(x):
        return program(x, np.zeros)

    run = Run(whole, bind(whole, (data,), {}), {"x"})
    return run.pull(1.0)["x"]


def differences(program, data):
    found = []
    for place in range(len(data)):
        values = []
        for step in (1e-6, -1e-6):
            moved = data.copy()
            moved[place] += step
            values.append(program(moved, np.zeros))
        found.append((values[0] - values[1]) / 2e-6)
    return np.array(found)


def count_elements(monkeypatch, gradient, program, size):
    """Return how many elements the way back through a program has made."""
    counted = [0]
    pull, zeros_like = Walk.pull, backward.zeros_like

    def counting_pull(self, node, bar, *by):
        parts = pull(self, node, bar, *by)
        counted[0] += sum(np.size(part) for part in parts or () if part is not bar and part is not self.owned.get(node.parents[0]))
        return parts

    def counting_zeros(like):
        counted[0] += np.size(like)
        return zeros_like(like)

    with monkeypatch.context() as patch:
        patch.setattr(Walk, "pull", counting_pull)
        patch.setattr(backward, "zeros_like", counting_zeros)
        gradient(program, np.linspace(0.5, 1.5, size))
    return counted[0]


@pytest.mark.parametrize("gradient", [on_the_public_tape, on_the_fallback])
@pytest.mark.parametrize("program", PROGRAMS)
def test_cost_grows_linearly(program, gradient, monkeypatch):
    small, large = (count_elements(monkeypatch, gradient, program, size) for size in SIZES)
    assert large <= 2.2 * small


@pytest.mark.parametrize("gradient", [on_the_public_tape, on_the_fallback])
@pytest.mark.parametrize("program", PROGRAMS)
def test_gradients_are_right(program, gradient):
    data = np.linspace(0.5, 1.5, 12)
    np.testing.assert_allclose(gradient(program, data.copy()), differences(program, data), rtol=1e-6, atol=1e-7)


# What somebody else holds is not written


def two_reads(x):
    y = x * 2.0
    return y, y[0] * 3.0 + y[1] * 5.0


def test_the_users_gradient_stays():
    x = tape.ones(3, requires_grad=True)
    y = x * 1.0
    y[0] = 5.0
    given = tape.ones(3)
    y.backward(given)
    assert given.tolist() == [1.0, 1.0, 1.0]
    assert x.grad.tolist() == [0.0, 1.0, 1.0]


def test_what_hooks_have_kept_stays():
    x = tape.ones(3, requires_grad=True)
    y, total = two_reads(x)
    seen = []
    y.register_hook(seen.append)
    y[0] = 1.0
    (total + y[2]).backward()
    assert seen[0].tolist() == [3.0, 5.0, 1.0]
    assert x.grad.tolist() == [6.0, 10.0, 2.0]


def test_retained_gradients_stay():
    x = tape.ones(3, requires_grad=True)
    y = x * 2.0
    z = y.clone()
    z.retain_grad()
    kept = z * 1.0
    kept.retain_grad()                           # of what it is in the end, after all stores
    kept[1] = 5.0
    kept[2] = 0.0
    (kept * kept).sum().backward()
    assert kept.grad.tolist() == [4.0, 10.0, 0.0]
    assert z.grad.tolist() == [4.0, 0.0, 0.0]
    assert x.grad.tolist() == [8.0, 0.0, 0.0]


def test_gradients_of_several_ends_stay():
    x = tape.ones(3, requires_grad=True)
    y = x * 2.0
    z = y * 1.0
    z[1] = 0.0
    total = z[0] * 3.0 + z[2] + z.sum()
    of_y, of_z, of_x = tape.autograd.grad(total, [y, z, x])
    assert of_z.tolist() == [4.0, 1.0, 2.0]
    assert of_y.tolist() == [4.0, 0.0, 2.0]
    assert of_x.tolist() == [8.0, 0.0, 4.0]


def test_the_bar_of_a_sum_reaches_both_operands():
    x = tape.ones(3, requires_grad=True)
    y, z = x * 2.0, x * 3.0
    total = y + z
    y[0] = 0.0
    total[1] = 0.0
    (total[0] + total[2] + y[0] + z[1]).backward()
    assert x.grad.tolist() == [5.0, 3.0, 5.0]


def test_twice_over_a_graph_that_is_kept():
    x = tape.ones(3, requires_grad=True)
    y = x * 2.0
    y[1] = x[0] * 3.0
    total = y[0] + y[1] + y[2]
    total.backward(retain_graph=True)
    first = x.grad.clone()
    total.backward()
    assert (x.grad == 2 * first).all()


def test_derivatives_twice():
    x = tape.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = tape.zeros(3)
    for i in range(3):
        y[i] += x[i] ** 3
    [first] = tape.autograd.grad(y.sum(), x, create_graph=True)
    [second] = tape.autograd.grad(first[0] + first[2], x)
    assert second.tolist() == [6.0, 0.0, 18.0]


# The forms that write are the adjoint

INDICES = [1, slice(0, 2), [0, 0, 2], (np.array([0, 0, 2]), np.array([1, 1, 1])), np.array([True, False, True]), (slice(1), [1, 1])]


@pytest.mark.parametrize("index", INDICES, ids=str)
def test_what_overwrites_is_the_adjoint(index):
    rule = registry.find(stored)
    bar, x = np.arange(9.0).reshape(3, 3) + 1.0, np.zeros((3, 3))
    value = np.zeros_like(x[index])
    wanted = rule.adjoint(bar.copy(), x, index, value)
    found = rule.in_place(bar, x, index, value)
    np.testing.assert_array_equal(found[0], wanted[0])
    np.testing.assert_array_equal(found[1], wanted[1])
    assert found[0] is bar
    assert not np.may_share_memory(found[0], found[1])


@pytest.mark.parametrize("index", [[0, 0, 2], [-1, 2, 1], (np.array([0, -3, 2]), np.array([1, 1, -1])), ([0, 0], 1)], ids=str)
def test_the_last_store_at_a_place_wins(index):
    x = np.zeros((3, 3))
    value = np.arange(1.0, 1.0 + np.size(x[index])).reshape(np.shape(x[index]))
    x[index] = value
    np.testing.assert_array_equal(np.broadcast_to(is_last(index, x), value.shape), x[index] == value)


def test_a_part_of_complex_numbers_is_not_written_through_its_view():
    """Its places are not those of the elements: refused, since no derivative follows."""

    def program(x):
        z = np.zeros(2, complex) + x * (1 + 2j)
        z.real[0] = 5.0
        return np.sum(np.abs(z) ** 2)

    with pytest.raises(RuntimeError, match="through a view of float64"):
        Run(program, bind(program, (0.7,), {}), {"x"})
