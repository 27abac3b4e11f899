# f(1.5), f(-1.5)
def f(x):
    if x > 0.0:
        y = x * x
    else:
        y = -x
    return y


# ---
def f(x):
    branch = x > 0.0
    if branch:
        y = x * x
    else:
        y = -x
    return y
