# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    a = x * 2.0
    b = x * 3.0
    c = a if x[0] > 0 else b[::-1]
    c[0] = x[1]
    if x[1] > 5.0:
        d = a
    else:
        x[2]
        d = b
    d += c
    return np.sum(a * b)


# ---
def f(x):
    a = x * 2.0
    b = x * 3.0
    c_first = x[0] > 0
    c2 = a
    c3 = b[::-1]
    if c_first:
        c2[0] = x[1]
    else:
        c3[0] = x[1]
    d_first = x[1] > 5.0
    if d_first:
        pass
    else:
        x[2]
    d2 = a
    d3 = b
    if c_first:
        if d_first:
            d2 += c2
        else:
            d3 += c2
    elif d_first:
        d2 += c3
    else:
        d3 += c3
    return np.sum(a * b)
