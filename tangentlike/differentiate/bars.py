"""The bars of a run of statements: which are bound, how contributions are added to them, and what their zeros are."""

from dataclasses import dataclass, field

from tangentlike.analysis.values import Array, Dict, Keyed, Kind, List, Record, Tuple, Unknown, is_scalar
from tangentlike.differentiate.giving import is_given
from tangentlike.differentiate.sweep import Sweep
from tangentlike.rules.algebra import plus
from tangentlike.runtime.arrays import add_trees, zeros_like
from tangentlike.syntax import trees as t


@dataclass
class Bars:
    """The bars that are bound, and the statements that bind them."""

    sweep: Sweep
    bound: set[str]
    out: t.Block = field(default_factory=list)
    deferred: dict[str, t.expr] = field(default_factory=dict)

    def add(self, name: str, value: t.expr) -> None:
        """Add to the bar of a variable; the first contribution assigns it."""
        if name in self.deferred:
            old = self.deferred[name]
            first = isinstance(old, t.Constant) and old.value is None
            self.deferred[name] = value if first else self.sum(name, old, value)
            return
        bar = self.sweep.bar(name)
        if name in self.bound:
            self.emit(t.assign(bar, self.sum(name, t.name(bar), value)))
        else:
            self.emit(t.assign(bar, self.owned(name, value)))
            self.bound.add(name)

    def sum(self, name: str, old: t.expr, value: t.expr) -> t.expr:
        """Return the sum of two bars; containers are added item by item."""
        if is_container(self.sweep.kind(name)):
            return t.call(self.sweep.spell(add_trees, "add_trees"), old, value)
        return plus(old, value)

    def owned(self, name: str, value: t.expr) -> t.expr:
        """Copy what may be shared, if this bar or the one that it is a part of will be updated in place."""
        if is_scalar(self.sweep.kind(name)) or is_fresh(self.sweep, value):
            return value
        if name not in self.sweep.in_place and not isinstance(value, t.Subscript):
            return value
        if is_container(self.sweep.kind(name)) or not isinstance(self.sweep.kind(name), Array):
            return t.call(self.sweep.spell(add_trees, "add_trees"), value, self.zero_value(name, value))
        return t.call(self.sweep.spell_numpy("array"), value)

    def zero_value(self, name: str, value: t.expr) -> t.expr:
        """Return zeros like a bar."""
        return t.call(self.sweep.spell(zeros_like, "zeros_like"), t.copy(value))

    def zero(self, name: str, node: t.stmt, after: bool = False, read: bool = False) -> t.expr:
        """Return the zero bar of a variable, shaped as it is at a statement; one that the statement reads is bound."""
        kind = self.sweep.kinds.at(name, node, after)
        if is_scalar(kind):
            return t.constant(0.0)
        if not read and not self.sweep.is_bound(name, node, after):
            self.sweep.unbound.add(name)
            return t.constant(None if is_container(kind) else 0.0)
        like = self.sweep.read(name, node, after=after, like=not is_container(kind))
        if isinstance(kind, Array):
            return t.call(self.sweep.spell_numpy("zeros_like"), like)
        return t.call(self.sweep.spell(zeros_like, "zeros_like"), like)

    def emit(self, node: t.stmt) -> None:
        """Write a statement."""
        self.out.append(node)


def is_container(kind: Kind) -> bool:
    """Tell whether bars of this kind are containers (or may be)."""
    return isinstance(kind, (Tuple, List, Dict, Keyed, Record, Unknown))


def is_fresh(sweep: Sweep, node: t.expr) -> bool:
    """Tell whether an expression makes a new value that nobody else has."""
    if isinstance(node, (t.BinOp, t.UnaryOp, t.Constant)) or (isinstance(node, t.Name) and node.id in sweep.given):
        return True
    if is_given(sweep.facts, node):
        return True
    return isinstance(node, t.Call) and sweep.facts.program.makes_new(node)
