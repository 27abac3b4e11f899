"""if, elif, else, conditional expressions, boolean values, and what they may do to variables."""

import math

import numpy as np


def two_branches(x, y):
    """One if with an else.

    args: 2.0, 1.0
    args: -2.0, 1.0
    """
    if x > y:
        z = x * y
    else:
        z = x - y**2
    return z * x


def three_branches(x):
    """elif.

    args: -1.5
    args: 0.5
    args: 2.5
    order: 2
    """
    if x < 0.0:
        y = -x
    elif x < 1.0:
        y = x**3
    else:
        y = math.log(x) + 1.0
    return y * x


def if_without_else(x, limit):
    """A branch that overwrites a variable, or does not.

    args: 3.0, 2.0
    args: 1.0, 2.0
    """
    y = x**2
    if y > limit:
        y = limit + math.log(y)
    return y * x


def nested_branches(x, y):
    """if inside if.

    args: 1.0, 2.0
    args: 1.0, -2.0
    args: -1.0, 2.0
    args: -1.0, -2.0
    """
    if x > 0:
        if y > 0:
            r = x * y
        else:
            r = x / y
    else:
        r = x + y
        if y > 0:
            r = r * y
    return r**2


def assigned_on_one_branch(x):
    """A variable that exists on one path only, and is read on that path only.

    args: 2.0
    args: -2.0
    """
    positive = x > 0
    if positive:
        root = math.sqrt(x)
    y = 3.0 * x
    if positive:
        y = y + root
    return y


def different_kinds(x, vectorial):
    """A name that is a float on one path and an array on the other.

    args: 1.5, True
    args: 1.5, False
    """
    if vectorial:
        a = x * np.array([1.0, 2.0, 3.0])
    else:
        a = x**2
    return np.sum(a * a)


def test_overwritten(x):
    """The variable of the test is overwritten inside the branch.

    args: 2.0
    args: 0.5
    """
    if x > 1.0:
        x = 1.0 / x
    else:
        x = x**2
    if x > 0.3:
        x = x * 3.0
    return x


def conditional_expression(x, y):
    """Active values on both sides.

    args: 1.0, 2.0
    args: 3.0, 2.0
    """
    a = x * y if x < y else x / y
    return a * (x if a > 2.5 else y**2)


def nested_conditional_expression(x):
    """A chain of conditional expressions, as one writes sign or a piecewise function.

    args: -2.0
    args: 0.25
    args: 2.0
    """
    return -x if x < 0 else x**2 if x < 1 else 2.0 * x - 1.0


def conditional_inside_expression(x, y):
    """A conditional expression as an operand and as an argument.

    args: 0.4, 1.2
    """
    return math.exp((x if y > 1 else -x) * y) + (y if x > y else x) ** 2


def guarded_evaluation(x):
    """A branch protects against a domain error.

    args: 0.8
    args: -0.8
    """
    y = math.sqrt(x) if x > 0 else 0.0
    return y + x


def logical_and_or(x, y):
    """and, or, not in tests.

    args: 1.0, 2.0
    args: -1.0, 2.0
    args: 1.0, -2.0
    """
    if x > 0 and y > 0:
        return x * y
    if not (x > 0 or y > 5):
        return x - y
    return x + y**2


def short_circuit(x):
    """The second test would fail if the first did not stop it.

    args: -4.0
    args: 4.0
    """
    if x > 0 and math.sqrt(x) > 1.5:
        return math.sqrt(x)
    return x**2


def chained_comparison(x, low, high):
    """low < x <= high.

    args: 1.0, 0.0, 2.0
    args: 3.0, 0.0, 2.0
    """
    if low < x <= high:
        return x**2 + low
    return high * x


def or_as_value(x, y):
    """`or` gives a value: the first that is true.

    args: 2.0, 3.0
    args: 0.0, 3.0
    wrt: y
    """
    z = x or y
    return z * y


def and_as_value(x, y):
    """`and` gives a value: the first that is false, else the last.

    args: 2.0, 3.0
    order: 2
    """
    z = x and y
    return z**2 + x


