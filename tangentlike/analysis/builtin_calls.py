"""The kinds that calls of builtins give, and those of the methods of lists."""

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.closures import as_item
from tangentlike.analysis.items import iterate
from tangentlike.analysis.joins import join, join_all, widen
from tangentlike.analysis.sizes import dimension, steady_sizes
from tangentlike.analysis.values import (
    BOOL,
    FLOAT,
    INT,
    NEVER,
    STRING,
    UNKNOWN,
    Array,
    Closure,
    Dict,
    Iterator,
    Keyed,
    Kind,
    List,
    Number,
    Record,
    Scalar,
    Static,
    Tuple,
    Unknown,
    is_float,
    is_number,
    is_real,
    items_in_order,
)
from tangentlike.runtime.sequences import place_of, sorted_places
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference

SLICE_PARTS = 3
SCALAR_TYPES = {"float": float, "int": int, "bool": bool, "str": str, "complex": complex, "slice": slice}
Builtin = Callable[["Inference", t.Call, Sequence[Kind]], Kind]


def _length(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    match args:
        case [Array(_, tuple() as shape)] if shape:
            return dimension(shape[0])
        case [Dict(items)]:
            return Static(len(items))
        case [Tuple() | Record() as kind] if (inside := items_in_order(kind)) is not None:
            return Static(len(inside))
    return INT


def _items(kind: Kind) -> Builtin:
    return lambda run, node, args: Iterator(kind)


def _enumerate(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    return Iterator(Tuple((INT, iterate(run, node, args[0] if args else UNKNOWN))))


def _zip(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    return Iterator(Tuple(tuple(iterate(run, node, kind) for kind in args)))


def _reversed(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    return Iterator(iterate(run, node, args[0]))


def _as_list(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    return List(None) if not args else List(iterate(run, node, args[0]))


def _as_tuple(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    if args and isinstance(args[0], Tuple):
        return args[0]
    return Tuple(()) if not args else List(iterate(run, node, args[0]), is_fixed=True)


def _sorted(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    run.facts.callees[id(node)] = sorted
    return _as_list(run, node, args)


def _plain(kind: Kind) -> Builtin:
    return lambda run, node, args: kind


def _float(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    run.facts.callees[id(node)] = float
    return FLOAT


def _extreme(function: Any) -> Builtin:
    def infer_extreme(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
        run.facts.callees[id(node)] = function
        kinds = [iterate(run, node, args[0])] if len(args) == 1 else list(args)
        return join_all(map(widen, kinds)) or UNKNOWN
    return infer_extreme


def _sum(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    item = iterate(run, node, args[0])
    start = args[1] if len(args) > 1 else Static(0)
    if item == NEVER:
        return widen(start)
    if is_float(item) and is_float(start):
        return widen(item) if widen(item) != INT else join(INT, widen(start))
    if isinstance(item, Array) and not item.scalar:
        return Array(item.dtype, tuple(None for _ in item.shape) if isinstance(item.shape, tuple) else None)
    return item if isinstance(item, Array) else Number(run.fresh(node), is_real(item)) if is_number(item) else UNKNOWN


def _isinstance(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    if len(args) == 2:
        types_ = [a.value for a in (args[1].items if isinstance(args[1], Tuple) else [args[1]]) if isinstance(a, Static)]
        if types_ and not isinstance(args[0], (Unknown, Number)):
            example = _example_type(args[0])
            if example is not None:
                return Static(issubclass(example, tuple(types_)))
    return BOOL


def _example_type(kind: Kind) -> type | None:
    match kind:
        case Static(value):
            return type(value)
        case Scalar(name):
            return SCALAR_TYPES[name]
        case Array(dtype, _, scalar) if dtype is not None:
            return np.dtype(dtype).type if scalar else np.ndarray
        case Tuple():
            return tuple
        case List():
            return list
        case Dict() | Keyed():
            return dict
        case Record(cls):
            return cls
    return None


def _iterator(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    return Iterator(iterate(run, node, args[0])) if len(args) == 1 else UNKNOWN


def _next(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    item = args[0].item if args and isinstance(args[0], Iterator) else UNKNOWN
    return join_all(widen(kind) for kind in (item, *args[1:])) or UNKNOWN


def _map(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    """`map(float, texts)` gives floats; what other functions give is not asked."""
    known = {float: FLOAT, int: INT, str: STRING}
    function = args[0].value if args and isinstance(args[0], Static) else None
    return Iterator(next((kind for made, kind in known.items() if function is made), UNKNOWN))


def _count(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    whole = all(widen(kind) == INT for kind in args) and not node.keywords
    return Iterator(INT if whole else UNKNOWN)


def _arrangements(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    """`itertools.combinations(items, 2)` gives tuples of the items of one iterable."""
    kinds = [iterate(run, node, kind) for kind in args[:1]]
    count = args[1].value if len(args) == 2 and isinstance(args[1], Static) else None
    item = join_all(map(widen, kinds)) or UNKNOWN
    return Iterator(Tuple((item,) * count) if type(count) is int and count >= 0 else List(item, is_fixed=True))


def _product(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    """`itertools.product(x, y)` gives tuples of one item of each."""
    items = tuple(widen(iterate(run, node, kind)) for kind in args)
    return Iterator(List(join_all(items) or UNKNOWN, is_fixed=True) if node.keywords else Tuple(items))


def _places(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    """`np.ndindex(x.shape)` gives as many whole numbers as there are axes."""
    shape = args[0].items if len(args) == 1 and isinstance(args[0], Tuple) else args
    known = all(isinstance(dim, (Scalar, Static)) for dim in shape)
    return Iterator(Tuple(tuple(INT for _ in shape))) if known else UNKNOWN


def _places_and_items(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    """`np.ndenumerate(x)`."""
    match args:
        case [Array(dtype, tuple() as shape)] if dtype is not None:
            return Iterator(Tuple((Tuple(tuple(INT for _ in shape)), Array(dtype, (), True))))
    return UNKNOWN


def _slice(run: "Inference", node: t.Call, args: Sequence[Kind]) -> Kind:
    """Return the kind of `slice(1, 3)`, which is that of the text `1:3`."""
    if not 1 <= len(args) <= SLICE_PARTS or not all(isinstance(arg, Static) for arg in args):
        return UNKNOWN
    return Static(slice(*(arg.value for arg in args)))  # type: ignore[attr-defined]


BUILTINS: dict[Any, Builtin] = {
    iter: _iterator,
    next: _next,
    map: _map,
    itertools.count: _count,
    itertools.combinations: _arrangements,
    itertools.combinations_with_replacement: _arrangements,
    itertools.permutations: _arrangements,
    itertools.product: _product,
    np.ndindex: _places,
    np.ndenumerate: _places_and_items,
    len: _length,
    slice: _slice,
    range: _items(INT),
    enumerate: _enumerate,
    zip: _zip,
    reversed: _reversed,
    list: _as_list,
    sorted: _sorted,
    tuple: _as_tuple,
    print: _plain(Static(None)),
    isinstance: _isinstance,
    float: _float,
    int: _plain(INT),
    bool: _plain(BOOL),
    str: _plain(STRING),
    repr: _plain(STRING),
    format: _plain(STRING),
    max: _extreme(max),
    min: _extreme(min),
    sum: _sum,
    place_of: _plain(INT),
    sorted_places: _plain(List(INT)),
    any: _plain(BOOL),
    all: _plain(BOOL),
}


Method = Callable[["Inference", t.Call, Sequence[t.expr], Sequence[Kind], "Environment"], Kind]


def _append(
    run: "Inference", node: t.Call, nodes: Sequence[t.expr], args: Sequence[Kind], env: "Environment"
) -> Kind:
    if isinstance(nodes[0], t.Name) and isinstance(args[0], List):
        if args[-1] == NEVER:
            return Static(None)
        item = args[-1] if isinstance(args[-1], Closure) else widen(steady_sizes(args[-1]))
        item = as_item(item)
        run.assign(t.store(nodes[0].id), List(item if args[0].item is None else join(args[0].item, item)), env)
    return Static(None)


def _pop(run: "Inference", node: t.Call, nodes: Sequence[t.expr], args: Sequence[Kind], env: "Environment") -> Kind:
    if not isinstance(args[0], List):
        return UNKNOWN
    return steady_sizes(args[0].item) if args[0].item is not None else NEVER


def _copy(run: "Inference", node: t.Call, nodes: Sequence[t.expr], args: Sequence[Kind], env: "Environment") -> Kind:
    return args[0]


def _extend(run: "Inference", node: t.Call, nodes: Sequence[t.expr], args: Sequence[Kind], env: "Environment") -> Kind:
    return _append(run, node, nodes, [*args[:-1], iterate(run, node, args[-1])], env)


METHODS: dict[Any, Method] = {
    list.append: _append, list.insert: _append, list.extend: _extend, list.pop: _pop, list.copy: _copy
}
