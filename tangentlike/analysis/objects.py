"""Which objects the value of an expression may be, or share memory with.

An object is an array's memory or a container; it is named by the place that makes it. A place that runs again makes
another object, and the one before becomes the `earlier` one. What the caller or the module can reach is `outside`.
A state says at one point of the program which objects each name may mean, and which objects each container may hold:
others, and its `item`s, which stand for all those that nothing else has made. An expression whose value nobody else has
gives no object at all: whoever keeps it makes one.
"""

import builtins
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.immutable import has_no_memory, holds_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.reach import NOTHING, OUTSIDE, Object, Objects, State, argument, items_of, reach
from tangentlike.analysis.records import is_record_class
from tangentlike.analysis.values import Array, Closure, Dict, Iterator, Keyed, Kind, List, Number, Record, Static, Tuple
from tangentlike.runtime.trees import add_item
from tangentlike.syntax import trees as t
from tangentlike.syntax.parts import place_text

ARRAYS = (Array, Number)
DICTS = (Dict, Keyed)
CONTAINERS = (List, Tuple, *DICTS, Record, Iterator)
TAKES_ITEM = frozenset({"pop", "get", "popitem", "setdefault", "__getitem__"})
COPIES_ITEMS = frozenset({"copy", "values", "keys"})
GIVES_ITEMS = (reversed, list, tuple, sorted, iter, set)
GIVES_TUPLES = (enumerate, zip)
HANDS_ON = (*GIVES_ITEMS, *GIVES_TUPLES, dict)  # all functions that hand on what they are given, in another container
HANDING_ON = TAKES_ITEM | COPIES_ITEMS | {"items"}
CHOOSES = (max, min, next)


@dataclass
class Effects:
    """What a call of a helper does to memory: the arguments that it writes, and those that its result may share.

    `outside`: the result may be (part of) a global; `apart`: the items of a tuple that it returns share nothing;
    `unreadable`: the facts of a helper with statements that are not known; `gives`: the arguments that a helper hands back,
    in the places of its result where they are.
    """

    writes: list[t.expr] = field(default_factory=list)
    shares: list[t.expr] = field(default_factory=list)
    outside: bool = False
    apart: bool = True
    unreadable: Any = None
    gives: list[t.expr | None] = field(default_factory=list)


EffectsOf = Callable[[t.Call], Effects | None]


class Values:
    """The objects of expressions, for one function."""

    def __init__(self, kinds: Kinds, effects: EffectsOf):
        self.kinds = kinds
        self.effects = effects

    def of(self, node: t.expr, state: State) -> Objects:
        """Return the objects that the value of an expression may be; a display that holds others is noted in the state."""
        if has_no_memory(self.kinds.of(node)):
            return NOTHING
        if self.kinds.buffers and isinstance(node, (t.Subscript, t.Attribute)) and place_text(node) in self.kinds.buffers:
            return frozenset({argument(str(place_text(node)))})
        found = VALUES.get(type(node))
        return found(self, node, state) if found is not None else NOTHING

    def all_of(self, nodes: Iterable[t.expr], state: State) -> Objects:
        """Return the objects of several expressions."""
        return frozenset().union(*(self.of(node, state) for node in nodes))

    def of_name(self, name: str, state: State) -> Objects:
        """Return the objects of a name; a nested function reads what its outer names mean now."""
        kind = self.kinds.variables.get(name)
        own = state.get(name, NOTHING)
        if isinstance(kind, Closure):
            return own.union(*(self.of_name(outer, state) for outer in kind.outer if outer != name))
        return own

    def made(self, node: t.AST, items: Objects, state: State) -> Objects:
        """Return the container that an expression makes."""
        thing = Object(id(node))
        state[thing] = state.get(thing, NOTHING) | items
        return frozenset({thing})

    def made_deep(self, node: t.AST, items: Objects, state: State) -> Objects:
        """Return the container that an expression makes, in which items stand at an unknown depth."""
        inner = Object(id(node), item=True)
        state[inner] = state.get(inner, NOTHING) | items
        return self.made(node, items, state)

    def given(self, node: t.expr, items: Objects, in_tuples: bool, state: State) -> Objects:
        """Return the container that a call makes of items, which may stand in new tuples there."""
        if holds_no_memory(self.kinds.of(node)):
            return self.made(node, NOTHING, state)
        if not in_tuples:
            return self.made(node, items, state)
        thing = Object(id(node), item=True)
        state[thing] = state.get(thing, NOTHING) | items
        return self.made(node, NOTHING, state)

    def parts(self, node: t.expr, state: State) -> Objects:
        """Return what iterating, unpacking or indexing the value of an expression gives."""
        return self.items(self.of(node, state), self.kinds.of(node), state)

    def items(self, objects: Objects, kind: Kind, state: State) -> Objects:
        """Return what iterating a value of a kind gives: of an array, views of it."""
        if isinstance(kind, ARRAYS):
            return objects
        held = items_of(objects, state)
        return held if isinstance(kind, CONTAINERS) else objects | held


