# f(np.array([1.0, 2.0, 3.0, 4.0]), 1)
def f(x, k):
    y = x * 1.0
    rows = [y[:2], y[1:3]]
    rows[k] *= x[:2]
    return y


# ---
def f(x, k):
    y = x * 1.0
    rows = [y[:2], y[1:3]]
    rows[k] *= x[:2]
    return y
