# f(np.array([1.0, 2.0, 3.0]))
WORK = np.zeros(3)


def put(v):
    WORK[:] = v


def total():
    return np.sum(WORK)


def f(x):
    put(x)
    return total()


# ---
def f(x):
    work = WORK

    def put(v):
        work[:] = v

    def total():
        return np.sum(work)

    put(x)
    return total()
