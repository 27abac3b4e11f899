"""Functions that take derivatives themselves: Newton's method, training loops, Hessian-vector products, pullbacks."""

import dataclasses
import math

import numpy as np

import tangentlike as tl

X = np.array([[1.0, 0.5, -0.2], [0.3, -1.0, 0.8], [0.2, 0.4, 1.1], [-0.6, 0.9, 0.1]])
Y = np.array([0.5, -0.2, 0.8, 0.1])
V = np.array([0.3, -0.5, 0.2])


def wave(x):
    return x**3 + math.sin(x) * x


def spiral(x):
    s = x
    for i in range(4):
        s = s + math.sin(s * x) / (i + 1)
    return s


def root(x):
    y = x
    while abs(y * y - x) > 1e-9:
        y = 0.5 * (y + x / y)
    return y


def recurrent(w):
    h = np.zeros(3)
    for t in range(4):
        h = np.tanh(X[t] * w + 0.5 * h)
    return np.sum(h**2)


def bowl(w):
    return np.sum(np.tanh(w) ** 2) * w[0]


def fit(w, b, x, y):
    return np.mean((np.tanh(x @ w + b) - y) ** 2)


def fit_dict(p):
    return fit(p["w"], p["b"], X, Y)


def network(params):
    h = X
    for w, b in params:
        h = np.tanh(h @ w + b)
    return np.mean(h**2)


def power(a, n, b):
    return a**n * math.sin(b * a)


@dataclasses.dataclass
class Weights:
    """Weights and a bias."""

    w: np.ndarray
    b: float


def fit_weights(p):
    return fit(p.w, p.b, X, Y)


def third_of_loop(x):
    """The third derivative of a loop on a float.

    args: 0.7
    """
    return tl.grad(tl.grad(spiral))(x)


def third_of_while(x):
    """The third derivative of an iteration that converges.

    args: 2.3
    """
    return tl.grad(tl.grad(root))(x) * tl.grad(root)(x)


def newtons_method(x):
    """Newton's method for the minimum.

    args: 0.8
    """
    for _ in range(3):
        x = x - tl.grad(wave)(x) / tl.grad(tl.grad(wave))(x)
    return x


def several_argnums(w, b, rate):
    """Gradient descent with a tuple of argnums; the gradient function has a name.

    args: np.array([0.7, -0.3, 0.9]), 0.2, 0.1
    """
    df = tl.grad(fit, argnums=(0, 1))
    for _ in range(3):
        w_step, b_step = df(w, b, X, Y)
        w = w - rate * w_step
        b = b - rate * b_step
    return fit(w, b, X, Y)


def momentum(w, rate):
    """value_and_grad in a loop with momentum.

    args: np.array([0.7, -0.3, 0.9]), 0.1
    """
    df = tl.value_and_grad(recurrent)
    m = np.zeros(3)
    total = 0.0
    for _ in range(3):
        value, step = df(w)
        m = 0.9 * m + step
        w = w - rate * m
        total += value
    return recurrent(w) + total


def parameters_in_dict(w, b, rate):
    """A dict of parameters is made anew in each step.

    args: np.array([0.7, -0.3, 0.9]), 0.2, 0.1
    """
    p = {"w": w, "b": b}
    df = tl.grad(fit_dict)
    for _ in range(2):
        g = df(p)
        p = {k: p[k] - rate * g[k] for k in p}
    for _ in range(2):
        g = df(p)
        p = {k: v - rate * g[k] for k, v in p.items()}
    return fit_dict(p)


def parameters_in_list(rate):
    """Layers in a list of tuples.

    args: 0.1
    """
    params = [(X[:3] * 0.5, np.array([0.1, 0.2, -0.1])), (X[:3, :2] * 0.3, np.array([0.05, 0.1]))]
    for _ in range(2):
        g = tl.grad(network)(params)
        params = [(w - rate * dw, b - rate * db) for (w, b), (dw, db) in zip(params, g)]
    return network(params)


def parameters_in_dataclass(w, b):
    """The gradient is an instance of the same dataclass.

    args: np.array([0.7, -0.3, 0.9]), 0.2
    """
    g = tl.grad(fit_weights)(Weights(w, b))
    return g.w @ V + g.b**2


def hessian_vector_product(w):
    """A product with the Hessian.

    args: np.array([0.7, -0.3, 0.9])
    """
    return tl.grad(lambda u: tl.grad(bowl)(u) @ V)(w) @ V


