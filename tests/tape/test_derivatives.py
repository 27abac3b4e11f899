"""Every function of the tape against central differences, its second derivative, and its dtype."""

from collections.abc import Callable

import numpy as np
import pytest

from tangentlike import tape as torch
from tangentlike.tape import (
    composed,
    counting,
    creation,
    elementwise,
    ordering,
    products,
    reductions,
    scattering,
    shapes,
)
from tangentlike.tape.nn import functional as F  # noqa: N812  (as PyTorch's users write it)

V = np.array([0.31, 0.82, 0.57])
U = np.array([0.44, 0.95, 0.23])
A = np.array([[0.9, 0.25, 0.4], [0.35, 1.2, 0.15], [0.6, 0.05, 0.7]])
S = np.array([[2.0, 0.3, 0.1], [0.3, 1.5, 0.2], [0.1, 0.2, 1.1]])
T = np.array([[0.2, 0.7, 0.5], [0.9, 0.1, 0.3]])

ONE = "abs acos asin asinh atan atanh cos cosh erf exp exp2 expm1 log log10 log1p log2 neg reciprocal relu rsqrt sigmoid"
ONE += " sin sinh sqrt square tan tanh absolute arccos arcsin arctan negative"
FLAT = "ceil floor round sign trunc"
TWO = "add div divide hypot logaddexp maximum minimum mul multiply sub subtract true_divide atan2 arctan2 pow"

