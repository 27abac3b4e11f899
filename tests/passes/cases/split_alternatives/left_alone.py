# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    a = x * 2.0
    b = a if x[0] > 0 else np.sin(x)
    b[0] = x[1]
    c = a if x[1] > 0 else b
    while c[0] > 10.0:
        c[0] *= 0.5
    return np.sum(a)


# ---
def f(x):
    a = x * 2.0
    b = a if x[0] > 0 else np.sin(x)
    b[0] = x[1]
    c = a if x[1] > 0 else b
    while c[0] > 10.0:
        c[0] *= 0.5
    return np.sum(a)
