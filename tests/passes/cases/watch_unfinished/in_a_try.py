# f(np.array([1.0, 2.0]), np.array([0.5, 4.0]))
def f(x, b):
    y = x * 1.0
    try:
        y /= b
        y[0] += x[1]
        y[:1] -= b[1:]
    except FloatingPointError:
        y = x
    return np.sum(y)


# ---
def f(x, b):
    y = x * 1.0
    try:
        check_quiet("divide", "over", "under", "invalid")
        y /= b
        y[0] += x[1]
        check_quiet("over", "under", "invalid")
        y[:1] -= b[1:]
    except FloatingPointError:
        y = x
    return np.sum(y)
