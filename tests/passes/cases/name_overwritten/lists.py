# f(np.array([1.0, 2.0]), np.array([3.0])), f(np.array([0.5]), np.array([2.0]))
def f(x, y):
    h = [x, y]
    h[0] = y
    for k in range(2):
        h[k] = x
    return h


# ---
def f(x, y):
    h = [x, y]
    h_old = h[0]
    h[0] = y
    for k in range(2):
        h_old2 = h[k]
        h[k] = x
    return h
