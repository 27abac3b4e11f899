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
    place = flat_place(y, 1)
    y[place] = x[0]
    places = flat_places(y, np.s_[::3])
    y[places] = cycled(x, places)
    places2 = flat_places(y, [0, 1])
    y[places2] *= 2.0
    return y
