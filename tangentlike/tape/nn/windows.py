"""Convolutions and pools, by PyTorch's names: sums over the places of a window, each of them a slice of the input."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from tangentlike.tape.products import einsum
from tangentlike.tape.protocols import named
from tangentlike.tape.record import renamed
from tangentlike.tape.shapes import cat, gather, squeeze, stack
from tangentlike.tape.tensor import Tensor

__all__ = [
    "adaptive_avg_pool1d", "adaptive_avg_pool2d", "avg_pool1d", "avg_pool2d", "conv1d", "conv2d", "max_pool1d", "max_pool2d", "pad",
]

Sizes = tuple[int, ...]


def pad(input: Any, pad: Any, mode: str = "constant", value: float | None = None) -> Tensor:
    """Add elements at the ends of the last dimensions: `pad` has two numbers for each, the last dimension first."""
    pairs = [(pad[k], pad[k + 1]) for k in range(0, len(pad), 2)]
    width = [(0, 0)] * (input.value.ndim - len(pairs)) + pairs[::-1]
    modes = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    if mode == "constant":
        return named("ConstantPadNd", np.pad, input, width, "constant", constant_values=value or 0.0)
    return named(f"{mode.capitalize()}ionPad" if mode == "reflect" else "Pad", np.pad, input, width, modes[mode])


def each(value: Any, count: int) -> Sizes:
    """Return a number for each dimension of a window."""
    return (int(value),) * count if not isinstance(value, (tuple, list)) else tuple(value)


def places(input: Any, kernel: Sizes, stride: Sizes, dilation: Sizes) -> Iterator[tuple[Sizes, Any]]:
    """Yield for each place in a window the elements of the input there, of all windows."""
    shape = input.value.shape[-len(kernel) :]
    counts = [(n - d * (k - 1) - 1) // s + 1 for n, k, s, d in zip(shape, kernel, stride, dilation, strict=True)]
    if min(counts) < 1:
        raise RuntimeError(
            f"Given input size: {shape}. Kernel size: {kernel}. "
            "Kernel size can't be greater than actual input size"
        )
    for place in itertools.product(*map(range, kernel)):
        begins = [p * d for p, d in zip(place, dilation, strict=True)]
        cuts = [slice(b, b + s * (n - 1) + 1, s) for b, n, s in zip(begins, counts, stride, strict=True)]
        yield place, input[(..., *cuts)]


def margins(padding: Any, kernel: Sizes, dilation: Sizes) -> list[Sizes]:
    """Return what is added at both ends of each dimension of a window."""
    if padding == "same":
        whole = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        return [(n // 2, n - n // 2) for n in whole]
    return [(n, n) for n in each(0 if padding == "valid" else padding, len(kernel))]


def convolution(count: int) -> Any:
    """Return the convolution along the last `count` dimensions."""
    letters = "xyz"[:count]
    equation = f"nc{letters},oc->no{letters}"

    def convolve(
        input: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1
    ) -> Tensor:
        if input.value.ndim == count + 1:
            return convolve(input.unsqueeze(0), weight, bias, stride, padding, dilation, groups).squeeze(0)
        if groups > 1:
            parts = zip(input.chunk(groups, 1), weight.chunk(groups, 0), strict=True)
            out = cat([convolve(part, some, None, stride, padding, dilation) for part, some in parts], 1)
        else:
            kernel, steps = weight.value.shape[2:], each(dilation, count)
            both = margins(padding, kernel, steps)
            wide = pad(input, [n for pair in both[::-1] for n in pair]) if any(map(any, both)) else input
            found = places(wide, kernel, each(stride, count), steps)
            terms = [einsum(equation, part, weight[(slice(None), slice(None), *place)]) for place, part in found]
            out = terms[0] if len(terms) == 1 else sum(terms[1:], terms[0])
        return renamed(out if bias is None else out + bias.reshape(-1, *(1,) * count), "Convolution")

    convolve.__name__ = f"conv{count}d"
    return convolve


def pool(count: int, largest: bool) -> Any:
    """Return the pool along the last `count` dimensions: the largest element of each window, or the mean."""

    def largest_of(input: Any, kernel_size: Any, stride: Any = None, padding: Any = 0) -> Tensor:
        kernel = each(kernel_size, count)
        both = [p for p in reversed(each(padding, count)) for _ in range(2)]
        wide = pad(input, both, value=-np.inf) if any(both) else input
        steps = kernel if stride is None else each(stride, count)
        parts = stack([part for _, part in places(wide, kernel, steps, (1,) * count)])
        first = parts.value.argmax(0)[np.newaxis]
        return renamed(squeeze(gather(parts, 0, Tensor.make(first)), 0), f"MaxPool{count}DWithIndices")

    def mean_of(input: Any, kernel_size: Any, stride: Any = None, padding: Any = 0) -> Tensor:
        kernel = each(kernel_size, count)
        both = [p for p in reversed(each(padding, count)) for _ in range(2)]
        wide = pad(input, both) if any(both) else input
        steps = kernel if stride is None else each(stride, count)
        parts = stack([part for _, part in places(wide, kernel, steps, (1,) * count)])
        return renamed(parts.mean(0), f"AvgPool{count}D")

    function = largest_of if largest else mean_of
    function.__name__ = f"{'max' if largest else 'avg'}_pool{count}d"
    return function


conv1d, conv2d = convolution(1), convolution(2)
max_pool1d, max_pool2d, avg_pool1d, avg_pool2d = pool(1, True), pool(2, True), pool(1, False), pool(2, False)


def adaptive_avg_pool2d(input: Any, output_size: Any) -> Tensor:
    """Return means so that so many remain along the last two dimensions."""
    return adaptive(input, each(output_size, 2))


def adaptive_avg_pool1d(input: Any, output_size: Any) -> Tensor:
    """Return means so that so many remain along the last dimension."""
    return adaptive(input, each(output_size, 1))


def adaptive(input: Any, sizes: Sizes) -> Any:
    """Return means over stretches of the last dimensions, one dimension after the other."""
    for place, size in enumerate(sizes):
        dim = input.value.ndim - len(sizes) + place
        length = input.value.shape[dim]
        ends = [(k * length // size, -(-(k + 1) * length // size)) for k in range(size)]
        input = stack([input.narrow(dim, a, b - a).mean(dim) for a, b in ends], dim)
    return renamed(input, "AdaptiveAvgPool2D")
