"""What each name may mean at each point of a function: the states of `objects`, followed along the control flow.

Binding a name replaces what it meant; a store into a container adds to what that holds. A state may say more than is
true, never less.
"""

from typing import Any

from tangentlike.analysis.flow import Flow, Names, Point
from tangentlike.analysis.immutable import has_no_memory, holds_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.loop_targets import walked, walks
from tangentlike.analysis.objects import ARRAYS, EffectsOf, Values
from tangentlike.analysis.reach import (
    NOTHING,
    OUTSIDE,
    Object,
    Objects,
    Partners,
    State,
    argument,
    items_of,
    meets,
    reach,
)
from tangentlike.analysis.values import Closure, Dict, List
from tangentlike.runtime.trees import add_item
from tangentlike.syntax import trees as t

KEEPS_ARGUMENTS = frozenset({"append", "extend", "insert", "update", "setdefault", "add"})


class States:
    """The states before all points of a function."""

    def __init__(self, values: Values, flow: Flow):
        self.values = values
        self.flow = flow
        self.sites: dict[Point, frozenset[int]] = {}

    def names(self, state: State) -> list[str]:
        """Return the variables of a state; a nested function is none, it reads what its outer names mean."""
        kinds = self.values.kinds.variables
        return [name for name in state if name in kinds and not isinstance(kinds[name], Closure)]

    def solve(self, entry: State) -> dict[Point, State]:
        """Follow the states to a fixed point."""
        before: dict[Point, State] = {self.flow.entry: entry}
        order = {place: i for i, place in enumerate(self.flow.order)}
        todo = {self.flow.entry}
        while todo:
            place = min(todo, key=lambda p: order[p])
            todo.remove(place)
            state = self.after(place, before[place])
            for following in self.flow.after[place]:
                old = before.get(following)
                new = state if old is None else joined(old, state)
                if new is not old:
                    before[following] = new
                    todo.add(following)
        return before

    def after(self, place: Point, before: State) -> State:
        """Return the state after a point."""
        node = self.flow.nodes.get(place)
        if isinstance(node, t.For) and place[0] == "start":
            state = dict(before)
            # What it walks may be made there, and hold other things.
            pairs = walks(node.target, node.iter, self.values.kinds)
            begun: State = {walked(target): NOTHING if part is None else self.values.parts(part, state) for target, part in pairs}
            return {**state, **begun}
        if node is None or not acts(place, node):
            return before
        state = self.aged(place, node, before)
        run = self.values
        for part in evaluated(place, node):
            for inner in t.walk(part):
                if isinstance(inner, t.NamedExpr):
                    self.bind(inner.target, run.of(inner.value, state), inner.value, state)
                elif isinstance(inner, t.Call):
                    self.keep(inner, state)
        match node:
            case t.Assign(targets=targets, value=value):
                found = run.of(value, state)
                for target in targets:
                    self.bind(target, found, value, state)
            case t.AnnAssign(target=target, value=t.expr() as value):
                self.bind(target, run.of(value, state), value, state)
            case t.AugAssign():
                self.augment(node, state)
            case t.For(target=target, iter=iterable):
                for part, _ in walks(target, iterable, run.kinds):
                    self.bind(part, state.get(walked(part), NOTHING), None, state)
            case t.FunctionDef(name=name):
                state[name] = run.all_of(captured_names(node, run.kinds), state)
            case _:
                for name in t.names_stored(node) if not isinstance(node, (t.If, t.While, t.Expr)) else ():
                    self.rebind(name, frozenset({OUTSIDE}), self.partners(frozenset({OUTSIDE}), None, state), state)
        return state

    def aged(self, place: Point, node: t.stmt, before: State) -> State:
        """Return the state in which what this point has made is the earlier one: it may make another now."""
        if place not in self.sites:
            self.sites[place] = frozenset(id(n) for part in evaluated(place, node, targets=True) for n in t.walk(part))
            if not isinstance(node, t.For):  # what a loop walks is made before its target is bound
                return dict(before)
        sites = self.sites[place]
        named = [objects for key, objects in before.items() if not isinstance(key, Partners)]
        old = {thing for objects in named for thing in objects if thing.site in sites and not thing.earlier}
        old |= {key for key in before if isinstance(key, Object) and key.site in sites and not key.earlier}
        state: State = {}
        for name, objects in before.items():
            key = name._replace(earlier=True) if name in old else name
            new = frozenset(thing._replace(earlier=True) if thing in old else thing for thing in objects) if old else objects
            state[key] = state.get(key, NOTHING) | new
        return state

    def bind(self, target: t.expr, found: Objects, value: t.expr | None, state: State) -> None:
        """Bind a target; a value that nobody else has becomes an object of this place."""
        run = self.values
        match target:
            case t.Name(id=name):
                if has_no_memory(run.kinds.of(target)):
                    if name in state:
                        self.rebind(name, NOTHING, frozenset(), state)
                else:
                    partners = self.partners(found, self.near(self.origins(value, found, state), state), state)
                    self.rebind(name, found or frozenset({Object(id(target))}), partners, state)
            case t.Tuple(elts=items) | t.List(elts=items):
                self.bind_together(items, self.unpacked(target, found, value, state), values_of(items, value, run.effects), state)
            case t.Starred(value=inner):
                self.bind(inner, run.made(target, found, state), None, state)
            case t.Subscript(value=base) | t.Attribute(value=base):
                if not isinstance(run.kinds.of(base), ARRAYS):
                    self.hold(run.of(base, state), found | items_of(found, state), state)

    def bind_together(self, targets: list[t.expr], found: list[Objects], values: list[Any], state: State) -> None:
        """Bind the items of a target: each to what its value was before the first of them was bound."""
        origins = [self.origins(value, objects, state) for value, objects in zip(values, found, strict=True)]
        near = [self.near(names, state) for names in origins]
        partners = [self.partners(objects, names, state) for objects, names in zip(found, near, strict=True)]
        named = {target.id for target in targets if isinstance(target, t.Name)}
        bound: list[int] = []
        for i, target in enumerate(targets):
            if not isinstance(target, t.Name) or has_no_memory(self.values.kinds.of(target)):
                self.bind(target, found[i], None, state)
                continue
            # Parts of one value may share what is new in it; two values share only what names have.
            close = [j for j in bound if values[j] is values[i] or may_meet(near[i], origins[j])]
            meeting = {targets[j].id for j in close if meets(found[i], reach(found[j], state), state, set())}
            self.rebind(target.id, found[i] or frozenset({Object(id(target))}), (partners[i] - named) | meeting, state)
            bound.append(i)

    def origins(self, value: t.expr | None, objects: Objects, state: State) -> Names | None:
        """Return the names from which alone a value can have its memory, if what it has is not new; None if they are not known."""
        if value is None:
            return None
        kinds = self.values.kinds
        outside = {OUTSIDE, *map(argument, kinds.buffers)}
        if not (isinstance(value, t.Name) and value.id in state) and outside & reach(objects, state):
            return None
        effects = self.values.effects(value) if isinstance(value, t.Call) else None
        one = effects is not None and len(effects.gives) == 1 and effects.gives[0] is not None
        parts = [value] if effects is None else effects.gives if one else effects.shares
        found: set[str] = set()
        todo = [n.id for n in t.walk_all(parts) if isinstance(n, t.Name)]
        while todo:
            name = todo.pop()
            kind = kinds.variables.get(name)
            todo += [outer for outer in kind.outer if outer not in found] if isinstance(kind, Closure) and name not in found else []
            found.add(name)
        return frozenset(found)

    def near(self, names: Names | None, state: State) -> Names | None:
        """Return names, and those that may share memory with them."""
        return None if names is None else names.union(*(state.get(Partners(name), NOTHING) for name in names))

    def rebind(self, name: str, objects: Objects, partners: frozenset[str], state: State) -> None:
        """Let a name mean other objects, which it may share with others than before."""
        for other in state.get(Partners(name), NOTHING):
            state[Partners(other)] -= {name}
        state[name], state[Partners(name)] = objects, NOTHING
        self.relate({name}, partners - {name}, state)

    def partners(self, objects: Objects, near: Names | None, state: State) -> Names:
        """Return the names that may share memory with objects; only those of `near` come into question, if they are known."""
        if not objects:
            return NOTHING
        held = reach(objects, state)
        apart: set[Object] = set()
        names = [name for name in self.names(state) if near is None or name in near]
        return frozenset(n for n in names if meets(self.values.of_name(n, state), held, state, apart))

    def relate(self, names: set[str], others: frozenset[str], state: State) -> None:
        """Note that names may share memory with others."""
        for name, partners in [*((name, others) for name in names), *((other, frozenset(names)) for other in others)]:
            state[Partners(name)] = state.get(Partners(name), NOTHING) | (partners - {name})

    def unpacked(self, target: t.Tuple | t.List, found: Objects, value: t.expr | None, state: State) -> list[Objects]:
        """Return the objects of each item of a target."""
        run = self.values
        if isinstance(value, (t.Tuple, t.List)) and len(value.elts) == len(target.elts):
            return [run.of(part, state) for part in value.elts]
        held = run.items(found, run.kinds.of(value if value is not None else target), state)
        effects = run.effects(value) if isinstance(value, t.Call) else None
        new = frozenset({Object(id(value), item=True)}) if effects is not None and effects.apart else NOTHING
        gives = effects.gives if effects is not None and len(effects.gives) == len(target.elts) else [None] * len(target.elts)
        parts = [held - new if isinstance(run.kinds.of(item), ARRAYS) else held for item in target.elts]
        return [part if given is None else run.of(given, state) for part, given in zip(parts, gives, strict=True)]

    def hold(self, containers: Objects, more: Objects, state: State) -> None:
        """Note that containers may hold more."""
        for thing in containers:
            state[thing] = state.get(thing, NOTHING) | more
        if containers and more:
            self.relate(set(self.partners(containers, None, state)), self.partners(more, None, state), state)

    def augment(self, node: t.AugAssign, state: State) -> None:
        """`items += more` holds the items; a number or an array that is replaced is an object of this place."""
        run, kind = self.values, self.values.kinds.of(node)
        if not isinstance(node.target, t.Name):
            return
        own = state.get(node.target.id, NOTHING)
        if has_no_memory(kind):
            if own:
                state[node.target.id] = NOTHING
        elif isinstance(kind, ARRAYS):
            state[node.target.id] = own | {Object(id(node.target))}
        else:
            self.hold(own, items_of(run.of(node.value, state), state), state)
            state[node.target.id] = own | run.made(node.target, items_of(own, state), state)

    def keep(self, call: t.Call, state: State) -> None:
        """Note what a call puts into a container."""
        run = self.values
        effects = run.effects(call)
        holding = [] if effects is None else [part for part in effects.writes if self.may_hold(part)]
        if effects is not None and holding:
            written = reach(run.all_of(holding, state), state)
            self.hold(written, reach(run.all_of(effects.shares + effects.writes, state), state), state)
        if run.kinds.callee(call) is add_item and isinstance(run.kinds.of(call.args[0]), (List, Dict)):
            self.hold(run.of(call.args[0], state), run.of(call.args[2], state), state)
        if isinstance(call.func, t.Attribute) and call.func.attr in KEEPS_ARGUMENTS:
            base = call.func.value
            if not isinstance(run.kinds.of(base), ARRAYS):
                found = run.all_of(call.args, state)
                held = reach(found, state) if call.func.attr == "update" else found | items_of(found, state)
                self.hold(run.of(base, state), held, state)

    def may_hold(self, node: t.expr) -> bool:
        """Tell whether what an expression means may hold memory: a dict of numbers holds none, whoever writes into it."""
        kinds = self.values.kinds
        kind = kinds.variables.get(node.id, kinds.of(node)) if isinstance(node, t.Name) else kinds.of(node)
        return not isinstance(kind, ARRAYS) and not holds_no_memory(kind)


