"""Adjoints of products of arrays: matmul, dot, inner, outer, tensordot, einsum, kron.

`x_left` gives the bar of the first factor, `x_right` that of the second one.
"""

from typing import Any

import numpy as np

from tangentlike.runtime.arrays import conform, reshape_like, unbroadcast


def matmul_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `a @ b`; `like` is shaped like `a`.

    >>> matmul_left(np.ones(2), np.zeros((2, 3)), np.array([1.0, 2.0, 3.0]))
    array([[1., 2., 3.],
           [1., 2., 3.]])
    """
    if like.ndim == 2 and b.ndim == 2:
        return conform(bar @ b.T, like)
    if b.ndim == 1:
        return unbroadcast(np.multiply.outer(bar, b), like)
    if like.ndim == 1:
        return unbroadcast(np.squeeze(b @ np.expand_dims(bar, -1), -1), like)
    return unbroadcast(bar @ np.swapaxes(b, -1, -2), like)


def matmul_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `a @ b`; `like` is shaped like `b`."""
    if a.ndim == 2 and like.ndim <= 2:
        return conform(a.T @ bar, like)
    if like.ndim == 1:
        return unbroadcast(np.expand_dims(bar, -1) * a, like)
    if a.ndim == 1:
        return unbroadcast(np.expand_dims(a, -1) * np.expand_dims(bar, -2), like)
    return unbroadcast(np.swapaxes(a, -1, -2) @ bar, like)


def dot_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `np.dot(a, b)`; `like` is shaped like `a`."""
    if type(like) is type(b) is np.ndarray and like.ndim == b.ndim == 1:
        return conform(bar * b, like)
    if np.ndim(like) == 0 or np.ndim(b) == 0:
        return unbroadcast(bar * b, like)
    if np.ndim(like) == np.ndim(b) == 2:
        return conform(bar @ np.asarray(b).T, like)
    kept = range(np.ndim(like) - 1, np.ndim(bar))
    summed = [k for k in range(np.ndim(b)) if k != max(np.ndim(b) - 2, 0)]
    return conform(np.tensordot(bar, b, (kept, summed)), like)


def dot_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `np.dot(a, b)`; `like` is shaped like `b`."""
    if type(like) is type(a) is np.ndarray and like.ndim == a.ndim == 1:
        return conform(bar * a, like)
    if np.ndim(like) == 0 or np.ndim(a) == 0:
        return unbroadcast(a * bar, like)
    if np.ndim(a) == np.ndim(like) == 2:
        return conform(np.asarray(a).T @ bar, like)
    rows = range(np.ndim(a) - 1)
    return conform(np.moveaxis(np.tensordot(a, bar, (rows, rows)), 0, max(np.ndim(like) - 2, 0)), like)


def inner_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `np.inner(a, b)`, which sums over both last axes; `like` is shaped like `a`."""
    if np.ndim(like) == 0 or np.ndim(b) == 0:
        return unbroadcast(bar * b, like)
    return conform(np.tensordot(bar, b, np.ndim(b) - 1), like)


def inner_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `np.inner(a, b)`; `like` is shaped like `b`."""
    if np.ndim(like) == 0 or np.ndim(a) == 0:
        return unbroadcast(a * bar, like)
    rows = range(np.ndim(a) - 1)
    return conform(np.tensordot(bar, a, (rows, rows)), like)


def outer_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `np.outer(a, b)`, which flattens both; `like` is shaped like `a`."""
    return reshape_like(bar @ np.ravel(b), like)


def outer_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `np.outer(a, b)`; `like` is shaped like `b`."""
    return reshape_like(np.ravel(a) @ bar, like)


def product_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `np.multiply.outer(a, b)`; `like` is shaped like `a`."""
    return conform(np.tensordot(bar, b, np.ndim(b)), like)


def product_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `np.multiply.outer(a, b)`; `like` is shaped like `b`."""
    return conform(np.tensordot(a, bar, np.ndim(a)), like)


def summed_axes(like: Any, like2: Any, axes: Any) -> tuple[list[int], list[int]]:
    """Return the axes of both factors over which `np.tensordot(like, like2, axes)` sums."""
    if np.ndim(axes) == 0 and not isinstance(axes, (list, tuple)):
        return list(range(np.ndim(like) - axes, np.ndim(like))), list(range(axes))
    first, second = axes
    first = list(first) if isinstance(first, (list, tuple, range)) else [first]
    second = list(second) if isinstance(second, (list, tuple, range)) else [second]
    return [k % np.ndim(like) for k in first], [k % np.ndim(like2) for k in second]


