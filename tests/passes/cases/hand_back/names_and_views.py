# f(np.array([[1.0, 2.0], [3.0, 0.5]]))
def scale(v, k):
    v *= k


def f(x):
    y = x * 2.0
    scale(y, x[0])
    scale(y[1], 3.0)
    return np.sum(y)


# ---
def f(x):
    y = x * 2.0
    y = scale2(y, x[0])
    y_part = y[1].copy()
    y_part = scale2(y_part, 3.0)
    y[1] = y_part
    return np.sum(y)
