# f(np.array([0.5, 1.5, 0.7]))
def f(x):
    d = {1: []}
    every = d[1]
    rows = [[]] * 2
    for v in x:
        d[1].append(v)
        rows[0].append(v * v)
    return sum(every) * rows[1][0]


# ---
def f(x):
    d = {1: []}
    every = d[1]
    rows = [[]] * 2
    for v in x:
        d[1].append(v)
        rows[0].append(v * v)
    return sum(every) * rows[1][0]
