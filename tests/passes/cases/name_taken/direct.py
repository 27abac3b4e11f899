# f(1.5)
def f(x):
    items = [x, 2.0 * x]
    places = [1, 0]
    y = items.pop()
    items.append(y)
    return items[places.pop()] * y


# ---
def f(x):
    items = [x, 2.0 * x]
    places = [1, 0]
    y = items.pop()
    items.append(y)
    return items[places.pop()] * y
