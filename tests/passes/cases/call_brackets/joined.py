# f(np.ones(2), 1.5)
def f(x, k):
    y = np.r_[0.0, x, [k, 1.0]]
    t = np.c_[np.ones(2), np.arange(2)]
    return y @ np.r_[0.0:1.0:5j] + np.sum(np.c_[t, x]) + np.r_[x][0]


# ---
def f(x, k):
    y = join_rows((0.0, x, np.array([k, 1.0])))
    t = np.c_[np.ones(2), np.arange(2)]
    return y @ np.r_[0.0:1.0:5.0j] + np.sum(join_columns((t, x))) + join_rows((x,))[0]