def may_meet(near: Names | None, names: Names | None) -> bool:
    """Tell whether two sets of names may have one in common."""
    return near is None or names is None or not near.isdisjoint(names)


def values_of(items: list[t.expr], value: t.expr | None, effects_of: EffectsOf) -> list[Any]:
    """Return the expressions that give the items of a target; the whole value where it is not known which of its parts."""
    if isinstance(value, (t.Tuple, t.List)) and len(value.elts) == len(items):
        return list(value.elts)
    effects = effects_of(value) if isinstance(value, t.Call) else None
    gives = effects.gives if effects is not None and len(effects.gives) == len(items) else [None] * len(items)
    return [value if given is None else given for given in gives]


def acts(place: Point, node: t.stmt) -> bool:
    """Tell whether a point is where a statement does what it does: of a loop, where its target is bound."""
    return place[0] == ("target" if isinstance(node, t.For) else "at")


def evaluated(place: Point, node: t.stmt, targets: bool = False) -> list[t.AST]:
    """Return the expressions that run at a point itself."""
    if isinstance(node, (t.If, t.While)):
        return [node.test] if place[0] == "at" else []
    if isinstance(node, t.For):
        return [node.iter, node.target] if targets else [node.iter]
    return [] if isinstance(node, t.FunctionDef) else [node]


def captured_names(node: t.FunctionDef, kinds: Kinds) -> list[t.expr]:
    """Return the variables of the outer function that a nested one reads."""
    names = [n for n in t.walk(node) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load) and n.id in kinds.variables]
    return list({n.id: n for n in names}.values())


def joined(old: State, new: State) -> State:
    """Return the union of two states: the old one itself if the new one adds nothing."""
    out = old
    for key, objects in new.items():
        known = out.get(key)
        if known is None or not objects <= known:
            out = dict(old) if out is old else out
            out[key] = objects | (known or NOTHING)
    return out
