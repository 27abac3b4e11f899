"""Reductions of a part of the elements, running extremes, least squares, polynomials, and transforms of several axes."""

import numpy as np

from tangentlike.runtime import fourier
from tests.rules.sampling import S, matrices, numbers, positive, symmetric

v3, v4, a23, a34, t234 = numbers(3), numbers(4, seed=1), numbers(2, 3), numbers(3, 4, seed=4), numbers(2, 3, 4, seed=6)
p3, f32 = positive(3), numbers(2, 3).astype(np.float32)
m3, tall = matrices(3, 3), numbers(5, 3, seed=9)
low = np.outer(numbers(4, seed=2), v3)          # of rank 1
turning = np.array([[0.5, -2.0, 0.3], [1.5, 0.4, 0.2], [0.1, -0.6, 1.7]])     # two of its eigenvalues are complex
stack = symmetric(2, 3, 3, seed=4) + 0.2 * numbers(2, 3, 3, seed=3)
n23 = np.array([[1.0, np.nan, 2.0], [0.5, 3.0, np.nan]])
c234 = t234 + 0.3j * numbers(2, 3, 4, seed=8)
mask = np.array([[True, False, True], [True, True, False]])
some = t234 > -1.0

PARTIAL = [S(f, a23, where=mask, initial=0.3) for f in (np.sum, np.max, np.min, np.prod)]
PARTIAL += [S(f, t234, axis=1, where=some, initial=0.3) for f in (np.sum, np.max, np.min, np.prod)]
PARTIAL += [S(f, f32, 1, where=mask, initial=1.5) for f in (np.sum, np.max, np.prod)]
PARTIAL += [S(f, a23, axis=0, keepdims=True, where=mask, initial=0.3) for f in (np.sum, np.max, np.min, np.prod)]
PARTIAL += [S(f, a23, where=mask) for f in (np.sum, np.mean, np.prod)] + [S(np.mean, a23, axis=0, where=mask[:1] | mask[1:])]
PARTIAL += [S(f, a23, initial=5.0) for f in (np.sum, np.max, np.min, np.prod)] + [S(np.sum, v3, where=mask[0])]
PARTIAL += [S(np.mean, f32, axis=1, where=mask), S(np.mean, t234, (0, 2), keepdims=True, where=some)]
PARTIAL += [S(f, x, *axis) for f in (np.maximum.accumulate, np.minimum.accumulate) for x, *axis in ((v4,), (t234, 1), (f32, -1))]
PARTIAL += [
    S(np.multiply.accumulate, a23), S(np.multiply.accumulate, a23, 1), S(np.nancumprod, n23), S(np.nancumprod, n23, 1),
    S(np.bincount, np.array([0, 2, 2, 1]), v4), S(np.bincount, np.array([0, 2, 2, 1]), v4, minlength=6),
    S(np.bincount, np.array([0, 2, 2]), f32[0]), S(np.nanmedian, n23), S(np.nanquantile, n23, 0.3),
    S(np.nanpercentile, n23, 30.0), S(np.extract, mask, a23), S(np.union1d, a23, v4), S(np.ndarray.compress, v3, mask[0]),
    S(np.linalg.lstsq, tall, numbers(5, seed=3), None), S(np.linalg.lstsq, tall, numbers(5, 2, seed=3), None),
    S(np.linalg.lstsq, a34, v3, None), S(np.linalg.lstsq, a34, numbers(3, 2), rcond=None), S(np.linalg.lstsq, m3, v3),
    S(np.linalg.lstsq, low, v4, 1e-6, wrt="b"), S(np.linalg.lstsq, tall + 0.2j * tall[::-1], numbers(5, seed=3) + 1j, None),
    S(np.linalg.lstsq, tall.astype(np.float32), numbers(5, seed=3).astype(np.float32), None),
    S(np.linalg.eig, m3), S(np.linalg.eig, turning), S(np.linalg.eig, stack), S(np.linalg.eigvals, m3),
    S(np.linalg.eigvals, turning), S(np.linalg.eigvals, stack), S(np.linalg.eigvals, turning + 0.3j * m3),
    S(np.linalg.eig, turning + 0.3j * m3),
    S(np.linalg.tensorsolve, symmetric(4, 4).reshape(2, 2, 4), numbers(2, 2)),
    S(np.linalg.tensorinv, symmetric(4, 4).reshape(2, 2, 4)), S(np.linalg.tensorinv, m3, ind=1),
    S(np.polyfit, p3, v3, 1), S(np.polyfit, v4, numbers(4, 2, seed=5), 2), S(np.polyder, v4), S(np.polyint, v3),
    S(np.polyadd, v3, v4), S(np.polysub, v4, v3), S(np.polysub, v3, p3),
    S(np.fft.rfft2, t234), S(np.fft.rfft2, a34, (2, 5)), S(np.fft.rfft2, a34, None, (1, 0), "ortho"), S(np.fft.rfftn, a34),
    S(np.fft.rfftn, t234), S(np.fft.rfftn, t234, None, (0, 2)), S(np.fft.rfftn, t234, (4, 3), (0, 1)),
    S(np.fft.irfft2, c234), S(np.fft.irfft2, c234, (5, 3)), S(np.fft.irfftn, c234), S(np.fft.irfftn, c234, (3, 4), (2, 0)),
    S(np.fft.irfftn, c234, norm="forward"), S(np.fft.hfft, c234), S(np.fft.hfft, c234, 5, 1), S(np.fft.ihfft, v4),
    S(fourier.irfftn_like, c234, numbers(2, 3, 5)), S(fourier.irfftn_like, c234, numbers(3, 3, 4), (2, 0)),
    S(np.fft.hfft, c234, norm="ortho"), S(np.fft.ihfft, t234, 3, 1), S(np.fft.ihfft, t234, norm="forward"),
]
PARTIAL += [
    S(f, *args, **keywords)
    for f, args, keywords in (
        (getattr(np.linalg, "vector_norm", None), (a23,), {}), (getattr(np.linalg, "vector_norm", None), (a23,), {"ord": 3}),
        (getattr(np.linalg, "vector_norm", None), (t234,), {"axis": 1, "keepdims": True}),
        (getattr(np.linalg, "matrix_norm", None), (t234,), {}), (getattr(np.linalg, "matrix_norm", None), (a34,), {"ord": 1}),
    )
    if f is not None
]
