# f(1.5, "c")
def f(x, key):
    d = {key: 2.0 * x, "c": x}
    d = {key: d["c"], "c": x}
    e = {"a": x, "b": x * x}
    return d["c"] + e["b"]


# ---
def f(x, key):
    d = {}
    d[key] = 2.0 * x
    d["c"] = x
    d_entries = {}
    d_entries[key] = d["c"]
    d_entries["c"] = x
    d = d_entries
    e = {"a": x, "b": x * x}
    return d["c"] + e["b"]
