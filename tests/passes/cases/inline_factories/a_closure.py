# f(2.0)
def f(x):
    scale = scaled_by(x)
    return scale(x) * scaled_by(3.0, power=1)(x)


def scaled_by(k, power=2):
    """Return a function."""
    c = k ** power
    return lambda z: c * z


# ---
def f(x):
    k = x
    power = 2
    c = k ** power
    scale = lambda z: c * z
    k2 = 3.0
    power2 = 1
    c2 = k2 ** power2
    return scale(x) * (lambda z: c2 * z)(x)
