"""Control flow: a graph of statements, and the one worklist that all dataflow runs on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tangentlike.syntax import trees as t

Point = tuple[str, int]
Names = frozenset[str]
Reads = Callable[[t.AST], set[str]]
EXIT: Point = ("exit", 0)


def point(node: t.stmt, what: str = "at") -> Point:
    """Return the point of a statement: `at` its test or action, or the `target` of a for loop being bound."""
    return what, id(node)


@dataclass
class Flow:
    """The graph: points, what follows each, the statement of each, and the names that it reads and binds.

    It is about a tree that nobody changes meanwhile, so each point is looked into once.
    """

    after: dict[Point, list[Point]] = field(default_factory=dict)
    nodes: dict[Point, t.stmt] = field(default_factory=dict)
    entry: Point = EXIT
    order: list[Point] = field(default_factory=list)
    stored: dict[Point, Names] = field(default_factory=dict)
    read: dict[Point, Names] = field(default_factory=dict)

    def add(self, node: t.stmt, what: str, follow: list[Point]) -> Point:
        """Add a point."""
        place = point(node, what)
        self.after[place] = follow
        self.nodes[place] = node
        return place

    def into(self) -> dict[Point, list[Point]]:
        """Return the points before each point."""
        found: dict[Point, list[Point]] = {}
        for place in self.order:
            for following in self.after[place]:
                found.setdefault(following, []).append(place)
        return found


def find_flow(body: t.Block) -> Flow:
    """Build the graph of a function's body."""
    flow = Flow(after={EXIT: []})
    flow.entry = _block(flow, body, EXIT, None, None)
    flow.order = _reverse_postorder(flow)
    return flow


def _block(flow: Flow, block: t.Block, follow: Point, leave: Point | None, again: Point | None) -> Point:
    """Add a block that goes on at `follow`; break goes to `leave`, continue to `again`; return its entry."""
    for node in reversed(block):
        follow = _statement(flow, node, follow, leave, again)
    return follow


def _statement(flow: Flow, node: t.stmt, follow: Point, leave: Point | None, again: Point | None) -> Point:
    match node:
        case t.If(body=body, orelse=orelse):
            branches = [_block(flow, branch, follow, leave, again) for branch in (body, orelse)]
            return flow.add(node, "at", branches)
        case t.While(test=test, body=body, orelse=orelse):
            end = _block(flow, orelse, follow, leave, again)
            head = flow.add(node, "at", [])
            forever = isinstance(test, t.Constant) and bool(test.value)
            flow.after[head] = [_block(flow, body, head, follow, head), *([] if forever else [end])]
            return head
        case t.For(body=body, orelse=orelse):
            end = _block(flow, orelse, follow, leave, again)
            head = flow.add(node, "at", [])
            target = flow.add(node, "target", [_block(flow, body, head, follow, head)])
            flow.after[head] = [target, end]
            return flow.add(node, "start", [head])
        case t.With(body=body):  # the context manager may swallow an exception
            return _interrupted(flow, node, body, [follow], follow, leave, again)
        case t.Try():
            return _try(flow, node, follow, leave, again)
        case t.Break():
            return flow.add(node, "at", [leave or EXIT])
        case t.Continue():
            return flow.add(node, "at", [again or EXIT])
        case t.Return() | t.Raise():
            return flow.add(node, "at", [EXIT])
    return flow.add(node, "at", [follow])


def _try(flow: Flow, node: t.Try, follow: Point, leave: Point | None, again: Point | None) -> Point:
    """Add a `try` statement: each of its statements may be followed by each handler, or by the end that always runs."""
    last = _block(flow, node.finalbody, follow, leave, again)
    exits = [_block(flow, handler.body, last, leave, again) for handler in node.handlers]
    exits += [last] if node.finalbody else []
    return _interrupted(flow, node, [*node.body, *node.orelse], exits, last, leave, again)


def _interrupted(
    flow: Flow, node: t.stmt, body: t.Block, exits: list[Point], follow: Point, leave: Point | None, again: Point | None
) -> Point:
    before = set(flow.after)
    entry = _block(flow, body, follow, leave, again)
    for place in flow.after.keys() - before:
        flow.after[place] = [*flow.after[place], *exits]
    return flow.add(node, "at", [entry, *exits])


def _reverse_postorder(flow: Flow) -> list[Point]:
    seen: set[Point] = set()
    out: list[Point] = []
    stack: list[tuple[Point, bool]] = [(flow.entry, False)]
    while stack:
        place, done = stack.pop()
        if done:
            out.append(place)
        elif place not in seen:
            seen.add(place)
            stack.append((place, True))
            stack.extend((following, False) for following in flow.after[place])
    return out[::-1]


