# f(1.5)
def f(x):
    items = [x, 2.0 * x, 3.0]
    n = 0
    while len(items) > 1 and items.pop() > 1.0:
        n += 1
    if items.pop(0) > 0.5:
        n += 2
    return n * x


# ---
def f(x):
    items = [x, 2.0 * x, 3.0]
    n = 0
    while True:
        holds = len(items) > 1
        if holds:
            taken = items.pop()
            holds = taken > 1.0
        if not holds:
            break
        n += 1
    taken2 = items.pop(0)
    if taken2 > 0.5:
        n += 2
    return n * x
