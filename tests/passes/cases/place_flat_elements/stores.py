# f(np.array([1.5, -2.0]))
def f(x):
    y = np.outer(x, x)
    y.flat[1] = x[0]
    y.flat[::3] = x
    y.flat[[0, 1]] *= 2.0
    return y


# ---
def f(x):
    y = np.outer(x, x)
    places = flat_places(y, 1)
    y[places] = x[0]
    places2 = flat_places(y, np.s_[::3])
    y[places2] = cycled(x, places2)
    places3 = flat_places(y, [0, 1])
    y[places3] *= 2.0
    return y
