"""`torch.linalg`, by PyTorch's names."""

from tangentlike.tape.products import cholesky, cross, det, eigh, inv, slogdet, solve
from tangentlike.tape.protocols import LinAlgError
from tangentlike.tape.reductions import norm

vector_norm = norm

__all__ = ["LinAlgError", "cholesky", "cross", "det", "eigh", "inv", "norm", "slogdet", "solve", "vector_norm"]
