# f(np.array([1.0, 2.0, 4.0]))
def f(x):
    y = np.ptp(x) * 2.0
    return y


# ---
def f(x):
    y = (np.max(x, axis=None, keepdims=False) - np.min(x, axis=None, keepdims=False)) * 2.0
    return y
