# f(1.5)
def f(x):
    items = [x]
    items += [x * x, 3.0 * x]
    return sum(items)


# ---
def f(x):
    items = [x]
    items.append(x * x)
    items.append(3.0 * x)
    return sum(items)
