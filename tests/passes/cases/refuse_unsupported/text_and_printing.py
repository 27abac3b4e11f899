# f(1.5)
def f(x):
    label = f"x is {x}"
    print(label)
    pass
    return x if x > 0.0 else -x


# ---
def f(x):
    label = f"x is {x}"
    print(label)
    pass
    return x if x > 0.0 else -x