def inner_objective(w, a):
    """The inner objective is a nested function that reads what is differentiated.

    args: np.array([0.7, -0.3, 0.9]), 0.4
    """
    def objective(u):
        return np.sum((u - w) ** 4) + a * bowl(u)

    u = np.zeros(3)
    for _ in range(3):
        u = u - 0.05 * tl.grad(objective)(u)
    return np.sum(u * V)


def hessian_of_nested(w, a):
    """A gradient of a gradient of a nested function that calls another one.

    args: np.array([0.7, -0.3, 0.9]), 0.4
    wrt: w
    """
    def layer(h):
        return np.tanh(h * w + a)

    def total(u):
        return np.sum(layer(u) * u)

    g = tl.grad(total)
    product = tl.grad(lambda u: np.sum(g(u) * V))
    return np.sum(product(w * 0.5) ** 2)


def residual_of_equation(w):
    """Derivatives by time of a small network, as in a differential equation.

    args: np.array([0.7, -0.3, 0.9])
    """
    def u(t):
        return math.tanh(w[0] * t + w[1]) * w[2]

    s = 0.0
    for i in range(3):
        t = 0.3 * i
        s += (tl.grad(tl.grad(u))(t) + u(t)) ** 2
    return s


def pullback_at_once(x):
    """A pullback that is called where it is made.

    args: 0.8
    """
    return tl.vjp(wave, x)[1](1.0)[0] ** 2


def pullback_called_twice(x, y):
    """A pullback of a function of several arguments, one of them an int, called twice.

    args: 0.8, 1.4
    """
    value, back = tl.vjp(power, x, 3, y)
    x_bar, _, y_bar = back(value)
    return x_bar * y_bar + back(x)[0]


def pullback_in_loop(w, a):
    """A pullback of a nested function in each turn of a loop.

    args: np.array([0.7, -0.3, 0.9]), 0.4
    """
    for _ in range(3):
        value, back = tl.vjp(lambda u: np.tanh(X @ u) * a, w)
        w = w - 0.1 * back(value)[0]
    return np.sum(w**2)


def pullback_of_gradient(w):
    """A product with the Hessian by the pullback of a gradient.

    args: np.array([0.7, -0.3, 0.9])
    """
    value, back = tl.vjp(tl.grad(bowl), w)
    return np.sum(back(V)[0] * value)


# A derivative of a function that writes into its argument, inside of another function: what was written is the
# function's own argument, and whatever shares its memory. The calls that write run on the tape.


def cubed_in_place(x):
    """A function that writes an element of its argument."""
    x[0] *= x[1]
    return np.sum(x * x * x)


def cubed_through_view(x):
    """A function that writes through a view of its argument."""
    tail = x[1:]
    tail *= x[0]
    tail[0] += x[2]
    return np.sum(x * x * x)


def both_in_place(x, y):
    """A function that writes into both of its arguments."""
    x[0] *= y[1]
    y[1:] *= x[0]
    return np.sum(x * x * y)


cubed_grad, tail_grad, both_grad = tl.grad(cubed_in_place), tl.grad(cubed_through_view), tl.grad(both_in_place, (0, 1))


def argument_used_afterwards(x):
    """The argument that the inner derivative has written is read afterwards.

    args: np.array([0.7, 1.3, 0.9])
    taped: a call that writes into its argument
    """
    return np.dot(cubed_grad(x), V) + np.sum(x**2)


def view_that_is_written(x):
    """The inner derivative writes through a view of a view into a matrix.

    args: np.array([0.7, 1.3, 0.9])
    taped: a call that writes into its argument
    """
    m = np.outer(x, x)
    return np.dot(tail_grad(m[:, 1]), V) * np.sum(m[1]) + np.dot(cubed_grad(m[2][::-1]), x)


def two_that_are_written(x):
    """Both arguments of the inner derivative are written.

    args: np.array([0.7, 1.3, 0.9])
    taped: a call that writes into its argument
    """
    y = x * 2.0
    x_bar, y_bar = both_grad(x, y)
    return np.dot(x_bar, V) + np.dot(y_bar, x) * y[2]


def written_twice_over(x):
    """A derivative of a derivative of a function that writes, in a loop.

    args: np.array([0.7, 1.3, 0.9])
    taped: a call that writes into its argument
    """
    total = 0.0
    for _ in range(2):
        inner = tl.grad(lambda z: np.dot(cubed_grad(z), V))
        total += np.dot(inner(x), x)
    return total


def weighted_by_default(w, weights=V, power=2):
    return np.sum(weights * np.tanh(w)) ** power


def default_array_kept(w):
    """The function that is differentiated has an array as a default value, and is called without it.

    args: np.array([0.4, -0.3, 0.8])
    order: 2
    """
    return np.sum(tl.grad(weighted_by_default)(w) ** 2)
