"""Statements with objects in them, in the order in which they run."""

from typing import TYPE_CHECKING, Any

from tangentlike.analysis.flow import find_flow, live_before
from tangentlike.analysis.free_names import free_names
from tangentlike.dissolving.heap import PLAIN, Env, Group, Instance, Kept, Unclear
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
            self.unbound |= (free_names(headers(node)) & self.writer.facts.local_names) - known
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
                return self.writer.assignments.assign(node), True
            case t.AugAssign():
                return self.writer.assignments.augment(node), True
            case t.If():
                return self.branch(node)
            case t.For():
                before = self.writer.rows.begin(node)
                if self.writer.rows.is_walk(node.iter) or self.writer.rows.names_attributes(node):
                    out, goes_on = self.writer.rows.walked(node)
                    return [*before, *out], goes_on
                return [*before, *self.loop(node)], True
            case t.While():
                return self.loop(node), True
            case t.Break() | t.Continue():
                return self.exit(node), False
            case t.With():
                found = self.writer.contexts.written(node)
                if found is not None:
                    return found
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
                inside, left = self.writer.asking.truth(left, node)
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
                raise Kept(*(meaning.classes if isinstance(meaning, Unclear) else [meaning.cls]), node=node)
        for name in t.names_stored(node):
            self.heap.env[name] = PLAIN

    # Control flow

    def tested(self, test: t.expr) -> tuple[t.Block, t.expr]:
        """Return a test, and what it needs before it."""
        before, left = self.writer.expressions.expression(test)
        left = folded(left)
        if self.heap.group(left):
            left = self.writer.groups.length(left)
        if self.heap.instance(left):
            inside, left = self.writer.asking.truth(left, test)
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
            self.heap.branches += 1
            out, goes_on = self.block(getattr(node, name))
            self.heap.branches -= 1
            setattr(node, name, out)
            if goes_on:
                ways.append((self.heap.env, out))
        self.heap.env = self.heap.joined(ways) if ways else start
        node.body = node.body or [t.Pass()]
        return [*before, node], bool(ways)

    def loop(self, node: Any) -> t.Block:
        """At the end of each trip, objects are brought to where they were at its start."""
        before: t.Block = []
        old = self.rebound(node)
        if isinstance(node, t.For):
            walk = self.writer.groups.walk(node)
            before = walk.before
        for name in old:
            self.heap.env.pop(name, None)
        loop = Loop(dict(self.heap.env))
        self.loops.append(loop)
        self.heap.loops += 1
        start: t.Block = []
        if isinstance(node, t.While):
            start, node.test = self.tested(node.test)
        for name in t.names_stored(node.target) if isinstance(node, t.For) else ():
            self.heap.env[name] = PLAIN
        ended = dict(self.heap.env)
        if isinstance(node, t.For):
            walk.begin(self.heap)
        body, goes_on = self.block(node.body)
        if isinstance(node, t.For):
            walk.end()
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
        self.heap.env.update({name: Unclear(*classes_in({name: meaning})) for name, meaning in old.items()})
        if node.orelse:
            node.orelse, _ = self.block(node.orelse)
        return [*before, node]

    def rebound(self, node: t.stmt) -> Env:
        """Return the objects of names that every trip of a loop binds anew before it reads them."""
        stored = t.names_stored(node) - live_before(find_flow([node]))
        return {name: meaning for name, meaning in self.heap.env.items() if meaning is not PLAIN and name in stored}

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
                again = self.heap.loops and (isinstance(meaning, (Instance, Group)) or name in self.heap.owned)
                if known is not meaning or again or name in old:
                    classes = [each.cls for each in (known, meaning) if isinstance(each, (Instance, Group))]
                    out[name] = Unclear(*classes, *([self.heap.owned[name]] if name in self.heap.owned else []))
        return out

    def exit(self, node: Any) -> t.Block:
        """Return the copies before a loop is left, or its next trip begins."""
        if not self.loops:
            return [node]
        return [*self.at_head(self.loops[-1]), node]


def classes_in(env: Env) -> set[Any]:
    """Return the classes of all objects that names mean."""
    return {meaning.cls for meaning in env.values() if isinstance(meaning, (Instance, Group))}


def folded(test: t.expr) -> t.expr:
    """Return `None is None`, as a default value or an argument makes it, as what it is."""
    match test:
        case t.Compare(left=t.Constant(value=left), ops=[t.Is() | t.IsNot() as op], comparators=[t.Constant(value=right)]) if (
            left is None or right is None
        ):
            return t.constant((left is right) == isinstance(op, t.Is))
    return test


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
