# f(1.5, 3)
def f(x, n):
    k = 1
    if n > 2:
        k = 2
    flag = x > 1.0
    if flag:
        x = x * k
    return x


# ---
def f(x, n):
    k = 1
    if n > 2:
        k = 2
    flag = x > 1.0
    if flag:
        x = x * k
    return x
