"""Find the kind of an operation's result by running it on small samples.

Dimensions that may differ get distinct primes as sizes, and the sizes of the result are mapped back to the symbols;
two runs with different samples tell what is known (equal in both) from what depends on values. No table of result
types is needed, and a function that NumPy adds tomorrow has the right kinds.
"""

import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tangentlike.analysis.values import (
    FLOAT,
    UNKNOWN,
    Array,
    Dim,
    Iterator,
    Kind,
    List,
    Number,
    Scalar,
    Static,
    Tuple,
    join,
    kind_of,
    map_dims,
)

# Far enough apart that `A - 1` and `A + 2` are not mistaken for another symbol, and with different gaps in the two runs,
# and in another order, so that no sum or larger of two sizes looks like the same symbol twice.
PRIMES = ((7, 13, 23, 37, 53, 71), (31, 19, 11, 43, 67, 89))
NUMBERS = (0.7, 1.3)
INTEGERS = (2, 3)
# Of any array that is not empty they take different numbers of items: what a slice with unknown bounds takes is unknown.
SLICES = (slice(0, 4), slice(1, 3))
LARGEST = 400_000


class CannotProbe(Exception):
    """A sample of some argument cannot be made."""


class Sampler:
    """Make sample values for kinds, and map the sizes of results back; one for each of the two runs."""

    def __init__(self, run: int, ranks: Sequence[int] = ()):
        self.run = run
        self.sizes: dict[str, int] = {}
        self.ranks = ranks
        self.anonymous = 0

    def size(self, dim: Dim) -> int:
        """Return the size that stands for a dimension."""
        if isinstance(dim, int):
            return dim
        if dim is None:
            self.anonymous += 1
            dim = f"anonymous {self.anonymous}"
        if dim not in self.sizes:
            if len(self.sizes) >= len(PRIMES[0]):
                raise CannotProbe
            self.sizes[dim] = PRIMES[self.run][len(self.sizes)]
        return self.sizes[dim]

    def sample(self, kind: Kind) -> Any:
        """Return a value of the kind."""
        match kind:
            case Static(value):
                return value
            case Scalar("float"):
                return NUMBERS[self.run]
            case Scalar("int", dim):
                return INTEGERS[self.run] if dim is None else self.size(dim)
            case Scalar("bool"):
                return bool(self.run)
            case Scalar("slice"):
                return SLICES[self.run]
            case Scalar("str"):
                return "s"
            case Scalar("complex"):
                return complex(NUMBERS[self.run], 0.4)
            case Array():
                return self.array(kind)
            case Number(shape):
                return self.array(Array("float64", shape))
            case Tuple(items):
                return tuple(map(self.sample, items))
            case List(item) if item is not None:
                return [self.sample(item)] * INTEGERS[self.run]
            case Iterator(item):
                return range(INTEGERS[self.run])
        raise CannotProbe

    def array(self, kind: Array) -> Any:
        """Return an array (or a NumPy scalar) of the kind; a square one is far from singular."""
        dtype = np.dtype(kind.dtype or "float64")
        if kind.scalar:
            return dtype.type(NUMBERS[self.run])
        shape = kind.shape
        if not isinstance(shape, tuple):
            rank = self.ranks[self.run] if self.ranks else 1
            shape = tuple(f"{shape}[{axis}]" for axis in range(rank))
        sizes = tuple(map(self.size, shape))
        if math.prod(sizes) > LARGEST:
            raise CannotProbe
        # The values differ between the runs, so that a size that depends on values is seen.
        count = math.prod(sizes)
        if dtype.kind == "b":
            return (np.arange(count) > self.run).reshape(sizes)
        if dtype.kind in "fc":
            out = np.full(sizes, NUMBERS[self.run], dtype) + (self.run * 1e-3 * np.arange(count)).reshape(sizes)
            out = out.astype(dtype)
        else:
            out = (np.arange(count) % 2 * 2 if self.run else np.ones(count)).astype(dtype).reshape(sizes)
        if len(sizes) >= 2 and sizes[-1] == sizes[-2] and dtype.kind in "fc":
            out += np.eye(sizes[-1], dtype=dtype)
        # Some operations copy one memory order and return a view of the other.
        return np.array(out, order="F") if self.run else out

    def back(self, size: int) -> Dim:
        """Return the dimension that a size of a result stands for."""
        for symbol, prime in self.sizes.items():
            if -2 <= size - prime <= 2 and not symbol.startswith("anonymous"):
                return symbol if size == prime else shifted(symbol, size - prime)
        return size


