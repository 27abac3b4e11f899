"""Where the backward sweep finds a primal value: still there, computed again, or saved by the forward sweep."""

from dataclasses import dataclass, field

from tangentlike.analysis.flow import (
    Flow,
    Names,
    Point,
    definitely_assigned,
    point,
    solve_backward,
    stored_at,
)
from tangentlike.analysis.sizes import same_shape
from tangentlike.analysis.values import Kind, Static, Unknown, is_float
from tangentlike.differentiate.places import Places
from tangentlike.differentiate.saves import Saves
from tangentlike.differentiate.sweep import Read, Sweep
from tangentlike.differentiate.twins import find_twins
from tangentlike.normalise.atoms import base_name
from tangentlike.syntax import trees as t

BOUND = "bound "
LOADS = (t.Subscript, t.Attribute)


@dataclass
class Reads:
    """The decisions for one sweep."""

    sweep: Sweep
    places: Places
    changed_later: dict[Point, Names]
    changed_after: dict[Point, Names]
    bound: dict[Point, Names]
    saves: Saves
    found: dict[str, t.expr] = field(default_factory=dict)
    valued: set[str] = field(default_factory=set)
    twins: dict[str, str] = field(default_factory=dict)
    alive: dict[str, list[Read]] = field(default_factory=dict)  # where names are read that still hold a value, by its key
    touched: Names = frozenset()

    def available(self, read: Read) -> bool:
        """Tell whether a name still holds, going back, the value that it had at a place."""
        if self.is_loop_index(read):
            return True
        where = point(read.node, "start" if isinstance(read.node, t.For) and not read.after else "at")
        later = self.after_statement(read.node) if read.after else self.changed_later.get(where, frozenset())
        mark = BOUND if read.like else ""
        return mark + read.name not in later

    def after_statement(self, node: t.stmt) -> Names:
        """Return the names that change after a statement as a whole is done."""
        if isinstance(node, (t.For, t.While)):
            head = point(node)
            ends = [p for p in self.sweep.flow.after[head] if not self._inside(p, node)]
            loops = [self.changed_later.get(p, frozenset()) for p in ends]
            exits = [self.changed_after.get(point(b), frozenset()) for b in _breaks(node)]
            return frozenset().union(*loops, *exits)
        return self.changed_after.get(point(node), frozenset())

    def _inside(self, place: Point, node: t.stmt) -> bool:
        return place == point(node, "target") or any(place[1] == id(n) for n in t.walk(node) if n is not node)

    def is_loop_index(self, read: Read) -> bool:
        """Tell whether a name is bound again by the reversed loop: the target of a `for` that nothing else changes."""
        for loop in self.places.loops(read.node):
            if isinstance(loop, t.For) and read.name in t.names_stored(loop.target):
                return not any(read.name in self.places.changed_in(s) for s in loop.body)
            if read.name in self.places.changed_in(loop):
                return False
        return False

    # Decisions

    def settle(self, text: t.Block) -> None:
        """Decide on every read that a backward sweep makes; conditions last, when it is known what is saved anyway."""
        keys = [n.id for n in t.walk_all(text) if isinstance(n, t.Name) and n.id in self.sweep.reads]
        reads = self.sweep.reads
        self.valued = {reads[key].name for key in keys if not reads[key].like}
        first = [key for key in dict.fromkeys(keys) if not reads[key].like and not self.is_test(reads[key])]
        tests = [key for key in dict.fromkeys(keys) if not reads[key].like and self.is_test(reads[key])]
        likes = [key for key in dict.fromkeys(keys) if reads[key].like]
        for key in [*first, *tests, *likes]:
            self.found[key] = self.value(key)

    def is_test(self, read: Read) -> bool:
        """Tell whether a read asks which branch ran."""
        return read.name in self.sweep.facts.tests

    def value(self, key: str) -> t.expr:
        """Return the expression for a read; it may hold further reads that are decided too."""
        read = self.shared(self.sweep.reads[key])
        if read.like:
            other = self.same_shape(read)
            if other is not None:
                self.note_alive(key, Read(other.id, read.node, read.after))
                return other
        if self.available(read) and not self.is_replaced(read):
            self.note_alive(key, read)
            return t.name(read.name)
        again = self.computed_again(read)
        if again is not None:
            return again
        return self.saves.save(read)

    def note_alive(self, key: str, read: Read) -> None:
        """Note where a value is read under its own name."""
        self.alive.setdefault(key, []).append(read)

    def is_replaced(self, read: Read) -> bool:
        """Tell whether a value takes the place of one that going back may have to take up before, under the same name."""
        return read.after and read.name in t.names_stored(read.node) and bool(self.places.loops(read.node))

    def shared(self, read: Read) -> Read:
        """Return the read of an earlier piece that has the same value, so that the value is kept once."""
        twin = self.twins.get(read.name)
        if twin is None or read.like or not self.same_iteration(self.sweep.pieces[twin], read.node):
            return read
        return Read(twin, read.node, read.after)

    def same_shape(self, read: Read) -> t.Name | None:
        """Return a name that is at hand and has the same shape, for a read of the shape only."""
        if self.available(read) and (read.name in self.valued or not self.is_piece(read.name)):
            return t.name(read.name)
        kind = self.sweep.kind(read.name)
        bound = self.bound_at(read)
        candidates = [n for n in self.sweep.kinds.variables if n in bound and same_shape(kind, self.sweep.kind(n))]
        candidates.sort(key=lambda n: (n not in self.valued, self.is_piece(n)))
        for name in candidates:
            other = Read(name, read.node, read.after)
            if name != read.name and self.available(other) and (name in self.valued or not self.is_piece(name)):
                return t.name(name)
        return None

    def bound_at(self, read: Read) -> Names:
        """Return the names that are certainly bound where a read stands."""
        where = point(read.node, "start" if isinstance(read.node, t.For) and not read.after else "at")
        stored = stored_at(self.sweep.flow, where) if read.after else frozenset()
        return self.bound.get(where, frozenset()) | stored

    def is_piece(self, name: str) -> bool:
        """Tell whether a name is one of ours."""
        return name in self.sweep.pieces

    def computed_again(self, read: Read, reader: t.stmt | None = None) -> t.expr | None:
        """Return the text of a piece that costs no more than taking it from a list, if its operands are at hand."""
        reader = reader or read.node
        made = self.sweep.pieces.get(read.name)
        if made is None or not isinstance(made, t.Assign) or not isinstance(made.targets[0], t.Name):
            return None
        if not self.same_iteration(made, read.node) or not self.is_light(made.value, read.name):
            return None
        names = {}
        for name in sorted(t.names_read(made.value)):
            if name not in self.sweep.kinds.variables:
                continue
            inner = Read(name, made, False)
            if self.available(inner):
                again: t.expr | None = t.name(name)
            else:
                again = self.computed_again(inner, reader) or self.saves.saved_anyway(inner, read.node)
            if again is None:
                return None
            names[name] = self.sweep.read(name, made)
            self.found[names[name].id] = again
            if self.available(inner):
                self.note_alive(names[name].id, Read(name, reader, False))
        return t.substitute(made.value, names)

    def same_iteration(self, made: t.stmt, node: t.stmt) -> bool:
        """Tell whether a piece and its reader stand in the same loops."""
        return self.places.loops(made) == self.places.loops(node)

    def is_light(self, node: t.expr, name: str) -> bool:
        """Tell whether an expression is a read of an element, a comparison, or whole-number arithmetic."""
        kind = self.sweep.kind(name)
        facts = self.sweep.facts
        if not facts.program.may_repeat(node, self.sweep.kinds, facts):
            return False
        if isinstance(node, LOADS):
            return not (isinstance(node, t.Attribute) and base_name(node) in self.touched)
        if isinstance(node, (t.Compare, t.BoolOp, t.UnaryOp)) or _is_whole(kind):
            return not any(isinstance(n, (t.Call, t.NamedExpr)) and not _is_plain_call(n) for n in t.walk(node))
        return isinstance(node, t.Constant)


