"""Results share memory with nothing: copy those that may."""

from collections.abc import Callable
from dataclasses import dataclass
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
    backward: t.Block, bars: list[t.expr], copies: list[Copy | None], calls: Calls, taken: list[t.expr]
) -> list[t.expr]:
    """Copy a returned bar that may be (part of) an argument, the seed, or another returned bar.

    `copies` says how each bar is copied; None for numbers, which need it not. A way with the attribute `always` also
    makes a number a 0-d array. `taken` are the (parts of the) seed that the caller leaves to this function.
    """
    roots_of = _Roots(_sources(backward), calls, taken)
    seen: set[str] = set()
    out = []
    for bar, copy in zip(bars, copies, strict=True):
        if copy is not None:
            roots = roots_of(bar)
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


@dataclass
class _Roots:
    """Where the memory of values comes from: `new ...` for what the sweep makes, else a name of outside."""

    sources: dict[str, list[t.expr]]
    calls: Calls
    taken: list[t.expr]

    def __call__(self, node: t.expr, seen: frozenset[str] = frozenset()) -> set[str]:
        """Return the roots of a value.

        A helper that passes on returns its first argument, the bar; any other may return a view, read-only perhaps.
        """
        match node:
            case t.Name() | t.Subscript() if any(t.equal(node, part) for part in self.taken):
                return {f"new {t.dump(node)}"}
            case t.Name(id=name):
                return {name} if name not in self.sources else self.all_of(self.sources[name], seen | {name}, name in seen)
            case t.Call() if self.calls.makes_new(node):
                return {f"new {id(node)}"}
            case t.Call(args=[first, *_]) if self.calls.passes_on(node):
                return self(first, seen)
            case t.Call():
                return {"a view"}
            case t.Subscript(value=t.Call() as value, slice=t.Constant(value=place)) if self.calls.makes_new(value):
                return {f"new {id(value)} {place}"}
            case t.Subscript(value=value) | t.Attribute(value=value):
                return self(value, seen)
            case t.Tuple(elts=items) | t.List(elts=items) | t.Dict(values=items):
                return self.all_of(items, seen)
            case t.IfExp(body=body, orelse=orelse):
                return self.all_of([body, orelse], seen)
        return {f"new {id(node)}"}

    def all_of(self, nodes: list[t.expr], seen: frozenset[str], known: bool = False) -> set[str]:
        """Return the roots of several values; of none, where they are known already."""
        return set() if known else set().union(*(self(node, seen) for node in nodes))
