"""Whole algorithms of statistics, simulation and learning, as users write them."""

import math

import numpy as np


def kalman(z, q, r):
    """A Kalman filter with matrices, its likelihood.

    args: np.array([1.0, 1.3, 0.9]), 0.1, 0.5
    """
    f = np.array([[1.0, 1.0], [0.0, 1.0]])
    h = np.array([[1.0, 0.0]])
    x = np.zeros(2)
    p = np.eye(2)
    likelihood = 0.0
    for measured in z:
        x = f @ x
        p = f @ p @ f.T + q * np.eye(2)
        s = (h @ p @ h.T)[0, 0] + r
        gain = (p @ h.T)[:, 0] / s
        error = measured - x[0]
        likelihood -= 0.5 * (math.log(s) + error**2 / s)
        x = x + gain * error
        p = (np.eye(2) - np.outer(gain, h[0])) @ p
    return likelihood


def hidden_markov_forward(transition, emission, start):
    """The forward algorithm, scaled in each step.

    args: np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0.5, 0.5])
    """
    observed = [0, 1, 1, 0]
    alpha = start * emission[:, observed[0]]
    total = 0.0
    for o in observed[1:]:
        scale = alpha.sum()
        total += np.log(scale)
        alpha = (alpha / scale) @ transition * emission[:, o]
    return total + np.log(alpha.sum())


