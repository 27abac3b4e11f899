# f(np.array([1.5, 2.0]))
def f(x):
    y = np.zeros_like(x)
    y.fill(x[1])
    return y


# ---
def f(x):
    y = np.zeros_like(x)
    y[...] = x[1]
    return y
