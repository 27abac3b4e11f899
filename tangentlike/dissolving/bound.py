"""What objects give besides their attributes: methods that are values, and items that a loop takes."""

from types import FunctionType
from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.classes import find_member
from tangentlike.dissolving.heap import Instance, Kept
from tangentlike.normalise.hoisting import Opened
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer


class Bound:
    """What the class of a method that is a value is here: an object whose attribute is the one that it belongs to."""


class Bounds:
    """Methods that are values, and objects that give items."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap

    def method(self, base: t.expr, name: str) -> Opened | None:
        """`step = system.step`: None if that is no method, or if such a value does not stay in the function."""
        made = self.heap.instance(base)
        _, member = find_member(made.cls, name) or (None, None) if made else (None, None)
        if not isinstance(member, (FunctionType, staticmethod, classmethod)) or Bound in self.writer.kept:
            return None
        value = Instance(Bound, self.writer.wanted or name, method=name)
        held = self.heap.hold(value)
        out = self.writer.calls.store(value, "self", base)
        value.made = True
        return out, held

    def called(self, made: Instance, node: t.Call) -> Opened:
        """Write out the call of a method that is a value."""
        owner = self.heap.env.get(made.places["self"])
        if not isinstance(owner, Instance):
            raise Kept(Bound, node=node)
        found = self.writer.calls.method(self.heap.hold(owner), made.method, node.args, node, node.keywords)
        return found or self.writer.expressions.kept(node)

    def items(self, node: t.expr) -> Opened:
        """Return what a loop over an object walks: `iter(self.items)` is `self.items`; others are what they are."""
        made = self.heap.instance(node)
        if made is not None and self.writer.tables.table(node):
            return [], self.writer.tables.keys(made)
        if made is None or self.writer.rows.row(node) or find_member(made.cls, "__iter__") is None:
            return [], node
        before, left = self.writer.calls.method(node, "__iter__", [], node) or ([], node)
        match left:
            case t.Call(func=func, args=[value], keywords=[]) if self.writer.resolve(func) is iter:
                return before, value
        return self.writer.expressions.kept(node)


def takes_items(function: Any) -> bool:
    """Tell whether a function of Python's own takes all items of its first argument."""
    return any(function is each for each in (sum, list, tuple, max, min, sorted, set, any, all))
