# f(np.array([1.0, 2.0, 3.0]))
def shifted(v, by=1):
    first = v[0]
    v[:-by] = v[by:]
    return first


def same(v):
    v[0] = 0.0
    return v


def f(x):
    y = x * 2.0
    first = shifted(y, by=1)
    z = same(y)
    return first * np.sum(z)


# ---
def f(x):
    y = x * 2.0
    first, y = shifted2(y, by=1)
    y = same2(y)
    z = y
    return first * np.sum(z)
