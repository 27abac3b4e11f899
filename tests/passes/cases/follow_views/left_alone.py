# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    a = x * 2.0
    b = x * 3.0
    c = a if x[0] > 0 else b
    c[0] = x[1]
    return np.sum(a * b)


# ---
def f(x):
    a = x * 2.0
    b = x * 3.0
    c = a if x[0] > 0 else b
    c[0] = x[1]
    return np.sum(a * b)
