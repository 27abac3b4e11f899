# f({"a": 2.0})
def f(p):
    return p.get("a", 1.0) * p.get("b", 3.0)


# ---
def f(p):
    return p["a"] * 3.0