def shifted(dim: str, by: int) -> Dim:
    """Return the symbol of a dimension that is larger by a constant; shifts of shifts add up.

    >>> shifted("A", -1), shifted("A-1", 1), shifted("A-1", -1)
    ('A-1', 'A', 'A-2')
    """
    for sign in "+-":
        head, mark, tail = dim.rpartition(sign)
        if mark and tail.isdigit():
            dim, by = head, by + (int(tail) if sign == "+" else -int(tail))
            break
    return dim if by == 0 else f"{dim}{by:+d}"


class Probed:
    """The kind of a result, and the positions of the arguments whose memory it may share."""

    def __init__(self, kind: Kind, shares: frozenset[int | str]):
        self.kind = kind
        self.shares = shares


_cache: dict[Any, Probed] = {}


def probe(function: Callable[..., Any], args: Sequence[Kind], named: dict[str, Kind]) -> Probed:
    """Return the kind of `function(*args, **named)` and what it may share memory with.

    >>> probe(np.sum, [Array("float64", ("A", "B"))], {"axis": Static(0)}).kind
    Array(dtype='float64', shape=('B',), scalar=False)
    """
    key: Any
    try:
        key = (function, tuple(args), tuple(named.items()))
        if key in _cache:
            return _cache[key]
    except TypeError:
        key = None
    found = _probe(function, list(args), named)
    if key is not None:
        _cache[key] = found
    return found


def _probe(function: Callable[..., Any], args: list[Kind], named: dict[str, Kind]) -> Probed:
    loose = any(_has_no_rank(kind) for kind in [*args, *named.values()])
    runs = [_run(function, args, named, run, (1, 2) if loose else ()) for run in (0, 1)]
    kinds = [kind for kind, _ in runs if kind is not None]
    shares = frozenset().union(*(s for _, s in runs)) if kinds else frozenset([*range(len(args)), *named])
    if len(kinds) < len(runs):
        return Probed(_vague(kinds[0]) if kinds else UNKNOWN, shares)
    if loose:
        return Probed(_loose(kinds), shares)
    return Probed(_agreed(*kinds), shares)


def _run(
    function: Callable[..., Any], args: list[Kind], named: dict[str, Kind], run: int, ranks: Sequence[int]
) -> tuple[Kind | None, frozenset[int | str]]:
    sampler = Sampler(run, ranks)
    try:
        values = [sampler.sample(kind) for kind in args]
        keywords = {key: sampler.sample(kind) for key, kind in named.items()}
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            out = _call(function, values, keywords)
    except Exception:  # the operation is not for these samples: nothing is known
        return None, frozenset()
    kind = map_dims(kind_of(out), lambda dim: sampler.back(dim) if isinstance(dim, int) else dim)
    arrays: list[tuple[int | str, Any]] = [*enumerate(values), *keywords.items()]
    shares: frozenset[int | str] = frozenset(key for key, value in arrays if _may_share(out, value))
    return kind, shares


def _call(function: Callable[..., Any], values: list[Any], keywords: dict[str, Any]) -> Any:
    if function is math.acosh or function is np.arccosh:
        values = [value + 1.0 for value in values]
    elif function in (math.acos, math.asin, math.atanh):
        values = [value / 2.0 for value in values]
    return function(*values, **keywords)


def _may_share(out: Any, value: Any) -> bool:
    """Tell whether a result may be, or hold, memory of an argument; an object that is not known may."""
    if isinstance(value, (list, tuple)):
        return any(_may_share(out, item) for item in value)
    if not isinstance(value, np.ndarray):
        return False
    if isinstance(out, (list, tuple)):
        return any(_may_share(item, value) for item in out)
    if isinstance(out, np.ndarray):
        return np.may_share_memory(out, value)
    return not isinstance(out, (np.generic, int, float, complex, str, bytes, type(None), np.dtype))


def _has_no_rank(kind: Kind) -> bool:
    match kind:
        case Number() | Array(_, None) | Array(_, str()):
            return True
        case Tuple(items):
            return any(map(_has_no_rank, items))
        case List(item):
            return item is not None and _has_no_rank(item)
    return False


def _agreed(first: Kind, second: Kind) -> Kind:
    """Keep what both runs agree on: a size that differs depends on values."""
    if first == second or isinstance(first, Static):
        return first if first == second else join(first, second)
    return join(first, second)


def _loose(kinds: list[Kind]) -> Kind:
    """Join the results for a vector and a matrix: a scalar for both is a scalar, else a number of unknown shape."""
    first, second = kinds
    if first == second and (not isinstance(first, Array) or first.scalar):
        return first
    if all(isinstance(kind, (Array, Scalar)) for kind in kinds):
        return Number(None)
    return UNKNOWN


def _vague(kind: Kind) -> Kind:
    if isinstance(kind, Array):
        return Number(None)
    return kind if kind == FLOAT else UNKNOWN
