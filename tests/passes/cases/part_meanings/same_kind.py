# f(2.0)
def f(x):
    y = x * x
    y = np.sin(y)
    return y


# ---
def f(x):
    y = x * x
    y = np.sin(y)
    return y
