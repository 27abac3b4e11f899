# f(np.array([1.0, 2.0]), 3.0), f(np.array([0.5, -1.0]), -0.2)
def f(x, k):
    rows = [x * k, x + k]
    for i in range(2):
        rows[i][1] *= k
        rows[i - 1][:1] = k
    return np.sum(rows[0] * rows[1])
# ---


# ---
def f(x, k):
    rows = [x * k, x + k]
    for i in range(2):
        check_apart(rows, i)
        rows_item = rows[i].copy()
        rows_item[1] *= k
        rows[i] = rows_item
        check_apart(rows, i - 1)
        rows_item2 = rows[i - 1].copy()
        rows_item2[:1] = k
        rows[i - 1] = rows_item2
    return np.sum(rows[0] * rows[1])
