"""The rules that the tape runs are those of `templates/` and of the user: wrong ones are found, new ones are taken up."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

import tangentlike as tl
from tangentlike import tape as torch
from tangentlike.rules import registry
from tangentlike.tape import operations, record
from tests.tape import test_derivatives
from tests.test_the_tests import broken_rule

# A rule, and a function of the tape that its error spoils.
SPOILED = [
    (np.sin, "sin"), (np.multiply, "mul"), (np.divide, "div"), (np.subtract, "sub"), (np.power, "pow"), (np.tanh, "tanh"),
    (np.exp, "softmax"), (np.sum, "sum"), (np.mean, "mean"), (np.matmul, "matmul"), (np.where, "where"), (np.max, "amax"),
    (np.linalg.det, "det"), (np.cumsum, "cumsum"), (np.reshape, "reshape"),
]


@contextmanager
def broken(function: object, factor: float) -> Iterator[None]:
    """Break a rule, for the tape, which keeps what it has made of rules."""
    try:
        with broken_rule(function, factor):
            forget()
            yield
    finally:
        forget()


def forget() -> None:
    operations.forget()
    record._forms.clear()


@pytest.mark.parametrize(("function", "name"), SPOILED, ids=lambda value: getattr(value, "__name__", value))
def test_a_rule_wrong_by_a_hundredth_is_found(function: object, name: str) -> None:
    test_derivatives.test_first_and_second_derivative(name)
    with broken(function, 1.01), pytest.raises(torch.autograd.GradcheckError, match="Jacobian mismatch"):
        test_derivatives.test_first_and_second_derivative(name)
    test_derivatives.test_first_and_second_derivative(name)


def test_a_rule_of_the_users_holds_from_then_on() -> None:
    x = torch.tensor(2.0, requires_grad=True)
    assert torch.autograd.grad(torch.sin(x), x)[0].item() == pytest.approx(np.cos(2.0))

    @tl.elementwise(np.sin)
    def sine(out, x):
        return 100.0 + 0.0 * x

    try:
        assert torch.autograd.grad(torch.sin(x), x)[0].item() == 100.0
    finally:
        registry.remove(registry.find_own(np.sin))
    assert torch.autograd.grad(torch.sin(x), x)[0].item() == pytest.approx(np.cos(2.0))
