# f(np.array([1.0, 2.0]))
def f(x):
    y = np.outer(x, x)
    y.flat = x
    z = np.zeros(3)
    z.flat = 2.0
    return np.sum(y) + np.sum(z)


# ---
def f(x):
    y = np.outer(x, x)
    y.flat[:] = x
    z = np.zeros(3)
    z[...] = 2.0
    return np.sum(y) + np.sum(z)
