"""Gradients that one can write down, on the tape and compiled."""

import numpy as np
import pytest

import tangentlike as tl
from tangentlike import tape

W, B, X, Y = 0.7, 0.4, 1.3, 2.0


def line(w, b):
    return w * X + b


def parabolas(w, b):
    return w**2 * X + b**2


def exponentials(w, b):
    return np.exp(w) * X + np.exp(b)


def squared_error(w, b):
    return (Y - (X * w + b)) ** 2


def logarithm(w, b):
    return Y * np.log(w * X + b)


def neuron(w, b):
    s = 1.0 / (1.0 + np.exp(-(w * X + b)))
    return 0.5 * (s - Y) ** 2


S = 1.0 / (1.0 + np.exp(-(W * X + B)))

# The gradient of the squared error is often written as (2(y - xw - b)x, 2(y - xw - b)), as in a tutorial that we were
# given: that has the wrong sign, for the derivative of the error y - (xw + b) with respect to w is -x.
CLOSED_FORMS = [
    (line, (X, 1.0)),
    (parabolas, (2.0 * W * X, 2.0 * B)),
    (exponentials, (np.exp(W) * X, np.exp(B))),
    (squared_error, (-2.0 * (Y - X * W - B) * X, -2.0 * (Y - X * W - B))),
    (logarithm, (Y / (W * X + B) * X, Y / (W * X + B))),
    (neuron, ((S - Y) * S * (1.0 - S) * X, (S - Y) * S * (1.0 - S))),
]
by_form = pytest.mark.parametrize(("function", "wanted"), CLOSED_FORMS, ids=lambda value: getattr(value, "__name__", ""))


@by_form
def test_on_the_tape(function, wanted):
    w, b = tape.tensor(W, requires_grad=True), tape.tensor(B, requires_grad=True)
    function(w, b).backward()
    np.testing.assert_allclose([w.grad.item(), b.grad.item()], wanted, rtol=1e-14)


@by_form
def test_compiled(function, wanted):
    np.testing.assert_allclose(tl.grad(function, (0, 1))(W, B), wanted, rtol=1e-14)


def test_the_squared_error_goes_down_against_its_gradient():
    """The sign, without a formula: a step against the gradient makes the error smaller."""
    w_bar, b_bar = tl.grad(squared_error, (0, 1))(W, B)
    assert squared_error(W - 0.01 * w_bar, B - 0.01 * b_bar) < squared_error(W, B)


def test_a_sigmoid_neuron_on_the_tape_by_its_own_function():
    w, b = tape.tensor(W, requires_grad=True), tape.tensor(B, requires_grad=True)
    (0.5 * (tape.sigmoid(w * X + b) - Y) ** 2).backward()
    np.testing.assert_allclose([w.grad.item(), b.grad.item()], CLOSED_FORMS[-1][1], rtol=1e-14)
