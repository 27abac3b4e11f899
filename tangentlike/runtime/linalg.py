"""Adjoints of linear algebra on matrices and stacks of matrices."""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, unbroadcast
from tangentlike.runtime.products import dot_left, dot_right


def transposed(x: Any) -> Any:
    """Swap the last two axes: each matrix of a stack is transposed."""
    return np.swapaxes(x, -1, -2)


def hermitian(x: Any) -> Any:
    """Return the conjugate transpose of each matrix."""
    return np.conj(np.swapaxes(x, -1, -2))


def refuse_complex(x: Any, name: str) -> None:
    """Raise where x is complex: the phases that LAPACK chooses have no derivative."""
    if np.iscomplexobj(x):
        raise TypeError(f"{name} has a derivative for real matrices only")


def solve_columns(a: Any, v: Any, like: Any) -> Any:
    """Solve `a @ out = v`, where v is one vector for each matrix if the right side `like` was a vector."""
    if np.ndim(like) == 1:
        return np.linalg.solve(a, np.expand_dims(v, -1))[..., 0]
    return np.linalg.solve(a, v)


def apply_columns(a: Any, v: Any, like: Any) -> Any:
    """Return `a @ v`, where v is one vector for each matrix if the right side `like` was a vector."""
    if np.ndim(like) == 1:
        return (a @ np.expand_dims(v, -1))[..., 0]
    return a @ v


def outer_columns(u: Any, v: Any, like: Any, like2: Any) -> Any:
    """Return `u @ v.T` shaped like `like`; u and v are vectors if the right side `like2` was one."""
    if np.ndim(like2) == 1:
        return unbroadcast(np.expand_dims(u, -1) * np.expand_dims(v, -2), like)
    return unbroadcast(u @ np.swapaxes(v, -1, -2), like)


def cofactors(a: Any) -> Any:
    """Return the partials of the determinant; they are finite for a singular matrix, too.

    >>> cofactors(np.array([[1.0, 2.0], [2.0, 4.0]])).round(12)
    array([[ 4., -2.],
           [-2.,  1.]])
    """
    u, s, vh = np.linalg.svd(a)
    n = np.shape(s)[-1]
    # Row k: all the singular values but the k-th.
    others = np.where(np.eye(n, dtype=bool), 1, np.expand_dims(s, -2))
    scale = np.prod(others, axis=-1) * np.expand_dims(np.linalg.det(u) * np.linalg.det(vh), -1)
    return conform(np.conj(u * np.expand_dims(np.conj(scale), -2) @ vh), a)


def cofactors_tangent(out: Any, a: Any, a_dot: Any) -> Any:
    """Return the tangent of `out = cofactors(a)`, which is its adjoint as well; a must not be singular."""
    inverse = transposed(np.linalg.inv(a))
    along = np.sum(inverse * a_dot, axis=(-2, -1), keepdims=True)
    return out * along - out @ transposed(a_dot) @ inverse


def lower_half(x: Any) -> Any:
    """Keep the lower triangle and half of the diagonal."""
    return np.tril(x) * (1.0 - 0.5 * np.eye(np.shape(x)[-1], dtype=np.asarray(x).dtype))


def read_triangle(a: Any, UPLO: str = "L") -> Any:  # noqa: N803  (NumPy's own name)
    """Return the Hermitian matrix of which `a` holds the triangle `UPLO`."""
    off = np.tril(a, -1) if UPLO == "L" else np.triu(a, 1)
    return off + hermitian(off) + np.real(a) * np.eye(np.shape(a)[-1], dtype=np.real(a).dtype)


def read_triangle_adjoint(bar: Any, UPLO: str = "L") -> Any:  # noqa: N803
    """Return the adjoint of `read_triangle`: the other triangle is added to the one that is read."""
    both = bar + hermitian(bar)
    off = np.tril(both, -1) if UPLO == "L" else np.triu(both, 1)
    return off + np.real(bar) * np.eye(np.shape(bar)[-1], dtype=np.real(bar).dtype)


def cholesky_adjoint(bar: Any, out: Any) -> Any:
    """Return the adjoint of `out = np.linalg.cholesky(a)`, which reads the lower triangle of `a`."""
    right = hermitian(out)
    left = np.linalg.solve(right, lower_half(right @ np.conj(bar)))
    return np.conj(read_triangle_adjoint(hermitian(np.linalg.solve(right, hermitian(left)))))


def cholesky_tangent(out: Any, a_dot: Any) -> Any:
    """Return the tangent of `out = np.linalg.cholesky(a)`."""
    left = np.linalg.solve(out, read_triangle(a_dot))
    return out @ lower_half(hermitian(np.linalg.solve(out, hermitian(left))))


