# f(np.ones(2), 3.0)
def f(x, k):
    steps = [np.sin, lambda v: v * k]

    def run(v):
        for step in steps:
            v = step(v)
        return v

    total = 0.0
    for part in (np.cos, lambda v, p=k: v**p):
        total += part(x).sum()
    return total + run(x)[0]


# ---
def f(x, k):
    steps_1 = lambda v: v * k
    steps = [np.sin, steps_1]

    def run(v):
        v = np.sin(v)
        v = steps_1(v)
        return v

    total = 0.0
    part_1 = lambda v, p=k: v ** p
    total += np.cos(x).sum()
    total += part_1(x).sum()
    return total + run(x)[0]
