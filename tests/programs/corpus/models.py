"""Small models as they are found in scripts: several features at once."""

import math

import numpy as np

DATA = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3], [-1.0, 0.8]])
LABELS = np.array([1.0, 0.0, 1.0, 0.0])


def logistic_regression(w, b):
    """A log likelihood over data of the module.

    args: np.array([0.3, -0.2]), 0.1
    order: 2
    """
    z = DATA @ w + b
    p = 1.0 / (1.0 + np.exp(-z))
    return -np.mean(LABELS * np.log(p) + (1.0 - LABELS) * np.log(1.0 - p)) + 0.01 * np.sum(w**2)


def inner_gradient_descent(rate, w0):
    """An unrolled optimisation.

    args: 0.1, np.array([0.5, -0.5])
    """
    w = w0
    for _ in range(5):
        residual = DATA @ w - LABELS
        w = w - rate * (DATA.T @ residual) / len(LABELS)
    return np.sum((DATA @ w - LABELS) ** 2)


def recurrent_network(w, u, xs):
    """A recurrent network over a sequence.

    args: np.array([[0.1, 0.4], [-0.3, 0.2]]), np.array([[0.5], [0.6]]), np.array([[1.0], [-1.0], [0.5]])
    """
    h = np.zeros(2)
    loss = 0.0
    for x in xs:
        h = np.tanh(w @ h + u @ x)
        loss = loss + (h[0] - x[0]) ** 2
    return loss / len(xs)


def projectile(speed, angle, drag):
    """A flight that ends on the ground, the last step interpolated.

    args: 20.0, 0.8, 0.02
    """
    x, y = 0.0, 0.0
    vx, vy = speed * math.cos(angle), speed * math.sin(angle)
    h = 0.1
    while True:
        v = math.sqrt(vx * vx + vy * vy)
        vx -= h * drag * v * vx
        vy -= h * (9.81 + drag * v * vy)
        x_new, y_new = x + h * vx, y + h * vy
        if y_new < 0.0:
            s = y / (y - y_new)
            return x + s * (x_new - x)
        x, y = x_new, y_new


def ising_energy(coupling, field, spins):
    """A double sum with neighbours by the remainder.

    args: 0.7, 0.2, np.array([[1.0, -1.0, 1.0], [1.0, 1.0, -1.0], [-1.0, 1.0, 1.0]])
    """
    n, m = spins.shape
    e = 0.0
    for i in range(n):
        for j in range(m):
            e -= coupling * spins[i, j] * (spins[(i + 1) % n, j] + spins[i, (j + 1) % m])
            e -= field * spins[i, j]
    return e**2


def kalman_filter(q, r, measurements):
    """A scalar Kalman filter's likelihood.

    args: 0.1, 0.5, np.array([1.0, 1.2, 0.7, 1.9])
    order: 2
    """
    x, p = 0.0, 1.0
    loglik = 0.0
    for z in measurements:
        p = p + q
        s = p + r
        innovation = z - x
        loglik -= 0.5 * (math.log(2.0 * math.pi * s) + innovation**2 / s)
        gain = p / s
        x = x + gain * innovation
        p = (1.0 - gain) * p
    return loglik


def hidden_markov(transition, emission):
    """The forward algorithm with scaling.

    args: np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.9, 0.1], [0.2, 0.8]])
    """
    observations = [0, 1, 0, 0]
    alpha = np.array([0.6, 0.4]) * emission[:, observations[0]]
    loglik = 0.0
    for o in observations[1:]:
        alpha = (alpha @ transition) * emission[:, o]
        total = alpha.sum()
        loglik = loglik + np.log(total)
        alpha = alpha / total
    return loglik


def gaussian_mixture(means, log_sigma, weights):
    """Log likelihood of a mixture, with logsumexp.

    args: np.array([0.0, 1.5]), np.array([0.1, -0.3]), np.array([0.4, 0.6])
    """
    samples = np.array([0.2, 1.1, 1.9, -0.4])
    z = (samples[:, None] - means) / np.exp(log_sigma)
    log_p = -0.5 * z**2 - log_sigma + np.log(weights / np.sum(weights))
    m = np.max(log_p, axis=1, keepdims=True)
    return np.sum(m[:, 0] + np.log(np.sum(np.exp(log_p - m), axis=1)))


