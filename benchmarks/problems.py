"""Functions with a gradient written by hand: what an expert would write, without looking at ours."""

import math

import numpy as np


def neuron(w, b, x, t):
    """The cost of a call."""
    z = w * x + b
    y = 1.0 / (1.0 + math.exp(-z))
    return (y - t) ** 2 / 2.0


def neuron_by_hand(w, b, x, t):
    y = 1.0 / (1.0 + math.exp(-(w * x + b)))
    z_bar = (y - t) * y * (1.0 - y)
    return z_bar * x, z_bar


def oscillator(k, c, steps):
    """A scalar loop: a damped spring, its energy added up."""
    x, v, energy = 1.0, 0.0, 0.0
    h = 10.0 / steps
    for _ in range(steps):
        a = -k * x - c * v * abs(v)
        v = v + h * a
        x = x + h * v
        energy += h * (v * v + k * x * x)
    return energy


def oscillator_by_hand(k, c, steps):
    x, v = 1.0, 0.0
    h = 10.0 / steps
    saved = []
    for _ in range(steps):
        old_x, old_v = x, v
        v = v + h * (-k * x - c * v * abs(v))
        x = x + h * v
        saved.append((old_x, old_v, x, v))
    k_bar = c_bar = x_bar = v_bar = 0.0
    for old_x, old_v, x, v in reversed(saved):
        k_bar += h * x * x
        x_bar += 2.0 * h * k * x
        v_bar += 2.0 * h * v + h * x_bar
        a_bar = h * v_bar
        k_bar -= a_bar * old_x
        c_bar -= a_bar * old_v * abs(old_v)
        x_bar -= a_bar * k
        v_bar -= 2.0 * a_bar * c * abs(old_v)
    return k_bar, c_bar


def thermostat(p, steps):
    """Branches in a loop, parameters in a dict."""
    temperature, used = 15.0, 0.0
    h = 24.0 / steps
    for i in range(steps):
        gap = p["target"] - temperature
        heat = 0.0
        if gap > 0.0:
            heat = min(p["gain"] * gap, p["most"])
        outside = p["mean"] + 8.0 * math.sin(0.2618 * i * h)
        temperature += h * (heat - (temperature - outside) / p["insulation"])
        used += h * heat
    return used + (temperature - p["target"]) ** 2


def thermostat_by_hand(p, steps):
    target, gain, most, mean, insulation = p["target"], p["gain"], p["most"], p["mean"], p["insulation"]
    temperature = 15.0
    h = 24.0 / steps
    saved = []
    for i in range(steps):
        gap = target - temperature
        heat = min(gain * gap, most) if gap > 0.0 else 0.0
        loss = (temperature - mean - 8.0 * math.sin(0.2618 * i * h)) / insulation
        saved.append((gap, loss))
        temperature += h * (heat - loss)
    temperature_bar = 2.0 * (temperature - target)
    target_bar, gain_bar, most_bar, mean_bar, insulation_bar = -temperature_bar, 0.0, 0.0, 0.0, 0.0
    for gap, loss in reversed(saved):
        loss_bar = -h * temperature_bar
        heat_bar = h * (1.0 + temperature_bar)
        insulation_bar -= loss_bar * loss / insulation
        outside_bar = -loss_bar / insulation
        mean_bar += outside_bar
        temperature_bar -= outside_bar
        if gap > 0.0:
            if gain * gap > most:
                most_bar += heat_bar
            else:
                gain_bar += heat_bar * gap
                target_bar += heat_bar * gain
                temperature_bar -= heat_bar * gain
    return {"target": target_bar, "gain": gain_bar, "most": most_bar, "mean": mean_bar, "insulation": insulation_bar}


def rosenbrock(x):
    """A scalar loop over an array."""
    total = 0.0
    for i in range(len(x) - 1):
        total += 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return total


def rosenbrock_by_hand(x):
    numbers = x.tolist()
    bars = [0.0] * len(numbers)
    for i in range(len(numbers) - 1):
        here = numbers[i]
        bar = 200.0 * (numbers[i + 1] - here * here)
        bars[i + 1] += bar
        bars[i] -= 2.0 * (bar * here + 1.0 - here)
    return np.array(bars)


def heat(start, k, steps):
    """Slices of an array that is updated in place."""
    u = start.copy()
    for _ in range(steps):
        u[1:-1] += k * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def heat_by_hand(start, k, steps):
    u = start.copy()
    saved = []
    for _ in range(steps):
        curvature = u[2:] - 2.0 * u[1:-1] + u[:-2]
        saved.append(curvature)
        u[1:-1] += k * curvature
    u_bar = 2.0 * u
    k_bar = 0.0
    while saved:
        part = u_bar[1:-1].copy()
        k_bar += part @ saved.pop()
        part *= k
        u_bar[2:] += part
        u_bar[1:-1] -= 2.0 * part
        u_bar[:-2] += part
    return u_bar, k_bar


def network(w, b, v, x, labels):
    """Products of matrices."""
    h = np.tanh(x @ w + b)
    logits = h @ v
    logits = logits - np.max(logits, axis=1, keepdims=True)
    logs = logits - np.log(np.sum(np.exp(logits), axis=1, keepdims=True))
    return -np.mean(logs[np.arange(len(labels)), labels])


def network_by_hand(w, b, v, x, labels):
    h = np.tanh(x @ w + b)
    logits = h @ v
    logits -= np.max(logits, axis=1, keepdims=True)
    bar = np.exp(logits)
    bar /= np.sum(bar, axis=1, keepdims=True)
    bar[np.arange(len(labels)), labels] -= 1.0
    bar /= len(labels)
    z_bar = (bar @ v.T) * (1.0 - h * h)
    return x.T @ z_bar, z_bar.sum(axis=0), h.T @ bar


def make_problems():
    """Return (function, gradient by hand, names of what is differentiated, arguments)."""
    rng = np.random.default_rng(0)
    house = {"target": 20.0, "gain": 1.5, "most": 6.0, "mean": 8.0, "insulation": 4.0}
    layers = (rng.normal(size=(64, 128)) / 8.0, np.zeros(128), rng.normal(size=(128, 10)) / 11.0)
    return [
        (neuron, neuron_by_hand, ("w", "b"), (0.7, -0.2, 1.3, 0.9)),
        (oscillator, oscillator_by_hand, ("k", "c"), (2.0, 0.3, 2000)),
        (thermostat, thermostat_by_hand, "p", (house, 1000)),
        (rosenbrock, rosenbrock_by_hand, "x", (rng.normal(size=1000),)),
        (heat, heat_by_hand, ("start", "k"), (rng.normal(size=4000), 0.2, 100)),
        (network, network_by_hand, ("w", "b", "v"), (*layers, rng.normal(size=(100, 64)), rng.integers(0, 10, 100))),
    ]
