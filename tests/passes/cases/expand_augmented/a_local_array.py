# f(np.array([1.0, 2.0]))
def f(x):
    y = x * 2.0
    y *= x
    y[0] += 3.0
    return np.sum(y)


# ---
def f(x):
    y = x * 2.0
    y = y * x
    y[0] += 3.0
    return np.sum(y)
