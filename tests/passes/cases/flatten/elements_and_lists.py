# f(np.array([1.0, 2.0, 3.0]))
def f(x):
    items = [x[0] * x[1], x[2]]
    items.append(2.0 * x[1])
    out = items[0] * items[-1]
    return out


# ---
def f(x):
    items1 = x[0]
    items1_2 = x[1]
    items1_3 = items1 * items1_2
    items1_4 = x[2]
    items = [items1_3, items1_4]
    items1_5 = x[1]
    items1_6 = 2.0 * items1_5
    items.append(items1_6)
    out1 = items[0]
    out1_2 = items[-1]
    out = out1 * out1_2
    return out
