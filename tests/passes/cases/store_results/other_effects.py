# f(np.array([1.5, -2.0, 3.0]), 2)
def f(x, n):
    counts = np.zeros(3, int)
    wide = np.zeros(3)
    narrow = np.zeros(3, np.float32)
    np.multiply(counts, n, out=counts)
    np.sum(x * np.ones((3, 3)), axis=0, out=narrow)
    np.multiply.at(wide, [0, 0], 2.0)
    np.copyto(counts, x, casting="unsafe")
    rows = [wide, x]
    np.exp(x, out=rows[0])
    items = [3.0, 1.0]
    items.sort()
    return counts, wide, narrow, items


# ---
def f(x, n):
    counts = np.zeros(3, int)
    wide = np.zeros(3)
    narrow = np.zeros(3, np.float32)
    counts[...] = np.multiply(counts, n)
    np.sum(x * np.ones((3, 3)), axis=0, out=narrow)
    np.multiply.at(wide, [0, 0], 2.0)
    np.copyto(counts, x, casting="unsafe")
    rows = [wide, x]
    np.exp(x, out=rows[0])
    items = [3.0, 1.0]
    items.sort()
    return counts, wide, narrow, items