def time_warping(x, y):
    """Dynamic time warping, with a table of infinities.

    args: np.array([1.0, 2.5, 3.0, 2.0]), np.array([0.8, 2.2, 3.3])
    """
    n, m = len(x), len(y)
    cost = np.full((n + 1, m + 1), np.inf)
    cost[0, 0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            d = (x[i - 1] - y[j - 1]) ** 2
            cost[i, j] = d + min(cost[i - 1, j], cost[i, j - 1], cost[i - 1, j - 1])
    return cost[n, m]


def adaptive_runge_kutta(y0, k):
    """Runge-Kutta of orders 2 and 3 with a step that adapts.

    args: 1.0, 0.8
    """

    def f(t, y):
        return -k * y + math.sin(t)

    t, y, h = 0.0, y0, 0.5
    while t < 2.0:
        h = min(h, 2.0 - t)
        k1 = f(t, y)
        k2 = f(t + 0.5 * h, y + 0.5 * h * k1)
        k3 = f(t + 0.75 * h, y + 0.75 * h * k2)
        new = y + h * (2.0 * k1 + 3.0 * k2 + 4.0 * k3) / 9.0
        k4 = f(t + h, new)
        error = abs(h * (-5.0 * k1 / 72.0 + k2 / 12.0 + k3 / 9.0 - k4 / 8.0))
        if error <= 2e-2:
            t, y = t + h, new
        h = 0.25 if error > 2e-2 else 0.5
    return y


def leapfrog_with_mass(q, p, mass):
    """Leapfrog in place, for a pendulum of several masses.

    args: np.array([0.5, 0.1]), np.array([0.2, -0.3]), 1.5
    """
    q, p = q.copy(), p.copy()
    dt = 0.1
    for _ in range(5):
        p -= 0.5 * dt * np.sin(q)
        q += dt * p / mass
        p -= 0.5 * dt * np.sin(q)
    return np.sum(0.5 * p**2 / mass - np.cos(q))


def welford_variance(x):
    """Mean and variance in one pass.

    args: np.array([1.0, 2.5, 0.3, 1.7])
    """
    count, mean, m2 = 0, 0.0, 0.0
    for value in x:
        count += 1
        delta = value - mean
        mean += delta / count
        m2 += delta * (value - mean)
    return m2 / (count - 1) + mean


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def lstm_over_time(w, b, xs):
    """An LSTM cell over a sequence, gates split by slices.

    args: 0.3 * np.cos(np.arange(32.0)).reshape(8, 4), np.full(8, 0.1), np.array([[0.5, 1.0], [0.2, -0.4]])
    """
    h, c = np.zeros(2), np.zeros(2)
    for x in xs:
        z = w @ np.concatenate([x, h]) + b
        i, f, o, g = sigmoid(z[:2]), sigmoid(z[2:4]), sigmoid(z[4:6]), np.tanh(z[6:])
        c = f * c + i * g
        h = o * np.tanh(c)
    return np.sum(h**2)


def attention_masked(x, w):
    """Causal attention, its mask written in place.

    args: np.array([[0.5, 1.0], [0.2, -0.4], [0.9, 0.3]]), np.array([[0.3, 0.1], [0.2, 0.7]])
    """
    q, k, v = x @ w, x @ w.T, x * 2.0
    scores = q @ k.T / math.sqrt(2.0)
    scores[np.triu(np.ones((3, 3), dtype=bool), 1)] = -1e9
    scores -= scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.sum((weights @ v) ** 2)


def inner_sgd(rate, start):
    """Inner gradient descent with parameters updated in place.

    args: 0.1, np.array([0.5, -0.3])
    """
    x = np.array([[1.0, 0.5], [0.3, 2.0], [1.5, 1.0]])
    y = np.array([1.0, 2.0, 0.5])
    w = start.copy()
    velocity = np.zeros(2)
    for step in range(4):
        row = x[step % 3]
        error = row @ w - y[step % 3]
        velocity *= 0.9
        velocity -= rate * 2.0 * error * row
        w += velocity
    return np.sum((x @ w - y) ** 2)


def softmax_regression(w):
    """Cross entropy, with one row of scores after the other.

    args: np.array([[0.5, 1.0], [0.2, -0.4], [0.9, 0.3]])
    """
    data = [(np.array([1.0, 2.0]), 0), (np.array([0.5, -1.0]), 2)]
    loss = 0.0
    for features, label in data:
        scores = w @ features
        top = np.max(scores)
        loss += top + np.log(np.sum(np.exp(scores - top))) - scores[label]
    return loss / len(data)


def monte_carlo(volatility):
    """An Asian option over paths that are drawn inside.

    args: 0.3
    """
    draws = np.random.default_rng(5).normal(size=(4, 3))
    price = np.full(4, 1.0)
    mean = np.zeros(4)
    for step in range(3):
        price *= np.exp(-0.5 * volatility**2 / 3.0 + volatility * np.sqrt(1.0 / 3.0) * draws[:, step])
        mean += price / 3.0
    return np.mean(np.maximum(mean - 0.9, 0.0))


def n_bodies(x, v):
    """Bodies that attract each other, in nested loops over views.

    args: np.array([[0.0, 0.0], [1.0, 0.2], [0.3, 0.9]]), np.array([[0.0, 0.1], [0.2, 0.0], [-0.1, 0.0]])
    """
    x, v = x.copy(), v.copy()
    for _ in range(2):
        force = np.zeros_like(x)
        for i in range(3):
            for j in range(i):
                d = x[j] - x[i]
                f = d / (d @ d + 0.1) ** 1.5
                force[i] += f
                force[j] -= f
        v += 0.05 * force
        x += 0.05 * v
    return np.sum(v**2) + x[0, 0]


def cellular_pool(x):
    """Max pooling of windows, by two loops.

    args: np.array([[1.0, 2.0, 0.5, 0.1], [0.3, 0.8, 1.4, 0.6]])
    """
    pooled = np.empty((1, 2))
    for i in range(0, 2, 2):
        for j in range(0, 4, 2):
            pooled[i // 2, j // 2] = np.max(x[i : i + 2, j : j + 2])
    return np.sum(pooled**2)


def viterbi(scores):
    """The best path, by maxima in a table.

    args: np.array([[1.0, 0.2], [0.4, 0.9], [0.3, 0.8]])
    """
    best = scores[0].copy()
    for row in scores[1:]:
        previous = best.copy()
        for k in range(2):
            best[k] = row[k] + max(previous[k], previous[1 - k] - 0.1)
    return best.max()


def pid_controller(gains):
    """A controller with state in a dict, and a clipped output.

    args: {"p": 0.6, "i": 0.1, "d": 0.05}
    """
    state = {"integral": 0.0, "last": 0.0}
    value, cost = 0.0, 0.0
    for _ in range(6):
        error = 1.0 - value
        state["integral"] += error * 0.1
        change = (error - state["last"]) / 0.1
        state["last"] = error
        control = gains["p"] * error + gains["i"] * state["integral"] + gains["d"] * change
        control = min(max(control, -2.0), 2.0)
        value += 0.1 * control
        cost += error**2
    return cost


def bootstrap(x, n):
    """Resampling: draws whose sizes are those of the data.

    args: np.array([1.0, 2.0, 4.0]), 3
    wrt: x
    """
    rng = np.random.default_rng(0)
    stats = []
    for _ in range(n):
        sample = x[rng.integers(0, len(x), size=len(x))]
        stats.append(sample.mean() ** 2 + x @ rng.standard_normal(x.shape))
    return np.std(stats) + stats[0]


def moved_draws(x, n):
    """Draws of a generator that is made here, whose parameters are differentiated, and one that nobody reads.

    args: np.array([1.0, 2.0, 4.0]), 3
    wrt: x
    """
    rng = np.random.default_rng(n)
    total = 0.0
    for _ in range(n):
        total += rng.normal(0.0, x[0])
        rng.random()
        total += rng.uniform(low=x[1], high=10.0) * rng.choice([1.0, 2.0])
        total += x[rng.choice(len(x))] * rng.gamma(2.0) + rng.exponential(x[2])
    return total


def path_of(rng, x):
    """One path; the generator is the caller's."""
    steps = np.arange(3.0)
    rng.shuffle(steps)
    return (rng.randn(2, 3) @ x).sum() ** 2 + steps @ x + rng.rand() * x[0]


def paths(x, seed):
    """A helper draws from the generator that it is given; noise and masks in arrays.

    args: np.array([1.0, 2.0, 4.0]), 5
    wrt: x
    """
    rng = np.random.RandomState(seed)
    noisy = x + np.array([rng.normal() for _ in range(3)])
    noisy[rng.random_sample(3) < 0.5] = 0.0
    return sum(path_of(rng, x) for _ in range(4)) + (noisy**2).sum()
