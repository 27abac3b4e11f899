# f(np.ones(2), 3.0)
def f(x, k):
    steps = [lambda v: v * k]
    steps.append(np.sin)
    for step in steps:
        x = step(x)
    for step in [np.cos, np.exp]:
        x = step(x)
    for step in [lambda v: v + k]:
        if k > 2.0:
            break
        x = step(x)
    for last in [lambda v: v + k]:
        x = last(x)
    return last(x).sum()


# ---
def f(x, k):
    steps = [lambda v: v * k]
    steps.append(np.sin)
    for step in steps:
        x = step(x)
    for step in [np.cos, np.exp]:
        x = step(x)
    for step in [lambda v: v + k]:
        if k > 2.0:
            break
        x = step(x)
    for last in [lambda v: v + k]:
        x = last(x)
    return last(x).sum()
