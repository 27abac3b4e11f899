"""Logistic regression, trained by gradient descent; the parameters are a dict, and so is their gradient."""

import numpy as np

import tangentlike as tl


def loss(params, x, t):
    """Mean cross-entropy of the labels `t` (0 or 1), with a small penalty on the weights."""
    z = x @ params["w"] + params["b"]
    return np.mean(np.logaddexp(0.0, z) - t * z) + 0.001 * np.sum(params["w"] ** 2)


def make_data(rng, size=200):
    x = rng.normal(size=(size, 2))
    t = (x @ np.array([2.0, -1.0]) + 0.5 + 0.5 * rng.normal(size=size) > 0.0).astype(float)
    return x, t


def train(loss_and_grad, x, t, steps=200, rate=1.0):
    params = {"w": np.zeros(2), "b": 0.0}
    for step in range(steps):
        value, gradient = loss_and_grad(params, x, t)
        params = {name: params[name] - rate * gradient[name] for name in params}
        if step % 50 == 0:
            print(f"step {step:3}: loss {value:.4f}")
    return params


if __name__ == "__main__":
    x, t = make_data(np.random.default_rng(1))
    loss_and_grad = tl.value_and_grad(loss)
    params = train(loss_and_grad, x, t)
    right = np.mean((x @ params["w"] + params["b"] > 0.0) == t)
    print(f"w = {params['w'].round(3)}, b = {params['b']:.3f}: {right:.0%} right")
    print()
    print(loss_and_grad.source)