def _is_plain_call(node: t.AST) -> bool:
    return isinstance(node, t.Call) and isinstance(node.func, t.Name) and node.func.id in ("len", "range", "abs")


def _is_whole(kind: Kind) -> bool:
    return getattr(kind, "type", None) in ("int", "bool") or (isinstance(kind, Static) and is_float(kind))


def _breaks(node: t.For | t.While) -> list[t.stmt]:
    found: list[t.stmt] = []
    todo: list[t.stmt] = list(node.body)
    while todo:
        item = todo.pop()
        if isinstance(item, t.Break):
            found.append(item)
        elif isinstance(item, t.If):
            todo.extend([*item.body, *item.orelse])
    return found


def find_reads(sweep: Sweep, text: t.Block) -> Reads:
    """Decide where every primal value comes from that a backward sweep reads."""
    flow = sweep.flow
    places = Places(sweep)

    def transfer(place: Point, later: Names) -> Names:
        return later | changed(sweep, flow, place)

    before, after = solve_backward(flow, transfer)
    parameters = frozenset(sweep.kinds.parameters)
    bound = definitely_assigned(flow, parameters)
    reads = Reads(sweep, places, before, after, bound, Saves(sweep, places, bound))
    reads.saves.available = reads.available
    reads.saves.found = reads.found
    reads.twins = find_twins(sweep, places)
    reads.touched = touched(sweep)
    reads.settle(text)
    return reads


def changed(sweep: Sweep, flow: Flow, place: Point) -> Names:
    """Return the names whose value is another one after a point; `bound x` if x is another object there."""
    node = flow.nodes.get(place)
    if node is None:
        return frozenset()
    record = sweep.records.get(id(node)) if place[0] == "at" else None
    names = stored_at(flow, place) | (frozenset({record}) if record else frozenset())
    written = sweep.memory.changed_by(node) if place[0] == "at" else frozenset()
    written -= {*sweep.facts.given}  # what is stored into a given object is not read there
    # A store into an array leaves its shape alone; a list may grow.
    bound = names | {name for name in written if not sweep.indexable(name)}
    return names | written | {BOUND + name for name in bound}


def touched(sweep: Sweep) -> Names:
    """Return the objects whose methods the function calls, or that it hands to others: what they hold may change."""
    calls = [inner for inner in t.walk_all(sweep.tree.body) if isinstance(inner, t.Call)]
    given = [part for call in calls for part in (call.func, *call.args, *(keyword.value for keyword in call.keywords))]
    names = {base_name(part) for part in given if isinstance(part, (t.Name, t.Attribute, t.Subscript))}
    return frozenset(name for name in names if isinstance(sweep.kinds.variables.get(name), Unknown))
