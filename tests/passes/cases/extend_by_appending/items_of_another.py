# f([1.5, 2.0])
def f(x):
    items = list(x)
    items.extend(v * v for v in x)
    items += items
    return sum(items)


# ---
def f(x):
    items = list(x)
    for item in (v * v for v in x):
        items.append(item)
    for item2 in list(items):
        items.append(item2)
    return sum(items)
