# f([1.0, -2.0, 3.0, -0.5])
def f(values):
    total = 0.0
    for v in values:
        if v < 0.0:
            if v < -1.0:
                continue
            v = -v
        total = total + v
    return total


# ---
def f(values):
    total = 0.0
    for v in values:
        skip = False
        if v < 0.0:
            if v < -1.0:
                skip = True
            if not skip:
                v = -v
        if skip:
            continue
        total = total + v
    return total
