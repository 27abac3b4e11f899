"""Results share memory with nothing: copy those that may."""

from collections.abc import Callable
from typing import Protocol

from tangentlike.syntax import trees as t

Copy = Callable[[t.expr], t.expr]
Given = Callable[[t.expr], bool]


class Calls(Protocol):
    """What is known of the calls in a backward sweep."""

    def makes_new(self, call: t.Call) -> bool:
        """Tell whether a call returns memory that nobody else has."""

    def passes_on(self, call: t.Call) -> bool:
        """Tell whether a call may return its first argument as it is, and otherwise something new."""


def own_results(
    backward: t.Block, bars: list[t.expr], copies: list[Copy | None], calls: Calls, is_given: Given = lambda node: False
) -> list[t.expr]:
    """Copy a returned bar that may be (part of) an argument, the seed, or another returned bar.

    `copies` says how each bar is copied; None for numbers, which need it not. A way with the attribute `always` also
    makes a number a 0-d array. What is given for good (`is_given`) is as good as new.
    """
    sources = _sources(backward)
    seen: set[str] = set()
    out = []
    for bar, copy in zip(bars, copies, strict=True):
        if copy is not None:
            roots = _roots(bar, sources, calls, is_given, frozenset())
            shared = roots & seen or any(not root.startswith("new ") for root in roots)
            if shared or getattr(copy, "always", False):
                bar = copy(bar)
            seen |= roots
        out.append(bar)
    return out


def _sources(backward: t.Block) -> dict[str, list[t.expr]]:
    """Return all expressions that are assigned to each name."""
    out: dict[str, list[t.expr]] = {}
    for node in t.walk_all(backward):
        if isinstance(node, t.Assign):
            for target in node.targets:
                if isinstance(target, t.Name):
                    out.setdefault(target.id, []).append(node.value)
                elif isinstance(target, (t.Tuple, t.List)):
                    for place, item in enumerate(target.elts):
                        if isinstance(item, t.Name):
                            out.setdefault(item.id, []).append(t.subscript(node.value, t.constant(place)))
    return out


def _roots(
    node: t.expr, sources: dict[str, list[t.expr]], calls: Calls, is_given: Given, seen: frozenset[str]
) -> set[str]:
    """Return where the memory of a value comes from: `new ...` for what the sweep makes, else a name of outside.

    A helper that passes on returns its first argument, the bar; any other may return a view, read-only perhaps.
    """
    match node:
        case t.Name(id=name):
            if name in seen:
                return set()
            if name not in sources:
                return {name}
            return set().union(*(_roots(v, sources, calls, is_given, seen | {name}) for v in sources[name]))
        case t.BinOp() | t.UnaryOp() | t.Constant() | t.Compare():
            return {f"new {id(node)}"}
        case t.Call() if calls.makes_new(node):
            return {f"new {id(node)}"}
        case t.Call(args=[first, *_]) if calls.passes_on(node):
            return _roots(first, sources, calls, is_given, seen)
        case t.Call():
            return {"a view"}
        case t.Subscript(slice=t.Constant(value=place)) if is_given(node):
            return {f"new {place}"}
        case t.Subscript(value=t.Call() as value, slice=t.Constant(value=place)) if calls.makes_new(value):
            return {f"new {id(value)} {place}"}
        case t.Subscript(value=value) | t.Attribute(value=value):
            return _roots(value, sources, calls, is_given, seen)
        case t.Tuple(elts=items) | t.List(elts=items):
            return set().union(*(_roots(i, sources, calls, is_given, seen) for i in items))
        case t.Dict(values=items):
            return set().union(*(_roots(i, sources, calls, is_given, seen) for i in items))
        case t.IfExp(body=body, orelse=orelse):
            return _roots(body, sources, calls, is_given, seen) | _roots(orelse, sources, calls, is_given, seen)
    return {f"new {id(node)}"}