def three_bodies(positions, masses):
    """Pairwise energies.

    args: np.array([[0.0, 0.0], [1.0, 0.2], [0.3, 1.1]]), np.array([1.0, 0.5, 0.2])
    """
    e = 0.0
    n = len(masses)
    for i in range(n):
        for j in range(i + 1, n):
            d = positions[i] - positions[j]
            e -= masses[i] * masses[j] / np.sqrt(np.sum(d**2) + 1e-2)
    return e


def lotka_volterra(a, b, c, d):
    """Predators and prey, tuple assignment in a loop.

    args: 1.0, 0.2, 0.5, 0.3
    """
    x, y = 2.0, 1.0
    h = 0.05
    for _ in range(8):
        x, y = x + h * (a * x - b * x * y), y + h * (-c * y + d * x * y)
    return (x - 2.0) ** 2 + (y - 1.5) ** 2


def black_scholes(spot, strike, rate, sigma, t):
    """An option's price with the error function.

    args: 100.0, 95.0, 0.02, 0.3, 0.5
    """
    d1 = (math.log(spot / strike) + (rate + 0.5 * sigma**2) * t) / (sigma * math.sqrt(t))
    d2 = d1 - sigma * math.sqrt(t)
    n1 = 0.5 * (1.0 + math.erf(d1 / math.sqrt(2.0)))
    n2 = 0.5 * (1.0 + math.erf(d2 / math.sqrt(2.0)))
    return spot * n1 - strike * math.exp(-rate * t) * n2


def binomial_tree(spot, sigma):
    """An option on a tree of prices, an array made smaller each step.

    args: 100.0, 0.3
    """
    n = 4
    up = math.exp(sigma * math.sqrt(0.25))
    p = (1.0 - 1.0 / up) / (up - 1.0 / up)
    prices = spot * up ** (2.0 * np.arange(n + 1) - n)
    values = np.maximum(prices - 97.0, 0.0)
    while len(values) > 1:
        values = p * values[1:] + (1.0 - p) * values[:-1]
    return values[0]


def thermostat(gain, outside):
    """A controlled building: a state machine with a hysteresis.

    args: 0.8, 5.0
    """
    t = 18.0
    heating = False
    energy = 0.0
    for step in range(12):
        if heating and t > 21.0:
            heating = False
        elif not heating and t < 19.0:
            heating = True
        power = 2.0 * gain if heating else 0.0
        t = t + 0.1 * (outside - t) + power
        energy += power**2
    return energy + (t - 20.0) ** 2


def spline_second_derivatives(y):
    """The tridiagonal algorithm with two arrays.

    args: np.array([0.0, 1.0, 0.5, 2.0, 1.5])
    """
    n = len(y)
    m = np.zeros(n)
    u = np.zeros(n)
    for i in range(1, n - 1):
        p = 0.5 * m[i - 1] + 2.0
        m[i] = -0.5 / p
        u[i] = (3.0 * (y[i + 1] - 2.0 * y[i] + y[i - 1]) - 0.5 * u[i - 1]) / p
    for k in range(n - 2, -1, -1):
        m[k] = m[k] * m[k + 1] + u[k]
    return np.sum(m**2)


