# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    y = np.zeros((3, 2))
    y.ravel()[1:4] = x
    z = y.ravel()[2] * y.T[1]
    return z


# ---
def f(x):
    y = np.zeros((3, 2))
    y.ravel()[1:4] = x
    z1 = y.ravel()[2]
    z1_2 = y.T[1]
    z = z1 * z1_2
    return z
