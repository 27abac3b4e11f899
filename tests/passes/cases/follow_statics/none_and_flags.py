# f(2.0)
def f(x, scale=None, positive=True):
    factor = 1.0 if scale is None else scale
    if not positive:
        factor = -factor
    return x * factor


# ---
def f(x, scale=None, positive=True):
    factor = 1.0
    return x * factor
