"""Newton's square root: the derivative of a loop that ends when it has converged."""

import math

import tangentlike as tl


def newton_sqrt(x: float, tol: float = 1e-12):
    y = x
    while abs(y * y - x) > tol:
        y = (y + x / y) / 2.0
    return y


if __name__ == "__main__":
    newton_sqrt_grad = tl.grad(newton_sqrt)
    slope = newton_sqrt_grad(2.0)
    print(newton_sqrt_grad.source)
    print(f"the loop: {slope:.12f}   1 / (2 sqrt(2)): {0.5 / math.sqrt(2.0):.12f}")