def solve_backward(flow: Flow, transfer: Callable[[Point, Names], Names], at_exit: Names = frozenset()) -> tuple[
    dict[Point, Names], dict[Point, Names]
]:
    """Solve `before = transfer(after)`, `after` the union over what follows; return (before, after)."""
    before: dict[Point, Names] = {EXIT: at_exit}
    after: dict[Point, Names] = {EXIT: at_exit}
    into = flow.into()
    stale = set(flow.order) - {EXIT}  # what follows them has changed since they were solved
    while stale:
        for place in reversed(flow.order):
            if place not in stale:
                continue
            stale.discard(place)
            ends = [before[p] for p in flow.after[place] if p in before]
            after[place] = end = ends[0].union(*ends[1:]) if ends else frozenset()
            new = transfer(place, end)
            if before.get(place) != new:
                before[place] = new
                stale.update(into.get(place, ()))
    return before, after


def live_after(flow: Flow, reads: Reads | None = None) -> dict[Point, Names]:
    """Return the names that are read after each point before they are bound again; `reads` tells what a node reads."""
    return _live(flow, reads)[1]


def live_from(flow: Flow) -> dict[Point, Names]:
    """Return the names that are read from each point on before they are bound again."""
    return _live(flow)[0]


def live_before(flow: Flow) -> Names:
    """Return the names that are read before they are bound, from the start on."""
    return _live(flow)[0].get(flow.entry, frozenset())


def _live(flow: Flow, reads: Reads | None = None) -> tuple[dict[Point, Names], dict[Point, Names]]:
    def read(place: Point) -> Names:
        return read_at(flow, place) if reads is None else _read_at(flow.nodes.get(place), place[0], reads)

    return solve_backward(flow, lambda place, after: passed(after, stored_at(flow, place), read(place)))


def passed(after: Names, stored: Names, read: Names) -> Names:
    """Return `(after - stored) | read`: the set itself where nothing changes, which saves most copies of it."""
    kept = after if after.isdisjoint(stored) else after - stored
    return kept if read <= kept else kept | read


def definitely_assigned(flow: Flow, at_entry: Names) -> dict[Point, Names]:
    """Return the names that are bound for certain before each point."""
    everything = at_entry.union(*(stored_at(flow, place) for place in flow.order if place != EXIT))
    before: dict[Point, Names] = {place: everything for place in flow.order}
    before[flow.entry] = at_entry
    into = flow.into()
    stale = set(flow.order)
    while stale:
        for place in flow.order:
            if place not in stale:
                continue
            stale.discard(place)
            ends = [before[p] | stored_at(flow, p) for p in into.get(place, [])]
            if place == flow.entry:
                ends.append(at_entry)
            new = frozenset.intersection(*ends) if ends else at_entry
            if new != before[place]:
                before[place] = new
                stale.update(flow.after[place])
    return before


def stored_at(flow: Flow, place: Point) -> Names:
    """Return the names that are bound at a point."""
    if place not in flow.stored:
        flow.stored[place] = _stored_at(flow.nodes.get(place), place[0])
    return flow.stored[place]


def _stored_at(node: t.stmt | None, what: str) -> Names:
    if node is None:
        return frozenset()
    if isinstance(node, t.For):
        return frozenset(t.names_stored(node.target)) if what == "target" else frozenset()
    if isinstance(node, (t.If, t.While)):
        return frozenset(t.names_stored(node.test))
    if isinstance(node, t.FunctionDef):
        return frozenset({node.name})
    if isinstance(node, t.With):
        return frozenset(t.names_stored(node.items))
    if hasattr(node, "body"):
        return frozenset()  # a statement of which it is not known what runs, such as `try`
    return frozenset(t.names_stored(node))


def read_at(flow: Flow, place: Point) -> Names:
    """Return the names that are read at a point; what `x += 1` changes is read first."""
    if place not in flow.read:
        flow.read[place] = _read_at(flow.nodes.get(place), place[0])
    return flow.read[place]


def _read_at(node: t.stmt | None, what: str, reads: Reads = t.names_read) -> Names:
    if node is None:
        return frozenset()
    if isinstance(node, t.For):
        return frozenset(reads(node.iter)) if what == "start" else frozenset()
    if isinstance(node, (t.If, t.While)):
        return frozenset(reads(node.test))
    if isinstance(node, t.With):
        return frozenset().union(*map(reads, node.items))
    if isinstance(node, t.Try):
        return frozenset().union(*(reads(handler.type) for handler in node.handlers if handler.type is not None))
    if isinstance(node, t.AugAssign):
        return frozenset(reads(node) | t.names_stored(node))
    return frozenset(reads(node))
