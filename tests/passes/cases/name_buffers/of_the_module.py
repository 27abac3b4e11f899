# f(np.array([1.0, 2.0, 3.0]))
WORK = np.zeros(3)
TABLE = np.ones(3)


def f(x):
    WORK[:] = x * TABLE
    part = WORK[1:]
    part *= 2.0
    return np.sum(WORK)


# ---
def f(x):
    work = WORK
    work[:] = x * TABLE
    part = work[1:]
    part *= 2.0
    return np.sum(work)
