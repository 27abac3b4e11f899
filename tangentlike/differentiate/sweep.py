"""What the two sweeps of one function share: facts about the normalised primal, bars, and reads of primal values.

The backward sweep is first written with *reads* in the place of primal values: names that stand for "x as it was
before (or after) that statement". When all of it is written, `reads.py` and `saves.py` decide where each value comes
from: it is still there, it is computed again, or the forward sweep saves it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

import numpy as np

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.aliases import Memory
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import Flow, Names, Point, definitely_assigned, find_flow, point
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.masks import Mask, find_masks
from tangentlike.analysis.usefulness import find_live
from tangentlike.analysis.values import UNKNOWN, Array, Kind, Number
from tangentlike.effects import memory_of
from tangentlike.errors import Unsupported
from tangentlike.runtime.indexing import add_at
from tangentlike.spelling import ANYTHING
from tangentlike.syntax import trees as t

MUTABLE = (list, dict, set, np.ndarray)
HOLE = "@bar"                                   # stands for the bar of the result in what a rule gives


@dataclass(frozen=True)
class Read:
    """A primal value that the backward sweep reads: a name, at a statement, before or after it."""

    name: str
    node: t.stmt
    after: bool
    like: bool = False


@dataclass
class Sweep:
    """The state of one reverse sweep; made by `start`."""

    tree: t.FunctionDef
    facts: Facts
    kinds: Kinds
    varied: Names
    flow: Flow
    live: dict[Point, Names]
    live_after: dict[Point, Names]
    memory: Memory
    pieces: dict[str, t.stmt]
    uses: dict[str, int]
    assigned: dict[Point, Names]
    masks: dict[str, Mask]
    inner_loops: frozenset[int]
    unsure: Names = frozenset()
    reads: dict[str, Read] = field(default_factory=dict)
    keys: dict[Read, str] = field(default_factory=dict)
    bars: dict[str, str] = field(default_factory=dict)
    in_place: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)  # the names of what backward halves return: memory that nobody else has
    unbound: set[str] = field(default_factory=set)
    records: dict[int, str] = field(default_factory=dict)
    halves: dict[int, Any] = field(default_factory=dict)
    headers: dict[int, t.stmt] = field(default_factory=dict)
    iterables: dict[int, t.expr] = field(default_factory=dict)
    counts_from: dict[int, int] = field(default_factory=dict)
    apart: set[tuple[int, int]] = field(default_factory=set)

    def again(self, facts: Facts) -> "Sweep":
        """Return a sweep of the same tree that is not begun: what starts empty is empty, what is known stays."""
        known = {each.name: getattr(self, each.name) for each in fields(self) if each.default_factory is MISSING}
        return Sweep(**{**known, "facts": facts})

    def kind(self, name: str) -> Kind:
        """Return the kind of a variable, over the whole function."""
        return self.kinds.variables.get(name, UNKNOWN)

    def read(self, name: str, node: t.stmt, after: bool = False, like: bool = False) -> t.expr:
        """Return a placeholder for the value of a name at a statement; what is not a local name is itself."""
        if name not in self.kinds.variables and name not in self.records.values():
            if self.reads_changed({name}) and not like:
                raise Unsupported(
                    f"tangentlike cannot differentiate an operation on `{name}`, which the program changes.",
                    place=self.facts.source.place(node),
                    why="going back reads it again, when it may hold something else.",
                    instead="use a copy, or give what changes as an argument and return it.",
                )
            return t.name(name)
        what = Read(name, node, after, like)
        if what not in self.keys:
            self.keys[what] = f"@{len(self.keys)}"
            self.reads[self.keys[what]] = what
        return t.name(self.keys[what])

    def reads_changed(self, names: Iterable[str]) -> bool:
        """Tell whether one of these names is data outside of the function that some function of the program changes."""
        changed, scope = self.facts.program.changed, self.facts.scope
        outside = set(names) - self.facts.local_names - self.kinds.variables.keys()
        rebound = any(isinstance(scope.peek(name), (*MUTABLE, int, float, np.generic)) for name in outside & changed)
        return rebound or (ANYTHING in changed and any(isinstance(scope.peek(name), MUTABLE) for name in outside))

    def reading(self, node: t.expr, statement: t.stmt, like: bool = False) -> t.expr:
        """Return an expression with its names replaced by their values before a statement."""
        if like:
            names = {name: self.read(name, statement, like=True) for name in sorted(t.names_read(node))}
            return t.substitute(node, names)
        return _Reading(self, statement).visit(t.copy(node))

    def adds_at(self, value: t.expr) -> bool:
        """Tell whether a call is the one that adds into elements of an array."""
        return self.kinds.callee(value) is add_at

    def is_bound(self, name: str, node: t.stmt, after: bool) -> bool:
        """Tell whether a name is certainly bound before (or after) a statement."""
        where = point(node, "start" if isinstance(node, t.For) else "at")
        if name in self.assigned.get(where, frozenset()):
            return True
        return after and not isinstance(node, (t.If, t.For, t.While)) and name in t.names_stored(node)

    def bar(self, name: str) -> str:
        """Return the name of a variable's bar."""
        if name not in self.bars:
            self.bars[name] = self.facts.fresh(f"{name}_bar")
        return self.bars[name]

    def spell(self, value: Any, wanted: str) -> str:
        """Return the name under which generated code reaches a function or module."""
        return self.facts.program.spell(value, wanted, self.facts)

    def spell_numpy(self, name: str) -> str:
        """Return the spelling of a NumPy function."""
        return f"{self.spell(np, 'np')}.{name}"

    def indexable(self, name: str) -> bool:
        """Tell whether the bar of a variable is an array."""
        return isinstance(self.kind(name), (Array, Number))

    def is_piece(self, name: str) -> bool:
        """Tell whether a name is a piece of one statement, assigned once and read once."""
        return name in self.pieces and self.uses.get(name) == 1

    def live_at(self, node: t.stmt, what: str = "at") -> Names:
        """Return the names whose bars exist before a statement."""
        return self.live.get(point(node, what), frozenset())


