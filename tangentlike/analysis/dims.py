"""Arithmetic of sizes: sums of products of symbols, so that `x[1:]` and `x[:-1]` are known to be as long, and `n + 1` longer.

A symbol that begins with a capital letter is a size of at least 2, so that nothing is broadcast along it. What is no
such sum (`A[:3]`, the size of what a mask selects) is a symbol of its own, of which nothing else is known.
"""

import functools
import operator
import re
from collections.abc import Callable, Iterable, Mapping

from tangentlike.analysis.values import Dim

# The products of symbols with their factors; the empty product stands for the constant.
Terms = dict[tuple[str, ...], int]

SYMBOL = r"[^\W\d]\w*|\?[\w:.]+"
TERM = re.compile(rf"([+-]?)((?:\d+|{SYMBOL})(?:\*(?:{SYMBOL}))*)")
SUM = re.compile(rf"(?:{TERM.pattern})+")
FIRST = re.compile(r"(.+)\[:([^\[\]:-]+)\]")  # the first items of an axis: as many as there are, at most
LARGE = 2


@functools.lru_cache(maxsize=1000)
def _parsed(dim: str) -> Terms | None:
    if SUM.fullmatch(dim) is None:
        return None
    out: Terms = {}
    for sign, product in TERM.findall(dim):
        factors = product.split("*")
        number = int(factors.pop(0)) if factors[0].isdigit() else 1
        key = tuple(sorted(factors))
        out[key] = out.get(key, 0) + (-number if sign == "-" else number)
    return out


def _terms(dim: Dim) -> Terms | None:
    return {(): dim} if isinstance(dim, int) else None if dim is None else _parsed(dim)


def _written(terms: Terms) -> Dim:
    """Return a size; None for one that may be less than that of an empty array."""
    left = {key: number for key, number in sorted(terms.items(), key=lambda item: (-len(item[0]), item[0])) if number}
    if not left.keys() - {()}:
        return left.get((), 0)
    single = next(iter(left.values())) == 1 and len(left.keys() - {()}) == 1 and left.get((), 0) >= -LARGE
    if _least(left) < 0 and not single:
        return None
    text = ""
    for key, number in left.items():
        factors = "*".join([*([str(abs(number))] if abs(number) != 1 or not key else []), *key])
        text += ("-" if number < 0 else "+" if text else "") + factors
    return text


def _least(terms: Terms) -> int:
    total = 0
    for key, number in terms.items():
        if key and number < 0:
            return -1
        product = number
        for symbol in key:
            product *= LARGE * symbol[0].isupper()
        total += product
    return total


def at_least(dim: Dim) -> int:
    """Return a bound of a size from below.

    >>> at_least("A"), at_least("2*A-1"), at_least("d0"), at_least("A[:3]"), at_least(5)
    (2, 3, 0, 2, 5)
    """
    terms = _terms(dim)
    if terms is not None:
        return max(0, _least(terms))
    first = FIRST.fullmatch(dim) if isinstance(dim, str) else None
    return 0 if first is None else min(at_least(first[1]), at_least(int(first[2]) if first[2].isdigit() else first[2]))


def is_large(dim: Dim) -> bool:
    """Tell whether a size is certainly not 1, nor 0: nothing is broadcast along it."""
    return at_least(dim) >= LARGE


def is_size(dim: Dim) -> bool:
    """Tell whether a sum of symbols is certainly not negative.

    >>> is_size("A-1"), is_size("A-3"), is_size("d0-1")
    (True, False, False)
    """
    terms = _terms(dim)
    return terms is not None and _least(terms) >= 0


def atoms(dim: str) -> set[str]:
    """Return the symbols that a size is made of.

    >>> sorted(atoms("A*B-1")), atoms("A[:3]")
    (['A', 'B'], {'A[:3]'})
    """
    terms = _parsed(dim)
    return {dim} if terms is None else {symbol for key in terms for symbol in key}


def is_of_arguments(dim: Dim) -> bool:
    """Tell whether a size is one throughout a call: that of an argument, or made of such sizes."""
    return isinstance(dim, int) or (dim is not None and all(re.fullmatch(r"[A-Zd]\d*", atom) for atom in atoms(dim)))


def combined(function: Callable[..., int], dims: Iterable[Dim]) -> Dim:
    """Return the sum, difference or product of sizes; None if it is not known, or no size.

    >>> import operator
    >>> combined(operator.add, ["A", 1]), combined(operator.sub, ["2*A", "A"]), combined(operator.mul, ["A", "B+1"])
    ('A+1', 'A', 'A*B+A')
    """
    left, right = map(_terms, dims)
    if left is None or right is None:
        return None
    return _written(_times(left, right) if function is operator.mul else _plus(left, right, function))


def _plus(left: Terms, right: Terms, function: Callable[..., int]) -> Terms:
    return {key: function(left.get(key, 0), right.get(key, 0)) for key in {**left, **right}}


def _times(left: Terms, right: Terms) -> Terms:
    out: Terms = {}
    for one, number in left.items():
        for other, factor in right.items():
            key = tuple(sorted(one + other))
            out[key] = out.get(key, 0) + number * factor
    return out


def replaced(dim: str, by: Mapping[str, Dim]) -> Dim:
    """Return a size with other sizes in the place of its symbols; None if one of them is not known.

    >>> replaced("2*A-1", {"A": "B+1"}), replaced("A", {})
    ('2*B+1', None)
    """
    terms = _parsed(dim)
    if dim in by or terms is None:
        return by.get(dim)
    total: Terms = {}
    for key, number in terms.items():
        product: Terms | None = {(): number}
        for symbol in key:
            factor = _terms(by.get(symbol))
            if factor is None or product is None:
                return None
            product = _times(product, factor)
        total = _plus(total, product or {}, operator.add)
    return _written(total)


def value(dim: str, of: Callable[[str], int]) -> int:
    """Return the number that a size is where those of its symbols are known."""
    terms = _parsed(dim)
    if terms is None:
        return of(dim)
    total = 0
    for key, number in terms.items():
        for symbol in key:
            number *= of(symbol)
        total += number
    return total


def recognised(sizes: tuple[int, int], symbols: Mapping[str, tuple[int, int]]) -> Dim:
    """Return the size that is the first number in one run and the second in another, as the symbols are; else None.

    >>> symbols = {"A": (7, 31), "B": (13, 19)}
    >>> [recognised(sizes, symbols) for sizes in ((7, 31), (13, 61), (20, 50), (91, 589), (5, 5), (8, 3))]
    ['A', '2*A-1', 'A+B', 'A*B', 5, None]
    """
    if sizes[0] == sizes[1]:
        return sizes[0]
    for factor in range(1, 9):
        for symbol, runs in symbols.items():
            shift = sizes[0] - factor * runs[0]
            if abs(shift) <= 2 and shift == sizes[1] - factor * runs[1]:
                return _written(_plus({(symbol,): factor}, {(): shift}, operator.add))
    for one, first in symbols.items():
        for other, second in symbols.items():
            for shift in (0, -1, 1):
                if all(size == a + b + shift for size, a, b in zip(sizes, first, second, strict=True)):
                    return _written(_plus(_plus({(one,): 1}, {(other,): 1}, operator.add), {(): shift}, operator.add))
            if all(size == a * b for size, a, b in zip(sizes, first, second, strict=True)):
                return _written({tuple(sorted((one, other))): 1})
    return None
