# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    y = np.zeros((2, 3))
    for row in y:
        row[:] = x
    return y


# ---
def f(x):
    y = np.zeros((2, 3))
    for i in range(len(y)):
        row = y[i]
        row[:] = x
    return y
