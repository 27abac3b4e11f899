"""An ordinary differential equation, solved with steps that adapt to the error: how the end depends on the parameters.

Logistic growth, y' = rate * y * (1 - y / capacity), has a solution in closed form to compare with.
"""

import math

import tangentlike as tl


def grow(y: float, rate: float, capacity: float):
    return rate * y * (1.0 - y / capacity)


def population(rate: float, capacity: float, start: float, duration: float, tol: float = 1e-8):
    """Return y(duration), by Heun's method; Euler's gives the error estimate."""
    time = 0.0
    step = 0.01 * duration
    y = start
    while time < duration:
        if time + step > duration:
            step = duration - time
        slope = grow(y, rate, capacity)
        slope_ahead = grow(y + step * slope, rate, capacity)
        error = abs(step * (slope_ahead - slope) / 2.0)
        if error < tol:
            time = time + step
            y = y + step * (slope + slope_ahead) / 2.0
        step = step * min(2.0, 0.9 * math.sqrt(tol / max(error, 1e-3 * tol)))
    return y


def exact(rate, capacity, start, duration):
    return capacity / (1.0 + (capacity / start - 1.0) * math.exp(-rate * duration))


if __name__ == "__main__":
    population_grad = tl.grad(population, argnums=("rate", "capacity"))
    point = (1.3, 10.0, 0.5, 4.0)
    by_rate, by_capacity = population_grad(*point)
    print(population_grad.source)

    shift = 1e-6
    by_rate_exact = (exact(1.3 + shift, *point[1:]) - exact(1.3 - shift, *point[1:])) / (2.0 * shift)
    by_capacity_exact = (exact(1.3, 10.0 + shift, *point[2:]) - exact(1.3, 10.0 - shift, *point[2:])) / (2.0 * shift)
    print(f"d y(4) / d rate:     {by_rate:.6f}, of the exact solution {by_rate_exact:.6f}")
    print(f"d y(4) / d capacity: {by_capacity:.6f}, of the exact solution {by_capacity_exact:.6f}")
