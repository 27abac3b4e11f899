# f(1.5, 3)
def f(x, n):
    total = 0.0
    count = 0
    for i in range(n):
        total += x * i
        count += 1
    return total / count


# ---
def f(x, n):
    total = 0.0
    count = 0
    for i in range(n):
        total = total + x * i
        count += 1
    return total / count
