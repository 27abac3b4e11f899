"""Statements with objects in them, in the order in which they run."""

from typing import TYPE_CHECKING, Any

from tangentlike.dissolving.classes import find_member
from tangentlike.dissolving.heap import PLAIN, Env, Instance, Kept, Unclear
from tangentlike.dissolving.operators import operator_methods
from tangentlike.normalise.hoisting import operands
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

Written = tuple[t.Block, bool]                  # the statements, and whether the end of them is reached


class Loop:
    """A loop that is being written: what names mean at its head, and where it is left."""

    def __init__(self, head: Env):
        """Start at the head."""
        self.head = head
        self.exits: list[Env] = []


class Statements:
    """Statements whose objects become names."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap
        self.loops: list[Loop] = []
        self.unbound: set[str] = set()          # names that were read before they were seen to be bound

    def block(self, block: t.Block) -> Written:
        """Return what statements become, and whether what follows them is reached."""
        out: t.Block = []
        for node in block:
            known = set(self.heap.env)
            self.unbound |= (t.names_read(headers(node)) & self.writer.facts.local_names) - known
            new, goes_on = self.statement(node)
            out += new
            if not self.writer.frames:
                put_at(new, node)
            for name in self.heap.env.keys() - known:
                if name.startswith("@"):
                    del self.heap.env[name]
            if not goes_on:
                return out, False
        return out, True

    def statement(self, node: Any) -> Written:
        """Return what one statement becomes."""
        match node:
            case t.Assign() | t.AnnAssign(value=t.expr()):
                return self.assign(node), True
            case t.AugAssign():
                return self.augment(node), True
            case t.If():
                return self.branch(node)
            case t.For() | t.While():
                return self.loop(node), True
            case t.Break() | t.Continue():
                return self.exit(node), False
            case t.Expr() | t.Return() | t.Raise() | t.Assert():
                return self.evaluated(node), not isinstance(node, (t.Return, t.Raise))
        self.leave_alone(node)
        return [node], True

    def evaluated(self, node: Any) -> t.Block:
        """Return a statement that evaluates expressions, and what they need before it."""
        before: t.Block = []
        called = isinstance(node, t.Expr) and isinstance(node.value, t.Call)
        for slot in operands(node):
            inside, left = self.writer.expressions.expression(slot.value)
            if isinstance(node, t.Assert) and self.heap.instance(left):
                inside, left = self.writer.calls.truth(left, node)
            if not isinstance(node, t.Expr):
                self.writer.expressions.refuse(left)
            if before and inside:
                self.writer.expressions.kept(node)
            before += inside
            slot.fill(left)
        quiet = isinstance(node, t.Expr) and called and not any(isinstance(each, t.Call) for each in t.walk(node.value))
        return before if quiet else [*before, node]

    def leave_alone(self, node: t.stmt) -> None:
        """Refuse any other statement that has to do with objects."""
        names = t.names_used(node)
        if isinstance(node, t.FunctionDef):
            names |= {node.name}
        for name in sorted(names & self.heap.env.keys()):
            meaning = self.heap.env[name]
            if meaning is not PLAIN:
                raise Kept(*([meaning.cls] if isinstance(meaning, Instance) else meaning.classes), node=node)
        for name in t.names_stored(node):
            self.heap.env[name] = PLAIN

    # Assignments

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
        if len(targets) == 1 and not isinstance(first, t.Attribute) and not self.heap.instance(value):
            return [*before, *self.stored(first, value, node)]
        if len(targets) > 1 and not self.heap.instance(value) and not isinstance(value, (t.Name, t.Constant)):
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
        held = self.heap.instance(value)
        if isinstance(target, t.Name):
            if held is not None:
                return self.heap.bind(target.id, held)
            self.heap.env[target.id] = PLAIN
            return [node or t.gast_assign([target], value)]
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
            if made:
                self.writer.expressions.refuse(target.slice)
                called = self.writer.calls.method(base, "__setitem__", [target.slice, value], target)
                return [*before, *(called or self.writer.expressions.kept(target))[0]]
        self.writer.expressions.refuse(value, *([target.slice] if isinstance(target, t.Subscript) else []))
        if before and not isinstance(value, (t.Name, t.Constant)):
            name = self.writer.fresh("value")  # it is evaluated before the target
            before.insert(0, t.assign(name, value))
            value, node = t.name(name), None
        return [*before, node or t.gast_assign([target], value)]

    def no_objects(self, target: t.expr) -> None:
        """Refuse parts of objects among several targets."""
        for inner in t.walk(target):
            if isinstance(inner, t.Name) and self.heap.env.get(inner.id) is not PLAIN:
                self.writer.expressions.kept(inner)

    def unpack(self, node: t.Assign, targets: list[Any]) -> t.Block:
        """`self.x, self.y = x, y`: all values, and then each store."""
        [first] = targets if len(targets) == 1 else [None]
        parts = node.value.elts if isinstance(node.value, (t.Tuple, t.List)) else []
        plain = first is not None and not any(isinstance(each, t.Starred) for each in [*parts, *first.elts])
        if not plain or len(parts) != len(first.elts):
            before, value = self.writer.expressions.expression(node.value)
            if first is None or self.heap.instance(value):
                self.writer.expressions.kept(node)
            names = [t.name(self.writer.fresh("part")) for _ in first.elts]
            before.append(t.gast_assign([t.as_store(t.tuple_of(names))], value))
            return [*before, *(each for target, name in zip(first.elts, names, strict=True)
                               for each in self.stored(target, t.copy(name), None))]
        before = self.writer.expressions.parts(node.value)
        values = [self.heap.hold(made) if made else each for each in node.value.elts for made in [self.heap.instance(each)]]
        written: set[str] | None = set()
        out: t.Block = []
        for index, (target, value) in enumerate(zip(first.elts, values, strict=True)):
            if not self.heap.instance(value) and (written is None or t.names_read(value) & written):
                values[index] = t.name(self.writer.fresh("part"))
                out.append(t.assign(values[index].id, value))
            names = self.names_written(target)
            written = None if written is None or names is None else written | names
        for target, value in zip(first.elts, values, strict=True):
            out += self.stored(target, value, None)
        return [*before, *out]

    def names_written(self, target: t.expr) -> set[str] | None:
        """Return the names that a store into a target writes; None if it may write others."""
        match target:
            case t.Name(id=name):
                made = self.heap.env.get(name)
                return {name} if made is PLAIN else None
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
        if self.heap.instance(other):
            return [*before, *after, *self.augmented_object(node, target, value, other)]
        place = value.id if isinstance(value, t.Name) else ""
        if place and not after and (isinstance(target, t.Name) or (made and made.places.get(target.attr) == place)):
            if made and made.made:
                self.heap.stored.add(made.cls)
            return [*before, t.augment(place, node.op, other)]
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

    # Control flow

    def tested(self, test: t.expr) -> tuple[t.Block, t.expr]:
        """Return a test, and what it needs before it."""
        before, left = self.writer.expressions.expression(test)
        if self.heap.instance(left):
            inside, left = self.writer.calls.truth(left, test)
            before = [*before, *inside]
        return before, left

    def branch(self, node: t.If) -> Written:
        """Each branch starts with what names mean at the test; what is known to be true is no branch."""
        before, node.test = self.tested(node.test)
        if isinstance(node.test, t.Constant):
            out, goes_on = self.block(node.body if node.test.value else node.orelse)
            return [*before, *out], goes_on
        start = dict(self.heap.env)
        ways: list[tuple[Env, t.Block]] = []
        for name in ("body", "orelse"):
            self.heap.env = dict(start)
            out, goes_on = self.block(getattr(node, name))
            setattr(node, name, out)
            if goes_on:
                ways.append((self.heap.env, out))
        self.heap.env = self.heap.joined(ways) if ways else start
        node.body = node.body or [t.Pass()]
        return [*before, node], bool(ways)

    def loop(self, node: Any) -> t.Block:
        """At the end of each trip, objects are brought to where they were at its start."""
        before: t.Block = []
        if isinstance(node, t.For):
            before, node.iter = self.writer.expressions.expression(node.iter)
            self.writer.expressions.refuse(node.iter)
            self.no_objects(node.target)
        loop = Loop(dict(self.heap.env))
        self.loops.append(loop)
        self.heap.loops += 1
        start: t.Block = []
        if isinstance(node, t.While):
            start, node.test = self.tested(node.test)
        for name in t.names_stored(node.target) if isinstance(node, t.For) else ():
            self.heap.env[name] = PLAIN
        ended = dict(self.heap.env)
        body, goes_on = self.block(node.body)
        if goes_on:
            body += self.at_head(loop)
        self.loops.pop()
        self.heap.loops -= 1
        if start:
            leave = t.if_(t.not_(node.test), [*self.copies(ended, loop), t.Break()])
            if node.orelse:
                self.writer.expressions.kept(node.test)
            node.test, body = t.constant(True), [*start, leave, *body]
        node.body = body or [t.Pass()]
        self.heap.env = self.after(loop, ended if start else {**ended, **loop.head}, goes_on)
        if node.orelse:
            node.orelse, _ = self.block(node.orelse)
        return [*before, node]

    def at_head(self, loop: Loop) -> t.Block:
        """Return the copies at the end of a trip."""
        out = self.copies(self.heap.env, loop)
        loop.exits.append(dict(self.heap.env))
        return out

    def copies(self, env: Env, loop: Loop) -> t.Block:
        """Return the copies that bring objects to where the head of a loop has them."""
        goal = dict(loop.head)
        out = self.heap.settle(env, goal)
        for name, meaning in goal.items():
            if isinstance(meaning, Unclear) and loop.head.get(name, PLAIN) is not meaning:
                raise Kept(*meaning.classes)
        return out

    def after(self, loop: Loop, ended: Env, goes_on: bool) -> Env:
        """Return what names mean after a loop: as at its head, and what it binds, if all ways out agree."""
        out = dict(loop.head)
        old = {place for each in self.heap.references(loop.head) for place in each.places.values()}
        for env in [*loop.exits, ended]:
            for name, meaning in env.items():
                if name in loop.head or name.startswith("@"):
                    continue
                known = out.setdefault(name, meaning)
                again = self.heap.loops and (isinstance(meaning, Instance) or name in self.heap.owned)
                if known is not meaning or again or name in old:
                    classes = [each.cls for each in (known, meaning) if isinstance(each, Instance)]
                    out[name] = Unclear(*classes, *([self.heap.owned[name]] if name in self.heap.owned else []))
        return out

    def exit(self, node: Any) -> t.Block:
        """Return the copies before a loop is left, or its next trip begins."""
        if not self.loops:
            return [node]
        return [*self.at_head(self.loops[-1]), node]


def headers(node: t.AST) -> list[t.AST]:
    """Return the expressions of a statement that are not in statements inside of it."""
    if not hasattr(node, "body") or isinstance(node, t.FunctionDef):
        return [node]
    return [inner for inner in t.iter_child_nodes(node) if not isinstance(inner, t.stmt)]


def put_at(block: t.Block, like: t.stmt) -> None:
    """Give what has no place in the user's text the place of a statement."""
    set_origin(block, origin_of(like))
    for node in t.walk_all(block):
        if getattr(node, "lineno", None) is None:
            for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                setattr(node, part, getattr(like, part, None))
