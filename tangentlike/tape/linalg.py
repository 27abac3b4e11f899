"""`torch.linalg`, by PyTorch's names."""

from typing import Any

import numpy as np

from tangentlike.tape.composed import matrix_power
from tangentlike.tape.creation import as_tensor
from tangentlike.tape.products import cholesky, cross, det, eigh, inv, slogdet, solve
from tangentlike.tape.protocols import LinAlgError, named
from tangentlike.tape.reductions import norm
from tangentlike.tape.tensor import Tensor

vector_norm = norm

__all__ = [
    "LinAlgError", "cholesky", "cross", "det", "eigh", "eigvalsh", "inv", "matrix_norm", "matrix_power", "matrix_rank", "norm",
    "pinv", "qr", "slogdet", "solve", "svd", "svdvals", "vector_norm",
]


def eigvalsh(A: Any) -> Tensor:
    """Return the eigenvalues of a symmetric matrix."""
    return named("LinalgEigh", np.linalg.eigvalsh, A)


def svd(A: Any, full_matrices: bool = True) -> Any:
    """Return U, S and Vh with A = U @ diag(S) @ Vh."""
    return named("LinalgSvd", np.linalg.svd, A, full_matrices)


def svdvals(A: Any) -> Tensor:
    """Return the singular values."""
    return svd(A, False)[1]


def qr(A: Any, mode: str = "reduced") -> Any:
    """Return Q, whose columns are orthonormal, and R, an upper triangle, with A = Q @ R."""
    return named("LinalgQr", np.linalg.qr, A) if mode == "reduced" else named("LinalgQr", np.linalg.qr, A, mode)


def pinv(A: Any) -> Tensor:
    """Return the pseudoinverse."""
    return named("LinalgPinv", np.linalg.pinv, A)


def matrix_norm(A: Any, ord: Any = "fro") -> Tensor:
    """Return a norm of a matrix."""
    return named("LinalgMatrixNorm", np.linalg.norm, A, ord)


def matrix_rank(A: Any) -> Tensor:
    """Return how many singular values are not zero."""
    return as_tensor(np.asarray(np.linalg.matrix_rank(A.value)))
