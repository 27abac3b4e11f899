# f(np.array([1.0, 2.0, 4.0]), np.array([0.5, 0.25, 0.25]))
def f(x, w):
    return np.average(x * x, weights=w)


# ---
def f(x, w):
    return np.average(x * x, weights=w)
