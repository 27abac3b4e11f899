# f(2.0)
def f(x):
    tick = counter(x)
    return tick(3.0) * tick(x)


def counter(start):
    """Return a function that goes on from its last result."""
    value = start

    def tick(v):
        nonlocal value
        value = value * v
        return value

    return tick


# ---
def f(x):
    start = x
    value = start

    def tick2(v, *, value):
        value = value * v
        return value, value

    out, value = tick2(3.0, value=value)
    out2, value = tick2(x, value=value)
    return out * out2
