# f(np.array([1.0, 2.0, 0.5]), [3.0, 4.0, 5.0])
def f(a, b):
    total = 0.0
    for i, x in enumerate(a):
        total = total + i * x
    for x, y in zip(a, b):
        total = total + x * y
    return total


# ---
def f(a, b):
    total = 0.0
    for i in range(len(a)):
        x = a[i]
        total = total + i * x
    for i2 in range(min(len(a), len(b))):
        x, y = a[i2], b[i2]
        total = total + x * y
    return total
