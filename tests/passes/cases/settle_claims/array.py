# f(np.array([1.0, 2.0]), 3.0)
def f(x, k):
    from tangentlike.runtime.claims import as_number, as_scalar
    y = as_number(x) * as_scalar(k)
    return as_scalar(2.0) * y.sum()


# ---
def f(x, k):
    y = x * k
    return 2.0 * y.sum()
