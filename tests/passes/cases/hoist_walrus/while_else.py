# f(9.0), f(0.5)
def f(x):
    while (half := x / 2.0) > 1.0:
        if half > 4.0:
            break
        x = half
    else:
        x = x + 1.0
    return x


# ---
def f(x):
    while True:
        half = x / 2.0
        if not half > 1.0:
            x = x + 1.0
            break
        if half > 4.0:
            break
        x = half
    return x
