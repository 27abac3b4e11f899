# f(1.5, "b")
def f(x, key):
    d = {"a": x, "b": x * x}
    one = d.pop("a")
    two = d.pop("c", 1.0)
    d.setdefault("e", x)
    del d["b"]
    e = {key: x, "c": one}
    three = e.pop(key, two)
    return three + sum(d.values())


# ---
def f(x, key):
    d = {"a": x, "b": x * x}
    one = d.pop("a")
    two = 1.0
    value2 = x
    if "e" not in d:
        d["e"] = value2
    d.pop("b")
    e = {key: x, "c": one}
    value3 = two
    if key in e:
        taken2 = e.pop(key)
    else:
        taken2 = value3
    three = taken2
    return three + sum(d.values())
