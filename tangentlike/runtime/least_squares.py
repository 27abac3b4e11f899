"""Adjoints of least squares, `np.linalg.lstsq`, and of eigenvalues of matrices that are not symmetric.

Least squares: the derivative of the pseudo-inverse at constant rank, by Golub and Pereyra (SIAM J. Numer. Anal. 10,
1973). Eigenvectors: Boeddeker, Hanebrink, Drude, Heymann, Haeb-Umbach ("On the computation of complex-valued gradients",
2017); LAPACK makes each of length 1, and its largest component real.
"""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform
from tangentlike.runtime.linalg import hermitian, inverse_gaps, transposed


def as_columns(b: Any) -> Any:
    """Return a right side, or a solution, as a matrix: a vector is one column."""
    return np.expand_dims(b, -1) if np.ndim(b) == 1 else b


def inverse_of_rank(a: Any, rank: Any) -> Any:
    """Return the pseudo-inverse of a matrix of which `rank` singular values count.

    >>> inverse_of_rank(np.array([[2.0, 0.0], [0.0, 4.0]]), 1)
    array([[0.  , 0.  ],
           [0.  , 0.25]])
    """
    u, s, vh = np.linalg.svd(a, full_matrices=False)
    return (hermitian(vh)[:, :rank] / s[:rank]) @ hermitian(u)[:rank]


def first_of(x: Any) -> int:
    """Return the place of the first coefficient of a polynomial that is not zero; of the last one, if all are.

    >>> first_of(np.array([0.0, 2.0, 0.0]))
    1
    """
    found = np.flatnonzero(x)
    return int(found[0]) if found.size else np.size(x) - 1


def precision_of(x: Any) -> float:
    """Return below which part of the largest singular value `np.polyfit` leaves one out.

    >>> precision_of(np.zeros(4, np.float32))
    4.76837158203125e-07
    """
    return float(np.size(x) * np.finfo(np.result_type(x, 0.0)).eps)


def lstsq_adjoint(bar: Any, out: Any, a: Any, b: Any) -> Any:
    """Return the adjoints of `out = np.linalg.lstsq(a, b)` for a and b: the solution, the sums of squares, the rank, and
    the singular values have bars."""
    x, rest = as_columns(out[0]), as_columns(b) - a @ as_columns(out[0])
    inverse = inverse_of_rank(a, out[2])
    x_bar = np.conj(as_columns(bar[0]))
    back = hermitian(inverse) @ x_bar
    a_bar = rest @ hermitian(inverse @ back) - back @ hermitian(x)
    a_bar = a_bar + (hermitian(inverse) @ x) @ hermitian(x_bar - hermitian(a) @ back)
    if np.size(out[1]):
        spread = 2.0 * rest * np.conj(bar[1])
        back = back + spread
        a_bar = a_bar - spread @ hermitian(x)
    u, _, vh = np.linalg.svd(a, full_matrices=False)
    a_bar = a_bar + (u * np.real(bar[3])) @ vh
    return conform(np.conj(a_bar), a), conform(np.reshape(np.conj(back), np.shape(b)), b)


def lstsq_tangent(out: Any, a: Any, b: Any, a_dot: Any, b_dot: Any) -> Any:
    """Return the tangents of `out = np.linalg.lstsq(a, b)`."""
    x, rest = as_columns(out[0]), as_columns(b) - a @ as_columns(out[0])
    inverse = inverse_of_rank(a, out[2])
    moved = as_columns(b_dot) - a_dot @ x
    across = hermitian(a_dot) @ hermitian(inverse) @ x
    x_dot = inverse @ (moved + hermitian(inverse) @ (hermitian(a_dot) @ rest)) + across - inverse @ (a @ across)
    squares = 2.0 * np.real(np.sum(np.conj(rest) * moved, axis=0))
    u, _, vh = np.linalg.svd(a, full_matrices=False)
    s_dot = np.real(np.sum(np.conj(u) * (a_dot @ hermitian(vh)), axis=0))
    return np.reshape(x_dot, np.shape(out[0])), squares[: np.size(out[1])], 0, s_dot


def eig_adjoint(bar: Any, out: Any, a: Any) -> Any:
    """Return the adjoint of `out = np.linalg.eig(a)`: eigenvalues and vectors."""
    w, v = out
    v_bar = np.conj(bar[1])
    top = np.eye(np.shape(v)[-1])[np.argmax(np.abs(v), axis=-2)].swapaxes(-1, -2)
    along = np.sum(np.conj(v_bar) * v, axis=-2, keepdims=True)
    v_bar = v_bar - np.real(along) * v
    if np.iscomplexobj(v):
        v_bar = v_bar + 1j * np.imag(along) * top / np.sum(np.real(v) * top, axis=-2, keepdims=True)
    middle = np.conj(inverse_gaps(w)) * (hermitian(v) @ v_bar)
    middle = middle + np.expand_dims(np.conj(bar[0]), -2) * np.eye(np.shape(w)[-1])
    return conform(np.conj(np.linalg.solve(hermitian(v), middle @ hermitian(v))), a)


def eig_tangent(out: Any, a_dot: Any) -> Any:
    """Return the tangents of eigenvalues and vectors `out = np.linalg.eig(a)`."""
    w, v = out
    top = np.eye(np.shape(v)[-1])[np.argmax(np.abs(v), axis=-2)].swapaxes(-1, -2)
    turned = np.linalg.solve(v, a_dot @ v)
    moved = v @ (inverse_gaps(w) * turned)
    along = np.real(np.sum(np.conj(v) * moved, axis=-2, keepdims=True))
    if np.iscomplexobj(v):
        height = np.sum(np.real(v) * top, axis=-2, keepdims=True)
        along = along + 1j * np.sum(np.imag(moved) * top, axis=-2, keepdims=True) / height
    return np.diagonal(turned, 0, -2, -1).copy(), moved - v * along


def eigvals_adjoint(bar: Any, a: Any) -> Any:
    """Return the adjoint of `np.linalg.eigvals(a)`."""
    v = np.linalg.eig(a)[1]
    return conform(transposed((v * np.expand_dims(bar, -2)) @ np.linalg.inv(v)), a)
