# f(np.array([1.0, 2.0]), {"rows": np.zeros(2), "rest": np.ones(2)})
def f(x, work):
    work["rows"][0] = x[1]
    work["rows"] *= x
    return np.sum(work["rows"] * work["rest"])


# ---
def f(x, work):
    work["rows"][0] = x[1]
    work["rows"][...] *= x
    return np.sum(work["rows"] * work["rest"])
