"""Lists of objects of one class: a list for each attribute, and `b.x` of an object in it is `bodies_x[i]`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.heap import PLAIN, Group, Heap, Instance, Kept, Unclear
from tangentlike.normalise.hoisting import Opened
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

Listed = dict[str, tuple[type, tuple[str, ...]]]  # lists that are empty at first: the class and the attributes of their objects


class Fills(Exception):
    """Objects are appended to a list, which was taken for a list of numbers."""

    def __init__(self, name: str, made: tuple[type, tuple[str, ...]]):
        self.name = name
        self.made = made


@dataclass
class Walk:
    """What a loop walks: its lists of objects, and the variables that mean their objects."""

    before: t.Block = field(default_factory=list)
    found: list[tuple[str, Group, str]] = field(default_factory=list)  # variable, list, index
    plain: list[t.expr] = field(default_factory=list)  # what else it walks
    stored: set[str] = field(default_factory=set)  # what the loop binds itself

    def counts(self, counter: t.expr, goal: t.expr) -> bool:
        """Tell whether the variable of an `enumerate` is the index of the objects."""
        index = self.found[-1][2] if self.found else ""
        return isinstance(counter, t.Name) and isinstance(goal, t.Name) and goal.id == index and counter.id not in self.stored

    def begin(self, heap: Heap) -> None:
        """Let the variables mean the objects of this trip."""
        for name, group, index in self.found:
            group.walked += 1
            heap.env[name] = Instance(group.cls, name, group.places, True, t.name(index))
            heap.bound.setdefault(name, group.cls)
            if name in heap.captured:
                raise Kept(group.cls)

    def end(self) -> None:
        """Let the lists be changed again."""
        for _, group, _ in self.found:
            group.walked -= 1


class Groups:
    """Lists of objects."""

    def __init__(self, writer: "Writer", listed: Listed):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap
        self.listed = listed

    # How they begin and grow

    def display(self, node: t.List) -> Opened:
        """`[Body(1.0), Body(2.0)]`: a list for each attribute."""
        made = [self.heap.instance(item) for item in node.elts]
        first = made[0]
        alike = first is not None and all(each and self.may_enter(each, first.cls, first.places.keys()) for each in made)
        if first is None or not alike or len({id(each) for each in made}) < len(made) or first.cls in self.writer.apart:
            return self.writer.rows.display(node)
        self.writer.grouped.add(first.cls)
        stem = self.writer.wanted or f"{first.stem}s"
        places = {name: self.writer.fresh(f"{stem}_{name.strip('_')}") for name in first.places}
        out: t.Block = []
        for name, place in places.items():
            out.append(t.assign(place, t.list_of(self.heap.at(each, name) for each in made if each)))
            self.heap.env[place] = PLAIN
        for index, each in enumerate(made):
            if each is not None:
                self.leave(each, places, index)
        return out, self.heap.hold(Group(first.cls, places))

    def leave(self, made: Instance, places: dict[str, str], index: int) -> None:
        """Let an object that is in a list now mean what is there."""
        if self.heap.loops or self.heap.branches:
            self.forget(made)
        else:
            made.places, made.index = dict(places), t.constant(index)

    def forget(self, made: Instance) -> None:
        """Let the names of an object that is in a list mean nothing any more."""
        for name, meaning in self.heap.env.items():
            if meaning is made and not name.startswith("@"):
                self.heap.env[name] = Unclear(made.cls)

    def may_enter(self, made: Instance, cls: type, names: Any) -> bool:
        """Tell whether an object may be in a list with others: its attributes are no objects themselves."""
        plain = all(self.heap.env.get(place, made) is PLAIN for place in made.places.values())
        held = any(meaning is made and name in self.heap.owned for name, meaning in self.heap.env.items())
        return made.cls is cls and made.made and not made.is_fixed and plain and made.places.keys() == names and not held

    def started(self, name: str, value: t.expr) -> Opened:
        """`bodies = []`, if objects are appended to it later: an empty list for each attribute."""
        if name not in self.listed or not isinstance(value, t.List) or value.elts:
            return [], value
        cls, names = self.listed[name]
        places = {each: self.writer.fresh(f"{name}_{each.strip('_')}") for each in names}
        self.heap.env.update(dict.fromkeys(places.values(), PLAIN))
        return [t.assign(place, t.list_of([])) for place in places.values()], self.heap.hold(Group(cls, places))

    def method(self, func: t.Attribute, node: t.Call) -> Opened | None:
        """`bodies.append(body)` appends each attribute; None where there is no list of objects."""
        group = self.heap.group(func.value)
        made = self.heap.instance(node.args[0]) if len(node.args) == 1 else None
        if group is None:
            name = func.value.id if isinstance(func.value, t.Name) else ""
            if made and func.attr == "append" and name in self.heap.env and name not in self.listed and made.made:
                raise Fills(name, (made.cls, tuple(made.places)))
            return None
        if func.attr == "pop" and not node.keywords and not group.walked:
            return self.popped(group, node)
        if made is None or func.attr != "append" or group.walked or not self.may_enter(made, group.cls, group.places.keys()):
            raise Kept(group.cls, *([made.cls] if made else []), node=node)
        self.forget_elements(group, from_the_end=True)
        out: t.Block = [
            t.statement(t.call(t.attribute(t.name(place), "append"), self.heap.at(made, name)))
            for name, place in group.places.items()
        ]
        self.forget(made)
        return out, t.constant(None)

    def popped(self, group: Group, node: t.Call) -> Opened:
        """`bodies.pop()` takes the object out of the lists."""
        made = Instance(group.cls, self.writer.wanted or group.cls.__name__.strip("_").lower())
        index = node.args[0] if node.args else None
        self.writer.expressions.refuse(*node.args)
        if index is not None and not isinstance(index, (t.Constant, t.Name)):
            self.writer.expressions.kept(node.func.value)
        self.forget_elements(group)
        held, out = self.heap.hold(made), []
        for name, place in group.places.items():
            taken = t.call(t.attribute(t.name(place), "pop"), *([t.copy(index)] if index is not None else []))
            out += self.writer.calls.store(made, name, taken)
        made.made = True
        return out, held

    def put(self, base: t.expr, index: t.expr, value: t.expr) -> t.Block:
        """`bodies[i] = body`: another object is in the list."""
        group, made = self.heap.group(base), self.heap.instance(value)
        assert group is not None
        plain = isinstance(index, (t.Constant, t.Name)) and not group.walked
        if made is None or not plain or not self.may_enter(made, group.cls, group.places.keys()):
            raise Kept(group.cls, node=value)
        self.forget_elements(group)
        out: t.Block = []
        for name, place in group.places.items():
            target = t.as_store(t.subscript(t.name(place), t.copy(index)))
            out.append(t.gast_assign([target], self.heap.at(made, name)))
        self.forget(made)
        return out

    def forget_elements(self, group: Group, *, from_the_end: bool = False) -> None:
        """Let the names of objects in a list mean nothing any more: others may stand there.

        `from_the_end`: only of those whose index may count from the end, which has moved.
        """
        for name, meaning in self.heap.env.items():
            if not isinstance(meaning, Instance) or not meaning.index or meaning.places.keys() != group.places.keys():
                continue
            counted = isinstance(meaning.index, t.Constant) and meaning.index.value >= 0
            if not (from_the_end and counted) and {*meaning.places.values()} & {*group.places.values()}:
                self.heap.env[name] = Unclear(group.cls)

    # How they are read

    def length(self, node: t.expr) -> t.expr:
        """Return the length of a list of objects."""
        group = self.heap.group(node)
        assert group is not None
        if not group.places:
            self.writer.expressions.kept(node)
        return t.call(self.writer.spell(len, "len"), t.name(next(iter(group.places.values()))))

    def element(self, base: t.expr, index: t.expr, node: t.AST) -> Opened:
        """`bodies[i]` is an object whose attributes are in the lists."""
        group = self.heap.group(base)
        assert group is not None
        if isinstance(index, (t.Slice, t.Tuple)) or self.heap.meant(index):
            return self.writer.expressions.kept(base)
        before: t.Block = []
        value = index.operand if isinstance(index, t.UnaryOp) else index
        if not isinstance(index, t.Name) and not isinstance(value, t.Constant):
            name = self.writer.fresh("index")
            self.heap.fixed.add(name)
            before, index = [t.assign(name, index)], t.name(name)
        return before, self.heap.hold(Instance(group.cls, "", group.places, True, index))

    def is_walk(self, node: t.expr) -> bool:
        """Tell whether a loop over an expression walks a list of objects."""
        if isinstance(node, t.Call) and self.walker(node):
            return any(map(self.is_walk, node.args))
        if isinstance(node, t.Attribute) and self.heap.instance(node.value):
            made = self.heap.instance(node.value)
            return made is not None and isinstance(self.heap.env.get(made.places.get(node.attr, "")), Group)
        return self.heap.group(node) is not None

    def walker(self, node: t.Call) -> Any:
        """Return the function of Python's own that gives items of others."""
        found = self.writer.resolve(node.func)
        return next((each for each in (enumerate, zip, reversed) if found is each and (each is zip or not node.keywords)), None)

    def walk(self, node: t.For) -> Walk:
        """Let a loop walk indices in the place of objects."""
        walk = Walk(stored=t.names_stored([*node.body, *node.orelse]))
        if self.is_walk(node.iter):
            node.iter, node.target = self.walked(node.iter, node.target, walk)
        else:
            walk.before, node.iter = self.writer.expressions.expression(node.iter)
            more, node.iter = self.writer.bounds.items(node.iter)
            walk.before = [*walk.before, *more]
            self.writer.expressions.refuse(node.iter)
        targets = {name for name, _, _ in walk.found}
        if any(isinstance(n, t.Name) and n.id in targets for n in t.walk(node.target)):
            self.writer.expressions.kept(node.iter)
        self.writer.assignments.no_objects(node.target)
        return walk

    def walked(self, node: Any, target: Any, walk: Walk) -> tuple[t.expr, t.expr]:
        """Return what a loop walks, and its target, for one part of both."""
        if not self.is_walk(node):
            inside, left = self.writer.expressions.expression(node)
            self.writer.expressions.refuse(left)
            if inside and not all(isinstance(each, (t.Name, t.Constant)) for each in walk.plain):
                self.writer.expressions.kept(node)
            walk.before += inside
            walk.plain.append(left)
            return left, target
        walker = self.walker(node) if isinstance(node, t.Call) else None
        if walker is None:
            _, left = self.writer.expressions.expression(node)
            group = self.heap.group(left)
            if group is None or not isinstance(target, t.Name):
                return self.writer.expressions.kept(node)
            index = self.writer.fresh(f"{target.id}_index")
            self.heap.fixed.add(index)
            walk.found.append((target.id, group, index))
            return t.call(self.writer.spell(range, "range"), self.length(left)), t.store(index)
        inner = [target] if walker is reversed else getattr(target, "elts", [])
        inner = inner[1:] if walker is enumerate and len(inner) == 2 else inner
        taken = node.args[:1] if walker is enumerate else node.args
        if len(inner) != len(taken):
            return self.writer.expressions.kept(node)
        parts = [self.walked(each, goal, walk) for each, goal in zip(taken, inner, strict=True)]
        node.args = [*(each for each, _ in parts), *node.args[len(parts) :]]
        goals = [goal for _, goal in parts]
        if walker is reversed:
            return node, goals[0]
        first = target.elts[:1] if walker is enumerate else []
        if walker is enumerate and len(node.args) == 1 and walk.counts(first[0], goals[0]):
            walk.found[-1] = (*walk.found[-1][:2], first[0].id)
            return node.args[0], first[0]
        return node, t.as_store(t.tuple_of([*first, *goals]))
