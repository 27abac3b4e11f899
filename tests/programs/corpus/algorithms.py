"""Whole algorithms of linear algebra and signals, as users write them."""

import numpy as np


def gaussian_elimination_with_swaps(a, b):
    """A linear system, by elimination with row swaps, all in place.

    args: np.array([[0.1, 2.0, 1.0], [3.0, 0.5, 1.0], [1.0, 1.0, 4.0]]), np.array([1.0, 2.0, 0.5])
    """
    a, b = a.copy(), b.copy()
    n = len(b)
    for k in range(n):
        pivot = k + int(np.argmax(np.abs(a[k:, k])))
        if pivot != k:
            a[[k, pivot]] = a[[pivot, k]]
            b[k], b[pivot] = b[pivot], b[k]
        for i in range(k + 1, n):
            factor = a[i, k] / a[k, k]
            a[i, k:] -= factor * a[k, k:]
            b[i] -= factor * b[k]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - a[i, i + 1 :] @ x[i + 1 :]) / a[i, i]
    return np.sum(x**2)


def determinant(a):
    """A determinant, with rows that are swapped through a copy.

    args: np.array([[0.1, 2.0, 1.0], [3.0, 0.5, 1.0], [1.0, 1.0, 4.0]])
    """
    m = a.copy()
    sign = 1.0
    for k in range(3):
        p = k
        for i in range(k + 1, 3):
            if abs(m[i, k]) > abs(m[p, k]):
                p = i
        if p != k:
            row = m[k].copy()
            m[k] = m[p]
            m[p] = row
            sign = -sign
        for i in range(k + 1, 3):
            m[i] -= m[k] * (m[i, k] / m[k, k])
    return sign * m[0, 0] * m[1, 1] * m[2, 2]


def cholesky_factor(a):
    """A Cholesky factor by rows, and the log determinant.

    args: np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
    """
    n = a.shape[0]
    lower = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            s = np.dot(lower[i, :j], lower[j, :j])
            if i == j:
                lower[i, i] = np.sqrt(a[i, i] - s)
            else:
                lower[i, j] = (a[i, j] - s) / lower[j, j]
    return 2.0 * np.sum(np.log(np.diag(lower))) + lower[2, 0]


def lu_in_place(a):
    """An LU factorization that overwrites a copy.

    args: np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
    """
    lu = a.copy()
    n = len(lu)
    for k in range(n - 1):
        lu[k + 1 :, k] /= lu[k, k]
        lu[k + 1 :, k + 1 :] -= np.outer(lu[k + 1 :, k], lu[k, k + 1 :])
    return np.sum(lu**2)


def fft(signal):
    n = len(signal)
    if n == 1:
        return signal
    even, odd = fft(signal[::2]), fft(signal[1::2])
    turned = np.exp(-2j * np.pi * np.arange(n // 2) / n) * odd
    return np.concatenate([even + turned, even - turned])


def fourier_by_hand(x):
    """The fast Fourier transform, by recursion.

    args: np.array([1.0, 2.0, 0.5, 0.3])
    """
    spectrum = fft(x + 0.0j)
    return np.sum(np.abs(spectrum) ** 2 * np.array([1.0, 2.0, 3.0, 0.5]))


def power_iteration(a):
    """The largest eigenvalue, until it stands still.

    args: np.array([[2.0, 1.0, 0.1], [1.0, 3.0, 0.2], [0.1, 0.2, 1.0]])
    """
    v = np.ones(3) / np.sqrt(3.0)
    value = 0.0
    for _ in range(200):
        w = a @ v
        new = v @ w
        v = w / np.linalg.norm(w)
        if abs(new - value) < 1e-14:
            break
        value = new
    return new


def gauss_seidel(a, b):
    """Gauss-Seidel sweeps, each element overwritten in place.

    args: np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]]), np.array([1.0, 2.0, 0.5])
    """
    x = np.zeros(3)
    for _ in range(8):
        for i in range(3):
            s = 0.0
            for j in range(3):
                if j != i:
                    s += a[i, j] * x[j]
            x[i] = (b[i] - s) / a[i, i]
    return np.sum(x**2)


def conjugate_gradient(a, b):
    """Conjugate gradients, with updates in place.

    args: np.array([[4.0, 1.0], [1.0, 3.0]]), np.array([1.0, 2.0])
    """
    x = np.zeros(2)
    r = b - a @ x
    p = r.copy()
    rr = r @ r
    for _ in range(2):
        ap = a @ p
        alpha = rr / (p @ ap)
        x += alpha * p
        r -= alpha * ap
        new = r @ r
        p *= new / rr
        p += r
        rr = new
    return np.sum(x**3)


def cubic_spline(y):
    """A natural cubic spline: the tridiagonal system, solved in place.

    args: np.array([0.0, 1.0, 0.5, 2.0, 1.5])
    """
    n = len(y)
    diagonal = np.full(n - 2, 4.0)
    right = 6.0 * (y[2:] - 2.0 * y[1:-1] + y[:-2])
    for i in range(1, n - 2):
        w = 1.0 / diagonal[i - 1]
        diagonal[i] -= w
        right[i] -= w * right[i - 1]
    m = np.zeros(n)
    for i in range(n - 3, -1, -1):
        m[i + 1] = (right[i] - m[i + 2]) / diagonal[i]
    t = 0.3
    a = (1.0 - t) * y[1] + t * y[2]
    return a + ((1.0 - t) ** 3 - (1.0 - t)) * m[1] / 6.0 + (t**3 - t) * m[2] / 6.0


def gram_schmidt(a):
    """Columns made orthogonal in place.

    args: np.array([[1.0, 0.5], [0.3, 2.0], [0.7, 0.1]])
    """
    q = a.copy()
    for j in range(2):
        column = q[:, j]
        for i in range(j):
            column -= (q[:, i] @ column) * q[:, i]
        column /= np.sqrt(column @ column)
    return q[0, 1] + 2.0 * q[1, 1] + q[2, 0]


def heat_two_buffers(u0, k):
    """The heat equation, with two buffers that change places.

    args: np.array([0.0, 1.0, 2.0, 0.5, 0.0]), 0.2
    """
    u = u0.copy()
    new = np.empty_like(u)
    for _ in range(4):
        new[0] = u[0]
        new[-1] = u[-1]
        for i in range(1, len(u) - 1):
            new[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1])
        u, new = new, u
    return np.sum(u**2)


def convolution(x, kernel):
    """A convolution by hand, into a buffer.

    args: np.array([1.0, 2.0, 0.5, 0.3]), np.array([0.5, 0.25])
    """
    out = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        out[i : i + len(kernel)] += a * kernel
    return np.sum(out**2)


def bubble_sort(x):
    """Elements swapped until they are in order.

    args: np.array([3.0, 1.0, 2.0, 0.5])
    """
    y = x**2
    swapped = True
    while swapped:
        swapped = False
        for j in range(len(y) - 1):
            if y[j] > y[j + 1]:
                y[j], y[j + 1] = y[j + 1], y[j]
                swapped = True
    return np.sum(y * np.arange(1.0, 5.0))


def prefix_sums(x):
    """Sums of two dimensions, element by element.

    args: np.array([[1.0, 2.0], [0.5, 0.3]])
    """
    table = np.zeros((3, 3))
    for i in range(2):
        for j in range(2):
            table[i + 1, j + 1] = x[i, j] + table[i, j + 1] + table[i + 1, j] - table[i, j]
    return np.sum(table**2)
