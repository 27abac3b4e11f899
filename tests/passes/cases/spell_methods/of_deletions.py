# f(1.5, -2.0)
def f(x, y):
    items = [x, y, x * y]
    del items[0], items[-1]
    return items


# ---
def f(x, y):
    items = [x, y, x * y]
    items.pop(0)
    items.pop(-1)
    return items
