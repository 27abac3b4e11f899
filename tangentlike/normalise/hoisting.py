"""Bring out of an expression what needs statements of its own, in the order in which it is evaluated."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t

Opened = tuple[t.Block, t.expr]
# They are evaluated later, if at all; what they hold is brought out when they are compiled themselves.
LATER = (t.Lambda, t.ListComp, t.SetComp, t.DictComp, t.GeneratorExp)

# Statements without these neither notice what a call before them does, nor do anything that a call would notice.
OPERATIONS = (t.BinOp, t.UnaryOp, t.Compare)
MEETING = (t.Call, t.Subscript, t.Attribute, t.For, t.While, t.Raise)


@dataclass
class Slot:
    """A place of an operand in an expression."""

    owner: t.AST
    field: str
    index: int | None = None

    @property
    def value(self) -> t.expr:
        """Return the operand."""
        found = getattr(self.owner, self.field)
        return found if self.index is None else found[self.index]

    def fill(self, value: t.expr) -> None:
        """Put another operand there."""
        if self.index is None:
            setattr(self.owner, self.field, value)
        else:
            getattr(self.owner, self.field)[self.index] = value


def operands(node: t.AST) -> Iterator[Slot]:
    """Yield the places of the operands of an expression, in the order in which they are evaluated."""
    slots = [Slot(node, field, index) for field, child in t.fields(node)
             for index in (range(len(child)) if isinstance(child, list) else [None])]
    if isinstance(node, t.Dict):
        slots.sort(key=lambda slot: slot.index or 0)  # each key before its value
    for slot in slots:
        match slot.value:
            case t.keyword() | t.Starred():
                yield Slot(slot.value, "value")
            case t.Attribute() if slot.field == "func":
                yield Slot(slot.value, "value")  # a method is found before the arguments are evaluated
            case t.expr():
                yield slot


@dataclass
class Hoisting:
    """Which nodes need statements, and how one is opened: the statements, and the expression that is left."""

    facts: Facts
    is_wanted: Callable[[t.AST], bool]
    open: Callable[[t.AST, "Hoisting"], Opened]
    kinds: Kinds = field(init=False)  # of the function as it was before anything was brought out

    def statements(self, tree: t.FunctionDef) -> t.FunctionDef:
        """Bring out of every statement; in a `while`, the test moves into the loop."""
        if not any(map(self.is_wanted, t.walk_all(tree.body))):
            return tree
        self.kinds = self.facts.kinds(tree)
        return rewrite_statements(tree, self.statement)

    def statement(self, node: t.stmt) -> t.Block:
        """Return what a statement becomes."""
        field = evaluated_field(node)
        value = None if field is None else getattr(node, field)
        if value is None or not self.needs(value):
            return [node]
        before, value = self.expression(value)
        if not isinstance(node, t.While):
            setattr(node, str(field), value)
            return before if is_self_assignment(node) else [*before, node]
        leave = t.if_(t.not_(value), [*node.orelse, t.Break()])
        node.test, node.body, node.orelse = t.constant(True), [*before, leave, *node.body], []
        return [node]

    def needs(self, node: t.AST) -> bool:
        """Tell whether something in an expression needs statements."""
        if self.is_wanted(node):
            return True
        return not isinstance(node, LATER) and any(map(self.needs, t.iter_child_nodes(node)))

    def expression(self, node: t.expr) -> Opened:
        """Return the statements that an expression needs before it, and what is left of it."""
        if not self.needs(node):
            return [], node
        if self.is_wanted(node):
            return self.open(node, self)
        match node:
            case t.BoolOp(op=op, values=[first, *rest]):
                return self.boolean(op, first, rest)
            case t.IfExp(body=body, orelse=orelse) if self.needs(body) or self.needs(orelse):
                return self.conditional(node)
            case t.Compare(comparators=[_, *later]) if any(map(self.needs, later)):
                return self.chain(node)
        return self.parts(node), node

    def parts(self, node: t.expr) -> t.Block:
        """Bring out of the operands of an expression, in their order."""
        before: t.Block = []
        passed: list[Slot] = []
        for slot in operands(node):
            inside, left = self.expression(slot.value)
            if inside:
                self.keep_order(passed, inside, before)
            before.extend(inside)
            slot.fill(left)
            passed.append(slot)
        return before

    def keep_order(self, passed: list["Slot"], inside: t.Block, before: t.Block) -> None:
        """Bring out, too, what is evaluated before the statements of a later operand and would notice them."""
        for slot in passed:
            if not self.stays(slot.value, inside):
                name = self.facts.fresh("operand")
                before.append(t.assign(name, slot.value))
                slot.fill(t.name(name))

    def stays(self, value: t.expr, inside: t.Block) -> bool:
        """Tell whether an expression may as well be evaluated after some statements."""
        if isinstance(value, (t.Constant, t.Lambda, t.FormattedValue, t.Slice)):
            return True
        stored = t.names_stored(inside)
        if t.names_read(value) & stored:
            return False
        if not any(isinstance(inner, MEETING) for inner in t.walk_all(inside)):
            return True
        if not self.facts.program.may_repeat(value, self.kinds, self.facts):
            return False
        return not any(map(self.loads, t.walk(value))) or not any(self.may_change(inner, stored) for inner in t.walk_all(inside))

    def loads(self, node: t.AST) -> bool:
        """Tell whether a node reads items or elements, as arithmetic of arrays does."""
        if isinstance(node, OPERATIONS):
            return not all(has_no_memory(self.kinds.of(part)) for part in t.iter_child_nodes(node) if isinstance(part, t.expr))
        return isinstance(node, (t.Subscript, t.Call))

    def may_change(self, node: t.AST, own: set[str]) -> bool:
        """Tell whether a node may change what other names see; a list that a comprehension fills is its own."""
        match node:
            case t.Call(func=t.Attribute(value=t.Name(id=base))) if base in own:
                return False
            case t.Call():
                return not self.facts.program.may_repeat(node, self.kinds, self.facts)
        return False

    def part(self, item: object, before: t.Block) -> object:
        """Return what is left of a part of an expression."""
        if isinstance(item, t.keyword):
            item.value = self.part(item.value, before)
        if not isinstance(item, t.expr):
            return item
        inside, left = self.expression(item)
        before.extend(inside)
        return left

    def conditional(self, node: t.IfExp) -> Opened:
        """`a if c else b`: each side is evaluated only if it is chosen."""
        name = self.facts.fresh("chosen")
        before, test = self.expression(node.test)
        ways = []
        for value in (node.body, node.orelse):
            inside, left = self.expression(value)
            ways.append([*inside, t.assign(name, left)])
        return [*before, t.if_(test, *ways)], t.name(name)

    def chain(self, node: t.Compare) -> Opened:
        """`a < b < (d := f(c))`: the last is evaluated only if the first holds, and `b` once."""
        names = [t.name(self.facts.fresh("operand")) for _ in range(2)]
        before: t.Block = []
        for name, value in zip(names, (node.left, node.comparators[0]), strict=True):
            inside, left = self.expression(value)
            before += [*inside, t.assign(name.id, left)]
        first = t.Compare(names[0], node.ops[:1], [names[1]])
        rest = t.Compare(t.copy(names[1]), node.ops[1:], node.comparators[1:])
        inside, value = self.boolean(t.And(), first, [rest])
        return [*before, *inside], value

    def boolean(self, op: t.AST, first: t.expr, rest: list[t.expr]) -> Opened:
        """`a and (b := f(a))`: the second part is evaluated only if the first is true."""
        before, first = self.expression(first)
        if not any(map(self.needs, rest)):
            return before, t.BoolOp(op, [first, *rest])
        name = self.facts.fresh("holds")
        inside, value = self.expression(rest[0] if len(rest) == 1 else t.BoolOp(op, rest))
        test = t.name(name) if isinstance(op, t.And) else t.not_(t.name(name))
        return [*before, t.assign(name, first), t.if_(test, [*inside, t.assign(name, value)])], t.name(name)


def is_self_assignment(node: t.stmt) -> bool:
    """Tell whether a statement is `x = x`."""
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.Name(id=same)):
            return name == same
    return False


def evaluated_field(node: t.stmt) -> str | None:
    """Return the field of a statement that holds the expression which it evaluates first."""
    match node:
        case t.If() | t.While() | t.Assert():
            return "test"
        case t.Assign() | t.AnnAssign() | t.AugAssign() | t.Expr() | t.Return():
            return "value"
        case t.For():
            return "iter"
    return None
