# f(np.array([1.0, 2.0, 3.0]))
WORK = np.zeros(3)


def total():
    return np.sum(WORK)


def f(x):
    WORK[:] = x
    return total()


# ---
def f(x):
    WORK[:] = x
    return total()
