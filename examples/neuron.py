"""A neuron, L = (sigmoid(w x + b) - t)^2 / 2: its gradient, and the text that computes it.

The backward sweep that is printed is the derivation of the textbook, line by line.
"""

import math

import tangentlike as tl


def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))


@tl.elementwise(sigmoid)
def sigmoid_rule(out, z):
    return out * (1.0 - out)


def neuron_loss(w: float, b: float, x: float, t: float):
    z = w * x + b
    y = sigmoid(z)
    return (y - t) ** 2 / 2.0


if __name__ == "__main__":
    neuron_grad = tl.grad(neuron_loss, argnums=("w", "b"))
    w_bar, b_bar = neuron_grad(0.5, -0.2, 1.5, 1.0)
    print(neuron_grad.source)
    print(f"at w = 0.5, b = -0.2, x = 1.5, t = 1.0:  dL/dw = {w_bar:.6f}, dL/db = {b_bar:.6f}")
