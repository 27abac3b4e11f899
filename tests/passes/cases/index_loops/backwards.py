# f(np.array([1.0, 2.0, 0.5]))
def f(values):
    total = 0.0
    for v in reversed(values):
        total = 0.5 * total + v
    return total


# ---
def f(values):
    total = 0.0
    for i in range(len(values)):
        v = values[len(values) - 1 - i]
        total = 0.5 * total + v
    return total