def inverse_gaps(w: Any) -> Any:
    """Return 1 / (w[j] - w[i]) for eigenvalues w, 0 where they are equal."""
    gaps = np.expand_dims(w, -2) - np.expand_dims(w, -1)
    return np.where(gaps == 0, 0, 1.0 / np.where(gaps == 0, 1, gaps))


def eigh_adjoint(bar: Any, out: Any, UPLO: str = "L") -> Any:  # noqa: N803
    """Return the adjoint of `out = np.linalg.eigh(a, UPLO)`: eigenvalues and vectors."""
    w_bar, v_bar = bar
    w, v = out
    middle = inverse_gaps(w) * (hermitian(v) @ np.conj(v_bar))
    middle = middle + np.expand_dims(w_bar, -2) * np.eye(np.shape(w)[-1], dtype=w.dtype)
    return np.conj(read_triangle_adjoint(v @ middle @ hermitian(v), UPLO))


def eigh_tangent(out: Any, a_dot: Any, UPLO: str = "L") -> Any:  # noqa: N803
    """Return the tangents of eigenvalues and vectors `out = np.linalg.eigh(a, UPLO)`."""
    w, v = out
    turned = hermitian(v) @ read_triangle(a_dot, UPLO) @ v
    return np.real(np.diagonal(turned, 0, -2, -1)).copy(), v @ (inverse_gaps(w) * turned)


def svd_adjoint(bar: Any, out: Any, a: Any) -> Any:
    """Return the adjoint of `out = np.linalg.svd(a)`: of u, s, vh, or of s alone."""
    if not isinstance(out, tuple):
        u, s, vh = np.linalg.svd(a, full_matrices=False)
        return np.conj((u * np.expand_dims(bar, -2)) @ vh)
    refuse_complex(a, "np.linalg.svd with compute_uv=True")
    (u_bar, s_bar, vh_bar), (u, s, vh) = bar, out
    k = np.shape(s)[-1]
    if np.any(u_bar[..., :, k:]) or np.any(vh_bar[..., k:, :]):
        raise ValueError("the columns that full_matrices=True adds have no derivative: use full_matrices=False")
    u, u_bar, v, v_bar = u[..., :, :k], u_bar[..., :, :k], transposed(vh[..., :k, :]), transposed(vh_bar[..., :k, :])
    inverse = np.expand_dims(np.where(s == 0, 0, 1.0 / np.where(s == 0, 1, s)), -2)
    gaps = inverse_gaps(s * s)
    left, right = transposed(u) @ u_bar, transposed(v) @ v_bar
    middle = gaps * (left - transposed(left)) * np.expand_dims(s, -2)
    middle = middle + np.expand_dims(s, -1) * gaps * (right - transposed(right))
    middle = middle + np.expand_dims(s_bar, -2) * np.eye(k, dtype=u.dtype)
    # What the bars hold outside the spans of u and v turns these spans.
    turned_u = ((u_bar - u @ left) * inverse) @ transposed(v)
    turned_v = u @ transposed((v_bar - v @ right) * inverse)
    return u @ middle @ transposed(v) + turned_u + turned_v


def svd_tangent(out: Any, a: Any, a_dot: Any) -> Any:
    """Return the tangents of `out = np.linalg.svd(a, full_matrices=False)`, or of the singular values alone."""
    if not isinstance(out, tuple):
        u, s, vh = np.linalg.svd(a, full_matrices=False)
        return np.real(np.sum(np.conj(u) * (a_dot @ hermitian(vh)), axis=-2))
    refuse_complex(a, "np.linalg.svd with compute_uv=True")
    u, s, vh = out
    if np.shape(u)[-1] != np.shape(vh)[-2]:
        raise ValueError("the columns that full_matrices=True adds have no derivative: use full_matrices=False")
    v = transposed(vh)
    turned = transposed(u) @ a_dot @ v
    inverse = np.expand_dims(np.where(s == 0, 0, 1.0 / np.where(s == 0, 1, s)), -2)
    row, column = np.expand_dims(s, -2), np.expand_dims(s, -1)
    gaps = inverse_gaps(s * s)
    u_dot = u @ (gaps * (turned * row + column * transposed(turned)))
    v_dot = v @ (gaps * (column * turned + transposed(turned) * row))
    u_dot = u_dot + (a_dot @ v - u @ turned) * inverse
    v_dot = v_dot + (transposed(a_dot) @ u - v @ transposed(turned)) * inverse
    return u_dot, np.diagonal(turned, 0, -2, -1).copy(), transposed(v_dot)


