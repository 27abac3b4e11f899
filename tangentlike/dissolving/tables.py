"""Dicts of objects that are written out and stay as they are: each entry has a name, as the items of `rows` have."""

from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.heap import Instance, Kept
from tangentlike.normalise.hoisting import Opened
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

MOST = 12                                       # entries of a dict whose loops are written out


class Table:
    """What the class of such a dict is here."""


class Tables:
    """Dicts whose entries have names."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap

    def display(self, node: t.Dict) -> Opened:
        """`{"euler": Euler(), "heun": Heun(w)}`: a name for each entry."""
        classes = [made.cls for made in map(self.heap.meant, node.values) if made is not None]
        keys = [getattr(key, "value", None) for key in node.keys]
        known = all(isinstance(key, str) and key.isidentifier() for key in keys) and len(set(keys)) == len(keys)
        if Table in self.writer.kept or not known or len(keys) > MOST:
            raise Kept(*classes, node=node)
        made = Instance(Table, self.writer.wanted or "entries")
        held = self.heap.hold(made)
        out: t.Block = []
        for key, value in zip(keys, node.values, strict=True):
            out += self.writer.calls.store(made, str(key), value)
        made.made = True
        return out, held

    def table(self, node: t.AST) -> Instance | None:
        """Return the dict that an expression means."""
        made = self.heap.instance(node)
        return made if made is not None and made.cls is Table else None

    def element(self, made: Instance, key: t.expr, node: t.AST) -> t.expr:
        """Return the entry of a key that is written out."""
        name = getattr(key, "value", None) if isinstance(key, t.Constant) else None
        if name not in made.places:
            return t.name(str(self.writer.expressions.kept(node)))
        return self.heap.at(made, name)

    def called(self, made: Instance, name: str, node: t.Call) -> Opened:
        """`solvers.items()`, `.values()` and `.keys()` are tuples that are written out."""
        values = [self.heap.at(made, key) for key in made.places]
        keys = self.keys(made).elts
        if node.args or node.keywords or name not in ("items", "values", "keys"):
            return self.kept(node)
        if name == "keys":
            return [], self.keys(made)
        if name == "values":
            return self.writer.rows.display(t.tuple_of(values))
        before: t.Block = []
        pairs: list[t.expr] = []
        for key, value in zip(keys, values, strict=True):
            inside, pair = self.writer.expressions.finish(t.tuple_of([key, value]))
            before += inside
            pairs.append(pair)
        inside, left = self.writer.expressions.finish(t.tuple_of(pairs))
        return [*before, *inside], left

    def keys(self, made: Instance) -> t.Tuple:
        """Return the keys in their order."""
        return t.tuple_of([t.constant(key) for key in made.places])

    def kept(self, node: t.AST) -> Any:
        """Refuse what a dict of objects is not."""
        raise Kept(Table, node=node)
