# f(np.array([1.5, -2.0]))
def f(x):
    places = [i for i in range(len(x)) if x[i] > 0]
    powers = {k: x[0] ** k for k in range(3)}
    return x[places[0]] * powers[2]


# ---
def f(x):
    places = [i for i in range(len(x)) if x[i] > 0]
    powers = {}
    for k in range(3):
        powers[k] = x[0] ** k
    return x[places[0]] * powers[2]
