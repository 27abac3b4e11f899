# f(0.4), f(2.0)
def f(x):
    while x < 3.0:
        if x < 1.0:
            x = x * 2.0
            continue
        else:
            return x * x
        x += 1.0
        again = x
    return x


# ---
def f(x):
    while x < 3.0:
        if x < 1.0:
            x = x * 2.0
            continue
        else:
            return x * x
    return x
