# f(np.ones((2, 2)), 1.5, (1.0, 2.0))
def f(x, k, p):
    rows = np.r_[x, x * k]
    columns = np.c_["0", np.ones(2)]
    corner = x[np.s_[:1, 1:]]
    return np.sum(rows) + np.sum(columns) + np.sum(corner) + p[1] * np.r_[p, k][2] + np.r_[np.r_[k, 2.0], 1.0][0]


# ---
def f(x, k, p):
    rows = join_rows((x, x * k))
    columns = np.c_["0", np.ones(2)]
    corner = x[np.s_[:1, 1:]]
    return np.sum(rows) + np.sum(columns) + np.sum(corner) + p[1] * join_rows((np.array(p), k))[2] + join_rows((join_rows((k, 2.0)), 1.0))[0]
