# f(np.array([1.0, 2.0, 0.5]))
def f(values):
    total = 0.0
    for v in values:
        total = total + v * v
    return total


# ---
def f(values):
    total = 0.0
    for i in range(len(values)):
        v = values[i]
        total = total + v * v
    return total
