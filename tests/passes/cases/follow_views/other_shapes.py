# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    y = np.outer(x, x)
    flat = np.ravel(y)
    flat[::4] = x
    turned = np.swapaxes(y, 0, 1)
    turned[0] *= 2.0
    np.add.at(turned, [0, 0], 1.0)
    same = np.asarray(y)
    same[1] -= flat[:3]
    return y


# ---
def f(x):
    y = np.outer(x, x)
    y.ravel()[::4] = x
    y.swapaxes(0, 1)[0] *= 2.0
    np.add.at(y.swapaxes(0, 1), [0, 0], 1.0)
    y[1] -= y.ravel()[:3]
    return y
