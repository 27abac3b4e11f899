# f(1.5, -2.0)
def f(x, y):
    items = [x, y, x * y]
    items.sort(key=abs)
    items.reverse()
    items.remove(y)
    del items[0]
    first = items[0]
    items.clear()
    return first, len(items)


# ---
def f(x, y):
    items = [x, y, x * y]
    items[:] = sorted(items, key=abs)
    items[:] = items[::-1]
    items.pop(items.index(y))
    items.pop(0)
    first = items[0]
    for i in range(len(items)):
        items.pop()
    return first, len(items)
