# f(np.array([1.5, -2.0]))
def f(x):
    y = [v * v for v in x if v > 0]
    v = sum(w * i for i, w in enumerate(y))
    return v + sum([v * v for v in x])


# ---
def f(x):
    y = []
    for v2 in x:
        if v2 > 0:
            y.append(v2 * v2)
    values = []
    for i, w in enumerate(y):
        values.append(w * i)
    v = sum(values)
    values2 = []
    for v3 in x:
        values2.append(v3 * v3)
    return v + sum(values2)
