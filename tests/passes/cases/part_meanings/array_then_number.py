# f(np.array([1.0, 2.0]), 2), f(np.array([1.0, 2.0]), 0)
def f(x, n):
    for _ in range(n):
        x = x * 2.0
    x = np.sum(x)
    while x > 5.0:
        x = x / 2.0
    return x


# ---
def f(x, n):
    for _ in range(n):
        x = x * 2.0
    x_number = np.sum(x)
    while x_number > 5.0:
        x_number = x_number / 2.0
    return x_number