def tensordot_left(bar: Any, like: Any, b: Any, axes: Any = 2) -> Any:
    """Return the bar of `a` in `np.tensordot(a, b, axes)`; `like` is shaped like `a`."""
    first, second = summed_axes(like, b, axes)
    rows = [k for k in range(np.ndim(like)) if k not in first]
    columns = [k for k in range(np.ndim(b)) if k not in second]
    out = np.tensordot(bar, b, (range(len(rows), np.ndim(bar)), columns))
    # The axes of `out` are the rows, then the summed ones in b's order: send each to its place in `a`.
    places = rows + [first[second.index(k)] for k in sorted(second)]
    return conform(np.transpose(out, np.argsort(places)), like)


def tensordot_right(bar: Any, a: Any, like: Any, axes: Any = 2) -> Any:
    """Return the bar of `b` in `np.tensordot(a, b, axes)`; `like` is shaped like `b`."""
    first, second = summed_axes(a, like, axes)
    rows = [k for k in range(np.ndim(a)) if k not in first]
    columns = [k for k in range(np.ndim(like)) if k not in second]
    out = np.tensordot(a, bar, (rows, range(len(rows))))
    places = [second[first.index(k)] for k in sorted(first)] + columns
    return conform(np.transpose(out, np.argsort(places)), like)


def einsum_all(bar: Any, spec: str, operands: Any) -> Any:
    """Return the bars of all operands of `np.einsum(spec, *operands)`.

    >>> einsum_all(1.0, "i,i->", (np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    (array([3., 4.]), array([1., 2.]))
    """
    return tuple(
        einsum_adjoint(bar, spec, k, like, *operands[:k], *operands[k + 1 :]) for k, like in enumerate(operands)
    )


def einsum_tangent(spec: str, operands: Any, dots: Any) -> Any:
    """Return the tangent of `np.einsum(spec, *operands)`; a tangent of None is zero."""
    terms = [
        np.einsum(spec, *operands[:k], dot, *operands[k + 1 :]) for k, dot in enumerate(dots) if dot is not None
    ]
    return sum(terms[1:], terms[0])


def einsum_adjoint(bar: Any, spec: str, place: int, like: Any, *others: Any) -> Any:
    """Return the bar of the operand at `place` of an einsum, given the others; it is shaped like `like`."""
    left, arrow, output = spec.partition("->")
    inputs = left.split(",")
    if not arrow or not spec.replace(",", "").replace("->", "").isalpha():
        inputs, output = einsum_subscripts(spec, [*others[:place], like, *others[place:]])
    letters = inputs.pop(place)
    known = ",".join([output, *inputs])
    if len(set(letters)) == len(letters) and set(letters) <= set(known):
        return unbroadcast(np.einsum(known + "->" + letters, bar, *others), like)
    return spread_letters(np.einsum(known + "->" + kept_letters(letters, known), bar, *others), letters, known, like)


def einsum_insert(spec: str, place: int, x: Any, others: Any) -> Any:
    """Return the einsum of `others` with x at `place`."""
    return np.einsum(spec, *others[:place], x, *others[place:])


def einsum_others_adjoint(bar: Any, spec: str, place: int, x: Any, others: Any) -> Any:
    """Return the bars of `others` in the product of `bar` with the einsum that has x at `place`."""
    operands = (*others[:place], x, *others[place:])
    bars = einsum_all(bar, spec, operands)
    return bars[:place] + bars[place + 1 :]


def einsum_others_tangent(bar: Any, spec: str, place: int, like: Any, pair: Any) -> Any:
    """Return the tangent of `einsum_adjoint(bar, spec, place, like, *others)` for `pair`: others and their dots."""
    others, dots = pair
    terms = [
        einsum_adjoint(bar, spec, place, like, *others[:k], dot, *others[k + 1 :])
        for k, dot in enumerate(dots)
        if dot is not None
    ]
    return sum(terms[1:], terms[0]) if terms else None


def einsum_all_others(bar: Any, spec: str, operands: Any, dots: Any) -> Any:
    """Return the tangent of `einsum_all` for tangents of the operands: each bar depends on all the other operands."""
    tangents = []
    for place in range(len(operands)):
        like, rest, moved = operands[place], *(each[:place] + each[place + 1 :] for each in map(tuple, (operands, dots)))
        tangent = einsum_others_tangent(bar, spec, place, like, (rest, moved))
        tangents.append(np.zeros_like(like) if tangent is None else tangent)
    return tuple(tangents)


def kept_letters(letters: str, known: str) -> str:
    """Return the distinct letters that stand in `known`."""
    return "".join(dict.fromkeys(c for c in letters if c in known))


