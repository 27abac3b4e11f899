# f(np.array([[1.0, 2.0], [3.0, 0.5]]))
def f(x):
    y = x * 2.0
    y.reshape(-1)[1:3] = 0.0
    z = np.zeros((2, 2))
    z.ravel()[0] = x[0, 1]
    return y + z


# ---
def f(x):
    y = x * 2.0
    check_rows(y)
    y.reshape(-1)[1:3] = 0.0
    z = np.zeros((2, 2))
    z.ravel()[0] = x[0, 1]
    return y + z
