"""What is known of a value that is one of several: where branches meet, where a loop comes back, of the items of a list."""

from collections.abc import Iterable

from tangentlike.analysis.values import (
    FLOAT,
    NEVER,
    UNKNOWN,
    Array,
    Choice,
    Dict,
    Iterator,
    Keyed,
    Kind,
    List,
    Never,
    Number,
    Record,
    Scalar,
    Shape,
    Static,
    Tuple,
    carries,
    is_number,
    is_real,
)


def widen(kind: Kind) -> Kind:
    """Forget the value of a number: what a variable that will change is joined with."""
    if isinstance(kind, Static) and type(kind.value) in (float, int, bool, complex, str):
        return Scalar(type(kind.value).__name__)
    if isinstance(kind, Tuple):
        return Tuple(tuple(map(widen, kind.items)))
    return kind


def join(left: Kind, right: Kind) -> Kind:
    """Return a kind for a value that is one or the other.

    >>> join(FLOAT, Static(0.0))
    Scalar(type='float', dim=None)
    >>> join(FLOAT, Array("float64", ("A",)))
    Number(shape=None, real=True)
    """
    if left == right or isinstance(right, Never):
        return left
    if isinstance(left, Never):
        return right
    left, right = widen(left), widen(right)
    if left == right:
        return left
    options = tuple(dict.fromkeys([*_options(left), *_options(right)]))
    if options and _options(left) and _options(right):
        return Choice(options)
    match left, right:
        case Scalar(a), Scalar(b) if a == b:
            return Scalar(a)
        case (Scalar("int" | "bool"), Scalar("float")) | (Scalar("float"), Scalar("int" | "bool")):
            return FLOAT
        case (Array(str() as a, (), True), Scalar("float" | "int")) | (Scalar("float" | "int"), Array(str() as a, (), True)):
            return FLOAT if not a.startswith("complex") else Number(None)
        case Array(a, s, u), Array(b, r, v):
            return _join_arrays(a if a == b else None, s, r, u and v)
        case Tuple(a), Tuple(b) if len(a) == len(b):
            return Tuple(tuple(map(join, a, b)))
        case List(a, s), List(b, r):
            return List(b if a is None else a if b is None else join(a, b), s or r)
        case (List(a), Tuple(b)) | (Tuple(b), List(a)):
            return List(join_all([*([a] if a else []), *b]), True)
        case (Dict() | Keyed(), Dict() | Keyed()):
            return _join_dicts(left, right)
        case Record(c, a), Record(d, b) if c is d:
            return Record(c, tuple((k, join(x, y)) for (k, x), (_, y) in zip(a, b, strict=True)))
        case Iterator(a), Iterator(b):
            return Iterator(join(a, b))
    if is_number(left) and is_number(right):
        return Number(None, is_real(left) and is_real(right))
    return UNKNOWN


def as_keyed(kind: Kind) -> Kind:
    """Forget which keys a dict has; of keys that may carry a derivative, nothing is known at all."""
    if not isinstance(kind, Dict):
        return kind
    keys = [Tuple(tuple(map(Static, key))) if type(key) is tuple else Static(key) for key, _ in kind.items]
    key = join_all(map(widen, keys)) or NEVER
    return Keyed(key, join_all(widen(item) for _, item in kind.items)) if not carries(key) else UNKNOWN


def _join_dicts(left: Kind, right: Kind) -> Kind:
    if isinstance(left, Dict) and isinstance(right, Dict) and [k for k, _ in left.items] == [k for k, _ in right.items]:
        return Dict(tuple((k, join(x, y)) for (k, x), (_, y) in zip(left.items, right.items, strict=True)))
    left, right = as_keyed(left), as_keyed(right)
    if not isinstance(left, Keyed) or not isinstance(right, Keyed) or carries(join(left.key, right.key)):
        return UNKNOWN
    return Keyed(join(left.key, right.key), join_all(item for item in (left.item, right.item) if item is not None))


def _options(kind: Kind) -> tuple[Static, ...]:
    """Return the functions that a kind may mean, none if it is something else."""
    if isinstance(kind, Choice):
        return kind.options
    return (kind,) if isinstance(kind, Static) and callable(kind.value) else ()


def _join_arrays(dtype: str | None, left: Shape, right: Shape, scalar: bool) -> Kind:
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        return Array(dtype, tuple(a if a == b else None for a, b in zip(left, right, strict=True)), scalar)
    return Array(dtype, left if left == right else None)


def join_all(kinds: Iterable[Kind]) -> Kind | None:
    """Join several kinds; None if there is none."""
    out: Kind | None = None
    for kind in kinds:
        out = kind if out is None else join(out, kind)
    return out
