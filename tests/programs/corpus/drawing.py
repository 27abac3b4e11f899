"""Random numbers that are drawn inside: they are constants, drawn once, in the order of the program."""

import numpy as np


def step(rng, y):
    return y + 0.1 * rng.standard_normal(y.shape) * y


def unread(x):
    """Numbers that nobody reads are drawn all the same.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    rng.normal()
    rng.random(3)
    return np.sum(x**2 * rng.normal(size=3))


def in_a_loop(x):
    """A number is drawn in each step, and never a second time.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    s = 0.0
    for i in range(4):
        z = rng.normal()
        s += z * x[i % 3] ** 2 * np.sin(z * x[0])
    return s


def in_branches(x):
    """A branch and a product of what a RandomState draws.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.RandomState(0)
    y = x
    for i in range(4):
        y = np.sin(y * rng.rand(3)) + y
        if rng.rand() > 0.5:
            y = y * rng.uniform(0.5, 1.5)
    return np.sum(y)


def by_a_helper(x):
    """A helper is given the generator.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(1)
    y = x
    for _ in range(3):
        y = step(rng, y)
    return np.sum(y**2)


def parameters(x):
    """Draws whose parameters carry derivatives.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(1)
    z = rng.normal(x[0], np.exp(x[1]), size=5)
    u = rng.uniform(0.0, x[2], 3)
    e = rng.exponential(x[2], size=2)
    return np.sum(z**2) + np.sum(u**3) + e @ e


def masked(x):
    """A mask that is drawn.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    w = np.outer(x, x)
    mask = rng.random(w.shape) < 0.5
    w[mask] = 0.0
    w *= 2.0
    return np.sum(np.tanh(w))


def in_drawn_order(x):
    """Stochastic gradient descent: the order is drawn.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    data = rng.normal(size=(8, 3))
    w = x.copy()
    for epoch in range(2):
        for i in rng.permutation(8):
            w -= 0.1 * (data[i] @ w - 1.0) * data[i]
    return w @ w


def bootstrap(x):
    """Samples of samples.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    out = np.empty(5)
    for k in range(5):
        idx = rng.integers(0, len(x), len(x))
        out[k] = np.mean(x[idx])
    return np.var(out)


def resample(x):
    """Items of active arrays are drawn and permuted.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    s = rng.choice(x, size=4)
    t = rng.permutation(np.outer(x, x))
    rng.shuffle(t)
    return np.sum(s**2) + t[0, 0] * t[1, 2] + rng.choice(x)


def metropolis(x):
    """A chain of accepted and rejected steps.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(3)
    th = x[0]
    acc = 0.0
    for _ in range(10):
        prop = th + 0.3 * rng.normal()
        if np.log(rng.random()) < -0.5 * (prop**2 - th**2) * 1.0:
            th = prop
        acc += th * x[1]
    return acc


def legacy(x):
    """The functions of the module, which have one state.

    args: np.array([0.4, 1.2, 0.8])
    """
    np.random.seed(0)
    y = x + np.random.randn(3) * x
    np.random.shuffle(y)
    z = np.random.permutation(x)
    c = np.random.choice(x, 2)
    g = np.random.rand(3)
    return np.sum(y * z * g) + np.sum(c**2) + np.random.normal(x[0], 1.0)


def filled_again(x):
    """A buffer is filled by draws again and again.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    buf = np.zeros(3)
    s = 0.0
    for _ in range(3):
        rng.standard_normal(out=buf)
        s += np.sum((buf * x) ** 2)
        rng.random(3, out=buf)
        s += buf @ x
        x = x * buf
    return s


def listed(x):
    """Draws in comprehensions, and of distributions without a rule.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    zs = [rng.normal() for _ in range(4)]
    s = 0.0
    for z in zs:
        s += z * x[0] ** 2
    s += sum(rng.poisson(3.0) * v for v in x)
    return s * rng.standard_gamma(2.0) * rng.beta(1.0, 2.0)


def correlated(x):
    """Correlated numbers.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    L = np.linalg.cholesky(np.outer(x, x) * 0.1 + np.eye(3))
    z = L @ rng.standard_normal((3, 4))
    m = rng.multivariate_normal(np.zeros(3), np.eye(3))
    return np.sum(z**2) + m @ x


def two_names(x):
    """Two names of one generator.

    args: np.array([0.4, 1.2, 0.8])
    """
    rng = np.random.default_rng(0)
    rng2 = rng
    a = rng.normal()
    b = rng2.normal()
    c = rng.normal()
    return a * x[0] + b * x[1] ** 2 + c * x[2] ** 3


def items_of_lists(x, y):
    """Numbers of a list are drawn and permuted.

    args: 0.7, 1.3
    """
    rng = np.random.default_rng(0)
    items = [x, y * 2, x * y]
    ordered = rng.permutation(items)
    return rng.choice(items) * x + np.sum(rng.choice(items, 3) * ordered)


def shuffled_list(x, y):
    """A list is shuffled.

    args: 0.7, 1.3
    taped: a list is no array
    """
    items = [x, y * 2, x * y]
    np.random.default_rng(0).shuffle(items)
    return items[0] * 2 + items[1] * 3 + items[2]
