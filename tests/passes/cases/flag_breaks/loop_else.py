# f(1.5, 3), f(1.5, 9)
def f(x, n):
    for i in range(n):
        x = x * 1.5
        if x > 10.0:
            break
    else:
        x = 0.0
    return x


# ---
def f(x, n):
    left_early = False
    for i in range(n):
        x = x * 1.5
        if x > 10.0:
            left_early = True
            break
    if not left_early:
        x = 0.0
    return x
