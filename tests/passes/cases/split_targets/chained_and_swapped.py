# f(1.5, 2.0)
def f(x, y):
    a = b = x * y
    a, b = b + 1.0, a
    x, y = y, x
    return a * x + b * y


# ---
def f(x, y):
    a = x * y
    b = a
    a_new = b + 1.0
    b = a
    a = a_new
    x_new = y
    y = x
    x = x_new
    return a * x + b * y
