"""Which names may mean the same memory, and which memory is written in place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tangentlike.analysis.expressions import owners
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import List
from tangentlike.syntax import trees as t

LIST_METHODS = frozenset({"append", "pop", "extend", "insert", "remove", "clear", "reverse", "sort"})


@dataclass
class Memory:
    """Names in groups that may share memory (`group`), and the names through which something is written."""

    parent: dict[str, str] = field(default_factory=dict)
    written: dict[str, t.stmt] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)

    def find(self, name: str) -> str:
        """Return the representative of a name's group."""
        root = name
        while self.parent.get(root, root) != root:
            root = self.parent[root]
        return root

    def unite(self, names: Iterable[str]) -> None:
        """Put names into one group."""
        first, *others = [self.find(name) for name in names] or [""]
        for other in others:
            if other != first:
                self.parent[other] = first

    def group(self, name: str) -> set[str]:
        """Return the names that may share memory with a name, itself included."""
        root = self.find(name)
        return {n for n in [*self.parent, name] if self.find(n) == root}

    def may_change(self, name: str) -> bool:
        """Tell whether the memory behind a name may be written in place."""
        return any(self.find(written) == self.find(name) for written in self.written)


def find_memory(tree: t.FunctionDef, kinds: Kinds) -> Memory:
    """Return who may share memory with whom in a function, whatever the order of statements."""
    memory = Memory()
    for name in kinds.parameters:
        memory.parent.setdefault(name, name)
        memory.outside.add(name)
    local = set(kinds.variables)
    for node in t.walk_all(tree.body):
        if isinstance(node, t.Assign):
            for target in node.targets:
                _bind(memory, target, node.value, kinds)
                _note_store(memory, target, node)
        elif isinstance(node, t.AugAssign):
            _note_store(memory, node.target, node)
        elif isinstance(node, t.For):
            _bind(memory, node.target, node.iter, kinds)
        elif isinstance(node, t.Expr) or isinstance(node, t.Call):
            _note_method(memory, node.value if isinstance(node, t.Expr) else node, node, kinds)
    memory.outside |= {name for name in memory.written if name not in local}
    return memory


def _bind(memory: Memory, target: t.expr, value: t.expr, kinds: Kinds) -> None:
    names = {n.id for n in t.walk(target) if isinstance(n, t.Name) and isinstance(n.ctx, t.Store)}
    base = target
    while isinstance(base, (t.Subscript, t.Attribute)):
        base = base.value
    if isinstance(base, t.Name) and base is not target and isinstance(kinds.of(base), List):
        names.add(base.id)
    for name in names:
        memory.parent.setdefault(name, name)
    shared = _iterated(value, kinds) if isinstance(value, t.Call) else owners(kinds, value)
    if names and shared:
        memory.unite([*names, *shared])


def _iterated(value: t.Call, kinds: Kinds) -> frozenset[str]:
    """`enumerate(xs)`, `zip(xs, ys)` and the like give items of what they walk."""
    if kinds.callee(value) in (enumerate, zip, reversed, list, tuple, sorted):
        return frozenset().union(*(owners(kinds, arg) for arg in value.args))
    return owners(kinds, value)


def _note_store(memory: Memory, target: t.expr, node: t.stmt) -> None:
    base = target
    while isinstance(base, (t.Subscript, t.Attribute, t.Starred)):
        base = base.value
    if isinstance(base, t.Name) and (base is not target or isinstance(node, t.AugAssign)):
        memory.written.setdefault(base.id, node)


def _note_method(memory: Memory, call: t.AST, node: t.AST, kinds: Kinds) -> None:
    match call:
        case t.Call(func=t.Attribute(value=t.Name(id=base), attr=attr), args=args) if (
            attr in LIST_METHODS and base in kinds.variables
        ):
            memory.written.setdefault(base, node)  # type: ignore[arg-type]
            for arg in args:
                shared = owners(kinds, arg)
                if shared:
                    memory.unite([base, *shared])
