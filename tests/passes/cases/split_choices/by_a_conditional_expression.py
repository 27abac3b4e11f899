# f(0.5), f(-0.5)
def f(x):
    g = np.sin if x > 0.0 else np.cos
    y = g(x)
    return y * g(2.0 * x)


# ---
def f(x):
    g = np.sin if x > 0.0 else np.cos
    if g is sin:
        g1 = sin(x)
    else:
        g1 = cos(x)
    y = g1
    if g is sin:
        g1_2 = sin(2.0 * x)
    else:
        g1_2 = cos(2.0 * x)
    return y * g1_2
