"""How tensors are shown: as PyTorch shows them, four digits, rows below each other."""

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.tape import dtypes

DIGITS = 4
EDGE = 3                                        # how many items are shown at each end of a long dimension
MOST = 1000                                     # from how many elements on a tensor is shown in short
WIDTH = 80


def show(x: Any) -> str:
    """Return the text of a tensor.

    >>> from tangentlike import tape
    >>> tape.tensor([[1.0, 0.5], [-2.0, 10.25]], requires_grad=True)
    tensor([[ 1.0000,  0.5000],
            [-2.0000, 10.2500]], requires_grad=True)
    """
    value = np.asarray(x.value)
    notes = []
    if value.size == 0 and value.ndim != 1:
        notes.append(f"size={tuple(value.shape)}")
    single = dtypes.get_default_dtype() is dtypes.float32
    default = (dtypes.get_default_dtype().numpy, np.dtype("F" if single else "D"), np.dtype(np.int64), np.dtype(np.bool_))
    if value.dtype not in default or (value.size == 0 and value.dtype != default[0]):
        notes.append(f"dtype={x.dtype!r}")
    if x.grad_fn is not None:
        notes.append(f"grad_fn=<{x.grad_fn.name()}>")
    elif x.requires_grad:
        notes.append("requires_grad=True")
    body = "[]" if value.size == 0 else rows(value, formatter(shown_part(value)), len("tensor("), value.size > MOST)
    return closed("tensor(" + body, notes)


def closed(text: str, notes: list[str]) -> str:
    """Add notes behind the numbers; one that does not fit on the line goes on the next."""
    last = len(text) - text.rfind("\n") + 1     # as PyTorch counts
    for note in notes:
        if last + len(note) + 2 > WIDTH:
            text, last = f"{text},\n{' ' * len('tensor(')}{note}", len("tensor(") + len(note)
        else:
            text, last = f"{text}, {note}", last + len(note) + 2
    return text + ")"


def rows(value: Any, item: Callable[[Any], str], indent: int, short: bool) -> str:
    """Return the text of an array whose items are formatted by `item`; in `short`, the ends of long dimensions only."""
    if value.ndim == 0:
        return item(value.item())
    cut = short and len(value) > 2 * EDGE
    places: list[int | None] = [*range(EDGE), None, *range(len(value) - EDGE, len(value))] if cut else [*range(len(value))]
    if value.ndim == 1:
        return line([" ..." if k is None else item(value[k].item()) for k in places], len(item(value[0].item())), indent)
    parts = [" ..." if k is None else rows(value[k], item, indent + 1, short) for k in places]
    between = ",".ljust(value.ndim, "\n") + " " * (indent + 1)
    return "[" + between.join(part.strip() if part == " ..." else part for part in parts) + "]"


def line(texts: list[str], width: int, indent: int) -> str:
    """Join the items of a row, as many on a line as fit."""
    most = max(1, (WIDTH - indent) // (width + 2))
    lines = [", ".join(texts[start : start + most]) for start in range(0, len(texts), most)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def shown_part(value: Any) -> Any:
    """Return the elements that are shown, all or those at the edges."""
    if value.size <= MOST:
        return value
    for axis, length in enumerate(value.shape):
        if length > 2 * EDGE:
            value = np.concatenate([value.take(range(EDGE), axis), value.take(range(length - EDGE, length), axis)], axis)
    return value


def formatter(value: Any) -> Callable[[Any], str]:
    """Return how the elements of an array are written, all with the same width."""
    if value.dtype.kind == "c":
        real, imaginary = formatter(value.real), formatter(value.imag)
        return lambda item: f"{real(item.real)}{'' if item.imag < 0 else '+'}{imaginary(item.imag).lstrip()}j"
    write = str if value.dtype.kind in "iub" else how(value)
    sized = value[np.isfinite(value) & (value != 0)] if value.dtype.kind == "f" else value
    width = max((len(write(item)) for item in sized.ravel().tolist()), default=0)
    return lambda item: write(item).rjust(width)


def how(value: Any) -> Callable[[float], str]:
    """Return how numbers are written: whole ones as `1.`, others with four digits, or with powers of ten."""
    sizes = np.abs(value[np.isfinite(value) & (value != 0)].astype(float))
    if sizes.size == 0:
        return lambda item: f"{item:.0f}." if math.isfinite(item) else str(item)
    largest, smallest = sizes.max(), sizes.min()
    if np.all(sizes == np.ceil(sizes)):
        if largest / smallest > 1000.0 or largest > 1e8:
            return lambda item: f"{item:.{DIGITS}e}"
        return lambda item: f"{item:.0f}." if math.isfinite(item) else str(item)
    if largest / smallest > 1000.0 or largest > 1e8 or smallest < 1e-4:
        return lambda item: f"{item:.{DIGITS}e}"
    return lambda item: f"{item:.{DIGITS}f}"


def warn_of_grad() -> None:
    """Warn that `.grad` of a tensor that is no leaf is not kept."""
    warnings.warn(
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
        "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, "
        "use .retain_grad() on the non-leaf Tensor.",
        UserWarning,
        stacklevel=3,
    )
