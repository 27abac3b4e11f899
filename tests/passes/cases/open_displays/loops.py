# f(np.array([1.0, 2.0, 3.0, 4.0]))
def f(x):
    y = x * 1.0
    parts = {"w": y[:2], "b": y[2:]}
    for key in list(parts):
        parts[key] *= x[:2]
    rows = [y[:2], y[1:3]]
    for i in range(len(rows)):
        row = rows[i]
        row += parts["b"]
    return y


# ---
def f(x):
    y = x * 1.0
    parts_w = y[:2]
    parts_b = y[2:]
    parts_w *= x[:2]
    parts_b *= x[:2]
    key = "b"
    rows_0 = y[:2]
    rows_1 = y[1:3]
    row = rows_0
    row += parts_b
    row = rows_1
    row += parts_b
    i = 1
    return y
