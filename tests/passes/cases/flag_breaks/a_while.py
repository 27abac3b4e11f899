# f(1.5), f(50.0)
def f(x):
    while x < 100.0:
        x = x * 1.5
        if x > 40.0:
            break
        x = x + 1.0
    return x


# ---
def f(x):
    left_early = False
    while x < 100.0:
        x = x * 1.5
        if x > 40.0:
            left_early = True
            break
        x = x + 1.0
    return x
