# f(np.array([0.5, 1.5, 0.7]))
def f(x):
    d = {1: [], 2: 0}
    groups = {}
    rows = []
    for v in x:
        groups.setdefault(int(v), []).append(v * v)
        d[1].append(v)
        rows.append([])
        rows[-1].append(v * 2.0)
    return sum(d[1]) + sum(groups[0]) * rows[1][0]


# ---
def f(x):
    d = {1: [], 2: 0}
    groups = {}
    rows = []
    for v in x:
        groups_key = int(v)
        if groups_key not in groups:
            groups[groups_key] = []
        groups[groups_key] = groups[groups_key] + [v * v]
        d[1] = d[1] + [v]
        rows.append([])
        rows[-1] = rows[-1] + [v * 2.0]
    return sum(d[1]) + sum(groups[0]) * rows[1][0]
