"""What the compiler says of sizes is what NumPy makes: every slice of every small axis, and sums of two."""

import itertools
import operator

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.analysis.dims import combined, is_large, is_size, recognised, value
from tangentlike.analysis.probing import probe
from tangentlike.analysis.samples import PRIMES
from tangentlike.analysis.slices import cut
from tangentlike.analysis.values import FLOAT, INT, Array, List, Scalar, Slice, Static, Tuple

BOUNDS = (None, 0, 1, 2, 3, -1, -2, -3, "A", "A-1", "2*A", "B", "A+B")
AXES = ("A", "A-1", "2*A", "A*B", "A+B", "d0", "d0-1", 4)


def kind_of_bound(bound):
    return Scalar("int", bound) if isinstance(bound, str) else Static(bound)


def number(dim, sizes):
    return value(dim, sizes.__getitem__) if isinstance(dim, str) else dim


@pytest.mark.parametrize("axis", AXES)
def test_slices_have_the_size_that_is_said(axis):
    """Sizes that are sums are exact; one that is large is at least 2."""
    said = 0
    for start, stop in itertools.product(BOUNDS, repeat=2):
        part = Slice(tuple(map(kind_of_bound, (start, stop, None))))
        size = cut(axis, slice(start, stop) if not {type(start), type(stop)} & {str} else part)
        for a, b, d in itertools.product((2, 3, 4, 7), (2, 3, 5), (0, 1, 2, 5)):
            sizes = {"A": a, "B": b, "d0": d}
            bounds = [number(bound, sizes) for bound in (start, stop)]
            true = len(range(max(number(axis, sizes), 0))[slice(*bounds)])
            if isinstance(size, int) or (size is not None and "[" not in size):
                assert max(number(size, sizes), 0) == true, (start, stop, size, sizes)
                said += 1
            if is_large(size):
                assert true >= 2, (start, stop, size, sizes)
    assert said > 200


@pytest.mark.parametrize("function", [operator.add, operator.sub, operator.mul])
def test_arithmetic_of_sizes(function):
    """What is known of a sum, a difference or a product is its value; one that is certainly a size is not negative."""
    known = 0
    for left, right in itertools.product(("A", "A-1", "2*A+1", "A*B", "B-2", "A+B", 3, 1), repeat=2):
        size = combined(function, (left, right))
        for a, b in itertools.product((2, 3, 8), repeat=2):
            sizes = {"A": a, "B": b}
            true = function(number(left, sizes), number(right, sizes))
            if size is not None:
                assert number(size, sizes) == true
                known += 1
            if isinstance(size, str) and is_size(size):
                assert true >= 0
    assert known > 150


def test_sizes_of_samples_are_not_mistaken():
    """No sum, product or multiple of the sizes of two samples is taken for another one."""
    names = "ABCDEF"
    symbols = {name: runs for name, runs in zip(names, zip(*PRIMES, strict=True), strict=True)}
    forms = [*names, *(f"{k}*{s}{c:+d}" for k in (1, 2, 3, 4) for s in names for c in (-2, -1, 1, 2))]
    forms += [f"{r}{form}{s}" for form in "+*" for r, s in itertools.product(names, repeat=2)]
    for form in forms:
        sizes = tuple(value(form, lambda s, run=run: symbols[s][run]) for run in (0, 1))
        found = recognised(sizes, symbols)
        for trial in ({s: n for s, n in zip(names, (3, 5, 8, 13, 21, 34), strict=True)},):
            assert found is None or value(found, trial.__getitem__) == value(form, trial.__getitem__), (form, found)
    larger = [max, min]
    for function, (r, s) in itertools.product(larger, itertools.combinations(names, 2)):
        sizes = tuple(function(symbols[r][run], symbols[s][run]) for run in (0, 1))
        assert recognised(sizes, symbols) is None or (r, s) in SAME_ORDER


# Pairs of samples that are in the same order in both runs: the larger of these two cannot be told from its symbol.
SAME_ORDER = {
    (r, s)
    for (i, r), (j, s) in itertools.combinations(enumerate("ABCDEF"), 2)
    if (PRIMES[0][i] < PRIMES[0][j]) == (PRIMES[1][i] < PRIMES[1][j])
}


def meet(x, w):
    return np.sum(x[1:] * w)


def ends(x, y):
    return np.sum((x[1:] - x[:-1]) * y)


