"""What compiled code finds out at run time, before it does anything wrong: the function then runs on the tape."""

import numpy as np
import pytest

import tangentlike as tl
from tests.programs import differences as d

pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")

BASE = np.zeros(6)
LEFT = BASE[:4]
RIGHT = BASE[2:]
X = np.array([0.4, 1.2, 0.8])
SQUARE = np.array([[0.4, 1.2, 0.8], [0.3, -0.7, 1.1]])


def written_over(x):
    LEFT[:3] = x
    RIGHT[0] = x[0] ** 2
    LEFT[3] = 0.0
    return np.sum(LEFT**2) + 2.0 * np.sum(RIGHT[:2])


def read_by_another_name(x):
    LEFT[1:] = x
    return np.sum(RIGHT[:2] ** 2)


def square_of_right():
    return np.sum(RIGHT[:2] ** 2)


def read_by_a_helper(x):
    LEFT[1:] = x
    return square_of_right() * x[0]


def by_its_owner(x):
    BASE[:3] = x
    squares = [v * v for v in LEFT[:3]]
    LEFT[1] = x[2] ** 3
    return sum(squares) + np.sum(BASE[:3])


def into_what_is_given(x, work):
    work[:3] = x * x
    return np.sum(LEFT[:3] * x)


def through_another_shape(a):
    b = np.asfortranarray(a * 2.0)
    flat = b.ravel()
    flat[0] = a[0, 1] ** 2
    flat[2:] *= a[0, 0]
    return np.sum(b**2) + np.sum(flat**3)


def of_an_argument(a):
    flat = a.reshape(-1)
    flat *= 2.0
    a[0, 0] = 3.0
    return np.sum(a**2) + np.sum(flat**3)


SHARED = (written_over, read_by_another_name, read_by_a_helper, by_its_owner)


@pytest.mark.parametrize("function", SHARED, ids=lambda function: function.__name__)
def test_globals_that_share_memory(function):
    df = tl.value_and_grad(function)
    value, gradient = df(X)
    left = BASE.copy()
    assert value == function(X)
    np.testing.assert_array_equal(BASE, left)
    assert not d.mismatches(gradient, d.differentiate(function, X), X)
    assert df.fallbacks


@pytest.mark.parametrize("part", [slice(None), slice(0, 4), slice(1, 5)])
def test_an_argument_that_is_a_part_of_a_global(part):
    value, gradient = tl.value_and_grad(into_what_is_given)(X, BASE[part])
    assert value == into_what_is_given(X, BASE[part])
    assert not d.mismatches(gradient, d.differentiate(lambda x: into_what_is_given(x, BASE[part]), X), X)


def test_arguments_that_share_memory_only_now_and_then():
    df = tl.grad(into_what_is_given)
    np.testing.assert_allclose(df(X, np.zeros(4)), LEFT[:3])
    assert not df.fallbacks
    np.testing.assert_allclose(df(X, BASE), 3.0 * X**2)
    assert df.fallbacks
    np.testing.assert_allclose(df(X, np.zeros(4)), LEFT[:3])
    with pytest.raises(NotImplementedError, match="shares memory"):
        tl.grad(into_what_is_given, fallback="error")(X, BASE)


def test_a_dict_of_interest_and_an_array_that_it_holds():
    def grown(state, work):
        work[:] = state["u"] ** 2
        state["u"][0] *= work[1]
        return np.sum(state["u"] * work)

    state = {"u": np.array([0.4, 1.2])}
    df = tl.grad(grown)
    separate = df({"u": state["u"].copy()}, np.zeros(2))["u"]
    np.testing.assert_allclose(separate, [3.0 * 0.4**2 * 1.44, 2.0 * 0.4**3 * 1.2 + 3.0 * 1.44], rtol=1e-12)
    assert not df.fallbacks
    with pytest.raises(NotImplementedError, match="shares memory"):
        df(state, state["u"])
    np.testing.assert_array_equal(state["u"], [0.4, 1.2])


