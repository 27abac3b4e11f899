"""From arguments to a signature: their kinds with patterns of equal sizes, and the tests that later arguments must pass."""

import dataclasses
import itertools
import types
from typing import Any

import numpy as np

from tangentlike.analysis.dims import LARGE
from tangentlike.analysis.instances import is_plain, met_again
from tangentlike.analysis.observing import kind_of, opened_kind
from tangentlike.analysis.records import holds_objects
from tangentlike.analysis.sizes import map_dims
from tangentlike.analysis.values import (
    BOOL,
    FLOAT,
    INT,
    STRING,
    Array,
    Dict,
    Drawing,
    Iterator,
    Kind,
    List,
    Number,
    Record,
    Scalar,
    Static,
    Tuple,
    Unknown,
)
from tangentlike.containers import attributes_in, flatten
from tangentlike.errors import ArgumentError
from tangentlike.syntax import trees as t

Kinds = dict[str, Kind]


def kinds_of_arguments(arguments: dict[str, Any], wrt: tuple[str, ...]) -> Kinds:
    """Return the kinds of arguments: equal sizes get one symbol, 0 and 1 stay, differentiated ints are floats."""
    for name, value in arguments.items():
        check_argument(name, value, name in wrt)
    symbols: dict[int, str] = {}

    def symbol(dim: Any) -> Any:
        if not isinstance(dim, int) or dim < LARGE:
            return dim
        return symbols.setdefault(dim, _letters(len(symbols)))

    kinds = {}
    for name, value in arguments.items():
        kind = promoted(opened_kind(value)) if name in wrt else kind_of(value)
        kinds[name] = map_dims(_loose_lists(kind), symbol)
    return kinds


def _letters(number: int) -> str:
    """Return A, B, ..., Z, A1, B1, ..."""
    letter = chr(ord("A") + number % 26)
    return letter if number < 26 else f"{letter}{number // 26}"


def _loose_lists(kind: Kind) -> Kind:
    """The items of a list may differ in sizes, and the list may be longer in the next call."""
    match kind:
        case List(item, is_fixed) if item is not None:
            return List(map_dims(item, lambda dim: None), is_fixed)
        case Tuple(items):
            return Tuple(tuple(map(_loose_lists, items)))
        case Dict(items):
            return Dict(tuple((key, _loose_lists(item)) for key, item in items))
        case Record(cls, items):
            return Record(cls, tuple((key, _loose_lists(item)) for key, item in items))
    return kind


def promoted(kind: Kind) -> Kind:
    """Return the kind of a differentiated argument: whole numbers count as floats (their values stay as they are)."""
    match kind:
        case Scalar("int"):
            return FLOAT
        case Tuple(items):
            return Tuple(tuple(map(promoted, items)))
        case List(item, is_fixed) if item is not None:
            return List(promoted(item), is_fixed)
        case Dict(items):
            return Dict(tuple((key, promoted(item)) for key, item in items))
        case Record(cls, items):
            return Record(cls, tuple((key, promoted(item)) for key, item in items))
    return kind


def check_argument(name: str, value: Any, differentiated: bool) -> None:
    """Refuse what looks like an array but is not, and what cannot be differentiated."""
    kind = type(value)
    if isinstance(value, np.ndarray) and kind is not np.ndarray:
        _refuse(name, f"a `{kind.__module__}.{kind.__name__}`", "it is a kind of array with rules of its own", "np.asarray")
    if isinstance(value, np.ndarray) and value.dtype == object:
        _refuse(name, "an object array", "its items are not numbers that NumPy knows", "np.asarray(..., float)")
    if kind.__module__.partition(".")[0] in ("pandas", "xarray", "polars", "scipy") and hasattr(value, "shape"):
        _refuse(name, f"a `{kind.__module__}.{kind.__name__}`", "it is not a NumPy array", "its values as an array")
    if differentiated:
        check_differentiable(name, value)


def _refuse(name: str, what: str, why: str, instead: str) -> None:
    raise ArgumentError(
        f"the argument `{name}` is {what}.", why=f"{why}.", instead=f"pass a plain array ({instead})."
    )


