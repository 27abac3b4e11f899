# f(1.5, 3)
def f(x, n):
    total = 0.0
    for i in range(n):
        assert i < 10
        total += x * i
    return total


# ---
def f(x, n):
    total = 0.0
    for i in range(n):
        assert i < 10
        total += x * i
    return total
