"""A name that is deleted and read raises, as in the primal."""

import pytest

import tangentlike as tl

pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")


def read_afterwards(x):
    y = x * x
    if x > 1.0:
        del y
    return y


def never_bound(x):
    if x < 1.0:
        y = x * x
    del y
    return x


def read_by_a_function(x):
    y = x * x

    def later():
        return y  # noqa: F821

    del y
    return later()


def deleted_twice(x):
    y = x * x
    z = y
    for _ in range(2):
        del y
    return z


@pytest.mark.parametrize("function", [deleted_twice, read_afterwards, never_bound, read_by_a_function])
def test_it_raises(function):
    with pytest.raises(NameError):
        function(1.5)
    with pytest.raises(NameError):
        tl.grad(function)(1.5)


def test_the_other_path():
    assert tl.grad(read_afterwards)(0.5) == 1.0
