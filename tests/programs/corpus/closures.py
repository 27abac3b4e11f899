"""Nested functions, lambdas, closures, and globals."""

import math

import numpy as np

SCALE = 3.0
COEFFICIENTS = [1.0, -0.5, 0.25]
OPTIONS = {"power": 3, "gain": 1.5}


def make_polynomial(a, b):
    """A factory."""

    def polynomial(x):
        return a * x**2 + b * x

    return polynomial


parabola = make_polynomial(2.0, -1.0)
double = lambda x: 2.0 * x  # noqa: E731


def nested_function(x, y):
    """A function inside a function, without captured variables.

    args: 0.7, 1.2
    """

    def square(v):
        return v * v

    return square(x) * square(y + x)


def captures_active(x, y):
    """It reads the caller's active variable.

    args: 0.7, 1.2
    order: 2
    """

    def scaled(v):
        return v * y + x

    return scaled(x) * scaled(2.0)


def captures_array(w, x):
    """It reads an array.

    args: np.array([0.3, 0.5]), np.array([1.0, 2.0])
    """

    def predict(v):
        return w @ v

    return predict(x) ** 2 + predict(x * x)


def captured_then_rebound(x):
    """A captured variable changes between the calls.

    args: 0.7
    """
    scale = x

    def scaled(v):
        return v * scale

    a = scaled(x)
    scale = x**3
    b = scaled(a)
    return a + b


def lambda_function(x):
    """A lambda bound to a name.

    args: 0.7
    """
    square = lambda v: v**2 + x  # noqa: E731
    return square(x) * square(3.0)


def lambda_argument(x, y):
    """A lambda handed to a helper.

    args: 0.7, 1.2
    """
    return integrate(lambda t: math.sin(t * x) * y, 0.0, 1.0)


def integrate(fun, a, b, n=4):
    """A helper: the midpoint rule."""
    h = (b - a) / n
    total = 0.0
    for i in range(n):
        total = total + fun(a + (i + 0.5) * h) * h
    return total


def integration_bounds(a, b):
    """The bounds are active and the integrand captures them too.

    args: 0.2, 1.5
    """
    return integrate(lambda t: t**2 * a, a, b) * integrate(math.exp, 0.0, b, n=3)


def newton(fun, slope, x, steps=4):
    """A helper with two functions."""
    for _ in range(steps):
        x = x - fun(x) / slope(x)
    return x


def root_of_closure(c):
    """Newton's method on lambdas that capture an active value.

    args: 2.0
    """
    return newton(lambda x: x**3 - c, lambda x: 3.0 * x**2, 1.2)


def closure_in_loop(x):
    """A function defined once, called in a loop.

    args: 0.7
    """

    def step(v, k):
        return math.sin(v) + x * k

    y = 0.1
    for k in range(4):
        y = step(y, k)
    return y


def closure_defined_in_loop(x):
    """A function defined anew in each trip.

    args: 0.7
    """
    total = 0.0
    for k in range(1, 4):

        def power(v):
            return v**k

        total = total + power(x) * k
    return total


def nested_twice(x):
    """Functions two levels deep.

    args: 0.7
    """

    def outer(v):
        def inner(u):
            return u * v * x

        return inner(v) + inner(2.0)

    return outer(x) * outer(1.5)


def recursive_closure(x):
    """A nested function that calls itself.

    args: 0.7
    """

    def horner(k):
        if k == 3:
            return 1.0
        return 1.0 + x * horner(k + 1)

    return horner(0)


def returned_function(x, a):
    """A function returned by a factory, with an active coefficient.

    args: 0.7, 1.4
    """
    f = make_polynomial(a, x)
    return f(x) * f(1.0)


def factory_closure(x):
    """A module's function that was made by a factory.

    args: 0.7
    """
    return parabola(x) ** 2 + double(x)


def global_values(x):
    """Numbers, lists and dicts of the module.

    args: 0.7
    order: 2
    """
    y = SCALE * x ** OPTIONS["power"] * OPTIONS["gain"]
    for c in COEFFICIENTS:
        y = y + c * x
    return y * COEFFICIENTS[1]


def default_value_captured(x):
    """A default that is evaluated at the definition.

    args: 0.7
    """
    k = x * 2.0

    def scaled(v, factor=k):
        return v * factor

    k = 5.0
    return scaled(x) * k


