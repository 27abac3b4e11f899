# f(np.array([1.0, 2.0, 3.0]), 1)
def f(x, k):
    y = x * 2.0
    z = y
    tail = z[k + 1:]
    k = 0
    tail[k] = x[k] ** 2
    return np.sum(y)


# ---
def f(x, k):
    y = x * 2.0
    tail_at = k + 1
    k = 0
    y[tail_at:][k] = x[k] ** 2
    return np.sum(y)
