# f(np.array([1.5, -2.0]))
def f(x):
    y = np.outer(x, x)
    np.put(y, [0, 3], x)
    np.put(y, 1, x[0], mode="clip")
    y.put(2, 4.0)
    np.fill_diagonal(y, x[0])
    np.fill_diagonal(y, x)
    np.put_along_axis(y, np.array([[0], [1]]), x[0], 1)
    np.copyto(y[0], x)
    y[1].sort()
    y.partition(1, axis=0)
    np.add.at(x, [0, 0], 1.0)
    np.subtract.at(y, (0, slice(None)), x)
    return np.sum(y)


# ---
def f(x):
    y = np.outer(x, x)
    y[flat_places(y, [0, 3])] = cycled(x, [0, 3])
    y[flat_places(y, 1, "clip")] = x[0]
    y[flat_places(y, 2)] = 4.0
    y[diagonal_places(y)] = x[0]
    y[diagonal_places(y)] = cycled(x, diagonal_places(y))
    y[places_along(y, np.array([[0], [1]]), 1)] = x[0]
    y[0] = x
    y[1] = np.sort(y[1])
    y[...] = np.partition(y, 1, 0)
    add_at(x, [0, 0], 1.0)
    add_at(y, (0, slice(None)), -x)
    return np.sum(y)
