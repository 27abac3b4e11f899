# f(1.5, [2, 0]), f(1.5, [2])
def f(x, divisors):
    for divisor in divisors:
        try:
            x = x / divisor
        except ZeroDivisionError:
            x = x * 3.0
    return x


# ---
def f(x, divisors):
    for divisor in divisors:
        try:
            x = x / divisor
        except ZeroDivisionError:
            x = x * 3.0
    return x
