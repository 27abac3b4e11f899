# f(np.array([1.0, 2.0]))
def f(x):
    y = []
    for v in x:
        y.append(v * v)
    y = np.array(y)
    return y @ x


# ---
def f(x):
    y = []
    for v in x:
        y.append(v * v)
    y_array = np.array(y)
    return y_array @ x
