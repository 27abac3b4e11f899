"""The primals of the four models of generated code: a neuron, a loop with `break`, an array in place, a helper."""

import numpy as np


def neuron_loss(w, b, x, target):
    z = w @ x + b
    p = 1.0 / (1.0 + np.exp(-z))
    return np.sum((p - target) ** 2)


def compound(x: float, rate: float, goal: float):
    earned = 0.0
    while earned < 100.0:
        x = x * rate
        if x > goal:
            break
        earned = earned + x ** 2
    return earned + x


def smooth(u0, k: float):
    u = u0.copy()
    for i in range(1, len(u) - 1):
        u[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1])
    return np.sum(u ** 2)


def layer(w, b, x):
    return np.tanh(w @ x + b)


def model(w, b, x):
    h = layer(w, b, x)
    return np.sum(layer(w, b, h))
