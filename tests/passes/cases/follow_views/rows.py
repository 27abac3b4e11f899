# f(np.array([[1.0, 2.0], [3.0, 0.5]]))
def f(x):
    y = x * 2.0
    for i in range(len(y)):
        row = y[i]
        row *= x[0]
        row[1] += row[0]
    return np.sum(y)


# ---
def f(x):
    y = x * 2.0
    for i in range(len(y)):
        y[i] *= x[0]
        y[i, 1] += y[i, 0]
    return np.sum(y)
