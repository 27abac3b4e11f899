"""Lists of objects that are written out and stay as they are: each item has a name, and loops over them are written out.

`layers = [Dense(w), Tanh()]` is an object whose attributes are its items; a list that grows is a list for each attribute
of its objects (`groups`).
"""

from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.heap import Instance, Kept
from tangentlike.dissolving.operators import BY_NAME
from tangentlike.normalise.hoisting import Opened
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

MOST = 12                                       # items of a list whose loops are written out


class Row(list[Any]):
    """What the class of such a list is here."""


class FixedRow(tuple[Any, ...]):
    """The same for a tuple."""


class Rows:
    """Lists whose items have names."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap

    def display(self, node: Any) -> Opened:
        """`[Dense(w), Tanh()]`: a name for each item."""
        classes = [made.cls for made in map(self.heap.meant, node.elts) if made is not None]
        cls = Row if isinstance(node, t.List) else FixedRow
        if cls in self.writer.kept or len(node.elts) > MOST or any(isinstance(item, t.Starred) for item in node.elts):
            raise Kept(*classes, node=node)
        made = Instance(cls, self.writer.wanted or "items")
        held = self.heap.hold(made)
        out: t.Block = []
        for place, item in enumerate(node.elts):
            out += self.writer.calls.store(made, str(place), item)
        made.made = True
        return out, held

    def row(self, node: t.AST) -> Instance | None:
        """Return the list that an expression means."""
        made = self.heap.instance(node)
        return made if made is not None and issubclass(made.cls, (Row, FixedRow)) else None

    def element(self, made: Instance, index: t.expr, node: t.AST) -> t.expr:
        """Return the item at an index that is written out."""
        return self.heap.at(made, self.place(made, index, node))

    def put(self, made: Instance, index: t.expr, value: t.expr, node: t.AST) -> t.Block:
        """`layers[0] = layer`: another item has the name."""
        if made.cls is FixedRow:
            self.writer.expressions.kept(node)
        return self.writer.calls.store(made, self.place(made, index, node), value)

    def place(self, made: Instance, index: t.expr, node: t.AST) -> str:
        """Return the name under which a list has the item at an index that is written out."""
        negative = isinstance(index, t.UnaryOp) and isinstance(index.op, t.USub)
        value = index.operand if negative else index
        place = value.value if isinstance(value, t.Constant) else None
        place = -place if negative and type(place) is int else place
        if type(place) is not int or not -len(made.places) <= place < len(made.places):
            return str(self.writer.expressions.kept(node))
        return str(place % len(made.places))

    def length(self, made: Instance) -> t.expr:
        """Return how many items there are."""
        return t.constant(len(made.places))

    def spread(self, args: list[t.expr]) -> list[t.expr]:
        """Return arguments with the items of such a list in the place of `*layers`."""
        starred = [each if isinstance(each, t.Starred) and self.row(each.value) else None for each in args]
        parts = [[arg] if each is None else self.items(each.value) or [] for arg, each in zip(args, starred, strict=True)]
        return [each for part in parts for each in part]

    def is_walk(self, node: t.expr) -> bool:
        """Tell whether a loop over an expression walks such a list."""
        if isinstance(node, t.Call) and self.writer.groups.walker(node):
            return any(map(self.is_walk, node.args))
        if isinstance(node, t.Attribute) and (owner := self.heap.instance(node.value)):
            held = self.heap.env.get(owner.places.get(node.attr, ""))
            return isinstance(held, Instance) and issubclass(held.cls, (Row, FixedRow))
        return self.row(node) is not None

    def begin(self, node: t.For) -> t.Block:
        """Bring objects that are made, or returned, where a loop walks them, out in front of it."""
        walker = isinstance(node.iter, t.Call) and self.writer.groups.walker(node.iter)
        if walker or isinstance(node.iter, (t.Name, t.Attribute)) or not self.writer.expressions.needs(node.iter):
            return []
        before, node.iter = self.writer.expressions.expression(node.iter)
        return before

    def names_attributes(self, node: t.For) -> bool:
        """Tell whether a loop walks names that are written out, by which its body reads or stores attributes of objects."""
        names = node.iter.elts if isinstance(node.iter, (t.Tuple, t.List)) else []
        texts = all(isinstance(each, t.Constant) and isinstance(each.value, str) for each in names)
        if not names or not texts or not isinstance(node.target, t.Name):
            return False
        calls = [n for n in t.walk_all(node.body) if isinstance(n, t.Call)]
        calls = [n for n in calls if any(self.writer.resolve(n.func) is each for each in BY_NAME)]
        return any(isinstance(arg, t.Name) and arg.id == node.target.id for call in calls for arg in call.args[1:2])

    def walked(self, node: t.For) -> tuple[t.Block, bool]:
        """Write a loop out: the body once for each item."""
        items = self.items(node.iter)
        outer = (t.For, t.While, t.FunctionDef)
        leaves = any(isinstance(n, (t.Break, t.Continue)) for n in own_statements(node.body, outer))
        if items is None or leaves or len(items) > MOST:
            return self.writer.expressions.kept(node.iter)
        out: t.Block = []
        for item in items:
            body = t.copy(node.body)
            if isinstance(item, t.Constant) and isinstance(node.target, t.Name) and node.target.id not in t.names_stored(body):
                body = t.substitute(body, {node.target.id: item})
            new, goes_on = self.writer.statements.block([t.gast_assign([t.copy(node.target)], item), *body])
            out += new
            if not goes_on:
                return out, False
        rest, goes_on = self.writer.statements.block(node.orelse) if node.orelse else ([], True)
        return [*out, *rest], goes_on

    def items(self, node: Any) -> list[t.expr] | None:
        """Return what a loop walks, item by item; None if that is not in the text."""
        walker = self.writer.groups.walker(node) if isinstance(node, t.Call) else None
        if isinstance(node, (t.Tuple, t.List)):
            return list(node.elts)
        if walker is None:
            before, left = self.writer.expressions.expression(node)
            made = self.row(left)
            return None if made is None or before else [self.heap.at(made, str(place)) for place in range(len(made.places))]
        parts = [self.items(each) for each in (node.args[:1] if walker is enumerate else node.args)]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or (walker is enumerate and len(node.args) > 1):
            return None
        if walker is reversed:
            return known[0][::-1]
        if walker is enumerate:
            known = [[t.constant(place) for place in range(len(known[0]))], *known]
        return [t.tuple_of(each) for each in zip(*known, strict=False)]


def own_statements(block: t.Block, nested: tuple[type, ...]) -> list[t.AST]:
    """Return the statements of a block that are not inside of others of some kinds."""
    out: list[t.AST] = []
    for node in block:
        out.append(node)
        if not isinstance(node, nested):
            for part in ("body", "orelse"):
                inner = getattr(node, part, None)
                out += own_statements(inner, nested) if isinstance(inner, list) else []
    return out
