"""PyTorch's products and its linear algebra, by their names there."""

from typing import Any

import numpy as np

from tangentlike.tape.protocols import named
from tangentlike.tape.record import renamed
from tangentlike.tape.spellings import with_spellings
from tangentlike.tape.tensor import Tensor

__all__ = [
    "addmm", "bmm", "cross", "det", "dot", "einsum", "inner", "inverse", "kron", "matmul", "mm", "mv", "outer",
    "slogdet", "tensordot", "vdot",
]


def matmul(input: Any, other: Any) -> Tensor:
    """Return the matrix product."""
    return input @ other


def product_of(first: int, second: int, name: str) -> Any:
    """Return `matmul` for operands with so many dimensions."""

    def product(input: Any, other: Any) -> Tensor:
        dims = (input.value.ndim, other.value.ndim)
        if dims != (first, second):
            raise RuntimeError(f"{name}: expected tensors with {first} and {second} dimensions, got {dims[0]} and {dims[1]}")
        return input @ other

    product.__name__ = name
    return product


mm, mv, dot, bmm = product_of(2, 2, "mm"), product_of(2, 1, "mv"), product_of(1, 1, "dot"), product_of(3, 3, "bmm")
vdot = inner = dot


def outer(input: Any, vec2: Any) -> Tensor:
    """Return all products of two vectors' elements."""
    return renamed(input.reshape(-1, 1) * vec2.reshape(1, -1), "Mul")


def einsum(equation: str, *operands: Any) -> Tensor:
    """Return a sum of products by Einstein's convention."""
    given = operands[0] if len(operands) == 1 and isinstance(operands[0], (list, tuple)) else operands
    return named("Einsum", np.einsum, equation, *given)


def tensordot(a: Any, b: Any, dims: Any = 2) -> Tensor:
    """Return sums of products over several dimensions."""
    return named("Tensordot", np.tensordot, a, b, dims)


def addmm(input: Any, mat1: Any, mat2: Any, *, beta: float = 1, alpha: float = 1) -> Tensor:
    """Return beta * input + alpha * (mat1 @ mat2)."""
    return renamed(beta * input + alpha * (mat1 @ mat2), "Addmm")


def kron(input: Any, other: Any) -> Tensor:
    """Return the Kronecker product."""
    return named("Kron", np.kron, input, other)


def cross(input: Any, other: Any, dim: int = -1) -> Tensor:
    """Return the cross product of vectors of three elements."""
    return named("LinalgCross", np.cross, input, other, axis=dim)


def inverse(input: Any) -> Tensor:
    """Return the inverse of a matrix."""
    return named("LinalgInvEx", np.linalg.inv, input)


def det(input: Any) -> Tensor:
    """Return the determinant."""
    return named("LinalgDet", np.linalg.det, input)


def slogdet(input: Any) -> Any:
    """Return the sign of the determinant, and the logarithm of its size."""
    return named("LinalgSlogdet", np.linalg.slogdet, input)


def solve(input: Any, other: Any) -> Tensor:
    """Return X with input @ X = other."""
    return named("LinalgSolveEx", np.linalg.solve, input, other)


def cholesky(input: Any) -> Tensor:
    """Return L, a lower triangle, with L @ L.T = input."""
    return named("LinalgCholeskyEx", np.linalg.cholesky, input)


def eigh(input: Any) -> Any:
    """Return the eigenvalues and eigenvectors of a symmetric matrix."""
    return named("LinalgEigh", np.linalg.eigh, input)


inv = inverse


with_spellings(globals(), __all__)