def spread_letters(out: Any, letters: str, known: str, like: Any) -> Any:
    """Give a bar with one axis for each known letter the axes of the operand that has the subscripts `letters`."""
    distinct = "".join(dict.fromkeys(letters))
    # A subscript that stands nowhere else was summed alone: its bar is constant along it.
    sizes = dict(zip(letters, np.shape(like), strict=True))
    for place, c in enumerate(distinct):
        if c not in known:
            out = np.repeat(np.expand_dims(out, place), sizes[c], place)
    if len(distinct) == len(letters):
        return unbroadcast(out, like)
    # A repeated subscript reads a diagonal: write the bar on the diagonal of zeros.
    full = np.zeros(np.shape(like), np.asarray(out).dtype)
    grid = np.ix_(*[range(n) for n in np.shape(out)])
    full[tuple(grid[distinct.index(c)] for c in letters)] = out
    return conform(full, like)


def einsum_subscripts(spec: str, like: Any) -> tuple[list[str], str]:
    """Write a specification out: a letter for each axis of an ellipsis, and the output if it is implied."""
    left, arrow, output = spec.replace(" ", "").partition("->")
    inputs = left.split(",")
    free = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" if c not in spec]
    hidden = [np.ndim(item) - len(sub.replace("...", "")) for sub, item in zip(inputs, like, strict=True)]
    longest = max([n for n, sub in zip(hidden, inputs, strict=True) if "..." in sub], default=0)
    names = "".join(free[:longest])
    if not arrow:
        seen = "".join(inputs).replace("...", "")
        output = ("..." if longest else "") + "".join(sorted(c for c in set(seen) if seen.count(c) == 1))
    inputs = [sub.replace("...", names[longest - n :]) for n, sub in zip(hidden, inputs, strict=True)]
    return inputs, output.replace("...", names)


def kron_left(bar: Any, like: Any, b: Any) -> Any:
    """Return the bar of `a` in `np.kron(a, b)`; `like` is shaped like `a`."""
    axes = range(1, 2 * np.ndim(bar), 2)
    return reshape_like(np.sum(kron_blocks(bar, like, b) * kron_factor(b, bar, 0), axis=tuple(axes)), like)


def kron_right(bar: Any, a: Any, like: Any) -> Any:
    """Return the bar of `b` in `np.kron(a, b)`; `like` is shaped like `b`."""
    axes = range(0, 2 * np.ndim(bar), 2)
    return reshape_like(np.sum(kron_blocks(bar, a, like) * kron_factor(a, bar, 1), axis=tuple(axes)), like)


def kron_blocks(bar: Any, like: Any, like2: Any) -> Any:
    """Split each axis of a Kronecker product in two: the place in the first factor, then in the second one."""
    shape = (1,) * (np.ndim(bar) - np.ndim(like)) + np.shape(like)
    shape2 = (1,) * (np.ndim(bar) - np.ndim(like2)) + np.shape(like2)
    return np.reshape(bar, [size for pair in zip(shape, shape2, strict=True) for size in pair])


def kron_factor(x: Any, like: Any, place: int) -> Any:
    """Give a factor an axis of length 1 for each axis of the other one; `like` is shaped like the product."""
    shape = (1,) * (np.ndim(like) - np.ndim(x)) + np.shape(x)
    return np.reshape(x, [size for n in shape for size in ((n, 1) if place else (1, n))])


def sum_after(bar: Any, like: Any) -> Any:
    """Sum over the axes that follow those of `like`.

    >>> sum_after(np.ones((2, 3, 4)), np.zeros(2))
    array([12., 12.])
    """
    return conform(np.sum(bar, axis=tuple(range(np.ndim(like), np.ndim(bar)))), like)


def column_of(x: Any, like: Any) -> Any:
    """Return x with an axis of one item for each axis of `like` behind its own.

    >>> column_of(np.ones(2), np.ones((3, 4))).shape
    (2, 1, 1)
    """
    return np.reshape(x, np.shape(x) + (1,) * np.ndim(like))


def spread_after(x: Any, like: Any) -> Any:
    """Repeat x along more axes, up to the shape of `like`: the adjoint of `sum_after`."""
    shape = np.shape(x) + (1,) * (np.ndim(like) - np.ndim(x))
    return conform(np.broadcast_to(np.reshape(x, shape), np.shape(like)), like)


MAY_ALIAS = (
    column_of,
    sum_after,
    spread_after,
    einsum_all,
    einsum_adjoint,
    einsum_tangent,
    einsum_insert,
    einsum_others_adjoint,
    einsum_others_tangent,
    spread_letters,
)
