"""How samples are described: fixed arrays of every sort, and the calls that are made with them."""

import numpy as np

from tangentlike.rules import checking
from tangentlike.rules.primals import call_primal


def numbers(*shape, seed=0, low=-2.0, high=2.0):
    """Return fixed random numbers, none near another one or near 0."""
    size = int(np.prod(shape))
    values = np.linspace(low, high, size + 2)[1:-1]
    values = np.where(np.abs(values) < 0.02, 0.05, values)
    return np.random.default_rng(seed).permutation(values).reshape(shape)


def positive(*shape, seed=0):
    return numbers(*shape, seed=seed, low=0.2, high=3.0)


def matrices(*shape, seed=0):
    """Return matrices far from singular."""
    return numbers(*shape, seed=seed) + 3.0 * np.eye(shape[-2], shape[-1])


def symmetric(*shape, seed=0):
    """Return positive definite matrices with distinct eigenvalues."""
    a = numbers(*shape, seed=seed)
    return a @ np.swapaxes(a, -1, -2) + np.diag(np.arange(1.0, shape[-1] + 1))


def S(function, *args, wrt=(), **keywords):  # noqa: N802  (it stands in front of every line of a table)
    """Describe a call; `wrt` names the operands to check, if not all."""
    return checking.Sample(function, args, keywords, (wrt,) if isinstance(wrt, str) else wrt)


def text(sample):
    """Write a sample as the id of a test."""
    name = getattr(sample.function, "__name__", repr(sample.function))
    words = [show(a) for a in sample.args] + [f"{k}={show(v)}" for k, v in sample.keywords.items()]
    return f"{name}({', '.join(words)})"


def show(value):
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{list(value.shape)}".replace("float64", "")
    if isinstance(value, list | tuple):
        return "(" + ",".join(map(show, value)) + ")"
    return "rng" if isinstance(value, np.random.Generator) else repr(value)


def run_seeded(function, args, keywords):
    """Make a call; draws are the same in each."""
    np.random.seed(3)
    args = [np.random.default_rng(3) if isinstance(arg, np.random.Generator) else arg for arg in args]
    return call_primal(function, args, keywords)
