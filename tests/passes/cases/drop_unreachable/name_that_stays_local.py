# f(0.4), f(2.0)
def f(x):
    if x < 0.0:
        return rate * x
    return x
    rate = 3.0


# ---
def f(x):
    if x < 0.0:
        return rate * x
    return x
    rate = 3.0
