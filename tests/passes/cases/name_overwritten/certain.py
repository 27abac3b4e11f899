# f(np.array([1.0, 2.0]), np.array([3.0, 4.0]), {"a": 1.0})
def f(x, y, d):
    h = [x, y]
    h[0] = y
    n = {"a": x, "b": y[0]}
    n["a"] = y
    n["b"] = x
    n["c"] = x
    s = [1.0, 2.0]
    s[1] = d["a"]
    return h, n, s


# ---
def f(x, y, d):
    h = [x, y]
    h[0] = y
    n = {"a": x, "b": y[0]}
    n["a"] = y
    n_old = n["b"]
    n["b"] = x
    n["c"] = x
    s = [1.0, 2.0]
    s[1] = d["a"]
    return h, n, s
