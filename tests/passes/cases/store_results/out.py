# f(np.array([1.5, 2.0]))
def f(x):
    y = np.zeros_like(x)
    np.exp(x, out=y)
    np.sin(y, y)
    z = np.multiply(np.add(x, y, out=y), x, out=y)
    np.sum(np.ones((2, 2)) * z, 0, out=y)
    np.divide(x, 2.0, where=True, out=y)
    return np.sum(np.add(y, x, out=np.ones(2)))


# ---
def f(x):
    y = np.zeros_like(x)
    y[...] = np.exp(x)
    y[...] = np.sin(y)
    y[...] = np.add(x, y)
    y[...] = np.multiply(y, x)
    z = y
    y[...] = np.sum(np.ones((2, 2)) * z, 0)
    y[...] = np.divide(x, 2.0)
    written = np.ones(2)
    written[...] = np.add(y, x)
    return np.sum(written)
