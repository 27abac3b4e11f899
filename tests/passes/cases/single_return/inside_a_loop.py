# f(1.5, 3), f(1.5, 10)
def f(x, n):
    total = 0.0
    for i in range(n):
        total = total + x
        if total > 8.0:
            return total * i
    return total


# ---
def f(x, n):
    total = 0.0
    returned = False
    for i in range(n):
        total = total + x
        if total > 8.0:
            out = total * i
            returned = True
            break
    if not returned:
        out = total
    return out
