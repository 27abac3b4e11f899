# f({"w": 2.0, "b": 1.0})
def f(p):
    q = p
    return q["w"] * p["b"]


# ---
def f(p):
    q = p
    return q["w"] * p["b"]
