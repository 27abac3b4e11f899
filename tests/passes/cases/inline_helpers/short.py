# f(0.4, 0.2), f(-0.4, 0.2)
def square(v):
    """A docstring."""
    return v * v


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def f(x, y):
    x = square(sigmoid(x * y) - y)
    return x if x > 0.01 else square(y)


# ---
def f(x, y):
    x1 = 1.0 / (1.0 + np.exp(-(x * y))) - y
    x = x1 * x1
    return x if x > 0.01 else y * y
