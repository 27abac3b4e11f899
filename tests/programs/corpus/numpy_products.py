"""Products and linear algebra."""

import numpy as np

A = np.array([[2.0, 0.5, 0.1], [0.3, 1.5, -0.2], [0.2, 0.1, 1.0]])
B = np.array([[1.0, 0.2], [0.4, -0.3], [0.6, 0.9]])
V = np.array([1.0, -2.0, 0.5])


def matrix_times_vector(a, x):
    """@ with a matrix and a vector, from both sides.

    args: A, V
    order: 2
    """
    return np.sum((a @ x) ** 2) + (x @ a) @ x


def matrix_times_matrix(a, b):
    """@ with matrices.

    args: A, B
    order: 2
    """
    return np.sum((a @ b) ** 2) + np.sum(b.T @ a)


def vector_times_vector(x, y):
    """@, dot, vdot, inner of vectors.

    args: V, np.array([0.3, 0.7, -0.1])
    order: 2
    """
    return (x @ y) * np.dot(x, x) + np.vdot(y, y) * np.inner(x, y) ** 2


def dot_forms(a, b, x):
    """np.dot and .dot for all ranks.

    args: A, B, V
    """
    return np.sum(np.dot(a, b) * B) + np.dot(a, x) @ x.dot(a) + np.sum(np.dot(x, 2.0)) + b.T.dot(x).sum()


def matmul_function(a, b):
    """np.matmul.

    args: A, B
    """
    return np.sum(np.matmul(a, b) ** 2)


def batched_matmul(a, b):
    """A stack of matrices.

    args: np.arange(1.0, 13.0).reshape(2, 2, 3) / 7.0, np.arange(1.0, 13.0).reshape(2, 3, 2) / 5.0
    """
    return np.sum((a @ b) ** 2) + np.sum(a @ b[0])


def outer_products(x, y):
    """outer, and by broadcasting.

    args: V, np.array([0.3, 0.7])
    """
    return np.sum(np.outer(x, y) ** 2) + np.sum(np.sin(x[:, None] * y))


def inner_of_matrices(a):
    """inner of matrices.

    args: A
    """
    return np.sum(np.inner(a, a) * A)


def einsum_forms(a, b, x):
    """einsum: products, traces, sums, three operands.

    args: A, B, V
    """
    p = np.einsum("ij,jk->ik", a, b)
    q = np.einsum("i,ij,j->", x, a, x)
    return np.sum(p**2) + q + np.einsum("ii->", a) * np.sum(np.einsum("ij->j", a) * x)


def tensordot_forms(t, b):
    """tensordot with axes.

    args: np.arange(1.0, 13.0).reshape(2, 2, 3) / 7.0, B
    """
    p = np.tensordot(t, b, axes=1)
    q = np.tensordot(t, b, axes=([2], [0]))
    return np.sum(p * q)


def kronecker(a, b):
    """kron by einsum and reshape.

    args: np.array([[1.0, 2.0], [0.5, 0.3]]), np.array([[0.1, 0.4], [0.2, 0.6]])
    """
    k = np.einsum("ij,kl->ikjl", a, b).reshape(4, 4)
    return np.sum(k @ k)


def linear_solve(a, b):
    """linalg.solve with a vector.

    args: A, V
    order: 2
    """
    x = np.linalg.solve(a, b)
    return np.sum(x**2)


def linear_solve_matrix(a, b):
    """linalg.solve with a matrix.

    args: A, B
    """
    return np.sum(np.linalg.solve(a, b) ** 2)


def inverse(a):
    """linalg.inv.

    args: A
    order: 2
    """
    return np.sum(np.linalg.inv(a) ** 2)


def determinant(a):
    """linalg.det and slogdet.

    args: A
    """
    sign, logdet = np.linalg.slogdet(a)
    return np.linalg.det(a) ** 2 + sign * logdet


def quadratic_form(a, x):
    """x A x, with the symmetric part of A.

    args: A, V
    """
    s = 0.5 * (a + a.T)
    return x @ s @ x + np.trace(s @ s)


def mahalanobis(x, mean, cov):
    """A log density with solve and det.

    args: V, np.array([0.1, 0.2, 0.3]), A @ A.T
    """
    d = x - mean
    return -0.5 * d @ np.linalg.solve(cov, d) - 0.5 * np.log(np.linalg.det(cov))


def least_squares(a, b):
    """Normal equations.

    args: B, V
    """
    x = np.linalg.solve(a.T @ a + 0.1 * np.eye(2), a.T @ b)
    r = a @ x - b
    return r @ r


def matrix_powers(a):
    """A matrix multiplied in a loop.

    args: A
    """
    p = np.eye(3)
    s = np.zeros((3, 3))
    for k in range(1, 4):
        p = p @ a / k
        s = s + p
    return np.sum(s**2)


def cross_product(x, y):
    """The cross product by hand.

    args: V, np.array([0.3, 0.7, -0.1])
    """
    c = np.array([x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]])
    return c @ c + c[0]


def convolution(x, k):
    """A convolution by slices.

    args: np.array([1.0, 2.0, 0.5, 3.0, 1.5]), np.array([0.2, 0.5, 0.3])
    """
    n = len(x) - len(k) + 1
    y = np.zeros(n)
    for j in range(len(k)):
        y = y + k[j] * x[j : j + n]
    return np.sum(y**2)


def polynomial_value(c, x):
    """Horner's scheme on an array.

    args: np.array([1.0, -0.5, 0.25]), np.array([0.3, 0.7])
    """
    y = np.zeros_like(x)
    for a in c:
        y = y * x + a
    return np.sum(y**2)
