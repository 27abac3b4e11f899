# f(np.array([1.0, 2.0]), 0.5), f(np.array([1.0, 2.0]), 0.0)
def f(x, b):
    total = 0.0
    try:
        y = x * 2.0
        y /= b
        total += y[0]
        done = 1.0
    except FloatingPointError:
        done = 2.0
    return np.sum(x) * done + total


# ---
def f(x, b):
    total = 0.0
    try:
        y = x * 2.0
        y /= b
        total += y[0]
        done = 1.0
    except FloatingPointError:
        done = 2.0
    return np.sum(x) * done + total
