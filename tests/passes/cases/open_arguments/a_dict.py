# f({"w": 2.0, "b": 1.0}, 3.0)
def f(p, x):
    y = p["w"] * x + p["b"]
    return y * p["w"]


# ---
def f(p, x):
    p_w = p["w"]
    p_b = p["b"]
    y = p_w * x + p_b
    return y * p_w