def _name(run: Values, node: t.Name, state: State) -> Objects:
    kind = run.kinds.of(node)
    if isinstance(kind, Closure):
        outer = (run.of_name(name, state) for name in kind.outer)
        return state.get(node.id, NOTHING).union(*outer)
    if node.id in run.kinds.buffers:
        return frozenset({argument(node.id)})
    return state.get(node.id, frozenset({OUTSIDE}))  # globals that the function changes have kinds, and no state


def _display(run: Values, node: t.expr, state: State) -> Objects:
    parts = [part for part in t.iter_child_nodes(node) if isinstance(part, t.expr)]
    held = [run.parts(p.value, state) if isinstance(p, t.Starred) else run.of(p, state) for p in parts]
    return run.made(node, frozenset().union(*held), state)


def _comprehension(run: Values, node: t.expr, state: State) -> Objects:
    """Its items may be, or hold, anything that it reads; its own variables are among the items of that."""
    own = t.names_stored(node) | {n.id for n in t.walk(node) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}
    # `np` in `np.zeros(3)` and `range` are no data; the kinds of what stands inside are not known.
    called = {id(n.func.value) for n in t.walk(node) if isinstance(n, t.Call) and isinstance(n.func, t.Attribute)}
    names = [n for n in t.walk(node) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load) and n.id not in own]
    names = [n for n in names if n.id in run.kinds.variables or not (id(n) in called or hasattr(builtins, n.id))]
    return run.made_deep(node, reach(run.all_of(names, state), state), state)


def _operator(run: Values, node: t.expr, state: State) -> Objects:
    """Arithmetic makes new values; of lists, with the items of the old ones."""
    kind = run.kinds.of(node)
    if isinstance(kind, ARRAYS):
        return NOTHING
    operands = [part for part in t.iter_child_nodes(node) if isinstance(part, t.expr)]
    return run.made(node, items_of(run.all_of(operands, state), state), state)


def _subscript(run: Values, node: t.Subscript, state: State) -> Objects:
    base = run.kinds.of(node.value)
    if isinstance(base, ARRAYS):
        return _shared(run, node, [node.value], state)
    index = run.kinds.of(node.slice)
    sliced = isinstance(node.slice, t.Slice) or (isinstance(index, Static) and isinstance(index.value, slice))
    if sliced and isinstance(base, (List, Tuple)):
        return run.made(node, run.parts(node.value, state), state)
    return run.parts(node.value, state)


def _attribute(run: Values, node: t.Attribute, state: State) -> Objects:
    base = run.kinds.of(node.value)
    path = f"{node.value.id}.{node.attr}" if isinstance(node.value, t.Name) else ""
    if path in run.kinds.buffers:
        return frozenset({argument(path)})
    if isinstance(base, Static):
        return frozenset({OUTSIDE})
    if isinstance(base, ARRAYS):
        return _shared(run, node, [node.value], state)
    return run.parts(node.value, state)


