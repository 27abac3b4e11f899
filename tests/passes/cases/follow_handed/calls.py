# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    y = x * 2.0
    np.add.at(y, [0, 0], x[1])
    return np.sum(y)


# ---
def f(x):
    y = x * 2.0
    np.add.at(y, [0, 0], x[1])
    return np.sum(y)