def check_differentiable(name: str, value: Any) -> None:
    """Refuse integer and bool arrays, and single values that are not numbers."""
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind not in "fc":
        raise ArgumentError(
            f"the differentiated argument `{name}` is an array of {value.dtype}.",
            why="a derivative with respect to whole numbers or truth values does not exist.",
            instead=f"pass `{name}.astype(float)`.",
        )
    again = met_again(value)
    if again is not None:
        raise ArgumentError(
            f"the differentiated argument `{name}` holds an object twice, a `{type(again).__qualname__}`.",
            why="a derivative has one place for each number.",
            instead="pass what is differentiated by itself.",
        )
    opened = is_plain(type(value)) or dataclasses.is_dataclass(value)
    if isinstance(value, (dict, list, tuple)) or opened:
        for leaf in flatten(value, is_plain)[0]:
            if isinstance(leaf, np.ndarray):
                check_differentiable(name, leaf)
    if isinstance(value, (bool, str, bytes, type(None))) or (callable(value) and not opened):
        raise ArgumentError(
            f"the differentiated argument `{name}` is not a number but {value!r}.",
            why="only floats, float arrays and containers of these have derivatives.",
            instead="name other arguments in `argnums`.",
        )
    if isinstance(opened_kind(value), (Unknown, Static, Drawing, Iterator)):
        raise ArgumentError(
            f"the differentiated argument `{name}` is a `{type(value).__qualname__}`.",
            why="only floats, float arrays and tuples, lists, dicts, namedtuples, dataclasses and objects of these are known.",
            instead="pass its numbers in one of these.",
        )


# The general variant

ANNOTATED: dict[str, Kind] = {
    "float": FLOAT,
    "int": INT,
    "bool": BOOL,
    "str": STRING,
    "np.ndarray": Array("float64", None),
    "numpy.ndarray": Array("float64", None),
    "ndarray": Array("float64", None),
    "list[float]": List(FLOAT),
    "dict": Unknown(),
    "list": List(Unknown()),
}


def general_kinds(args: t.arguments, wrt: tuple[str, ...]) -> Kinds:
    """Return the kinds that annotations and defaults tell; without these a parameter is a number of any shape."""
    from tangentlike.syntax.printer import to_source  # noqa: PLC0415

    out: Kinds = {}
    positional = [*args.posonlyargs, *args.args]
    defaults = dict(zip(reversed([a.id for a in positional]), reversed(args.defaults), strict=False))
    defaults |= {a.id: d for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None}
    for node in [*positional, *args.kwonlyargs]:
        text = "" if node.annotation is None else to_source(node.annotation).strip().strip("\"'")
        kind = ANNOTATED.get(text)
        default = defaults.get(node.id)
        if kind is None and isinstance(default, t.Constant) and isinstance(default.value, (bool, str, type(None))):
            kind = Static(default.value) if node.id not in wrt else None
        out[node.id] = promoted(kind) if kind is not None and node.id in wrt else kind or Number(node.id, real=True)
    if args.vararg is not None:
        out[args.vararg.id] = List(Number(None, real=True), is_fixed=True)
    if args.kwarg is not None:
        out[args.kwarg.id] = Unknown()
    return out


# Tests

COUNTER = itertools.count()
SHARED = frozenset({"str_", "function_", "method_", "fingerprint_", "opened_fingerprint_"})
Tests = tuple[tuple[str, ...], dict[str, object]]


def argument_tests(arguments: dict[str, Any], kinds: Kinds) -> Tests:
    """Return expressions that hold for arguments of this signature, and the objects that they name."""
    names: dict[str, object] = {"float_": float, "ndarray_": np.ndarray, "int_": int}
    tests: list[str] = []
    sizes: dict[str, list[str]] = {}
    for name, value in arguments.items():
        tests.extend(_tests(name, value, kinds[name], names, sizes))
    for places in sizes.values():
        tests.append(f"{LARGE - 1} < {' == '.join(places)}")
    used = " ".join(tests)
    return tuple(tests), {name: value for name, value in names.items() if name in used}


