# f(9.0)
def f(x):
    y = x
    while (rest := y * y - x) > 0.001:
        y = y - rest / (2.0 * y)
    return y


# ---
def f(x):
    y = x
    while True:
        rest = y * y - x
        if not rest > 0.001:
            break
        y = y - rest / (2.0 * y)
    return y
