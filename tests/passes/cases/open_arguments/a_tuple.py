# f((2.0, np.array([1.0, 2.0])))
def f(pair):
    return pair[0] * np.sum(pair[1])


# ---
def f(pair):
    pair_0 = pair[0]
    pair_1 = pair[1]
    return pair_0 * np.sum(pair_1)
