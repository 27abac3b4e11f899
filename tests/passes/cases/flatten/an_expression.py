# f(0.5, 2.0)
def f(x, k):
    y = x * np.sin(x) + k ** 2 * x
    return y


# ---
def f(x, k):
    y1 = np.sin(x)
    y1_2 = x * y1
    y1_3 = k ** 2
    y1_4 = y1_3 * x
    y = y1_2 + y1_4
    return y
