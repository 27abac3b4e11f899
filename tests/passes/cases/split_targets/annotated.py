# f(1.5)
def f(x):
    y: float
    y: float = x * x
    return y


# ---
def f(x):
    y = x * x
    return y
