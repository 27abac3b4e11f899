"""Which names may mean the same memory where a statement writes in place."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import numpy as np

from tangentlike.analysis.flow import Names, Point, find_flow
from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.objects import ARRAYS, CONTAINERS, DICTS, EffectsOf, Values
from tangentlike.analysis.reach import NOTHING, Object, Objects, Partners, State, argument, reach
from tangentlike.analysis.states import States, acts, evaluated
from tangentlike.analysis.values import Record, Static, Tuple
from tangentlike.rules.expand import like_positions
from tangentlike.runtime.indexing import add_at
from tangentlike.runtime.trees import add_item
from tangentlike.syntax import trees as t

LIST_METHODS = frozenset({"append", "pop", "extend", "insert", "remove", "clear", "reverse", "sort"})
DICT_METHODS = frozenset({"pop", "popitem", "clear", "update", "setdefault"})
ARRAY_METHODS = frozenset({"sort", "fill", "put", "partition", "resize", "itemset", "setfield", "byteswap"})
OPERATORS = frozenset({"__setitem__", "__delitem__", "__iadd__", "__isub__", "__imul__", "__itruediv__", "__ipow__", "__ior__"})
IN_PLACE = (np.copyto, np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis, add_at, add_item)


@dataclass(frozen=True)
class Write:
    """One write in place: where, through which name, to which objects, and the names that see it; `call` if a call does it."""

    node: t.stmt
    name: str
    objects: Objects
    seen: Names
    call: t.Call | None = None

    @property
    def outside(self) -> bool:
        """Tell whether the caller or the module may see the write."""
        return any(thing.outside for thing in self.objects)


@dataclass
class Memory:
    """Every write in place of a function, and the objects that each name (and each object) ever means or holds."""

    writes: list[Write] = field(default_factory=list)
    changes: dict[int, Names] = field(default_factory=dict)
    everywhere: dict[object, set[object]] = field(default_factory=dict)
    returned: Objects = NOTHING
    apart: bool = True

    def changed_by(self, node: t.stmt) -> Names:
        """Return the names whose memory a statement itself (not those inside of it) writes in place."""
        return self.changes.get(id(node), frozenset())

    def may_change(self, name: str) -> bool:
        """Tell whether memory that a name means at some place is written at some place."""
        found = self.reach(name)
        return any(thing._replace(earlier=False) in found for write in self.writes for thing in write.objects)

    def may_be_outside(self, name: str) -> bool:
        """Tell whether a name means at some place, or what it means holds, memory that was there before."""
        return any(isinstance(thing, Object) and thing.outside for thing in self.reach(name))

    def reach(self, name: str) -> set[object]:
        """Return all that a name ever means, and what that ever holds."""
        found: set[object] = set()
        todo: list[object] = [name]
        while todo:
            new = self.everywhere.get(todo.pop(), set()) - found
            found |= new
            todo.extend(new)
        return found

    @property
    def shared(self) -> Names:
        """Return the names through which something is written that others see, too."""
        return frozenset(write.name for write in self.writes if write.outside or write.seen - {write.name})

    def note(self, state: State) -> None:
        """Note what names mean and objects hold in a state; whether it is the earlier one of a place does not matter."""
        for key, objects in state.items():
            if objects and not isinstance(key, Partners):
                held = self.everywhere.setdefault(key._replace(earlier=False) if isinstance(key, Object) else key, set())
                held.update(thing._replace(earlier=False) for thing in objects)


def find_memory(tree: t.FunctionDef, kinds: Kinds, effects: EffectsOf) -> Memory:
    """Return who writes which memory in a function."""
    run = States(Values(kinds, effects), find_flow(tree.body))
    states = run.solve({name: frozenset({argument(name)}) for name, k in kinds.parameters.items() if not has_no_memory(k)})
    memory = Memory()
    for place, before in states.items():
        node = run.flow.nodes.get(place)
        if node is None:
            continue
        state = dict(before)
        memory.note(state)
        if isinstance(node, t.Return) and node.value is not None:
            _note_result(memory, run.values, node.value, state)
        for write in _writes(run, node, place, state):
            memory.writes.append(write)
            memory.changes[id(node)] = memory.changed_by(node) | write.seen
    return memory


def _note_result(memory: Memory, values: Values, node: t.expr, state: State) -> None:
    items = node.elts if isinstance(node, t.Tuple) else [node]
    found = [reach(values.of(item, state), state) for item in items]
    one = isinstance(node, t.Tuple) or isinstance(values.kinds.of(node), ARRAYS) or has_no_memory(values.kinds.of(node))
    memory.apart &= one and sum(map(len, found)) == len(frozenset().union(*found))
    memory.returned |= frozenset().union(*found)


def _writes(run: States, node: t.stmt, place: Point, state: State) -> Iterator[Write]:
    """Yield what a statement writes in place."""
    values = run.values
    start = isinstance(node, t.For) and place[0] == "start"
    if not start and (isinstance(node, t.For) or not acts(place, node)):
        return
    found: list[tuple[t.expr, Objects, t.Call | None]] = [] if start else list(_stores(values, node, state))
    for part in evaluated(place, node):
        for inner, inside in _calls_in(run, part, state):
            found.extend((base, objects, inner) for base, objects in _calls(values, inner, inside))
    for base, objects, call in found:
        if call is not None and not objects:
            continue  # what it is given are numbers
        named = next((n.id for n in _names(base)), "value")
        seen = {name for name in run.names(state) if reach(values.of_name(name, state), state) & objects}
        if not seen and isinstance(node, t.Expr) and node.value is call and not any(thing.outside for thing in objects):
            continue  # nobody has what it is given, nor what it returns: `log.info("%s", [x, y])`
        if named in state and _is_part(base):
            seen &= {named, *state.get(Partners(named), frozenset())}
        yield Write(node, named, objects, frozenset(seen | ({named} & values.kinds.variables.keys())), call)


def _calls_in(run: States, node: t.AST, state: State) -> Iterator[tuple[t.Call, State]]:
    """Yield the calls of an expression, each with its state: in a comprehension, its own names mean what it walks."""
    if isinstance(node, COMPREHENSIONS):
        state = dict(state)
        for clause in node.generators:
            run.bind(clause.target, run.values.parts(clause.iter, state), None, state)
    if isinstance(node, t.Call):
        yield node, state
    for part in t.iter_child_nodes(node):
        yield from _calls_in(run, part, state)


def _stores(run: Values, node: t.stmt, state: State) -> Iterator[tuple[t.expr, Objects, None]]:
    targets: list[t.expr] = []
    if isinstance(node, (t.Assign, t.AugAssign)):
        targets = list(node.targets if isinstance(node, t.Assign) else [node.target])
    while targets:
        target = targets.pop()
        if isinstance(target, (t.Tuple, t.List)):
            targets.extend(target.elts)
        elif isinstance(target, t.Starred):
            targets.append(target.value)
        elif isinstance(target, (t.Subscript, t.Attribute)):
            objects = run.of(target.value, state)
            if isinstance(node, t.AugAssign) and not has_no_memory(run.kinds.of(node)):
                objects |= run.parts(target.value, state)
            yield target, objects, None
        elif isinstance(node, t.AugAssign) and not (
            has_no_memory(run.kinds.of(node)) or isinstance(run.kinds.of(node), Tuple)
        ):
            yield target, run.of_name(target.id, state), None


def _calls(run: Values, call: t.Call, state: State) -> Iterator[tuple[t.expr, Objects]]:
    """Yield what a call writes: the memory itself, or the container without what it holds."""
    for part in written_parts(call, run.kinds, state.keys()):
        yield part, run.of(part, state)
    effects = run.effects(call)
    for part in effects.writes if effects is not None else ():
        yield part, reach(run.of(part, state), state)


def written_parts(call: t.Call, kinds: Kinds, names: Container[Any] = ()) -> list[t.expr]:
    """Return the expressions whose memory a call of an in-place function or method writes."""
    callee = kinds.callee(call)
    written: list[t.expr] = [k.value for k in call.keywords if k.arg == "out"]
    if isinstance(call.func, t.Attribute) and (
        any(n.id in kinds.variables or n.id in names for n in _names(call.func.value))
        or not isinstance(kinds.of(call.func.value), Static)  # `np.append` is a function of a module
    ):
        kind = kinds.of(call.func.value)
        methods = ARRAY_METHODS if isinstance(kind, ARRAYS) else DICT_METHODS if isinstance(kind, DICTS) else LIST_METHODS
        if not isinstance(kind, (*ARRAYS, *CONTAINERS)):
            methods = LIST_METHODS | DICT_METHODS | ARRAY_METHODS
        if call.func.attr in methods | OPERATORS and not has_no_memory(kind):
            written.append(call.func.value)
    in_place = getattr(callee, "__name__", "") == "at" and isinstance(getattr(callee, "__self__", None), np.ufunc)
    in_place |= getattr(callee, "__name__", getattr(call.func, "attr", "")) == "shuffle"
    made_anew = callee is add_item and isinstance(kinds.of(call.args[0]), (Tuple, Record))
    if call.args and not made_anew and (in_place or any(callee is function for function in IN_PLACE)):
        written.append(call.args[0])
    return written


def _is_part(node: t.expr) -> bool:
    """Tell whether an expression is a variable or a part of one."""
    while isinstance(node, (t.Subscript, t.Attribute)):
        node = node.value
    return isinstance(node, t.Name)


def _names(node: t.AST) -> list[t.Name]:
    return [n for n in t.walk(node) if isinstance(n, t.Name)]


def has_adjoint(write: Write, kinds: Kinds) -> bool:
    """Tell whether a write is a store, or a call that has an adjoint: `append`, and what generated code calls."""
    call = write.call
    if call is None or any(kinds.callee(call) is function for function in (add_at, add_item)):
        return True
    return (
        isinstance(call.func, t.Attribute)
        and not isinstance(kinds.of(call.func.value), ARRAYS)
        and call.func.attr in LIST_METHODS | DICT_METHODS
    )



def values_read(node: t.AST, kinds: Kinds) -> set[str]:
    """Return the names whose values a node reads: not the arrays of which it reads the shape, which no store changes."""
    if isinstance(node, t.Name):
        return {node.id} if isinstance(node.ctx, t.Load) else set()
    skipped: set[int] = set()
    if isinstance(node, t.Call):
        callee = kinds.callee(node)
        helper = isinstance(callee, FunctionType)
        likes = like_positions(callee) if helper else frozenset({0}) if callee is len else frozenset()
        skipped = {id(arg) for place, arg in enumerate(node.args) if place in likes}
    elif isinstance(node, t.Attribute) and node.attr in ("shape", "ndim", "size", "dtype"):
        skipped = {id(node.value)}
    parts = [p for p in t.iter_child_nodes(node) if id(p) not in skipped or not isinstance(kinds.of(p), ARRAYS)]
    return set().union(*(values_read(part, kinds) for part in parts))
