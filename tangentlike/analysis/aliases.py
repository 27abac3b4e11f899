"""Which names may mean the same memory, and which memory is written in place.

Each name has the set of memories that it may mean: a parameter's (the caller's), or what an assignment of the
function makes. `v = u`, `v = u[1:]`, `v = (u, w)` add to the set of v. Whatever the order of statements, a set may say
more than is true, never less.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tangentlike.analysis.expressions import owners
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, List, Number, Unknown, is_scalar
from tangentlike.runtime.indexing import add_at
from tangentlike.syntax import trees as t

LIST_METHODS = frozenset({"append", "pop", "extend", "insert", "remove", "clear", "reverse", "sort"})
ARRAY_METHODS = frozenset({"sort", "fill", "put", "partition", "resize", "itemset", "setfield", "byteswap"})
IN_PLACE = (np.copyto, np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis, add_at)
GIVES_ITEMS = (enumerate, zip, reversed, list, tuple, sorted)
Memories = frozenset[str]


@dataclass
class Memory:
    """The memories of each name, who makes lists, and every statement that writes in place."""

    sources: dict[str, Memories] = field(default_factory=dict)
    contents: dict[str, Memories] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    writes: list[tuple[str, t.stmt, bool]] = field(default_factory=list)
    calls: list[tuple[str, t.Call]] = field(default_factory=list)

    def of(self, name: str) -> Memories:
        """Return the memories that a name may mean, or hold as items."""
        own = self.sources.get(name, frozenset({f"global {name}"}))
        return own | self.contents.get(name, frozenset())

    def written(self, name: str, as_list: bool) -> Memories:
        """Return the memories that a write through a name changes: of a list, the list itself and not its items."""
        own = self.sources.get(name, frozenset({f"global {name}"}))
        return own if as_list else own - self.lists

    def group(self, name: str, as_list: bool = False) -> set[str]:
        """Return the names whose value may change when memory is written through a name."""
        changed = self.written(name, as_list)
        return {other for other in self.sources if self.of(other) & changed} | {name}

    def may_change(self, name: str) -> bool:
        """Tell whether the memory behind a name may be written in place."""
        own = self.of(name)
        return any(own & self.written(base, as_list) for base, _, as_list in self.writes)

    def is_outside(self, name: str, as_list: bool) -> bool:
        """Tell whether a write through a name may be seen by the caller or the module."""
        changed = self.written(name, as_list)
        return any(memory in self.outside or memory.startswith("global ") for memory in changed)


def find_memory(tree: t.FunctionDef, kinds: Kinds) -> Memory:
    """Return who may share memory with whom in a function."""
    memory = Memory()
    for name, kind in kinds.parameters.items():
        memory.sources[name] = frozenset() if is_scalar(kind) else frozenset({f"argument {name}"})
        memory.outside.add(f"argument {name}")
    changed = True
    while changed:
        before = dict(memory.sources), dict(memory.contents)
        for node in t.walk_all(tree.body):
            _note(memory, node, kinds)
        changed = before != (memory.sources, memory.contents)
    for node in t.walk_all(tree.body):
        _note_writes(memory, node, kinds)
    return memory


def _note(memory: Memory, node: t.AST, kinds: Kinds) -> None:
    match node:
        case t.Assign(targets=targets, value=value):
            for target in targets:
                _bind(memory, target, value, kinds)
        case t.NamedExpr(target=target, value=value) | t.AnnAssign(target=target, value=t.expr() as value):
            _bind(memory, target, value, kinds)
        case t.For(target=target, iter=iterable):
            _bind(memory, target, iterable, kinds)
        case t.AugAssign(target=t.Name(id=name)):
            _add(memory, name, frozenset({f"new {name}"}))
        case t.Call(func=t.Attribute(value=t.Name(id=base), attr=attr), args=args) if (
            attr in LIST_METHODS and base in kinds.variables
        ):
            for arg in args:
                _hold(memory, base, _memories(memory, arg, kinds))


def _bind(memory: Memory, target: t.expr, value: t.expr, kinds: Kinds) -> None:
    base = target
    while isinstance(base, (t.Subscript, t.Attribute, t.Starred)):
        base = base.value
    found = _memories(memory, value, kinds)
    if base is not target and not isinstance(target, t.Starred):
        # A store into an array copies values; into a list or a dict it keeps the object.
        if isinstance(base, t.Name) and not isinstance(kinds.of(base), (Array, Number)):
            _hold(memory, base.id, found)
        return
    for name in sorted(t.names_stored(target)):
        own = f"new {name}"
        if isinstance(value, (t.List, t.ListComp)) or isinstance(kinds.of(value), List):
            memory.lists.add(own)
        if isinstance(value, (t.List, t.Tuple, t.Dict, t.ListComp)) or _copies_list(value, kinds):
            _add(memory, name, frozenset({own}))
            _hold(memory, name, found)
        else:
            _add(memory, name, found or frozenset({own}))


def _copies_list(value: t.expr, kinds: Kinds) -> bool:
    callee = kinds.callee(value) if isinstance(value, t.Call) else None
    return callee in (list, sorted, list.copy) if callee is None or callee.__hash__ else False


def _add(memory: Memory, name: str, more: Memories) -> None:
    memory.sources[name] = memory.sources.get(name, frozenset()) | more


def _hold(memory: Memory, name: str, more: Memories) -> None:
    memory.contents[name] = memory.contents.get(name, frozenset()) | more


def _memories(memory: Memory, value: t.expr, kinds: Kinds) -> Memories:
    names = owners(kinds, value)
    if isinstance(value, t.Call) and kinds.callee(value) in GIVES_ITEMS:
        names = frozenset().union(*(owners(kinds, arg) for arg in value.args))
        return frozenset().union(*(memory.of(name) for name in names)) - memory.lists
    return frozenset().union(*(memory.of(name) for name in names))


def find_holders(flow: Any, memory: Memory, kinds: Kinds) -> dict[Any, dict[str, frozenset[str]]]:
    """Return, before each point, who may share memory with each name there.

    `new = np.zeros(n)` makes memory that only `new` has, whatever shared the memory that it had before.
    """
    before: dict[Any, dict[str, frozenset[str]]] = {flow.entry: {}}
    todo = [flow.entry]
    while todo:
        place = todo.pop()
        state = _after(flow.nodes.get(place), place, before[place], memory, kinds)
        for following in flow.after[place]:
            old = before.get(following)
            new = dict(state) if old is None else {n: old.get(n, frozenset()) | state.get(n, frozenset()) for n in {*old, *state}}
            if new != old:
                before[following] = new
                todo.append(following)
    return before


def _after(
    node: t.AST | None, place: Any, state: dict[str, frozenset[str]], memory: Memory, kinds: Kinds
) -> dict[str, frozenset[str]]:
    """Return who shares memory with whom after a statement."""
    match node:
        case t.Assign(targets=[target], value=value) if place[0] == "at":
            pass
        case t.For(target=target, iter=value) if place[0] == "target":
            pass
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base)), args=args)) if base in kinds.variables:
            shared = frozenset().union(*(owners(kinds, arg) for arg in args))
            return _linked(state, {base}, shared)
        case _:
            return state
    shared = frozenset().union(*(owners(kinds, arg) for arg in value.args)) if _walks(value, kinds) else owners(kinds, value)
    names = t.names_stored(target)
    base = target
    while isinstance(base, (t.Subscript, t.Attribute, t.Starred)):
        base = base.value
    if not names and isinstance(base, t.Name):
        return state if isinstance(kinds.of(base), (Array, Number)) else _linked(state, {base.id}, shared)
    sharing = shared.union(*(state.get(n, frozenset()) for n in shared)) - names if shared else frozenset()
    cleared = {n: others - names for n, others in state.items() if n not in names}
    if shared & names:  # `x = x[1:]` keeps what x shared
        sharing |= frozenset().union(*(state.get(n, frozenset()) for n in names)) - names
    return _linked(cleared, names, frozenset(sharing))


def _walks(value: t.expr, kinds: Kinds) -> bool:
    return isinstance(value, t.Call) and kinds.callee(value) in GIVES_ITEMS


def _linked(state: dict[str, frozenset[str]], names: set[str], others: frozenset[str]) -> dict[str, frozenset[str]]:
    """Note that names may share memory with others (and with each other)."""
    group = frozenset(names) | others
    new = dict(state)
    for name in group:
        more = group if name in names else frozenset(names)
        new[name] = (new.get(name, frozenset()) | more) - {name}
    return new


def mutated_names(node: t.Call, kinds: Kinds) -> set[str]:
    """Return the variables whose memory a call of an in-place function or method writes."""
    callee = kinds.callee(node)
    written: list[t.expr] = [k.value for k in node.keywords if k.arg == "out"]
    method = isinstance(node.func, t.Attribute) and node.func.attr in ARRAY_METHODS
    if method and isinstance(kinds.of(node.func.value), (Array, Number)):
        written.append(node.func.value)
    in_place = getattr(callee, "__name__", "") == "at" and isinstance(getattr(callee, "__self__", None), np.ufunc)
    in_place |= getattr(callee, "__name__", "") == "shuffle"
    if node.args and (in_place or any(callee is function for function in IN_PLACE)):
        written.append(node.args[0])
    return {n.id for part in written for n in t.walk(part) if isinstance(n, t.Name) and n.id in kinds.variables}


def _note_writes(memory: Memory, node: t.AST, kinds: Kinds) -> None:
    targets: list[t.expr] = []
    if isinstance(node, (t.Assign, t.AugAssign)):
        targets = node.targets if isinstance(node, t.Assign) else [node.target]
    for target in targets:
        base = target
        while isinstance(base, (t.Subscript, t.Attribute, t.Starred)):
            base = base.value
        if isinstance(base, t.Name) and (base is not target or isinstance(node, t.AugAssign)):
            as_list = isinstance(kinds.variables.get(base.id, Unknown()), List)
            memory.writes.append((base.id, node, as_list))
    match node:
        case t.Call():
            for name in sorted(mutated_names(node, kinds)):
                memory.calls.append((name, node))
                memory.writes.append((name, node, False))
    match node:
        case t.Expr(value=call) | t.Assign(value=call):
            for inner in t.walk(call):
                match inner:
                    case t.Call(func=t.Attribute(value=t.Name(id=base), attr=attr)) if (
                        attr in LIST_METHODS and base in kinds.variables
                    ):
                        memory.writes.append((base, node, True))
