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

from tangentlike.analysis.chances import Tried, list_dims, with_dims, without_chances
from tangentlike.analysis.dims import is_large, recognised
from tangentlike.analysis.joins import as_keyed, join, join_all
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.samples import DIVISIBLE, REPEATS, Sampler, repeated_a_few_times
from tangentlike.analysis.shared_memory import may_share
from tangentlike.analysis.sizes import map_dims, symbols
from tangentlike.analysis.values import (
    FLOAT,
    UNKNOWN,
    Array,
    Choice,
    Keyed,
    Kind,
    List,
    Number,
    Scalar,
    Static,
    is_real,
    parts_of,
)


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
    key: Any = (function, tuple(args), tuple(named.items()))
    try:
        if key in _cache:
            return _cache[key]
    except TypeError:
        key = None
    found = _probe(function, list(args), named)
    if _has_choice(found.kind):
        found = Probed(UNKNOWN, found.shares)
    if key is not None:
        _cache[key] = found
    return found


# What an unknown value is tried as, to find which arguments the result may share memory with.
TRIED: tuple[Kind, ...] = (FLOAT, Array("float64", ("unknown",)), Array("float64", ("unknown", "unknown")), List(FLOAT))


def _probe(function: Callable[..., Any], args: list[Kind], named: dict[str, Kind]) -> Probed:
    if UNKNOWN in args or UNKNOWN in named.values():
        return _tried(function, args, named)
    loose = any(_has_no_rank(kind) for kind in [*args, *named.values()])
    runs = _runs(function, args, named, (1, 2) if loose else ())
    kinds = [kind for kind, _ in runs if kind is not None]
    if not kinds:
        ranks = (1, 2) if loose else ()
        found = _fitted(function, args, named, ranks) or _of_axes(function, args, named, ranks)
        if found is not None:
            return found
    shares = frozenset().union(*(s for _, s in runs)) if kinds else frozenset([*range(len(args)), *named])
    if len(kinds) < len(runs):
        places = _of_axes(function, args, named, ()) if kinds and not loose else None
        if places is not None:  # a whole number is a place perhaps, and one of them was too large for this array
            return Probed(join(places.kind, kinds[0]), places.shares | shares)
        return Probed(_vague(kinds[0]) if kinds else UNKNOWN, shares)
    if loose or _may_lose_axes(function, args, named, kinds[0]):
        return Probed(_loose(kinds), shares)
    def spread_out(run: int, spread: Sequence[int]) -> Tried:
        sampler = Sampler(run, spread=spread)
        return _run(function, args, named, sampler)[0], sampler.size

    agreed = without_chances(_agreed(*kinds), function, spread_out)
    return Probed(agreed, shares)


def _may_lose_axes(function: Callable[..., Any], args: list[Kind], named: dict[str, Kind], found: Kind) -> bool:
    """Tell whether the rank is another one where sizes that are not an argument's happen to be 1, as for `np.squeeze`."""
    made = {symbol for kind in [*args, *named.values()] for symbol in symbols(kind) if not is_large(symbol)}
    if not made or not isinstance(found, Array) or not isinstance(found.shape, tuple):
        return False
    ones = _run(function, args, named, Sampler(0, (), (1, 1)))[0]
    return isinstance(ones, Array) and isinstance(ones.shape, tuple) and len(ones.shape) != len(found.shape)


def _tried(function: Callable[..., Any], args: list[Kind], named: dict[str, Kind]) -> Probed:
    """Return what the result may share memory with, whatever the unknown arguments are."""
    found: set[int | str] = set()
    worked = False
    for kind in TRIED:
        tried = [kind if arg == UNKNOWN else arg for arg in args]
        keywords = {key: kind if arg == UNKNOWN else arg for key, arg in named.items()}
        for run in (0, 1):
            out, shares = _run(function, tried, keywords, Sampler(run, (1, 2)))
            worked |= out is not None
            found |= shares
    return Probed(UNKNOWN, frozenset(found) if worked else frozenset([*range(len(args)), *named]))


def _fitted(
    function: Callable[..., Any], args: list[Kind], named: dict[str, Kind], ranks: Sequence[int]
) -> Probed | None:
    """Return the kind without its sizes, found with sizes that fit each other; None if none of these do."""
    kinds = [*args, *named.values()]
    if not any(map(_has_open_sizes, kinds)):
        return None
    numbers = {size for kind in kinds for size in _numbers(kind) if 0 < size < DIVISIBLE**2}
    for first in sorted(numbers | {DIVISIBLE, math.prod(numbers)}):
        for rest in (first, 1):
            runs = [_run(function, args, named, Sampler(run, ranks, (first, rest))) for run in (0, 1)]
            found = [map_dims(kind, lambda dim: None) for kind, _ in runs if kind is not None]
            if len(found) == len(runs):
                return Probed(_loose(found) if ranks else _agreed(*found), frozenset().union(*(s for _, s in runs)))
    return None


