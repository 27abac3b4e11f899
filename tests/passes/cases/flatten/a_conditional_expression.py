# f(0.5), f(-0.5)
def f(x):
    y = x * x if x > 0.0 else -x
    return y


# ---
def f(x):
    if x > 0.0:
        y1 = x * x
    else:
        y1 = -x
    y = y1
    return y
