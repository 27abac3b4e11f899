# f(np.array([1.5, -2.0, 3.0]))
def f(x):
    np.random.seed(4)
    y = x * x
    np.random.shuffle(y)
    return y


# ---
def f(x):
    np.random.seed(4)
    y = x * x
    y[...] = y[np.random.permutation(len(y))]
    return y
