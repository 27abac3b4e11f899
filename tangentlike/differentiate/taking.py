"""What a helper writes and hands back has one bar, too: its backward half takes it over, writes into it and returns it.

A copy in each call would cost as much as the array has elements, or the dict that a recursion fills has entries.
"""

from collections.abc import Mapping
from types import FunctionType

from tangentlike.analysis.values import Array, Dict, Keyed, Kind
from tangentlike.differentiate.sweep import Sweep
from tangentlike.effects import handed_back
from tangentlike.program import Pair
from tangentlike.runtime.trees import own
from tangentlike.syntax import trees as t


def taken_places(tree: t.FunctionDef, handed: tuple[str, ...], kinds: Mapping[str, Kind]) -> dict[str, int | None]:
    """Return the parameters whose bars a backward half takes over, with their places in the result; None for the whole.

    >>> tree = t.parse_function("def f(y, x):\\n    y[0] = x\\n    return x, y\\n")
    >>> taken_places(tree, ("y",), {"y": Array("float64", (3,))})
    {'y': 1}
    """
    items = handed_back(tree, handed, {name: t.name(name) for name in handed})
    places = {item.id: place if len(items) > 1 else None for place, item in enumerate(items) if isinstance(item, t.Name)}
    return {name: place for name, place in places.items() if may_be_taken(tree, kinds.get(name))}


def may_be_taken(tree: t.FunctionDef, kind: Kind | None) -> bool:
    """Tell whether a value that a function hands back has a bar of its own kind: an array, or a dict that a recursion fills.

    What has no axes becomes a number by arithmetic.
    """
    if isinstance(kind, (Dict, Keyed)):
        return tree.name in {getattr(n.func, "id", "") for n in t.walk_all(tree.body) if isinstance(n, t.Call)}
    return isinstance(kind, Array) and bool(kind.shape)


def taken_parts(sweep: Sweep) -> list[t.expr]:
    """Return the (parts of the) seed that the caller leaves to this function."""
    places = taken_places(sweep.facts.source.tree, sweep.facts.handed, sweep.kinds.parameters)
    return [_part(sweep, place) for place in places.values()]


def is_taken(sweep: Sweep, name: str, value: t.expr) -> bool:
    """Tell whether this is the bar of a parameter that the caller leaves to this function."""
    places = taken_places(sweep.facts.source.tree, sweep.facts.handed, sweep.kinds.parameters)
    return name in places and t.equal(value, _part(sweep, places[name]))


def _part(sweep: Sweep, place: int | None) -> t.expr:
    seed = t.name(sweep.facts.seed)
    return seed if place is None else t.subscript(seed, t.constant(place))


def given_over(sweep: Sweep, block: t.Block) -> set[str]:
    """Return the variables whose bars are taken over by the backward halves of helpers: they are nobody else's then."""
    found: set[str] = set()
    for node in t.walk_all(block):
        match node:
            case t.Assign(targets=[target], value=t.Call() as call):
                callee = sweep.kinds.callee(call)
                subject = sweep.facts.program.subjects.get(callee) if isinstance(callee, FunctionType) else None
                if subject is not None and subject.handed:
                    names = {n.id for n in t.walk(target) if isinstance(n, t.Name)}
                    found |= {name for name in names if may_be_taken(subject.source.tree, sweep.kind(name))}
    return found


def hand_over(sweep: Sweep, pair: Pair, bar: t.expr) -> t.expr:
    """Return the bar of a call whose backward half takes (parts of) it over: what may be somebody else's is copied."""
    places = taken_places(pair.subject.source.tree, pair.subject.handed, pair.kinds).values()
    if not places:
        return bar
    if isinstance(bar, t.Tuple) and None not in places:
        return t.tuple_of(_owned(sweep, part) if place in places else part for place, part in enumerate(bar.elts))
    return _owned(sweep, bar)


def _owned(sweep: Sweep, bar: t.expr) -> t.expr:
    """Copy a bar unless it is new, or that of a variable whose bar is updated in place."""
    match bar:
        case t.Name(id=name):
            alone = any(sweep.bars.get(variable) == name for variable in sweep.in_place)
        case t.Call():
            alone = sweep.facts.program.makes_new(bar)
        case _:
            alone = isinstance(bar, (t.BinOp, t.UnaryOp))
    return bar if alone else t.call(sweep.spell(own, "own"), bar)


def named_after_bar(backward: t.Block, seed: str) -> tuple[t.Block, str]:
    """Return a backward sweep, and the name of its seed: that of the bar if all that is done with the seed is `y_bar = seed`."""
    match backward:
        case [t.Assign(targets=[t.Name(id=bar)], value=t.Name(id=read)), *rest] if read == seed and seed not in t.names_used(rest):
            return rest, bar
    return backward, seed
