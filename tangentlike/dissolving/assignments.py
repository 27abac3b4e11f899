"""Assignments with objects in them: names that mean objects, and stores into their attributes."""

from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.classes import find_member
from tangentlike.dissolving.heap import PLAIN, Kept
from tangentlike.dissolving.operators import operator_methods
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer


class Assignments:
    """What assignments become."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap

    def assign(self, node: Any) -> t.Block:
        """Return what an assignment becomes."""
        targets = node.targets if isinstance(node, t.Assign) else [node.target]
        first = targets[0]
        if isinstance(node, t.Assign) and isinstance(first, (t.Tuple, t.List)) and self.writer.expressions.needs(node):
            return self.unpack(node, targets)
        wanted = self.writer.wanted
        self.writer.wanted = self.stem(first)
        before, value = self.writer.expressions.expression(node.value)
        self.writer.wanted = wanted
        node.value = value
        if len(targets) == 1 and not isinstance(first, t.Attribute) and not self.heap.meant(value):
            return [*before, *self.stored(first, value, node)]
        steady = isinstance(value, t.Constant) or (isinstance(value, t.Name) and all(isinstance(each, t.Name) for each in targets))
        if len(targets) > 1 and not self.heap.meant(value) and not steady:
            name = self.writer.fresh("value")
            before.append(t.assign(name, value))
            value = t.name(name)
        for target in targets:
            before += self.stored(target, value, None)
        return before

    def stem(self, target: t.expr) -> str:
        """Return the stem of the names of an object that is assigned to a target."""
        match target:
            case t.Name(id=name):
                return str(name)
            case t.Attribute(value=t.Name() as base, attr=attr):
                made = self.heap.instance(base)
                return f"{made.stem}_{attr.strip('_')}" if made else ""
        return ""

    def stored(self, target: Any, value: t.expr, node: Any) -> t.Block:
        """Return what a store into one target becomes; `node`: the statement, if it may stay what it is."""
        if isinstance(target, t.Name):
            start, value = self.writer.groups.started(target.id, value)
            held = self.heap.meant(value)
            if start and held is not None:
                return [*start, *self.heap.bind(target.id, held)]
            if held is not None:
                return self.heap.bind(target.id, held)
            self.heap.env[target.id] = PLAIN
            same = isinstance(value, t.Name) and value.id == target.id
            return [] if same else [node or t.gast_assign([target], value)]
        held = self.heap.meant(value)
        if isinstance(target, (t.Tuple, t.List, t.Starred)):
            if held is not None:
                raise Kept(held.cls, node=target)
            for name in t.names_stored(target):
                self.heap.env[name] = PLAIN
            self.no_objects(target)
            return [node or t.gast_assign([target], value)]
        before, base = self.writer.expressions.expression(target.value)
        made = self.heap.instance(base)
        target.value = base
        if isinstance(target, t.Attribute) and made:
            return [*before, *self.writer.calls.assigned(base, target.attr, value, target)]
        if isinstance(target, t.Subscript):
            inside, target.slice = self.writer.expressions.expression(target.slice)
            before += inside
            if self.heap.meant(base):
                return [*before, *self.stored_item(target, value)]
        self.writer.expressions.refuse(value, *([target.slice] if isinstance(target, t.Subscript) else []))
        if before and not (isinstance(value, t.Constant) or (isinstance(value, t.Name) and value.id not in t.names_stored(before))):
            name = self.writer.fresh("value")  # it is evaluated before the target
            before.insert(0, t.assign(name, value))
            value, node = t.name(name), None
        return [*before, node or t.gast_assign([target], value)]

    def stored_item(self, target: Any, value: t.expr) -> t.Block:
        """Return what a store of an item of an object, or of a list of objects, becomes."""
        row = self.writer.rows.row(target.value)
        if row:
            return self.writer.rows.put(row, target.slice, value, target)
        if self.heap.group(target.value):
            return self.writer.groups.put(target.value, target.slice, value)
        self.writer.expressions.refuse(target.slice)
        called = self.writer.calls.method(target.value, "__setitem__", [target.slice, value], target)
        return list((called or self.writer.expressions.kept(target))[0])

    def no_objects(self, target: t.expr) -> None:
        """Refuse parts of objects among several targets."""
        for inner in t.walk(target):
            if isinstance(inner, t.Name) and self.heap.env.get(inner.id) is not PLAIN:
                self.writer.expressions.kept(inner)

    def unpack(self, node: t.Assign, targets: list[Any]) -> t.Block:
        """`self.x, self.y = x, y`: all values, and then each store."""
        first = targets[0]
        parts = node.value.elts if isinstance(node.value, (t.Tuple, t.List)) else []
        plain = len(targets) == 1 and not any(isinstance(each, t.Starred) for each in [*parts, *first.elts])
        if not plain or len(parts) != len(first.elts):
            return self.unpack_value(node, targets, plain)
        before = self.writer.expressions.parts(node.value)
        values = [self.heap.hold(made) if made else each for each in node.value.elts for made in [self.heap.meant(each)]]
        last = self.last_in_danger(first.elts, values)
        out: t.Block = []
        for index, value in enumerate(values[: last + 1]):
            if not self.heap.meant(value) and not isinstance(value, t.Constant):
                values[index] = t.name(self.writer.fresh("part"))
                out.append(t.assign(values[index].id, value))
        for target, value in zip(first.elts, values, strict=True):
            out += self.stored(target, value, None)
        return [*before, *out]

    def unpack_value(self, node: t.Assign, targets: list[Any], plain: bool) -> t.Block:
        """`self.x, self.y = f(x)`: names for the parts, and then each store; into names alone it stays what it is."""
        first = targets[0]
        before, value = self.writer.expressions.expression(node.value)
        row = self.writer.rows.row(value)
        if row and plain and len(row.places) == len(first.elts):
            items = [self.heap.at(row, str(place)) for place in range(len(row.places))]
            node.value = t.tuple_of([self.heap.hold(made) if (made := self.heap.meant(each)) else each for each in items])
            return [*before, *self.unpack(node, targets)]
        more, value = self.writer.bounds.items(value)
        before = [*before, *more]
        if len(targets) > 1 or self.heap.meant(value):
            self.writer.expressions.kept(node)
        if not any(isinstance(each, (t.Attribute, t.Subscript)) for each in t.walk(first)):
            return [*before, *self.stored(first, value, t.gast_assign([first], value))]
        if any(isinstance(each, t.Starred) for each in first.elts):
            self.writer.expressions.kept(node)
        names = [self.writer.fresh("part") for _ in first.elts]
        before.append(t.gast_assign([t.as_store(t.tuple_of(map(t.name, names)))], value))
        return [*before, *(each for target, name in zip(first.elts, names, strict=True)
                           for each in self.stored(target, t.name(name), None))]

    def last_in_danger(self, targets: list[t.expr], values: list[t.expr]) -> int:
        """Return the last value that a store into an earlier target may change; -1 if there is none."""
        written: set[str] | None = set()
        last = -1
        for index, (target, value) in enumerate(zip(targets, values, strict=True)):
            if not self.heap.meant(value) and (written is None or t.names_read(value) & written):
                last = index
            new = self.names_written(target)
            written = None if written is None or new is None else written | new
        return last

    def names_written(self, target: t.expr) -> set[str] | None:
        """Return the names that a store into a target writes; None if it may write others."""
        match target:
            case t.Name(id=name):
                known = self.heap.env.get(name) is PLAIN and name not in self.heap.captured
                return {name} if known else None
            case t.Attribute(value=t.Name() as base, attr=attr):
                made = self.heap.instance(base)
                found = made and find_member(made.cls, attr)
                return {self.heap.place(made, attr)} if made and not (found and isinstance(found[1], property)) else None
        return None

    def augment(self, node: Any) -> t.Block:
        """`p.x += e` is a store into what `p.x` is."""
        target = node.target
        if not self.writer.expressions.needs(node):
            if isinstance(target, t.Name):
                self.heap.env[target.id] = PLAIN
            return [node]
        before: t.Block = []
        if isinstance(target, (t.Attribute, t.Subscript)):
            before, target.value = self.writer.expressions.expression(target.value)
        read = t.as_load(t.copy(target))
        made = self.heap.instance(target.value) if isinstance(target, (t.Attribute, t.Subscript)) else None
        if isinstance(target, t.Subscript) and not made:
            inside, target.slice = self.writer.expressions.expression(target.slice)
            after, node.value = self.writer.expressions.expression(node.value)
            self.writer.expressions.refuse(node.value, target.slice)
            if (before or inside) and after:
                self.writer.expressions.kept(node)
            return [*before, *inside, *after, node]
        inside, value = self.writer.expressions.expression(read)
        before += inside
        held = self.heap.instance(value)
        if held is not None:
            return [*before, *self.augmented_object(node, target, value)]
        after, other = self.writer.expressions.expression(node.value)
        self.writer.expressions.refuse(other) if self.heap.group(other) else None
        if self.heap.instance(other):
            return [*before, *after, *self.augmented_object(node, target, value, other)]
        if made and made.index and not after and target.attr in made.places:
            self.heap.stored.add(made.cls)
            return [*before, t.augment(value, node.op, other)]
        place = value.id if isinstance(value, t.Name) else ""
        steady = place not in t.names_stored(after) | self.heap.captured or not after  # what the other side does leaves it alone
        if place and steady and (isinstance(target, t.Name) or (made and made.places.get(target.attr) == place)):
            if made and made.made:
                self.heap.stored.add(made.cls)
            left = self.writer.calls.left(made, target.attr) if made else []
            return [*before, *after, t.augment(place, node.op, other), *left]
        name = self.writer.fresh("operand")
        before += [t.assign(name, value), *after, t.augment(name, node.op, other)]
        return [*before, *self.stored(target, t.name(name), None)]

    def augmented_object(self, node: Any, target: Any, value: t.expr, other: t.expr | None = None) -> t.Block:
        """`v += w` is what the class of the object says."""
        before: t.Block = []
        if other is None:
            before, other = self.writer.expressions.expression(node.value)
        made = self.heap.instance(value)
        name = operator_methods(node.op)[2]
        found = self.writer.calls.method(value, name, [other], node) if made else None
        if found is None:
            found = self.writer.expressions.finish(t.BinOp(value, node.op, other))
        return [*before, *found[0], *self.stored(target, found[1], None)]
