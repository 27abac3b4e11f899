# f(np.array([1.0, 2.0, 3.0]))
WORK = np.zeros(3)


def total():
    return np.sum(WORK)


TOTALS = [total]


def f(x):
    WORK[:] = x
    return TOTALS[0]()


# ---
def f(x):
    WORK[:] = x
    return TOTALS[0]()