class _Reading(t.NodeTransformer):
    """Replace names by reads; `len(x)` and `x.shape` read the shape only."""

    def __init__(self, sweep: Sweep, statement: t.stmt):
        self.sweep = sweep
        self.statement = statement
        self.own: set[str] = set()

    def visit_Name(self, node: t.Name) -> t.expr:
        """Replace one name."""
        read = isinstance(node.ctx, t.Load) and node.id not in self.own
        return self.sweep.read(node.id, self.statement) if read else node

    def comprehension(self, node: t.expr) -> t.expr:
        """Leave the names that a comprehension binds for itself."""
        own = t.names_stored([clause.target for clause in node.generators])
        outer, self.own = self.own, self.own | own
        node = self.generic_visit(node)
        self.own = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_Call(self, node: t.Call) -> t.expr:
        """Look for `len(x)`."""
        match node:
            case t.Call(func=t.Name(id="len"), args=[t.Name(id=name)]) if name not in self.own:
                node.args = [self.sweep.read(name, self.statement, like=True)]
                return node
        return self.generic_visit(node)

    def visit_Attribute(self, node: t.Attribute) -> t.expr:
        """Look for `x.shape`."""
        if node.attr in ("shape", "ndim", "size") and isinstance(node.value, t.Name) and node.value.id not in self.own:
            node.value = self.sweep.read(node.value.id, self.statement, like=True)
            return node
        return self.generic_visit(node)


def start(tree: t.FunctionDef, facts: Facts) -> Sweep:
    """Collect the facts about a flat function."""
    kinds = facts.kinds(tree)
    varied = varied_names(tree, kinds, facts.wrt)
    flow = find_flow(tree.body)
    assigned_before = definitely_assigned(flow, frozenset(kinds.parameters))
    unsure = find_unsure(flow, assigned_before, facts)
    live, after = find_live(flow, kinds, varied)
    assigned = [(n.id, s) for s in t.walk_all(tree.body) if isinstance(s, t.Assign) for n in _names(s)]
    counts: dict[str, int] = {}
    for name, _ in assigned:
        counts[name] = counts.get(name, 0) + 1
    user = facts.user_names
    pieces = {name: node for name, node in assigned if counts[name] == 1 and name not in user}
    uses: dict[str, int] = {}
    for node in t.walk_all(tree.body):
        if isinstance(node, t.Name) and isinstance(node.ctx, t.Load):
            uses[node.id] = uses.get(node.id, 0) + 1
    memory, masks = memory_of(tree, kinds, facts), find_masks(tree, kinds, varied)
    return Sweep(
        tree, facts, kinds, varied, flow, live, after, memory, pieces, uses, assigned_before, masks,
        frozenset(find_inner_loops(tree.body, False)), unsure,
    )


def find_inner_loops(block: t.Block, looping: bool) -> Iterator[int]:
    """Yield the loops that stand inside of another one."""
    for node in block:
        loop = isinstance(node, (t.For, t.While))
        if loop and looping:
            yield id(node)
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list):
                yield from find_inner_loops(inner, looping or loop)


def find_unsure(flow: Flow, assigned: dict[Point, Names], facts: Facts) -> Names:
    """Return the user's variables that are read where they may be unbound: the program may raise there."""
    found: set[str] = set()
    for place, node in flow.nodes.items():
        if isinstance(node, (t.If, t.For, t.While, t.FunctionDef)):
            continue
        found |= t.names_read(node) & facts.user_names & facts.local_names - assigned.get(place, frozenset())
    return frozenset(found)


def _names(node: t.Assign) -> list[t.Name]:
    return [n for target in node.targets for n in t.walk(target) if isinstance(n, t.Name) and isinstance(n.ctx, t.Store)]
