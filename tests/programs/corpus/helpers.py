"""Calls of the user's own functions."""

import functools
import math

import numpy as np


def sigmoid(z):
    """A helper in one line."""
    return 1.0 / (1.0 + np.exp(-z))


def cube(x):
    """A helper in one line."""
    return x * x * x


def clamp(x, low, high):
    """A helper with several returns."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def newton_root(a, start, steps=5):
    """A helper with a loop and a default."""
    x = start
    for _ in range(steps):
        x = x - (x * x - a) / (2.0 * x)
    return x


def layer(w, b, x):
    """A helper on arrays."""
    return np.tanh(w @ x + b)


def split(x):
    """A helper with two results."""
    return x**2, math.sin(x)


def first_negative(values):
    """A helper that returns from its loop."""
    for v in values:
        if v < 0:
            return v
    return 1.0


def apply_twice(fun, x):
    """A helper that takes a function."""
    return fun(fun(x))


def weighted(x, *, weight=2.0, power=1):
    """A helper with arguments by keyword only."""
    return weight * x**power


def total_of(*terms):
    """A helper with a variable number of arguments."""
    total = 0.0
    for term in terms:
        total = total + term**2
    return total


def settings_of(**options):
    """A helper with a dict of keywords."""
    return options["scale"] * options["x"]


def factorial_power(x, n):
    """A recursion."""
    if n == 0:
        return 1.0
    return x / n * factorial_power(x, n - 1)


def is_even(x, n):
    """Half of a mutual recursion."""
    if n == 0:
        return x
    return is_odd(x * 1.1, n - 1)


def is_odd(x, n):
    """The other half."""
    if n == 0:
        return -x
    return is_even(x + 0.2, n - 1) * x


def positive_part(x):
    """A helper with a branch."""
    if x > 0:
        return x
    return 0.0


def say(label, x):
    """A helper that prints, and returns nothing."""
    print(label, x)


def logged(fun):
    """A decorator for helpers."""

    @functools.wraps(fun)
    def wrapper(*args):
        return fun(*args)

    return wrapper


@logged
def decorated_square(x):
    """A decorated helper."""
    return x**2


def one_call(x):
    """A helper called once.

    args: 0.7
    order: 2
    """
    return sigmoid(x) * x


def nested_calls(x, y):
    """Calls as arguments of calls.

    args: 0.7, 1.2
    order: 2
    """
    return cube(sigmoid(x * cube(y)) + y) * sigmoid(y)


def same_helper_two_kinds(x, v):
    """One helper on a float and on an array.

    args: 0.7, np.array([0.2, -0.4])
    """
    return sigmoid(x) + np.sum(sigmoid(v) * sigmoid(x))


def helper_with_returns(x):
    """Each path through a helper with several returns.

    args: -1.0
    args: 0.5
    args: 3.0
    """
    return clamp(x, 0.0, 2.0) * x + clamp(x * 3.0, x, 2.5 * x)


def helper_with_loop(a):
    """A helper with a loop, its default taken and not.

    args: 3.0
    order: 2
    """
    return newton_root(a, 1.5) + newton_root(a + 1.0, a, steps=2) ** 2


def helper_in_loop(x, n):
    """A helper called in a loop, its record kept each time.

    args: 0.8, 3
    """
    s = x
    for i in range(n):
        s = newton_root(s + i, 1.0, 3) + cube(s) * 0.1
    return s


def helper_returns_from_loop(values, x):
    """A helper that leaves its loop by return.

    args: np.array([1.0, -0.5, 2.0]), 0.3
    args: np.array([1.0, 0.5, 2.0]), 0.3
    """
    return first_negative(values) * x + first_negative(values * x) ** 2


def two_results(x):
    """A helper that returns a tuple; one part is not used.

    args: 0.8
    order: 2
    """
    a, b = split(x)
    c, _ = split(a * b)
    return a + b * c


def result_indexed(x):
    """An index into a helper's result.

    args: 0.8
    """
    return split(x)[1] * split(x)[0]


def network(w, b, x):
    """A helper on arrays, called twice with the same weights.

    args: np.array([[0.2, -0.3], [0.4, 0.1]]), np.array([0.1, 0.2]), np.array([1.0, -1.0])
    order: 2
    """
    h = layer(w, b, x)
    return np.sum(layer(w, b, h))


def keyword_arguments(x, y):
    """Arguments by keyword, in another order.

    args: 0.8, 1.9
    """
    return newton_root(start=x, a=y, steps=3) * clamp(high=y, x=x, low=0.0)


def keyword_only(x):
    """Keyword-only arguments, with an active value for one.

    args: 0.8
    """
    return weighted(x) + weighted(x, power=3) * weighted(2.0, weight=x)


def variable_arguments(x, y):
    """*args in a helper, and * in a call.

    args: 0.8, 1.9
    order: 2
    """
    pair = (x, y)
    return total_of(x, y, x * y) + total_of(*pair) * total_of() + total_of(*pair, x)


def own_variable_arguments(*values):
    """*args of the function itself.

    args: 1.0, 2.0, 0.5
    """
    product = 1.0
    for v in values:
        product = product * (v + 0.1)
    return product + values[0]


def keyword_dict(x):
    """**options in a helper, and ** in a call.

    args: 0.8
    """
    options = {"scale": x**2, "x": x}
    return settings_of(scale=2.0, x=x) + settings_of(**options)


def keyword_dict_handed_on(x):
    """**options of a helper go on to another one, beside *args and keyword-only arguments.

    args: 0.8
    """
    return scaled_sum(x, x**2, 2.0, scale=x, power=2, shift=x) + scaled_sum(1.0, **{"shift": x, "scale": 2.0})


def scaled_sum(first, *rest, power=1, **options):
    """A helper that takes everything."""
    total = first**power
    for term in rest:
        total = total + term * options["scale"]
    return total * shifted(**options) + sum(v * v for v in options.values())


def shifted(*, shift, scale):
    """A helper by keyword only."""
    return shift * scale + shift


def own_keyword_dict(x, **options):
    """**options of the function itself.

    args: 0.8
    args: 0.8, scale=2.0
    args: 0.8, scale=2.0, shift=0.3
    """
    total = x * options.get("scale", 1.5) + len(options) * x
    for name, value in options.items():
        total = total + (value**2 if name == "shift" else value * x)
    return total


def options_of_library(m):
    """Options of a library function in a dict.

    args: np.array([[1.0, 2.0], [3.0, 0.5]])
    """
    options = {"axis": 0}
    return np.sum(np.sum(m, **options) ** 2)


def keywords_of_caller(x, *, rate, steps=3):
    """Keyword-only arguments of the function itself.

    args: 0.8, rate=0.3
    args: 0.8, rate=0.3, steps=1
    """
    for _ in range(steps):
        x = x + rate * math.cos(x)
    return x


def recursion(x):
    """A recursion with an integer that counts down.

    args: 1.4
    """
    return factorial_power(x, 5) + factorial_power(x**2, 2)


def recursion_by_itself(x, n=3):
    """The function calls itself.

    args: 0.7
    args: 0.7, 1
    """
    if n == 0:
        return math.sin(x)
    return x * recursion_by_itself(x * 1.1, n - 1)


def tree_recursion(x, depth=3):
    """Two recursive calls at each level.

    args: 0.7
    """
    if depth == 0:
        return x**2
    return tree_recursion(x * 0.5, depth - 1) + tree_recursion(x + 0.1, depth - 1) * x


def recursion_by_value(x):
    """A recursion that stops by an active test.

    args: 9.0
    """
    if x < 1.0:
        return x**2
    return recursion_by_value(x / 2.0) * x


def mutual_recursion(x):
    """Two functions that call each other.

    args: 0.7
    """
    return is_even(x, 4) + is_odd(x, 3)


def function_argument(x):
    """Functions handed to a function: own ones, NumPy's, math's.

    args: 0.7
    """
    return apply_twice(cube, x) + apply_twice(np.sin, x) * apply_twice(math.exp, x * 0.1)


def function_from_dict(x, kind):
    """A function chosen from a dict.

    args: 0.7, "cube"
    args: 0.7, "sin"
    """
    functions = {"cube": cube, "sin": math.sin}
    return functions[kind](x) * x


def function_chosen_by_branch(x):
    """A function bound to a local name.

    args: 0.7
    args: -0.7
    """
    if x > 0:
        activation = np.tanh
    else:
        activation = cube
    return activation(x) + activation(2.0 * x)


def functions_in_loop(x):
    """A loop over functions.

    args: 0.7
    """
    for fun in (np.sin, cube, sigmoid):
        x = fun(x) + x
    return x


def helper_returns_constant(x):
    """A helper whose result may not depend on its argument.

    args: -0.7
    args: 0.7
    wrt: x
    """
    return positive_part(x) * 3.0 + x**2


def helper_without_result(x):
    """A helper called for what it does.

    args: 0.7
    """
    say("x is", x)
    y = x**2
    say("y is", y)
    return y * x


def decorated_helper(x):
    """A helper with a decorator.

    args: 0.7
    """
    return decorated_square(x) * x


def folded(items):
    """A fold: a helper called in a loop, with the list and an item of it.

    args: [1.0, 2.0, 0.5]
    """
    s = 0.0
    for v in items:
        s = combine(s, v, items)
    return s


def combine(s, v, items):
    """A helper that is handed a list and an item of it."""
    return s * 0.5 + v * items[0] + len(items)


def argument_passed_twice(x):
    """The same value for two parameters.

    args: 0.7
    order: 2
    """
    return clamp(x, x - 1.0, x + 1.0) * newton_root(x, x)


def overwritten_parameter(x):
    """A helper overwrites its parameter; the caller's variable stays.

    args: 0.7
    """
    y = damped(x)
    return y * x


def damped(x):
    """A helper that overwrites its parameter."""
    x = x * 0.5
    for _ in range(2):
        x = math.sin(x) + 0.1
    return x


def runge_kutta_step(rhs, y, h, k):
    """A helper that calls the function it is handed."""
    k1 = rhs(y, k)
    k2 = rhs(y + 0.5 * h * k1, k)
    return y + h * k2


def decay(y, k):
    """A right-hand side."""
    return -k * y + y**2 * 0.1


def integrator(y, k):
    """A right-hand side handed through two levels, in a loop.

    args: 1.0, 0.7
    args: np.array([1.0, 0.5]), 0.7
    """
    for _ in range(4):
        y = runge_kutta_step(decay, y, 0.1, k)
    return np.sum(y)


def halved(a, b, depth=0):
    """A recursion one of whose arguments is constant outside and active inside."""
    middle = (a + b) / 2
    if depth > 1:
        return (b - a) * middle * middle
    return halved(a, middle, depth + 1) + halved(middle, b, depth + 1)


def quadrature_by_halves(b):
    """An integral by halves.

    args: 1.3
    """
    return halved(0.0, b)


def doubled_in_loop(v):
    for _ in range(1):
        v = v * 2.0
    return v


def same_array(v):
    return v


def sizes_that_shrink(x, y):
    """Helpers are given arrays whose sizes are not known: they are not of one size.

    args: np.array([0.5, 0.9, 0.3]), np.array([1.0, 2.0, 3.0, 4.0])
    order: 2
    """
    a, b = x, y
    for _ in range(2):
        a = a[1:]
    for _ in range(1):
        b = b[1:]
    return np.sum(doubled_in_loop(a) * doubled_in_loop(b)) + np.sum(same_array(a) * same_array(b) ** 2)


def an_expression_that_nobody_reads(x, y):
    """What a call inside of it writes is seen all the same.

    args: np.array([0.5, 1.5]), 0.7
    """

    def scaled(values):
        values[0] = values[0] * y
        return np.sum(values)

    z = x * 2.0
    scaled(z) + 1.0
    y > 0.5 and print(f"{y:.1f}", end="")
    [scaled(z) for _ in range(2)]
    return np.sum(z**2)


def leaf_or_branch(n, x):
    return 0.0 if n == 0 else branch_of(n, x)


def branch_of(n, x):
    return leaf_or_branch(n - 1, x) * x + x


def helpers_that_call_each_other(x):
    """A recursion through two functions, from either of them.

    args: 1.3
    order: 2
    """
    return leaf_or_branch(3, x) * branch_of(2, x * x)


def first_of_three(n, x):
    if n == 0:
        return 0
    return second_of_three(n, x)


def second_of_three(n, x):
    return third_of_three(n - 1, x)


def third_of_three(n, x):
    return first_of_three(n, x) * x + x


def a_ring_of_helpers(x):
    """A recursion through three functions, the first of which gives an int at the end.

    args: 1.3
    """
    return first_of_three(3, x) * x
