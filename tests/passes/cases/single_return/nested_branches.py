# f(-1.0, 1.0), f(-1.0, -1.0), f(1.0, 1.0)
def f(x, y):
    if x < 0.0:
        if y < 0.0:
            return x * y
        x = -x
    return x + y


# ---
def f(x, y):
    returned = False
    if x < 0.0:
        if y < 0.0:
            out = x * y
            returned = True
        else:
            x = -x
    if not returned:
        out = x + y
    return out
