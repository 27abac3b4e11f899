# f(np.array([1.0, 2.0]), 3.0)
def f(x, k):
    rows = [x * k, x + k]
    first = rows[0]
    rows[0][1] = k
    return np.sum(first * rows[1])
# ---


# ---
def f(x, k):
    rows = [x * k, x + k]
    first = rows[0]
    rows[0][1] = k
    return np.sum(first * rows[1])