def test_an_argument_of_interest_that_another_one_overlaps():
    def scaled(x, y):
        x[0] *= 2.0
        return np.sum(x**2) + np.sum(y**3)

    both = np.arange(1.0, 7.0)
    for x, y in ((both[:3], both[3:]), (both[::2], both[1::2]), (both[:3].copy(), both[2:5])):
        first = [8.0 * x[0], *2.0 * x[1:]]
        found = tl.grad(scaled, (0, 1))(x, y)
        np.testing.assert_allclose(found[0], first)
        np.testing.assert_allclose(found[1], 3.0 * y**2)
    before = both.copy()
    with pytest.raises(NotImplementedError, match="shares memory"):
        tl.grad(scaled, (0, 1))(both[:3], both[1:4])
    np.testing.assert_array_equal(both, before)


@pytest.mark.parametrize("function", [through_another_shape, of_an_argument])
@pytest.mark.parametrize("layout", [np.ascontiguousarray, np.asfortranarray])
def test_arrays_that_do_not_lie_row_by_row(function, layout):
    """NumPy gives a copy of those, and compiled code would need to know beforehand."""
    df = tl.value_and_grad(function)
    value, gradient = df(layout(SQUARE.copy()))
    assert value == function(layout(SQUARE.copy()))
    assert not d.mismatches(gradient, d.differentiate(lambda a: function(layout(a)), SQUARE), SQUARE)


def test_an_error_of_the_program_itself_passes_through():
    def refused(x):
        x[0] *= 2.0
        raise NotImplementedError("for now; later")

    for _ in range(2):
        with pytest.raises(NotImplementedError, match="for now; later"):
            tl.grad(refused)(X.copy())


def test_nothing_is_done_twice_because_of_a_test():
    """What was written before a test in the middle fails must not be written again."""

    def doubled(x):
        x *= 2.0
        b = (x * 3.0).T
        b.reshape(-1)[0] = x[0, 1]
        return np.sum(b * x)

    x = np.array(SQUARE)
    with pytest.raises(NotImplementedError, match="row by row"):
        tl.grad(doubled)(x)
    np.testing.assert_array_equal(x, 2.0 * SQUARE)


def first_by_second(p, q):
    p[0] = q[1] * 3.0
    return p[0] * q[0]


def grown_by_itself(p):
    p["a"].append(p["b"][0] * 2.0)
    return sum(p["a"]) + sum(p["b"])


def test_a_list_that_is_given_twice_and_written_is_refused():
    for function in (tl.value_and_grad(first_by_second, (0, 1)), tl.value_and_grad(first_by_second)):
        both = [1.0, 2.0]
        with pytest.raises(NotImplementedError, match="is also somewhere else"):
            function(both, both)
        assert both == [1.0, 2.0]
        assert function([1.0, 2.0], [1.0, 2.0])[0] == first_by_second([1.0, 2.0], [1.0, 2.0])
    items = [1.0, 2.0]
    with pytest.raises(NotImplementedError, match="is also somewhere else"):
        tl.grad(grown_by_itself)({"a": items, "b": items})


def test_a_list_that_is_given_twice_and_only_read_has_a_bar_for_each_place():
    layer = [2.0, 3.0]
    assert tl.grad(lambda p: p["a"][0] * p["b"][1])({"a": layer, "b": layer}) == {"a": [3.0, 0.0], "b": [0.0, 2.0]}


def counted_besides(x, work):
    work[0] = 5.0
    return np.sum(x * x)


def counted_in_the_module(x):
    BASE[1] = 7.0
    return np.sum(x * x)


def test_an_array_that_is_written_besides_and_is_the_argument():
    x = X.copy()
    df = tl.grad(counted_besides)
    np.testing.assert_allclose(df(x, np.zeros(2)), 2.0 * X)
    assert not df.fallbacks
    for work in (x, x[1:], x[:1]):
        with pytest.raises(NotImplementedError, match="shares memory"):
            df(x, work)
    np.testing.assert_allclose(tl.grad(counted_in_the_module)(x), 2.0 * x)
    with pytest.raises(NotImplementedError, match="shares memory"):
        tl.grad(counted_in_the_module)(BASE)
