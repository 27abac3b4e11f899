"""Which parts of an array have no element in common, as far as their indices tell."""

import operator
from collections.abc import Callable, Mapping

from tangentlike.analysis.dims import combined, is_size
from tangentlike.analysis.values import Dim
from tangentlike.syntax import trees as t

Size = Callable[[str], Dim]
ARITHMETIC: Mapping[type, Callable[..., int]] = {t.Add: operator.add, t.Sub: operator.sub, t.Mult: operator.mul}


def are_apart(left: t.expr, right: t.expr, size: Size) -> bool:
    """Tell whether two indices certainly select different elements; `size` tells what is known of a name.

    >>> def apart(one, other):
    ...     parts = [t.parse_expression(f"x[{text}]").slice for text in (one, other)]
    ...     return are_apart(*parts, {"b": "d0"}.get)
    >>> apart("0:b", "2 * b:"), apart(":-1", "-1"), apart("0, i", "1, i"), apart("1:", ":-1"), apart("i", "j")
    (True, True, True, False, False)
    """
    return any(_on_axis(one, other, size) for one, other in zip(_axes(left), _axes(right), strict=False))


def cover(indices: list[t.expr], size: Size) -> bool:
    """Tell whether slices certainly select every item along the first axis.

    >>> def covered(*texts):
    ...     return cover([t.parse_expression(f"x[{text}]").slice for text in texts], {"b": "d0"}.get)
    >>> covered("2 * b:", "0:b", "b:2 * b"), covered("0:b", "2 * b:"), covered(":-1", "-1"), covered(":k()", "k():")
    (True, False, True, False)
    """
    # Where each slice begins where another one ends, whatever numbers these are, nothing is left out.
    begins = [(lower or t.constant(0), upper) for lower, upper in (_range(i) for i in indices if _is_plain(i))]
    end: t.expr | None = t.constant(0)
    while end is not None:
        found = next((pair for pair in begins if _is_same(pair[0], end, size)), None)
        if found is None:
            return False
        begins.remove(found)
        end = found[1]
    return True


def _is_plain(index: t.expr) -> bool:
    return isinstance(index, (t.Constant, t.UnaryOp)) or (isinstance(index, t.Slice) and index.step is None)


def _is_same(left: t.expr, right: t.expr, size: Size) -> bool:
    """Tell whether two places are the same number: a call may give another one each time, such as `saved.pop()`."""
    calls = any(isinstance(node, t.Call) for node in t.walk(left))
    known = _size(left, size)
    return (t.equal(left, right) and not calls) or (known is not None and known == _size(right, size))


def _axes(index: t.expr) -> list[t.expr]:
    """Return the parts of an index up to an ellipsis or a new axis, beyond which the places are not those of axes."""
    parts = list(index.elts) if isinstance(index, t.Tuple) else [index]
    ends = (i for i, part in enumerate(parts) if isinstance(part, t.Constant) and type(part.value) is not int)
    return parts[: next(ends, len(parts))]


def _on_axis(left: t.expr, right: t.expr, size: Size) -> bool:
    (start, stop), (first, last) = _range(left), _range(right)
    return _is_before(stop, first, size) or _is_before(last, start, size)


def _range(part: t.expr) -> tuple[t.expr | None, t.expr | None]:
    """Return the first index, and the one after the last; None for the end itself, or for an unknown one."""
    match part:
        case t.Slice(lower=lower, upper=upper, step=None | t.Constant(value=1 | None)):
            return lower, upper
        case t.Constant(value=int() as place) | t.UnaryOp(op=t.USub(), operand=t.Constant(value=int() as place)):
            place = place if isinstance(part, t.Constant) else -place
            return t.constant(place), t.constant(place + 1) if place != -1 else None
    return None, None


def _is_before(stop: t.expr | None, start: t.expr | None, size: Size) -> bool:
    """Tell whether an end is certainly not after a beginning: the same text, or sizes in order, or both from the end."""
    if stop is None or start is None:
        return False
    if _is_same(stop, start, size):
        return True
    before, after = _size(stop, size), _size(start, size)
    if isinstance(before, int) and isinstance(after, int):
        return (before < 0) == (after < 0) and before <= after
    known = is_size(before) and is_size(after)
    return known and is_size(combined(operator.sub, [after, before]))


def _size(node: t.expr, size: Size) -> Dim:
    match node:
        case t.Constant(value=int() as number):
            return number
        case t.UnaryOp(op=t.USub(), operand=t.Constant(value=int() as number)):
            return -number
        case t.Name(id=name):
            return size(name)
        case t.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            return combined(ARITHMETIC[type(op)], [_size(left, size), _size(right, size)])
    return None