CASES: dict[str, tuple[Callable, tuple]] = {name: (getattr(torch, name), (V,)) for name in f"{ONE} {FLAT}".split()}
CASES |= {name: (getattr(torch, name), (V, U)) for name in TWO.split()}
CASES |= {
    "acosh": (torch.acosh, (1.0 + V,)),
    "fmod": (lambda x: torch.fmod(7.0 * x, 1.7), (V,)),
    "remainder": (lambda x: torch.remainder(7.0 * x, 1.7), (V,)),
    "clamp": (lambda x: torch.clamp(x, 0.4, 0.7), (V,)),
    "clip": (lambda x: torch.clip(x, max=0.7), (V,)),
    "lerp": (lambda x, y: torch.lerp(x, y, 0.3), (V, U)),
    "where": (lambda x, y: torch.where(x > 0.5, x * x, y), (V, U)),
    "masked_fill": (lambda x: torch.masked_fill(x * x, x > 0.5, 2.0), (V,)),
    "sum": (lambda x: torch.sum(x * x, 0), (T,)),
    "mean": (lambda x: torch.mean(x * x, 1, keepdim=True), (T,)),
    "prod": (lambda x: torch.prod(x, 1), (T,)),
    "std": (lambda x: torch.std(x, 1), (T,)),
    "var": (lambda x: torch.var(x, (0, 1)), (T,)),
    "amax": (lambda x: torch.amax(x * x, 1), (T,)),
    "amin": (lambda x: torch.amin(x * x, 0), (T,)),
    "max": (lambda x: torch.max(x * x, 1).values, (T,)),
    "min": (lambda x: torch.min(x * x), (T,)),
    "median": (lambda x: torch.median(x * x), (T,)),
    "norm": (torch.norm, (T,)),
    "norm of rows": (lambda x: torch.norm(x, dim=1), (T,)),
    "norm of order 3": (lambda x: torch.norm(x, p=3), (T,)),
    "norm of order 1": (lambda x: torch.norm(x * x, p=1), (T,)),
    "largest norm": (lambda x: torch.norm(x * x, p=float("inf")), (T,)),
    "logsumexp": (lambda x: torch.logsumexp(x, 1), (T,)),
    "cumsum": (lambda x: torch.cumsum(x * x, 1), (T,)),
    "cumprod": (lambda x: torch.cumprod(x, 1), (T,)),
    "trace": (lambda x: torch.trace(x * x), (A,)),
    "softmax": (lambda x: torch.softmax(x, 1), (T,)),
    "log_softmax": (lambda x: torch.log_softmax(x, 0), (T,)),
    "matmul": (torch.matmul, (A, S)), "mm": (torch.mm, (A, S)), "mv": (torch.mv, (A, V)), "dot": (torch.dot, (V, U)),
    "inner": (torch.inner, (V, U)), "vdot": (torch.vdot, (V, U)), "outer": (torch.outer, (V, U)),
    "bmm": (torch.bmm, (A[None], S[None])), "kron": (torch.kron, (V, U)), "cross": (torch.cross, (V, U)),
    "addmm": (torch.addmm, (V, A, S)), "tensordot": (lambda x, y: torch.tensordot(x, y, 1), (A, S)),
    "einsum": (lambda x, y: torch.einsum("ij,kj->ik", x, y), (A, T)),
    "det": (torch.det, (A,)), "inverse": (torch.inverse, (A,)), "slogdet": (lambda x: torch.slogdet(x)[1], (A,)),
    "linalg.solve": (torch.linalg.solve, (A, V)),
    "linalg.cholesky": (lambda x: torch.linalg.cholesky(x @ x.T + torch.eye(3).to(x.dtype)), (A,)),
    "linalg.eigh of vectors": (lambda x: torch.linalg.eigh(x + x.T)[1] ** 2, (S,)),
    "linalg.qr": (lambda x: torch.linalg.qr(x)[1] ** 2, (A,)), "linalg.pinv": (torch.linalg.pinv, (A,)),
    "linalg.svdvals": (torch.linalg.svdvals, (A,)), "linalg.eigvalsh": (lambda x: torch.linalg.eigvalsh(x + x.T), (S,)),
    "linalg.matrix_norm": (torch.linalg.matrix_norm, (A,)),
    "linalg.eigh": (lambda x: torch.linalg.eigh(x + x.T)[0], (S,)),
    "reshape": (lambda x: torch.reshape(x * x, (3, 2)), (T,)), "flatten": (lambda x: torch.flatten(x * x), (T,)),
    "ravel": (lambda x: torch.ravel(x * x), (T,)), "permute": (lambda x: torch.permute(x * x, (1, 0)), (T,)),
    "transpose": (lambda x: torch.transpose(x * x, 0, 1), (T,)), "t": (lambda x: torch.t(x * x), (T,)),
    "swapaxes": (lambda x: torch.swapaxes(x * x, 0, 1), (T,)), "swapdims": (lambda x: torch.swapdims(x * x, 0, 1), (T,)),
    "movedim": (lambda x: torch.movedim(x * x, 0, 1), (T,)), "squeeze": (lambda x: torch.squeeze(x[None] ** 2), (T,)),
    "unsqueeze": (lambda x: torch.unsqueeze(x * x, 1), (T,)),
    "broadcast_to": (lambda x: torch.broadcast_to(x * x, (2, 3)), (V,)), "tile": (lambda x: torch.tile(x * x, (2,)), (V,)),
    "repeat_interleave": (lambda x: torch.repeat_interleave(x * x, 2), (V,)),
    "flip": (lambda x: torch.flip(x * x, (0,)), (T,)), "roll": (lambda x: torch.roll(x * x, 1, 1), (T,)),
    "cat": (lambda x, y: torch.cat([x * x, x, y], 0), (V, U)), "stack": (lambda x, y: torch.stack([x, y * x], 1), (V, U)),
    "concat": (lambda x, y: torch.concat([x * y, y]), (V, U)), "hstack": (lambda x, y: torch.hstack([x * y, y]), (V, U)),
    "concatenate": (lambda x, y: torch.concatenate([x * y, y]), (V, U)),
    "vstack": (lambda x, y: torch.vstack([x * y, y]), (V, U)), "narrow": (lambda x: torch.narrow(x * x, 1, 1, 2), (T,)),
    "select": (lambda x: torch.select(x * x, 1, 2), (T,)), "split": (lambda x: torch.split(x * x, 2, 1)[1], (T,)),
    "chunk": (lambda x: torch.chunk(x * x, 3, 1)[1], (T,)), "unbind": (lambda x: torch.unbind(x * x)[1], (T,)),
    "diagonal": (lambda x: torch.diagonal(x * x, 1), (A,)), "diag": (lambda x: torch.diag(x * x), (V,)),
    "tril": (lambda x: torch.tril(x * x), (A,)), "triu": (lambda x: torch.triu(x * x, 1), (A,)),
    "clone": (lambda x: torch.clone(x * x), (V,)), "take": (lambda x: torch.take(x * x, torch.tensor([0, 4, 4])), (T,)),
    "gather": (lambda x: torch.gather(x * x, 1, torch.tensor([[2, 2], [0, 1]])), (T,)),
    "index_select": (lambda x: torch.index_select(x * x, 1, torch.tensor([2, 2, 0])), (T,)),
    "masked_select": (lambda x: torch.masked_select(x * x, x > 0.4), (T,)),
    "sort": (lambda x: torch.sort(x * x).values, (T,)), "topk": (lambda x: torch.topk(x * x, 2).values, (T,)),
}
LOSSES = {
    "binary_cross_entropy": (lambda x: F.binary_cross_entropy(x, torch.tensor([0.0, 1.0, 0.3]).to(x.dtype)), (V,)),
    "binary_cross_entropy_with_logits": (lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor(U).to(x.dtype)), (V,)),
    "cross_entropy": (lambda x: F.cross_entropy(x, torch.tensor([2, 0])), (T,)),
    "nll_loss": (lambda x: F.nll_loss(x * x, torch.tensor([2, 0])), (T,)),
    "mse_loss": (F.mse_loss, (V, U)), "l1_loss": (lambda x, y: F.l1_loss(x * x, y), (V, U)),
    "huber_loss": (lambda x, y: F.huber_loss(x * x, y, delta=0.3), (V, U)),
    "smooth_l1_loss": (lambda x, y: F.smooth_l1_loss(x * x, y, beta=0.3), (V, U)),
    "kl_div": (lambda x: F.kl_div(torch.log(x), torch.tensor(U).to(x.dtype)), (V,)), "linear": (F.linear, (T, A, V)),
    "normalize": (F.normalize, (T,)), "softplus": (F.softplus, (V - 0.5,)), "gelu": (F.gelu, (V - 0.5,)),
    "silu": (F.silu, (V - 0.5,)), "elu": (F.elu, (V - 0.5,)), "leaky_relu": (F.leaky_relu, (V - 0.5,)),
    "logsigmoid": (F.logsigmoid, (V - 0.5,)),
}
W = np.array([-0.9, -0.2, 0.15, 0.8])
SIGNS = torch.tensor([1.0, -1.0])
IMAGES = np.sin(np.arange(2 * 2 * 4 * 4.0)).reshape(2, 2, 4, 4)
LOSSES |= {name: (getattr(F, name), (3.0 * W,)) for name in ["celu", "glu", "hardsigmoid", "hardswish", "mish", "selu"]}
LOSSES |= {name: (getattr(F, name), (3.0 * W,)) for name in ["hardshrink", "hardtanh", "softshrink", "softsign", "relu6"]}
LOSSES |= {
    "tanhshrink": (F.tanhshrink, (W,)), "softmin": (lambda x: F.softmin(x, 0), (W,)),
    "threshold": (lambda x: F.threshold(x * x, 0.1, 3.0), (W,)),
    "prelu": (F.prelu, (W, np.array([0.3]))),
    "cosine_similarity": (F.cosine_similarity, (T, T[::-1].copy())), "pairwise_distance": (F.pairwise_distance, (T, A[:2])),
    "cosine_embedding_loss": (lambda x, y: F.cosine_embedding_loss(x, y, SIGNS.to(x.dtype)), (T, A[:2])),
    "gaussian_nll_loss": (lambda x, y: F.gaussian_nll_loss(x, y, y, full=True), (V, U)),
    "hinge_embedding_loss": (lambda x: F.hinge_embedding_loss(x * x, SIGNS.to(x.dtype)[:, None]), (T,)),
    "margin_ranking_loss": (lambda x, y: F.margin_ranking_loss(x * x, y, SIGNS.to(x.dtype)[:, None]), (T, A[:2])),
    "multi_margin_loss": (lambda x: F.multi_margin_loss(x * x, torch.tensor([2, 0]), p=2), (T,)),
    "multilabel_soft_margin_loss": (lambda x: F.multilabel_soft_margin_loss(x, torch.tensor(A[:2] > 0.3).to(x.dtype)), (T,)),
    "poisson_nll_loss": (lambda x: F.poisson_nll_loss(x, torch.tensor(2.0 * U).to(x.dtype), full=True), (V,)),
    "soft_margin_loss": (lambda x: F.soft_margin_loss(x, SIGNS.to(x.dtype)[:, None]), (T,)),
    "triplet_margin_loss": (lambda x, y: F.triplet_margin_loss(x * x, y, x * y), (T, A[:2])),
    "layer_norm": (lambda x, w: F.layer_norm(x * x, (3,), w, w), (T, V)), "rms_norm": (lambda x, w: F.rms_norm(x, (3,), w), (T, V)),
    "group_norm": (lambda x, w: F.group_norm(x[:, :2], 1, w[:2], w[1:]), (IMAGES[:1], V)),
    "batch_norm": (lambda x, w: F.batch_norm(x * x, None, None, w, w, training=True), (A, V)),
    "embedding": (lambda w: F.embedding(torch.tensor([[0, 1], [1, 1]]), w * w), (T,)),
    "scaled_dot_product_attention": (lambda q, k: F.scaled_dot_product_attention(q, k, q * k, is_causal=True), (A, S)),
    "conv1d": (lambda x, w: F.conv1d(x, w[None, None], stride=2, padding=1), (IMAGES[:1, :1, 0], V)),
    "conv2d": (lambda x, w: F.conv2d(x, w[None, :, None] * x.sum(), w[:1, 0], padding=(1, 0)), (IMAGES[:1], A[:2, :2])),
    "max_pool1d": (lambda x: F.max_pool1d(x * x, 2), (IMAGES[0],)),
    "max_pool2d": (lambda x: F.max_pool2d(x * x, 3, 1), (IMAGES[:1],)),
    "avg_pool1d": (lambda x: F.avg_pool1d(x * x, 2), (IMAGES[0],)), "avg_pool2d": (lambda x: F.avg_pool2d(x * x, 2), (IMAGES[:1],)),
    "adaptive_avg_pool1d": (lambda x: F.adaptive_avg_pool1d(x * x, 3), (IMAGES[0],)),
    "adaptive_avg_pool2d": (lambda x: F.adaptive_avg_pool2d(x * x, (3, 1)), (IMAGES[:1],)),
    "pad": (lambda x: F.pad(x * x, (1, 2, 0, 1), value=0.5), (T,)),
}
CASES |= {name: (getattr(torch, name), (V,)) for name in ["deg2rad", "diff", "erfc", "logit", "rad2deg"]}
CASES |= {
    "addcmul": (lambda x, y: torch.addcmul(x, y, x, value=2), (V, U)), "addcdiv": (torch.addcdiv, (V, U, V + 1.0)),
    "clamp_min": (lambda x: torch.clamp_min(x, 0.4), (V,)), "clamp_max": (lambda x: torch.clamp_max(x, 0.7), (V,)),
    "fliplr": (lambda x: torch.fliplr(x * x), (T,)), "flipud": (lambda x: torch.flipud(x * x), (T,)),
    "matrix_power": (lambda x: torch.matrix_power(x, 3), (A,)), "nan_to_num": (lambda x: torch.nan_to_num(x * x), (V,)),
    "var_mean": (lambda x: torch.stack(torch.var_mean(x, 1)), (T,)),
    "std_mean": (lambda x: torch.stack(torch.std_mean(x, 1)), (T,)),
}
I = torch.tensor([[2, 0], [1, 1]])  # noqa: E741  (an index)
ROW = torch.tensor([2, 0, 2])
CASES |= {
    "scatter": (lambda x, y: torch.scatter(x * x, 1, torch.tensor([[2, 0], [1, 0]]), y * y), (T, A[:2])),
    "scatter_add": (lambda x, y: torch.scatter_add(x * x, 1, I, y * y), (T, A[:2])),
    "index_add": (lambda x, y: torch.index_add(x * x, 1, ROW, y * y, alpha=2), (T, A[:2])),
    "index_copy": (lambda x, y: torch.index_copy(x * x, 1, ROW[:2], y[:, :2] ** 2), (T, A[:2])),
    "index_fill": (lambda x: torch.index_fill(x * x, 1, ROW, 0.5), (T,)),
    "index_put": (lambda x, y: torch.index_put(x * x, (I[0], I[1]), y[:2] ** 2, accumulate=True), (A, V)),
    "masked_scatter": (lambda x, y: torch.masked_scatter(x * x, torch.tensor(A > 0.5), y * y), (A, S)),
    "meshgrid": (lambda x, y: torch.stack(torch.meshgrid(x * x, y, indexing="xy")), (V, U[:2])),
    "broadcast_tensors": (lambda x, y: torch.stack(torch.broadcast_tensors(x * x, y)), (V, A)), "cdist": (torch.cdist, (T, A[:2])),
    "cartesian_prod": (lambda x, y: torch.cartesian_prod(x * x, y), (V, U[:2])),
    "combinations": (lambda x: torch.combinations(x * x), (V,)),
    "column_stack": (lambda x, y: torch.column_stack([x * x, y]), (V, A)), "atleast_1d": (lambda x: torch.atleast_1d(x * x), (V,)),
    "atleast_2d": (lambda x: torch.atleast_2d(x * x), (V,)),
}
CASES |= {"unflatten": (lambda x: torch.unflatten(x * x, 1, (1, -1)), (T,))}
CASES |= {f"functional.{name}": case for name, case in LOSSES.items()}

