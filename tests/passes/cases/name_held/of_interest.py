# f({"u": np.array([1.0, 2.0]), "v": np.ones(2)})
def f(state):
    state["v"] += state["u"]
    return np.sum(state["v"] ** 2)


# ---
def f(state):
    state["v"][...] += state["u"]
    return np.sum(state["v"] ** 2)
