# f(np.array([[1.0, 2.0], [3.0, 0.5]]))
def f(x):
    x.reshape(-1)[0] *= 2.0
    y = np.sin(np.zeros((2, 2)) + 1.0)
    y.reshape(4)[3] = x[0, 0]
    return np.sum(x * y)


# ---
def f(x):
    check_rows(x)
    x.reshape(-1)[0] *= 2.0
    y = np.sin(np.zeros((2, 2)) + 1.0)
    y.reshape(4)[3] = x[0, 0]
    return np.sum(x * y)