# Names of the tables that no derivative goes through, or that are other names of functions above.
NONE = {"allclose", "equal", "isclose", "isfinite", "isinf", "isnan", "eq", "ge", "greater", "gt", "le", "less", "lt", "ne"}
NONE |= {"all", "any", "argmax", "argmin", "argsort", "bincount", "bucketize", "count_nonzero", "histc", "isin", "nonzero", "numel"}
NONE |= {"logical_and", "logical_not", "logical_or", "logical_xor", "searchsorted", "tril_indices", "triu_indices", "unique"}
by_case = pytest.mark.parametrize("name", CASES)


def leaves(name: str, kind: type = np.float64) -> list:
    return [torch.tensor(np.asarray(value, kind), requires_grad=True) for value in CASES[name][1]]


def weighted(out: torch.Tensor) -> torch.Tensor:
    """Return a number that depends on every element of a result."""
    return (out * torch.linspace(0.5, 1.5, out.numel()).reshape(out.shape).to(out.dtype)).sum()


@by_case
def test_first_and_second_derivative(name: str) -> None:
    function, _ = CASES[name]
    assert torch.autograd.gradcheck(function, leaves(name), rtol=1e-6, atol=1e-7)
    assert torch.autograd.gradgradcheck(function, leaves(name), rtol=1e-5, atol=1e-6)


@by_case
def test_single_precision(name: str) -> None:
    """Values, results and derivatives stay in single precision, near those in double precision."""
    function, _ = CASES[name]
    double, single = leaves(name), leaves(name, np.float32)
    weighted(function(*double)).backward()
    out = function(*single)
    weighted(out).backward()
    assert out.dtype is torch.float32
    for wide, narrow in zip(double, single, strict=True):
        assert narrow.grad.dtype is torch.float32
        np.testing.assert_allclose(narrow.grad.numpy(), wide.grad.numpy(), rtol=2e-3, atol=2e-5)


def test_every_function_is_here() -> None:
    tables = (composed, counting, elementwise, ordering, products, reductions, scattering, shapes)
    names = {name for module in tables for name in module.__all__} - NONE
    assert not names - CASES.keys()
    functional = set(F.__all__) - {"dropout", "one_hot", "relu", "sigmoid", "softmax", "log_softmax", "tanh", "gumbel_softmax"}
    assert not {f"functional.{name}" for name in functional} - CASES.keys()
    assert NONE & CASES.keys() == set()
    assert "tensor" in creation.__all__
