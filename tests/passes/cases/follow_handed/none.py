# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    y = x * 2.0
    part = y[1:]
    part *= x[0]
    return np.sum(y)


# ---
def f(x):
    y = x * 2.0
    part = y[1:]
    part *= x[0]
    return np.sum(y)