def dynamic_time_warping(x, y):
    """A table filled by min of neighbours.

    args: np.array([1.0, 2.3, 0.4]), np.array([0.9, 2.0, 2.2])
    """
    n, m = len(x), len(y)
    cost = np.full((n + 1, m + 1), 100.0)
    cost[0, 0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            best = min(cost[i - 1, j], cost[i, j - 1], cost[i - 1, j - 1])
            cost[i, j] = (x[i - 1] - y[j - 1]) ** 2 + best
    return cost[n, m]


def robust_loss(residuals, delta):
    """Huber's loss, by a loop.

    args: np.array([0.1, -2.0, 0.7, 3.0]), 1.0
    """
    loss = 0.0
    for r in residuals:
        a = abs(r)
        loss += 0.5 * r**2 if a <= delta else delta * (a - 0.5 * delta)
    return loss / len(residuals)


def line_search(x, step):
    """Backtracking until the value falls.

    args: np.array([2.0, 1.0]), 1.1
    """
    value = np.sum(x**4)
    gradient = 4.0 * x**3
    while True:
        trial = x - step * gradient
        if np.sum(trial**4) < value:
            break
        step = 0.5 * step
    return np.sum(trial**2)


def linear_interpolation(x, knots, values):
    """A search in a table with a while loop.

    args: 1.7, np.array([0.0, 1.0, 2.5, 4.0]), np.array([1.0, 3.0, 2.0, 5.0])
    """
    i = 0
    while i < len(knots) - 2 and knots[i + 1] < x:
        i += 1
    t = (x - knots[i]) / (knots[i + 1] - knots[i])
    return (1.0 - t) * values[i] + t * values[i + 1]


def reservoir(inflow, k, capacity):
    """A reservoir that overflows.

    args: np.array([1.0, 3.0, 0.5, 2.0, 0.1]), 0.3, 3.0
    """
    storage = 1.0
    spill = 0.0
    for q in inflow:
        storage = storage + q - k * storage
        if storage > capacity:
            spill = spill + (storage - capacity) ** 2
            storage = capacity
    return spill + storage * k


def gaussian_elimination(a, b):
    """Elimination on lists of floats, without pivots.

    args: np.array([[2.0, 1.0], [0.5, 3.0]]), np.array([1.0, 2.0])
    """
    a00, a01 = a[0]
    a10, a11 = a[1]
    factor = a10 / a00
    a11 = a11 - factor * a01
    b1 = b[1] - factor * b[0]
    x1 = b1 / a11
    x0 = (b[0] - a01 * x1) / a00
    return x0**2 + x1**2


def lstm(w, xs):
    """Gates in a helper that returns two states.

    args: np.array([[0.2, -0.1], [0.4, 0.3], [-0.2, 0.5], [0.1, 0.1]]), np.array([0.5, -1.0, 0.7])
    """
    h, c = 0.0, 0.0
    for x in xs:
        h, c = lstm_cell(w, h, c, x)
    return h**2 + c


def lstm_cell(w, h, c, x):
    """A helper: one step."""
    z = w @ np.array([h, x])
    gates = 1.0 / (1.0 + np.exp(-z[:3]))
    c = gates[0] * c + gates[1] * np.tanh(z[3])
    return gates[2] * np.tanh(c), c


def divide_and_conquer(x):
    """A recursion over halves of an array.

    args: np.array([0.5, 1.2, -0.3, 0.8, 2.0])
    """
    if len(x) == 1:
        return x[0]
    middle = len(x) // 2
    return divide_and_conquer(x[:middle]) * divide_and_conquer(x[middle:]) + x[0]


def best_so_far(values):
    """None until there is a value.

    args: np.array([0.9, 1.2, 0.3, 0.8])
    """
    best = None
    for v in values:
        cost = (v - 0.5) ** 2
        if best is None or cost < best:
            best = cost
    return best * 3.0


def momentum_descent(x0, rate, momentum):
    """Two arrays as the state of a loop, and a test for convergence.

    args: np.array([1.0, -0.7]), 0.1, 0.5
    """
    x, v = x0, np.zeros(2)
    for k in range(50):
        gradient = 4.0 * x**3 + x
        v = momentum * v - rate * gradient
        x = x + v
        if np.sqrt(np.sum(gradient**2)) < 0.3:
            break
    return np.sum(x**2) + k


def newton_system(a, b):
    """Newton's method in two dimensions, with a Jacobian by hand.

    args: 1.2, 0.7
    """
    x = np.array([1.0, 1.0])
    for _ in range(6):
        f = np.array([x[0] ** 2 + x[1] ** 2 - 4.0 * a, x[0] * x[1] - b])
        j = np.array([[2.0 * x[0], 2.0 * x[1] + 0.5], [x[1], x[0]]])
        x = x - 0.7 * np.linalg.solve(j, f)
    return x[0] + 2.0 * x[1]


def attention(q, k, v):
    """Softmax of products.

    args: np.array([[0.1, 0.4], [0.3, -0.2]]), np.array([[0.5, 0.1], [0.2, 0.3]]), np.array([[1.0, 2.0], [0.5, -1.0]])
    """
    scores = q @ k.T / np.sqrt(k.shape[-1])
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return np.sum((weights @ v) ** 2)


def sum_of_rows_from_int(matrix):
    """An accumulator that starts as the int 0 and becomes an array.

    args: np.array([[1.0, 2.0], [0.5, 0.3]])
    """
    total = 0
    for row in matrix:
        total = total + row * row[0]
    return np.sum(total**2)


def signal_energy(x, window):
    """Windows over a signal, padded.

    args: np.array([0.5, 1.2, -0.3, 0.8]), np.array([0.2, 0.5, 0.3])
    """
    padded = np.concatenate([np.zeros(1), x, np.zeros(1)])
    energies = []
    for i in range(len(x)):
        piece = padded[i : i + 3] * window
        energies.append(np.sum(piece) ** 2)
    return np.log(np.sum(np.array(energies)))
