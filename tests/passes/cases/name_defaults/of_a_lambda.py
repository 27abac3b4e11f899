# f(2.0)
def f(x):
    def scaled(v, factor=2.0):
        return v * factor

    shift = lambda v, by=x * x: v + by
    return shift(scaled(x))


# ---
def f(x):
    def scaled(v, factor=2.0):
        return v * factor

    lambda_by = x * x
    shift = lambda v, by=lambda_by: v + by
    return shift(scaled(x))
