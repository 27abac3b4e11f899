# f(np.array([1.5, -2.0]), np.array([[True], [False]]), np.array([True, False]))
def f(x, rows, part):
    y = np.ones((2, 2)) * x
    z = np.ones(2)
    np.log(x, out=z, where=x > 0)
    np.multiply(x, 2.0, out=z, where=part)
    np.add(x, y, out=y, where=rows)
    np.copyto(z, x, where=part)
    np.putmask(z, z > 0, x * x)
    np.putmask(z, part, x)
    np.putmask(y, y > 2.0, x)
    np.place(z, z > 0, [x[0]])
    return np.sum(y) + np.sum(z)


# ---
def f(x, rows, part):
    y = np.ones((2, 2)) * x
    z = np.ones(2)
    mask = np.broadcast_to(x > 0, np.shape(z))
    z[mask] = np.log(np.broadcast_to(x, np.shape(z))[mask])
    mask2 = np.broadcast_to(part, np.shape(z))
    z[mask2] = np.multiply(np.broadcast_to(x, np.shape(z))[mask2], 2.0)
    mask3 = np.broadcast_to(rows, np.shape(y))
    y[mask3] = np.add(np.broadcast_to(x, np.shape(y))[mask3], y[mask3])
    mask4 = np.broadcast_to(part, np.shape(z))
    z[mask4] = np.broadcast_to(x, np.shape(z))[mask4]
    mask5 = z > 0
    z[mask5] = np.resize(x * x, np.shape(z))[mask5]
    np.putmask(z, part, x)
    mask6 = y > 2.0
    y[mask6] = np.resize(x, np.shape(y))[mask6]
    mask7 = z > 0
    z[mask7] = cycled([x[0]], mask7)
    return np.sum(y) + np.sum(z)
