"""Where statements stand: block, position, parents, and what a statement changes inside."""

from collections.abc import Iterator
from dataclasses import dataclass

from tangentlike.analysis.flow import Names
from tangentlike.differentiate.sweep import Sweep
from tangentlike.normalise.blocks import has_exit
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of


@dataclass
class Place:
    """The position of a statement: `block[index]`, inside `parent` (None: the function)."""

    block: t.Block
    index: int
    parent: t.stmt | None


class Places:
    """The positions of all statements of a flat function."""

    def __init__(self, sweep: Sweep):
        self.sweep = sweep
        self.table: dict[int, Place] = {}
        self.changes: dict[int, Names] = {}
        self._add(sweep.tree.body, None)

    def _add(self, block: t.Block, parent: t.stmt | None) -> None:
        for index, node in enumerate(block):
            self.table[id(node)] = Place(block, index, parent)
            for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
                if isinstance(inner, list):
                    self._add(inner, node)

    def of(self, node: t.stmt) -> Place:
        """Return the position of a statement."""
        return self.table[id(node)]

    def within(self, node: t.stmt, block: t.Block) -> int | None:
        """Return the index of the statement of a block that a statement is, or stands in; None if in none."""
        place: Place | None = self.of(node)
        while place is not None and place.block is not block:
            place = None if place.parent is None else self.of(place.parent)
        return None if place is None else place.index

    def group_end(self, block: t.Block, index: int) -> int:
        """Return the last statement that came from the same line: the whole line is reversed where it stands."""
        origin = origin_of(block[index])
        simple = (t.If, t.For, t.While)
        while (
            origin is not None
            and index + 1 < len(block)
            and not isinstance(block[index], simple)
            and origin_of(block[index + 1]) is origin
        ):
            index += 1
        return index

    def parents(self, node: t.stmt) -> Iterator[t.stmt]:
        """Yield the statements around a statement, inner ones first."""
        parent = self.of(node).parent
        while parent is not None:
            yield parent
            parent = self.of(parent).parent

    def loops(self, node: t.stmt) -> list[t.stmt]:
        """Return the loops around a statement, inner ones first."""
        return [p for p in self.parents(node) if isinstance(p, (t.For, t.While))]

    def changed_in(self, node: t.stmt) -> Names:
        """Return the names that a statement may change, at any depth: bound, or their memory written."""
        if id(node) not in self.changes:
            found = frozenset(t.names_stored(node))
            for inner in t.walk(node):
                if isinstance(inner, t.stmt):
                    found |= self.sweep.memory.changed_by(inner)
                    found |= frozenset(self.sweep.records.get(id(inner), ()) and {self.sweep.records[id(inner)]})
            self.changes[id(node)] = found
        return self.changes[id(node)]

    def may_leave(self, node: t.stmt) -> bool:
        """Tell whether a statement may leave the loop around it."""
        return has_exit(node)