@pytest.mark.parametrize("function", [meet, ends])
@pytest.mark.parametrize("sizes", [(5, 4), (2, 1), (3, 1), (1, 1), (2, 5), (4, 1)])
def test_sizes_that_are_one_or_none(function, sizes):
    """An axis of one item is broadcast, one without items gives nothing, and each has the gradient of its own shape."""
    x, w = (np.linspace(0.5, 1.5, n) for n in sizes)
    gradients = tl.grad(function, (0, 1))(x, w)
    compare(function, x, w, gradients)


def compare(function, x, w, gradients):
    """Compare gradients with a difference along one direction."""
    direction = [np.cos(np.arange(float(len(v)))) for v in (x, w)]
    step = 1e-6
    ahead, behind = (function(x + s * direction[0], w + s * direction[1]) for s in (step, -step))
    assert [g.shape for g in gradients] == [x.shape, w.shape]
    slope = sum(float(np.sum(g * d)) for g, d in zip(gradients, direction, strict=True))
    assert slope == pytest.approx((ahead - behind) / (2 * step), abs=1e-8)


def in_a_list(x, y):
    items = [x, y]
    items[0] = x
    items[0] = y
    return np.sum(items[0] * items[1])


def test_what_a_list_no_longer_holds_has_zeros_of_its_shape():
    """Overwriting an item leaves the bar of the old one: zeros of its shape, not a number."""
    x_bar, y_bar = tl.grad(in_a_list, (0, 1))(np.arange(3.0), np.arange(3.0))
    assert x_bar.shape == (3,)
    assert np.array_equal(x_bar, np.zeros(3))
    assert np.array_equal(y_bar, [0.0, 2.0, 4.0])


def in_a_dict(x, y):
    items = {"a": y, "b": x}
    first = np.sum(items["a"] ** 2)
    items["a"] = x * x
    return first + np.sum(items["a"]) + np.sum(items["b"])


def spread_into_a_loop(x, y):
    items = [x, y]
    for k in range(2):
        items[k] = items[k] * x
    return np.sum(items[0]) + np.sum(items[1] ** 2)


@pytest.mark.parametrize("function", [in_a_dict, spread_into_a_loop])
def test_what_takes_the_place_of_another_shape(function):
    """The bar of what was overwritten has the shape of that, not of what took its place."""
    x, y = np.array([0.5, 0.7, 1.1]), np.array([0.3])
    compare(function, x, y, tl.grad(function, (0, 1))(x, y))


def stored_with_more_axes(x, y):
    table = np.zeros((2, 3))
    table[2:] = y[None, None] * x
    table[:1] = y[None, None] * x
    return np.sum(table**2)


def test_a_store_drops_axes_of_one_item():
    """A value with leading axes of one item fits into a part with fewer axes, even one without elements."""
    x, y = np.array([0.5, 0.7, 1.1]), np.array([0.3, 0.2, 0.4])
    gradients = tl.grad(stored_with_more_axes, (0, 1))(x, y)
    assert np.allclose(gradients[0], 2 * x * y**2)
    assert np.allclose(gradients[1], 2 * y * x**2)


@pytest.mark.parametrize("args", [(INT, INT), (Static(0), INT, Static(-1)), (INT, Static(0)), (FLOAT, FLOAT, Static(0.5))])
def test_sizes_that_hang_on_numbers_are_not_known(args):
    # The samples of two unknown numbers are the same, so that the grid between them is empty each time.
    found = probe(np.arange, args, {}).kind
    assert isinstance(found, Array)
    assert found.shape == (None,)


def test_sizes_that_no_number_changes_are_known():
    assert probe(np.array, [List(FLOAT)], {}).kind.shape == (None,)
    assert probe(np.array, [Tuple((FLOAT, INT))], {}).kind.shape == (2,)


@pytest.mark.parametrize("function", [np.setdiff1d, np.setxor1d, np.intersect1d])
@pytest.mark.parametrize("other", ["A", "B"])
def test_sizes_that_hang_on_items_are_not_known(function, other):
    assert probe(function, [Array("int64", ("A",)), Array("int64", (other,))], {}).kind.shape == (None,)


@pytest.mark.parametrize("function", [np.flatnonzero, np.trim_zeros])
def test_sizes_that_hang_on_zeros_are_not_known(function):
    assert probe(function, [Array("float64", ("A",))], {}).kind.shape == (None,)
