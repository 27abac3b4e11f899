# f(-1.0), f(2.0)
def f(x):
    if x < 0.0:
        return -x
    y = x * x
    return y + x


# ---
def f(x):
    if x < 0.0:
        out = -x
    else:
        y = x * x
        out = y + x
    return out
