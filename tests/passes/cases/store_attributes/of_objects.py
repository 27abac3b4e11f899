# f(np.array([1.0, 2.0]))
def f(x):
    def g(v):
        return v

    g.flat = 3.0
    return np.sum(x)


# ---
def f(x):
    def g(v):
        return v

    g.flat = 3.0
    return np.sum(x)
