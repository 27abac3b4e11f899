# f([1.5, 2.0], 1), f([1.5, 2.0], 2)
def f(x, k):
    try:
        y = x[k]
        y = x[0] * 2.0
    except IndexError:
        y = x[1]
    return y


# ---
def f(x, k):
    try:
        y = x[k]
        y = x[0] * 2.0
    except IndexError:
        y = x[1]
    return y