def or_default(x, scale=None):
    """The usual way to write a default that is None.

    args: 1.5
    args: 1.5, 4.0
    """
    scale = scale or 2.0
    return scale * x**2


def walrus_in_test(x):
    """An assignment inside the test.

    args: 1.2
    args: 0.2
    """
    if (y := x**2) > 1.0:
        return y * x
    return y + x


def walrus_in_expression(x, y):
    """An assignment inside an expression.

    args: 0.3, 0.9
    """
    return (s := x * y) * math.sin(s) + s


def asserted(x):
    """assert, pass and a docstring do nothing.

    args: 2.0
    """
    assert x > 0, f"x must be positive, not {x}"
    if x > 100.0:
        pass
    else:
        x = x * 2.0
    assert isinstance(x, float)
    return math.log(x)


def raise_not_reached(x):
    """A check that raises, not reached here.

    args: 2.0
    """
    if x <= 0:
        raise ValueError("x must be positive")
    return math.sqrt(x)


def boolean_variable(x, y):
    """The outcome of a test is kept and used later.

    args: 1.0, 2.0
    args: 3.0, 2.0
    """
    smaller = x < y
    x = x * y
    z = x + 1.0 if smaller else x - 1.0
    if not smaller:
        z = z * y
    return z**2


def boolean_times_number(x, y):
    """A comparison used as a number.

    args: 1.0, 2.0
    args: 3.0, 2.0
    """
    return (x < y) * x**2 + (x >= y) * y


def string_option(x, mode):
    """A string selects the branch.

    args: 1.5, "square"
    args: 1.5, "root"
    args: 1.5, "other"
    """
    if mode == "square":
        return x**2
    elif mode in ("root", "sqrt"):
        return math.sqrt(x)
    else:
        return x


def none_option(x, penalty=None):
    """None as the default of an optional term.

    args: 1.5
    args: 1.5, 0.1
    """
    loss = (x - 1.0) ** 2
    if penalty is not None:
        loss = loss + penalty * abs(x)
    return loss


def bool_option(x, squared=True):
    """A bool selects the result.

    args: np.array([1.0, 2.0, 2.0])
    args: np.array([1.0, 2.0, 2.0]), squared=False
    """
    total = (x**2).sum()
    if squared:
        return total
    return np.sqrt(total)


def isinstance_test(x):
    """A test of the kind of the argument.

    args: 2.0
    args: np.array([2.0, 3.0])
    """
    if isinstance(x, np.ndarray):
        return np.sum(x**2)
    return x**3


def membership(x, n):
    """`in` over a tuple of ints, and over range.

    args: 1.3, 2
    args: 1.3, 7
    """
    if n in (1, 2, 3):
        x = x * n
    if n not in range(5):
        x = x**2
    return x


def branch_in_branch_values(x):
    """Values from several branches meet again and again.

    args: 0.7
    args: -0.7
    order: 2
    """
    a = x
    b = 1.0
    if a > 0:
        a, b = b, a
    if b > 0.5:
        a = a * b
    else:
        b = a - b
    return a * b + a


def comparison_of_arrays(x, y):
    """any, all and a comparison of reductions decide.

    args: np.array([1.0, 2.0]), np.array([0.5, 1.0])
    args: np.array([1.0, 2.0]), np.array([1.5, 1.0])
    """
    if np.all(x > y):
        return np.sum(x * y)
    if (x > y).any() and x.sum() > y.sum():
        return np.sum(x / y)
    return np.sum(x)


def swapped_then_returned(x, y):
    """A swap on the way to a return.

    args: 0.5, 1.0
    args: 0.5, 4.0
    """
    if y < 3:
        y, x = x, y
        return x
    return y + 2.0 * x + y


def swapped_in_branch(x, y):
    """A swap on one path only.

    args: 0.5, 1.0
    args: 2.5, 1.0
    """
    if x > y:
        x, y = y, x
    return x**2 * y + 3.0 * x
