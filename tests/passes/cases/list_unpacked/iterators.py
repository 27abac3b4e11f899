# f([1.5, 2.0], (0.5, 3.0)), f(np.ones(2), (0.5, 3.0))
def f(p, q):
    a, b = map(float, p)
    c, d = map(float, q)
    e, g = (v * v for v in q)
    h, k = (v * v for v in q if v > 0.0)
    r, s = (a * v for v in (b, 2.0))
    (i, t), (j, u) = enumerate(p)
    m, n = range(2)
    return a * b + c * d + e * g + h * k + r * s + t * u + i + j + m + n


# ---
def f(p, q):
    a, b = list(map(float, p))
    c, d = float(q[0]), float(q[1])
    e, g = q[0] * q[0], q[1] * q[1]
    h, k = [v * v for v in q if v > 0.0]
    r, s = a * b, a * 2.0
    (i, t), (j, u) = list(enumerate(p))
    m, n = range(2)
    return a * b + c * d + e * g + h * k + r * s + t * u + i + j + m + n
