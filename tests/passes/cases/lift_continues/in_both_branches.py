# f([1.0, -2.0, 3.0, -0.5])
def f(values):
    total = 0.0
    for v in values:
        if v < 0.0:
            total = total - v
            continue
        else:
            total = total + v * v
        total = total * 1.5
    return total


# ---
def f(values):
    total = 0.0
    for v in values:
        if v < 0.0:
            total = total - v
            continue
        else:
            total = total + v * v
        total = total * 1.5
    return total
