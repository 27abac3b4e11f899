# f([1.0, -2.0, 3.0])
def f(values):
    total = 0.0
    for v in values:
        if v < 0.0:
            continue
        total = total + v
    return total


# ---
def f(values):
    total = 0.0
    for v in values:
        if v < 0.0:
            continue
        total = total + v
    return total