def _of_axes(
    function: Callable[..., Any], args: list[Kind], named: dict[str, Kind], ranks: Sequence[int]
) -> Probed | None:
    """Return what is common to the results for 0 and -1 in the place of whole numbers: they may be axes."""
    if not any(map(_is_whole, [*args, *named.values()])):
        return None
    runs: list[tuple[Kind | None, frozenset[int | str]]] = []
    for axis in (Static(0), Static(-1)):
        keywords = {key: axis if _is_whole(kind) else kind for key, kind in named.items()}
        tried = [axis if _is_whole(kind) else kind for kind in args]
        runs.extend(_runs(function, tried, keywords, ranks))
    kinds = [kind for kind, _ in runs if kind is not None]
    if len(kinds) < len(runs):
        return None
    shares = frozenset().union(*(s for _, s in runs))
    joined = join_all(kinds) or UNKNOWN
    return Probed(_loose([joined, joined]) if ranks else joined, shares)


def _is_whole(kind: Kind) -> bool:
    return isinstance(kind, Scalar) and kind.type == "int"


def _has_open_sizes(kind: Kind) -> bool:
    """Tell whether some size in a kind may be another one in the next call."""
    match kind:
        case Array(_, tuple() as shape):
            return any(not isinstance(dim, int) for dim in shape)
        case Scalar("int", dim):
            return dim is not None
    return any(map(_has_open_sizes, parts_of(kind)))


def _numbers(kind: Kind) -> set[int]:
    """Return the whole numbers that occur in a kind: as values, or as sizes."""
    match kind:
        case Static(value):
            values = value if isinstance(value, tuple) else (value,)
            return {abs(each) for each in values if type(each) is int}
        case Array(_, tuple() as shape):
            return {dim for dim in shape if isinstance(dim, int)}
    return set().union(*map(_numbers, parts_of(kind)))


def _runs(
    function: Callable[..., Any], args: list[Kind], named: dict[str, Kind], ranks: Sequence[int]
) -> list[tuple[Kind | None, frozenset[int | str]]]:
    """Run an operation on both samples, and say in symbols which sizes its results have."""
    samplers = [Sampler(run, ranks) for run in (0, 1)]
    runs = [_run(function, args, named, sampler) for sampler in samplers]
    kinds = [kind for kind, _ in runs if kind is not None]
    sizes = [list_dims(kind) for kind in kinds]
    if len(kinds) < len(runs) or len(sizes[0]) != len(sizes[1]):
        return [(kind and map_dims(kind, lambda dim: None), shares) for kind, shares in runs]
    first, second = (sampler.sizes for sampler in samplers)
    symbols = {name: (first[name], second[name]) for name in first if name in second and not name.startswith("anonymous")}
    dims = [recognised((one, other), symbols) for one, other in zip(*sizes, strict=True)]
    return [(with_dims(kind, dims), shares) for kind, (_, shares) in zip(kinds, runs, strict=True)]


def _run(
    function: Callable[..., Any], args: list[Kind], named: dict[str, Kind], sampler: Sampler
) -> tuple[Kind | None, frozenset[int | str]]:
    try:
        values = [sampler.sample(kind) for kind in args]
        keywords = {key: sampler.sample(kind) for key, kind in named.items()}
        values = repeated_a_few_times(values) if function in REPEATS else values
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            out = _call(function, values, keywords)
    except Exception:  # the operation is not for these samples: nothing is known
        return None, frozenset()
    kind = kind_of(out)
    if any(map(_has_keys, [*args, *named.values()])):
        kind = as_keyed(kind)
    arrays: list[tuple[int | str, Any]] = [*enumerate(values), *keywords.items()]
    return kind, frozenset(key for key, value in arrays if may_share(out, value))


def _call(function: Callable[..., Any], values: list[Any], keywords: dict[str, Any]) -> Any:
    if function is math.acosh or function is np.arccosh:
        values = [value + 1.0 for value in values]
    elif function in (math.acos, math.asin, math.atanh):
        values = [value / 2.0 for value in values]
    return function(*values, **keywords)


def _has_choice(kind: Kind) -> bool:
    """Tell whether a result holds an object that each run makes anew, such as `np.poly1d(x)`: it may hold an argument."""
    return isinstance(kind, Choice) or any(map(_has_choice, parts_of(kind)))


def _has_keys(kind: Kind) -> bool:
    """Tell whether a kind holds a dict whose keys are not known: those of its sample are not either."""
    return isinstance(kind, Keyed) or any(map(_has_keys, parts_of(kind)))


def _has_no_rank(kind: Kind) -> bool:
    match kind:
        case Number() | Array(_, None) | Array(_, str()):
            return True
    return any(map(_has_no_rank, parts_of(kind)))


def _agreed(first: Kind, second: Kind) -> Kind:
    """Keep what both runs agree on: a size that differs depends on values."""
    if first == second or isinstance(first, Static):
        return first if first == second else join(first, second)
    return join(first, second)


def _loose(kinds: list[Kind]) -> Kind:
    """Join the results for a vector and a matrix: a scalar for both is a scalar, else a number of unknown shape."""
    first, second = kinds
    scalars = all(isinstance(kind, Array) and kind.scalar for kind in kinds)
    if scalars or (first == second and not isinstance(first, Array)):
        return join(first, second)
    if all(isinstance(kind, (Array, Scalar)) for kind in kinds):
        return Number(None, all(map(is_real, kinds)))
    return UNKNOWN


def _vague(kind: Kind) -> Kind:
    if isinstance(kind, Array):
        return Number(None, is_real(kind))
    return kind if kind == FLOAT else UNKNOWN