def _tests(name: str, value: Any, kind: Kind, names: dict[str, object], sizes: dict[str, list[str]]) -> list[str]:
    if type(value) is float:
        return [f"type({name}) is float_"]
    if type(value) is int:
        return [f"type({name}) is int_"]
    if value is None or value is True or value is False:
        return [f"{name} is {value}"]
    if isinstance(value, str):
        return [f"type({name}) is {_named(names, 'str_', str)} and {name} == {value!r}"]
    if type(value) is np.ndarray and isinstance(kind, Array) and isinstance(kind.shape, tuple):
        dtype = _named(names, f"{value.dtype.name}_", value.dtype)
        tests = [f"type({name}) is ndarray_ and {name}.dtype is {dtype} and {name}.ndim == {value.ndim}"]
        for axis, dim in enumerate(kind.shape):
            place = f"{name}.shape[{axis}]"
            if isinstance(dim, int):
                tests.append(f"{place} == {dim}")
            elif isinstance(dim, str):
                sizes.setdefault(dim, []).append(place)
        return tests
    if isinstance(value, types.MethodType):
        owner, function = _named(names, f"{name}_self", value.__self__), _named(names, f"{name}_func", value.__func__)
        method = _named(names, "method_", types.MethodType)
        return [f"type({name}) is {method} and {name}.__func__ is {function} and {name}.__self__ is {owner}"]
    if isinstance(value, types.FunctionType) and is_its_text(value):
        code = _named(names, f"{name}_code", value.__code__)
        return [f"type({name}) is {_named(names, 'function_', types.FunctionType)} and {name}.__code__ is {code}"]
    if isinstance(kind, Static):
        return [f"{name} is {_named(names, f'{name}_was', value)}"]
    own = fingerprint if not holds_objects(kind) else opened_fingerprint
    expected = _named(names, f"{name}_kind", own(value))
    return [f"{_named(names, 'fingerprint_' if own is fingerprint else 'opened_fingerprint_', own)}({name}) == {expected}"]


def is_its_text(function: types.FunctionType) -> bool:
    """Tell whether the code of a function says all that it does: it has no cells and no defaults."""
    return function.__closure__ is None and not function.__defaults__ and not function.__kwdefaults__


def _named(names: dict[str, object], wanted: str, value: object) -> str:
    """Name an object that a test refers to; different objects have different names in all variants."""
    name = wanted if wanted in SHARED or wanted.rstrip("_") in np.sctypeDict else f"{wanted}_{next(COUNTER)}"
    names[name] = value
    return name


def fingerprint(value: Any, opened: bool = False) -> Any:
    """Return what the variants for a container depend on: types, keys and shapes of all that is in it."""
    kind = type(value)
    if opened and is_plain(kind):
        return (kind, tuple((name, fingerprint(item, True)) for name, item in attributes_in(value).items()))
    if kind is np.ndarray:
        return (value.dtype.name, value.shape)
    if isinstance(value, dict):
        return (kind, tuple((key, fingerprint(item, opened)) for key, item in value.items()))
    if kind is list:
        return (list, frozenset(_item_fingerprint(item, opened) for item in value))
    if isinstance(value, tuple):
        return (kind, tuple(fingerprint(item, opened) for item in value))
    if hasattr(value, "__dataclass_fields__"):
        return (kind, tuple(fingerprint(getattr(value, name)) for name in value.__dataclass_fields__))
    return (kind, value) if isinstance(value, (bool, str, type(None))) else kind if not callable(value) else value


def _item_fingerprint(item: Any, opened: bool = False) -> Any:
    found = fingerprint(item, opened)
    return (item.dtype.name, item.ndim) if type(item) is np.ndarray else found


def opened_fingerprint(value: Any) -> Any:
    """Return the same for what derivatives are taken with respect to: objects of the user's are taken apart."""
    return fingerprint(value, True)


