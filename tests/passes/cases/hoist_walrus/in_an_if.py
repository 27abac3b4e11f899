# f(3.0), f(-3.0)
def f(x):
    if (d := x * x - 4.0) > 0.0 and x > 0.0:
        return d
    return x


# ---
def f(x):
    d = x * x - 4.0
    if d > 0.0 and x > 0.0:
        return d
    return x
