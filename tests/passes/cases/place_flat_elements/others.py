# f(1.5)
def f(x):
    items = [x]
    items[0] = 2.0 * x
    return items


# ---
def f(x):
    items = [x]
    items[0] = 2.0 * x
    return items
