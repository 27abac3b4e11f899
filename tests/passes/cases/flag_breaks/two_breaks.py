# f(1.5, 8), f(20.0, 8), f(-3.0, 8)
def f(x, n):
    for i in range(n):
        if x > 10.0:
            break
        x = x * 1.5
        if x < 0.0:
            x = -x
            break
    return x


# ---
def f(x, n):
    left_early = False
    left_early2 = False
    for i in range(n):
        if x > 10.0:
            left_early = True
            break
        x = x * 1.5
        if x < 0.0:
            x = -x
            left_early2 = True
            break
    return x
