# f(1.5)
def f(x):
    return_value = {"a": x, "b": 2.0 * x, "a": x * x}
    return return_value["a"] + return_value["b"]


# ---
def f(x):
    return_value = {}
    return_value["a"] = x
    return_value["b"] = 2.0 * x
    return_value["a"] = x * x
    return return_value["a"] + return_value["b"]
