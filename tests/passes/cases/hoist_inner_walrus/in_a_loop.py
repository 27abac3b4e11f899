# f([3.0, -2.0])
def f(xs):
    out = []
    for x in xs:
        if (d := x * x - 4.0) > 0.0:
            out.append(d)
    return out


# ---
def f(xs):
    out = []
    for x in xs:
        d = x * x - 4.0
        if d > 0.0:
            out.append(d)
    return out