def immediately_called(x):
    """A lambda called on the spot, and a default in a lambda.

    args: 0.7
    """
    return (lambda v, k=2.0: v**k)(x) + (lambda: x * 3.0)()


def composed(x):
    """Functions that make functions.

    args: 0.7
    """

    def compose(f, g):
        return lambda v: f(g(v))

    h = compose(math.sin, compose(lambda v: v * x, math.exp))
    return h(0.3)


def branch_in_closure(x, y):
    """A nested function with several returns.

    args: 0.7, 1.2
    args: 1.7, 1.2
    """

    def smooth_step(t):
        if t < 0:
            return 0.0
        if t > 1:
            return 1.0
        return t * t * (3.0 - 2.0 * t)

    return smooth_step(x) * y + smooth_step(y) * x


def loss_with_data(w):
    """A loss that closes over data of the module, as in a script.

    args: np.array([0.5, -0.2])
    order: 2
    """
    total = 0.0
    for x, target in zip(INPUTS, TARGETS):
        total = total + (np.tanh(w @ x) - target) ** 2
    return total / len(TARGETS)


INPUTS = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]])
TARGETS = np.array([0.3, 0.9, 0.1])


def trapezoid_rule(fun, a, b, n):
    """Integrate a function that is given."""
    width = (b - a) / n
    total = 0.5 * (fun(a) + fun(b))
    for i in range(1, n):
        total += fun(a + i * width)
    return total * width


def integral_of_lambda(k, b):
    """A lambda that reads an argument goes to a helper; at second order the helper's halves take it once more.

    args: 0.7, 2.0
    order: 2
    """
    return trapezoid_rule(lambda t: np.exp(-k * t) * np.sin(t), 0.0, b, 6)


def power_law(k, power=2):
    """A helper that computes something, then returns a function."""
    c = k**power

    def law(z, shift=1.0):
        return c * z + shift * k

    return law


def pair_of_functions(a):
    """A helper that returns two functions of one variable."""

    def up(z):
        return z + a

    def down(z):
        return z * a

    return up, down


def chosen(kind, k):
    """A helper that returns one of two functions, which its argument decides."""
    if kind == "linear":
        return lambda z: k * z
    return lambda z: k * z * z


def right_hand_side(a, b):
    """The right-hand side of a differential equation, for its constants."""
    return lambda y: a * y - b * y**2


def midpoint(rhs, y, h):
    """A step of the midpoint rule."""
    return y + h * rhs(y + 0.5 * h * rhs(y))


def factory_called_twice(x):
    """Two functions of one helper, each with its own variables, and one called at once.

    args: 0.7
    """
    f = power_law(x)
    g = power_law(2.0, 3)
    return f(x) * g(x, shift=x) + power_law(x, power=1)(0.5)


def factory_of_two(x):
    """A helper that returns a tuple of functions.

    args: 0.7
    """
    up, down = pair_of_functions(x)
    return up(x) * down(2.0)


def factory_with_branches(x):
    """A helper whose branches return functions.

    args: 0.7
    """
    return chosen("linear", x)(x) + chosen("square", x)(x)


def factory_in_loop(x):
    """A function made anew in each trip.

    args: 0.7
    """
    s = 0.0
    for i in range(3):
        f = power_law(x * i, 1)
        s = s + f(x)
    return s


def equation_from_factory(y, a, b):
    """A right-hand side that is made once and handed to an integrator.

    args: 0.7, 0.3, 0.4
    """
    rhs = right_hand_side(a, b)
    for _ in range(4):
        y = midpoint(rhs, y, 0.1)
    return y


def factory_inside(x):
    """A nested function that returns functions.

    args: 0.7
    """

    def line(a):
        def at(z):
            return a * z + x

        return at

    return line(x)(2.0) * line(3.0)(x)


def halved(f, a, b, n):
    """A recursion that hands on the function that it is given."""
    m = 0.5 * (a + b)
    if n == 0:
        return (f(a) + 4.0 * f(m) + f(b)) * (b - a) / 6.0
    return halved(f, a, m, n - 1) + halved(f, m, b, n - 1)


def closure_of_closure_in_recursion(w):
    """A closure that calls another, handed to a recursion.

    args: 0.7
    """
    inner = lambda z: z * w  # noqa: E731
    outer = lambda t: math.exp(-(inner(t) ** 2))  # noqa: E731
    return halved(outer, 0.0, 1.0, 2)
