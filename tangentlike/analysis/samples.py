"""Sample values of kinds: dimensions that may differ get distinct primes as sizes, which are mapped back to symbols."""

import math
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from tangentlike.analysis.chances import SPREAD, spread_items, spread_number
from tangentlike.analysis.dims import value
from tangentlike.analysis.values import (
    INT,
    Array,
    Dict,
    Dim,
    Drawing,
    Iterator,
    Keyed,
    Kind,
    List,
    Number,
    Record,
    Scalar,
    Slice,
    Static,
    Tuple,
)
from tangentlike.runtime.arrays import rebuild

# Far enough apart that `A - 1` and `A + 2` are not mistaken for another symbol, and with different gaps in the two runs,
# and in another order, so that no sum or larger of two sizes looks like the same symbol twice.
PRIMES = ((7, 13, 23, 37, 53, 71), (31, 19, 11, 43, 67, 89))
# Where these sizes do not fit (`m @ np.ones(2)`, `np.split(v, 3)`), only the rank is to be found, with all sizes equal to
# one that may fit: a number of the arguments, or one that many divide. The second size is for all symbols but the first.
DIVISIBLE = 12
NUMBERS = (0.7, 1.3)
INTEGERS = (2, 3)
# Of any array that is not empty they take different numbers of items: what a slice with unknown bounds takes is unknown.
SLICES = (slice(0, 4), slice(1, 3))
SCALARS: dict[str, tuple[Any, Any]] = {
    "float": NUMBERS, "int": INTEGERS, "bool": (False, True), "str": ("s", "s"), "slice": SLICES,
    "complex": (NUMBERS[0] + 0.4j, NUMBERS[1] + 0.4j),
}
LENGTHS = (3, 4)  # of lists: the whole numbers are places in them
LARGEST = 400_000
REPEATS = frozenset({operator.mul, operator.imul})  # of a list or tuple and a whole number
OFTEN = 100  # a list's kind has no length: repeated so often, it has told all


class CannotProbe(Exception):
    """A sample of some argument cannot be made."""


def _record(cls: Any, fields: dict[str, Any]) -> Any:
    """Return a namedtuple, or a dataclass instance, with these fields."""
    return cls._make(fields.values()) if hasattr(cls, "_make") else rebuild(object.__new__(cls), fields)


def new_generator(cls: type) -> Any:
    """Return a random generator of its own: what the user draws must not change."""
    return np.random.RandomState(0) if issubclass(cls, np.random.RandomState) else np.random.default_rng(0)


def repeated_a_few_times(values: list[Any]) -> list[Any]:
    """Return the operands with smaller whole numbers beside a list: `[0.0] * 1000000` is of the kind of `[0.0] * 100`.

    A tuple has a length, and one of so many items is not worth knowing.
    """
    kinds = set(map(type, values))
    if not kinds & {list, tuple} or not any(type(value) is int and value > OFTEN for value in values):
        return values
    if tuple in kinds:
        raise CannotProbe
    return [min(value, OFTEN) if type(value) is int else value for value in values]


class Sampler:
    """Make sample values for kinds, and map the sizes of results back; one for each of the two runs."""

    def __init__(
        self, run: int, ranks: Sequence[int] = (), fitting: tuple[int, int] | None = None, spread: Sequence[int] = ()
    ):
        self.run = run
        self.sizes: dict[str, int] = {}
        self.ranks = ranks
        self.fitting = fitting
        self.spread = spread
        self.numbers = 0
        self.anonymous = 0

    def size(self, dim: Dim) -> int:
        """Return the size that stands for a dimension."""
        if isinstance(dim, int):
            return dim
        if dim is None:
            self.anonymous += 1
            return self.chosen(f"anonymous {self.anonymous}")
        return value(dim, self.chosen)

    def chosen(self, dim: str) -> int:
        """Return the size that stands for a symbol."""
        if dim not in self.sizes and self.fitting is not None:
            self.sizes[dim] = self.fitting[bool(self.sizes)]
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
            case Scalar("int", dim) if dim is not None:
                return self.size(dim)
            case Scalar(name) if name in SPREAD and self.spread:
                return self.spread_out(name == "int")
            case Scalar(name) if name in SCALARS:
                return SCALARS[name][self.run]
            case Slice(parts):
                return slice(*map(self.sample, parts))
            case Array():
                return self.array(kind)
            case Number(shape, real):
                return self.array(Array("float64" if real else None, shape))
            case Tuple(items):
                return tuple(map(self.sample, items))
            case List(item) if item is not None:
                count = self.fitting[0] if self.fitting else LENGTHS[self.run]
                # How many places whole numbers are is not known: `np.delete(x, [0, 2])`.
                other = 1 if item == INT and self.run else self.sample(item)
                return [self.sample(item) if place % 2 else other for place in range(count)]
            case Dict(items):
                return {key: self.sample(item) for key, item in items}
            case Keyed(key, item):
                return {} if item is None else {self.sample(key): self.sample(item)}
            case Record(cls, items):
                return _record(cls, {name: self.sample(item) for name, item in items})
            case Iterator(Scalar("int")):
                return range(INTEGERS[self.run])
            case Drawing(cls):
                return new_generator(cls)
        raise CannotProbe

    def spread_out(self, whole: bool) -> int | float:
        """Return a number that is another one than those before it."""
        self.numbers += 1
        return spread_number(self.spread, self.numbers - 1, whole)

    def array(self, kind: Array) -> Any:
        """Return an array (or a NumPy scalar) of the kind; a square one is far from singular."""
        # What is not known may be complex: a result that is real for real numbers only is not known to be real.
        dtype = np.dtype(kind.dtype or ("float64", "complex128")[self.run])
        if kind.scalar:
            return dtype.type(self.spread_out(dtype.kind != "f") if self.spread and dtype.kind in "iuf" else NUMBERS[self.run])
        shape = kind.shape
        if not isinstance(shape, tuple):
            rank = self.ranks[self.run] if self.ranks else 1
            shape = tuple(f"{shape}[{axis}]" for axis in range(rank))
        sizes = tuple(map(self.size, shape))
        if math.prod(sizes) > LARGEST:
            raise CannotProbe
        # The values differ between the runs, so that a size that depends on values is seen.
        count = math.prod(sizes)
        if self.spread and dtype.kind in "iuf":
            return spread_items(int(self.spread_out(whole=True)), self.numbers, count).astype(dtype).reshape(sizes)
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
