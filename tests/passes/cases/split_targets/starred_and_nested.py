# f((1.0, 2.0, 3.0), 4.0)
def f(values, x):
    first, *rest = values
    (a, b), c = rest, x
    return first * a + b * c


# ---
def f(values, x):
    first = values[0]
    rest = [values[1], values[2]]
    value_new = rest
    c_new = x
    check_length(value_new, 2, 2)
    a = value_new[0]
    b = value_new[1]
    c = c_new
    return first * a + b * c
