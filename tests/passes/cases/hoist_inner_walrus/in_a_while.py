# f([9.0, 0.5])
def f(xs):
    out = []
    for x in xs:
        while (half := x / 2.0) > 1.0:
            x = half
        out.append(x)
    return out


# ---
def f(xs):
    out = []
    for x in xs:
        while True:
            half = x / 2.0
            if not half > 1.0:
                break
            x = half
        out.append(x)
    return out
