# f((1.5, 2.0), {"a": 1.0, "b": 3.0})
def f(p, w):
    a, *b = map(float, p)
    c = d = tuple(v * v for v in p)
    first, second = (lambda v: v * p[0])(2.0), [v for v in p]
    total = 0.0
    for v, k in zip(p, w.values()):
        total += v * k
    u, t = w.values()
    m, n = [(lambda: v)() for v in p]
    return a * b[0] + c[0] * d[1] + first * second[0] + total + u * t + m * n


# ---
def f(p, w):
    a, *b = list(map(float, p))
    c = d = tuple(v * v for v in p)
    first, second = (lambda v: v * p[0])(2.0), [v for v in p]
    total = 0.0
    for v, k in zip(p, w.values()):
        total += v * k
    u, t = list(w.values())
    m, n = [(lambda: v)() for v in p]
    return a * b[0] + c[0] * d[1] + first * second[0] + total + u * t + m * n
