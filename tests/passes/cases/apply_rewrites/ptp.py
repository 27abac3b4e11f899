# f(np.array([1.0, 2.0, 4.0]))
def f(x):
    y = np.ptp(x) * 2.0
    return y


# ---
def f(x):
    y = (np.max(x) - np.min(x)) * 2.0
    return y