def _shared(run: Values, node: t.expr, otherwise: Iterable[t.expr], state: State) -> Objects:
    """Return the objects of the operands that an operation may give (parts of), as its samples have shown."""
    nodes = run.kinds.shares.get(id(node), tuple(otherwise))
    found = frozenset().union(*(_with_items(run, part, state) for part in nodes))
    kind = run.kinds.of(node)
    if isinstance(kind, ARRAYS) or not found:
        return found
    if isinstance(kind, CONTAINERS):  # it may hold arrays, and is none of them
        nodes = tuple(part for part in nodes if not isinstance(run.kinds.of(part), ARRAYS))
    return run.made_deep(node, found, state).union(*(_with_items(run, part, state) for part in nodes))


def _with_items(run: Values, node: t.expr, state: State) -> Objects:
    own = run.of(node, state)
    return own if isinstance(run.kinds.of(node), ARRAYS) else reach(own, state)


def _call(run: Values, node: t.Call, state: State) -> Objects:
    callee = run.kinds.callee(node)
    effects = run.effects(node)
    if effects is not None and len(effects.gives) == 1 and effects.gives[0] is not None:
        return run.of(effects.gives[0], state)
    if effects is not None:
        found = reach(run.all_of(effects.shares, state), state) | ({OUTSIDE} if effects.outside else NOTHING)
        return found if isinstance(run.kinds.of(node), ARRAYS) else found | run.made_deep(node, found, state)
    args = [*(a.value if isinstance(a, t.Starred) else a for a in node.args), *(k.value for k in node.keywords)]
    if callee is add_item and isinstance(run.kinds.of(args[0]), CONTAINERS):
        return _added(run, node, args, state)
    if callee is dict:  # of the tuples that it is given, it holds the items
        return run.made_deep(node, reach(run.all_of(args, state), state), state)
    if any(callee is function for function in GIVES_ITEMS + GIVES_TUPLES):
        args = [a for a in args if not isinstance(run.kinds.of(a), DICTS)]  # of those, the keys
        held = frozenset().union(*(run.parts(a, state) for a in args))
        return run.given(node, held, callee in GIVES_TUPLES, state)
    if any(callee is function for function in CHOOSES):
        return frozenset().union(*(run.of(a, state) | run.parts(a, state) for a in args))
    if callee is sum:
        rest = args[1:] if isinstance(run.kinds.of(node), ARRAYS) else args
        return reach(run.all_of(rest, state), state)
    if is_record_class(callee):
        return run.made(node, run.all_of(args, state), state)
    if isinstance(node.func, t.Attribute) and isinstance(run.kinds.of(node.func.value), (List, *DICTS)):
        return _method(run, node, node.func, args, state)
    return _shared(run, node, (), state)


def _added(run: Values, node: t.Call, args: list[t.expr], state: State) -> Objects:
    """Return what `add_item(bar, key, part)` gives: the container itself if it can be changed, else a new one."""
    bar = run.of(args[0], state)
    if isinstance(run.kinds.of(args[0]), (List, *DICTS)):
        return bar
    return run.made(node, items_of(bar, state) | run.of(args[2], state), state)


def _method(run: Values, node: t.Call, function: t.Attribute, args: list[t.expr], state: State) -> Objects:
    items = items_of(run.of(function.value, state), state)
    if function.attr in TAKES_ITEM:
        return items | run.all_of(args, state)
    if function.attr not in HANDING_ON:
        return NOTHING
    return run.given(node, items, function.attr == "items", state)


def _either(*fields: str) -> Callable[[Values, Any, State], Objects]:
    def find(run: Values, node: t.AST, state: State) -> Objects:
        parts: list[t.expr] = []
        for name in fields:
            part = getattr(node, name)
            parts.extend(part if isinstance(part, list) else [part])
        return run.all_of(parts, state)

    return find


VALUES: dict[type, Callable[[Values, Any, State], Objects]] = {
    t.Name: _name,
    **dict.fromkeys((t.Tuple, t.List, t.Set, t.Dict), _display),
    **dict.fromkeys((t.ListComp, t.SetComp, t.DictComp, t.GeneratorExp, t.Lambda), _comprehension),
    t.BinOp: _operator,
    t.UnaryOp: _operator,
    t.Subscript: _subscript,
    t.Attribute: _attribute,
    t.Starred: _either("value"),
    t.NamedExpr: _either("value"),
    t.IfExp: _either("body", "orelse"),
    t.BoolOp: _either("values"),
    t.Call: _call,
}
