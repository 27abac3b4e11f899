# f(2.0)
def f(x):
    k = x * 3.0

    def scaled(v, factor=k):
        return v * factor

    k = 1.0
    return scaled(x) + k


# ---
def f(x):
    k = x * 3.0
    scaled_factor = k

    def scaled(v, factor=scaled_factor):
        return v * factor

    k = 1.0
    return scaled(x) + k
