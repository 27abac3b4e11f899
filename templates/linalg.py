"""Linear algebra. Matrices may be stacked: the last two axes are rows and columns."""

import numpy as np

from tangentlike.rules.kinds import general
from tangentlike.runtime.arrays import unbroadcast, unreduce, zeros_like
from tangentlike.runtime.least_squares import (
    eig_adjoint,
    eig_tangent,
    eigvals_adjoint,
    lstsq_adjoint,
    lstsq_tangent,
)
from tangentlike.runtime.linalg import (
    apply_columns,
    cholesky_adjoint,
    cholesky_tangent,
    cofactors,
    eigh_adjoint,
    eigh_tangent,
    hermitian,
    matrix_power_adjoint,
    matrix_power_tangent,
    multi_dot_adjoint,
    multi_dot_tangent,
    outer_columns,
    qr_adjoint,
    qr_tangent,
    read_triangle,
    read_triangle_adjoint,
    slogdet_adjoint,
    slogdet_tangent,
    solve_columns,
    svd_adjoint,
    svd_tangent,
    transposed,
)
from tangentlike.runtime.reductions import norm_weights
from tangentlike.runtime.scalars import ratio


@general(np.linalg.solve)
class solve:                                    # a @ out = b, so  a_dot @ out + a @ out_dot = b_dot
    def tangent(out, a, b, a_dot, b_dot):
        return -solve_columns(a, apply_columns(a_dot, out, b), b), np.linalg.solve(a, b_dot)

    def adjoint(out_bar, out, a, b):
        b_bar = solve_columns(transposed(a), out_bar, b)
        return outer_columns(-b_bar, out, a, b), unbroadcast(b_bar, b)


@general(np.linalg.inv)
class inv:                                      # a @ out = 1, so  a_dot @ out + a @ out_dot = 0
    def tangent(out, a, a_dot):
        return -out @ a_dot @ out

    def adjoint(out_bar, out, a):
        return -transposed(out) @ out_bar @ transposed(out)


@general(np.linalg.det)
class det:                                      # by cofactors, not out * inv(a): a may be singular
    def tangent(out, a, a_dot):
        return np.sum(cofactors(a) * a_dot, axis=(-2, -1))

    def adjoint(out_bar, out, a):
        return np.expand_dims(out_bar, (-2, -1)) * cofactors(a)


@general(np.linalg.slogdet)
class slogdet:
    def tangent(out, a, a_dot):
        return slogdet_tangent(out, a, a_dot)

    def adjoint(out_bar, out, a):
        return slogdet_adjoint(out_bar, out, a)


@slogdet.case(numbers="real")
def slogdet(out_bar, out, a):
    return np.expand_dims(out_bar[1], (-2, -1)) * transposed(np.linalg.inv(a))


@general(np.linalg.norm)
class norm:                                     # 0 at 0
    def tangent(out, x, ord, axis, keepdims, x_dot):
        weights = norm_weights(out, x, ord, axis, keepdims)
        return np.sum(x_dot * weights, axis=axis, keepdims=keepdims)

    def adjoint(out_bar, out, x, ord=None, axis=None, keepdims=False):
        return unreduce(out_bar, x, axis, keepdims) * norm_weights(out, x, ord, axis, keepdims)


@norm.case(lambda ord: ord is None, numbers="real")
def norm(out_bar, out, x, ord=None, axis=None, keepdims=False):
    return unreduce(ratio(out_bar, out), x, axis, keepdims) * x


@general(np.linalg.cholesky)
class cholesky:                                 # a = out @ out.T, of which the lower triangle is read
    def tangent(out, a, a_dot):
        return cholesky_tangent(out, a_dot)

    def adjoint(out_bar, out, a):
        return cholesky_adjoint(out_bar, out)


@general(np.linalg.eigh)
class eigh:
    def tangent(out, a, UPLO, a_dot):
        return eigh_tangent(out, a_dot, UPLO)

    def adjoint(out_bar, out, a, UPLO="L"):
        return eigh_adjoint(out_bar, out, UPLO)


@general(np.linalg.eigvalsh)
class eigvalsh:
    def tangent(out, a, UPLO, a_dot):
        v = np.linalg.eigh(a, UPLO)[1]
        return np.real(np.sum(np.conj(v) * (read_triangle(a_dot, UPLO) @ v), axis=-2))

    def adjoint(out_bar, out, a, UPLO="L"):
        v = np.linalg.eigh(a, UPLO)[1]
        return np.conj(read_triangle_adjoint((v * np.expand_dims(out_bar, -2)) @ hermitian(v), UPLO))


@general(np.linalg.pinv)
class pinv:                                     # Golub and Pereyra 1973, for constant rank
    def tangent(out, a, a_dot):
        left, right = hermitian(out) @ out, out @ hermitian(out)
        across = hermitian(a_dot)
        return -out @ a_dot @ out + right @ (across - across @ a @ out) + (across - out @ a @ across) @ left

    def adjoint(out_bar, out, a):
        left, right = hermitian(out) @ out, out @ hermitian(out)
        first = -hermitian(out) @ np.conj(out_bar) @ hermitian(out)
        across = transposed(out_bar)
        return np.conj(first + (across - a @ out @ across) @ right + left @ (across - across @ out @ a))


@general(np.linalg.svd)
class svd:
    def tangent(out, a, full_matrices, compute_uv, a_dot):
        return svd_tangent(out, a, a_dot)

    def adjoint(out_bar, out, a, full_matrices=True, compute_uv=True):
        return svd_adjoint(out_bar, out, a)


@general(np.linalg.qr)
class qr:
    def tangent(out, a, a_dot):
        return qr_tangent(out, a_dot)

    def adjoint(out_bar, out, a):
        return qr_adjoint(out_bar, out)


@general(np.linalg.matrix_power, "a")
class matrix_power:
    def tangent(out, a, n, a_dot):
        return matrix_power_tangent(a, n, a_dot)

    def adjoint(out_bar, out, a, n):
        return matrix_power_adjoint(out_bar, a, n)


@general(np.linalg.multi_dot)
class multi_dot:
    def tangent(out, arrays, arrays_dot):
        return multi_dot_tangent(arrays, arrays_dot)

    def adjoint(out_bar, out, arrays):
        return multi_dot_adjoint(out_bar, arrays)


@general(np.linalg.lstsq)
class lstsq:                                    # Golub and Pereyra 1973, for constant rank
    def tangent(out, a, b, rcond, a_dot, b_dot):
        return lstsq_tangent(out, a, b, a_dot, zeros_like(b)), lstsq_tangent(out, a, b, zeros_like(a), b_dot)

    def adjoint(out_bar, out, a, b, rcond=None):
        both = lstsq_adjoint(out_bar, out, a, b)
        return both[0], both[1]


@general(np.linalg.eig)
class eig:                                      # distinct eigenvalues; vectors as LAPACK scales them
    def tangent(out, a, a_dot):
        return eig_tangent(out, a_dot)

    def adjoint(out_bar, out, a):
        return eig_adjoint(out_bar, out, a)


@general(np.linalg.eigvals)
class eigvals:
    def tangent(out, a, a_dot):
        v = np.linalg.eig(a)[1]
        return np.diagonal(np.linalg.solve(v, a_dot @ v), 0, -2, -1)

    def adjoint(out_bar, out, a):
        return eigvals_adjoint(out_bar, a)


eig.dtype_by_value = eigvals.dtype_by_value = True
