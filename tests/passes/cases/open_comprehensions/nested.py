# f(np.array([[1.5, -2.0]]), 2.0), f(np.array([[1.5, -2.0]]), -2.0)
def f(m, k):
    rows = [[v * k for v in row] for row in m]
    best = max(max(map(abs, row)) for row in rows) if k > 0 else k
    return best * next(row[0] for row in rows)


# ---
def f(m, k):
    rows = []
    for row in m:
        values2 = []
        for v in row:
            values2.append(v * k)
        rows.append(values2)
    if k > 0:
        values = []
        for row in rows:
            values3 = []
            for item in row:
                values3.append(abs(item))
            values.append(max(values3))
        chosen = max(values)
    else:
        chosen = k
    best = chosen
    for row in rows:
        first = row[0]
        break
    else:
        raise StopIteration
    return best * first
