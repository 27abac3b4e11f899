# f(0.5), f(-0.5)
def f(x):
    if x > 0.0:
        g = np.sin
    else:
        g = np.cos
    return g(x) * x


# ---
def f(x):
    if x > 0.0:
        g = np.sin
    else:
        g = np.cos
    if g is sin:
        g1 = sin(x)
    else:
        g1 = cos(x)
    return g1 * x
