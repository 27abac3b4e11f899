# f(0.4, 0.2, np.array([1.0, 2.0]))
def long(v):
    return v * v * v * v * v


def square(v):
    return v * v


def shifted(v):
    return v + offset


offset = 0.5


def f(x, y, a):
    offset = long(x)
    values = [x, y]
    return square(values.pop()) + shifted(y) + np.sum(square(a)) + offset


# ---
def f(x, y, a):
    offset = long(x)
    values = [x, y]
    return square(values.pop()) + shifted(y) + np.sum(a * a) + offset
