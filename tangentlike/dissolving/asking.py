"""What Python's own functions do with objects: `isinstance`, `getattr`, `len`, `copy`, tests."""

import copy
import dataclasses
import types
from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.bound import takes_items
from tangentlike.dissolving.classes import find_member
from tangentlike.dissolving.heap import Instance, Kept
from tangentlike.dissolving.operators import CALLED, CONVERTING
from tangentlike.normalise.hoisting import Opened
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer


class Asking:
    """What calls of Python's own functions become."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap

    def builtin(self, function: Any, made: Instance, node: t.Call) -> Opened | None:
        """Return what a function of Python's own does with an object; None for other functions."""
        base, *rest = node.args
        if function is len and self.writer.rows.row(base):
            return [], self.writer.rows.length(made)
        if function is len and self.writer.tables.table(base):
            return [], t.constant(len(made.places))
        if function in (list, tuple) and not rest and self.writer.rows.row(base):
            items = self.writer.rows.items(base) or []
            return self.writer.expressions.finish(t.list_of(items) if function is list else t.tuple_of(items))
        if function is iter and not rest and self.writer.rows.row(base) and self.writer.frames:
            return [], t.Call(node.func, [self.heap.hold(made)], [])  # what `__iter__` returns, for `Bounds.items`
        name = rest[0].value if rest and isinstance(rest[0], t.Constant) else None
        if function is isinstance and len(rest) == 1:
            return self.tested(made, rest[0], node)
        if function is type and not rest:
            return [], t.name(self.writer.spell(made.cls))
        if function is hasattr and isinstance(name, str):
            return [], t.constant(self.writer.calls.is_bound(made, name) or find_member(made.cls, name) is not None)
        if function is getattr and isinstance(name, str) and len(rest) == 1:
            return self.writer.calls.read(base, name, node)
        if function in (setattr, object.__setattr__) and isinstance(name, str):
            return self.writer.calls.assigned(base, name, rest[1], node, direct=function is not setattr), t.constant(None)
        if function is dataclasses.replace and dataclasses.is_dataclass(made.cls):
            return self.replaced(made, base, node)
        if function is copy.copy and not rest and find_member(made.cls, "__copy__") is None:
            return self.copied(made)
        if takes_items(function) and not self.writer.rows.row(base) and find_member(made.cls, "__iter__") is not None:
            before, node.args[0] = self.writer.bounds.items(base)
            return before, node
        if function is bool:
            return self.truth(base, node)
        if getattr(function, "__hash__", None) and function in CALLED:
            found = self.writer.calls.method(base, CALLED[function], rest, node)
            if found and function in CONVERTING:
                node.args = [found[1]]
                return found[0], node
            return found
        return None

    def tested(self, made: Instance, node: t.expr, call: t.AST) -> Opened:
        """`isinstance(p, Particle)` is known."""
        classes = [self.writer.resolve(each) for each in (node.elts if isinstance(node, t.Tuple) else [node])]
        if not all(isinstance(each, (type, types.UnionType)) for each in classes):
            raise Kept(made.cls, node=call)
        return [], t.constant(issubclass(made.cls, tuple(classes)))

    def replaced(self, made: Instance, base: t.expr, node: t.Call) -> Opened:
        """`replace(p, x=v)` makes an object of the same class from the fields of this one."""
        given = {keyword.arg for keyword in node.keywords}
        fields = [f for f in dataclasses.fields(made.cls) if f.init and f.name not in given]
        if None in given or not all(self.writer.calls.is_bound(made, f.name) for f in fields) or len(node.args) > 1:
            raise Kept(made.cls, node=node)
        kept = [t.keyword(f.name, self.heap.at(made, f.name)) for f in fields]
        return self.writer.calls.construct(made.cls, t.Call(t.name(self.writer.spell(made.cls)), [], [*kept, *node.keywords]))

    def copied(self, made: Instance) -> Opened:
        """`copy.copy(p)` is an object with the same attributes."""
        new = Instance(made.cls, self.writer.wanted or made.stem)
        held = self.heap.hold(new)
        out: t.Block = []
        for name, place in list(made.places.items()):
            if place in self.heap.env:
                out += self.writer.calls.store(new, name, self.heap.at(made, name))
        new.made = True
        return out, held

    def truth(self, base: t.expr, node: t.AST) -> Opened:
        """Return what the test of an object gives: what its class says, or True."""
        row = self.writer.rows.row(base)
        if row:
            return [], t.constant(bool(row.places))
        calls = self.writer.calls
        return calls.method(base, "__bool__", [], node) or calls.method(base, "__len__", [], node) or ([], t.constant(True))