def slogdet_adjoint(bar: Any, out: Any, a: Any) -> Any:
    """Return the adjoint of `out = np.linalg.slogdet(a)`: the sign and the logarithm of the determinant."""
    sign_bar, log_bar = bar
    weight = np.real(log_bar)
    if np.iscomplexobj(a):
        weight = weight - 1j * np.real(1j * sign_bar * out[0])
    return np.expand_dims(weight, (-2, -1)) * transposed(np.linalg.inv(a))


def slogdet_tangent(out: Any, a: Any, a_dot: Any) -> Any:
    """Return the tangents of `out = np.linalg.slogdet(a)`."""
    step = np.trace(np.linalg.solve(a, a_dot), 0, -2, -1)
    return 1j * np.imag(step) * out[0] if np.iscomplexobj(a) else np.zeros_like(out[0]), np.real(step)


def qr_adjoint(bar: Any, out: Any) -> Any:
    """Return the adjoint of `out = np.linalg.qr(a)` for as many rows as columns, or more."""
    (q_bar, r_bar), (q, r) = bar, out
    refuse_complex(r, "np.linalg.qr")
    middle = r @ transposed(r_bar) - transposed(q_bar) @ q
    middle = np.tril(middle, -1) + transposed(np.tril(middle, -1)) + middle * np.eye(r.shape[-1], dtype=r.dtype)
    return transposed(np.linalg.solve(r, transposed(q_bar + q @ middle)))


def qr_tangent(out: Any, a_dot: Any) -> Any:
    """Return the tangents of `out = np.linalg.qr(a)` for as many rows as columns, or more."""
    q, r = out
    refuse_complex(r, "np.linalg.qr")
    scaled = transposed(np.linalg.solve(transposed(r), transposed(a_dot)))
    inner = transposed(q) @ scaled
    turned = np.tril(inner, -1) - transposed(np.tril(inner, -1))
    return scaled - q @ (inner - turned), (inner - turned) @ r


def matrix_power_adjoint(bar: Any, a: Any, n: int) -> Any:
    """Return the adjoint of `np.linalg.matrix_power(a, n)`."""
    if n < 0:
        inverse = np.linalg.inv(a)
        right = np.swapaxes(inverse, -1, -2)
        return -right @ matrix_power_adjoint(bar, inverse, -n) @ right
    right = np.swapaxes(a, -1, -2)
    out = np.zeros_like(a)
    for k in range(n):
        out = out + np.linalg.matrix_power(right, k) @ bar @ np.linalg.matrix_power(right, n - 1 - k)
    return out


def matrix_power_tangent(a: Any, n: int, a_dot: Any) -> Any:
    """Return the tangent of `np.linalg.matrix_power(a, n)`."""
    if n < 0:
        inverse = np.linalg.inv(a)
        return matrix_power_tangent(inverse, -n, -inverse @ a_dot @ inverse)
    out = np.zeros_like(a)
    for k in range(n):
        out = out + np.linalg.matrix_power(a, k) @ a_dot @ np.linalg.matrix_power(a, n - 1 - k)
    return out


def multi_dot_adjoint(bar: Any, arrays: Any) -> Any:
    """Return the bars of all factors of `np.linalg.multi_dot(arrays)`."""
    bars = []
    for k, factor in enumerate(arrays):
        left = product_of(arrays[:k])
        right = product_of(arrays[k + 1 :])
        part = bar if left is None else dot_right(bar, left, factor if right is None else np.dot(factor, right))
        bars.append(conform(part, factor) if right is None else dot_left(part, factor, right))
    return tuple(bars) if isinstance(arrays, tuple) else bars


def multi_dot_others(bar: Any, arrays: Any, dots: Any) -> Any:
    """Return the tangent of `multi_dot_adjoint(bar, arrays)` along the arrays, which is its adjoint as well."""
    total = [np.zeros_like(factor) for factor in arrays]
    for k, dot in enumerate(dots):
        parts = multi_dot_adjoint(bar, [*arrays[:k], dot, *arrays[k + 1 :]])
        total = [before if j == k else before + part for j, (before, part) in enumerate(zip(total, parts, strict=True))]
    return tuple(total) if isinstance(arrays, tuple) else total


def product_of(arrays: Any) -> Any:
    """Return the product of arrays, None where there are none."""
    return None if len(arrays) == 0 else arrays[0] if len(arrays) == 1 else np.linalg.multi_dot(arrays)


def multi_dot_tangent(arrays: Any, dots: Any) -> Any:
    """Return the tangent of `np.linalg.multi_dot(arrays)`."""
    terms = [np.linalg.multi_dot([*arrays[:k], dot, *arrays[k + 1 :]]) for k, dot in enumerate(dots)]
    return sum(terms[1:], terms[0])


MAY_ALIAS = (transposed, product_of)
