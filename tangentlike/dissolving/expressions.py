"""Expressions with objects in them: each operand in its turn, then what is done with it."""

from typing import TYPE_CHECKING, Any

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.kinds import Kinds
from tangentlike.dissolving.classes import find_member
from tangentlike.dissolving.heap import PLAIN, Group, Instance, Kept
from tangentlike.dissolving.operators import COMPARED, UNARY, operator_methods
from tangentlike.normalise.hoisting import Hoisting, Opened, operands
from tangentlike.normalise.renaming import rename_free
from tangentlike.runtime.claims import as_python_number, as_scalar
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import loops

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer


class Expressions(Hoisting):
    """Bring the methods and constructors out of expressions; what is left of an object is a name that means it."""

    def __init__(self, writer: "Writer"):
        """Start without kinds: they are found when the objects are gone."""
        super().__init__(writer.facts, lambda node: False, lambda node, hoisting: ([], node))
        self.kinds = Kinds()
        self.writer = writer
        self.heap = writer.heap
        self.listed: dict[int, t.AST] = {}      # generators whose items are all taken at once

    def needs(self, node: t.AST) -> bool:
        """Tell whether an object is made, or met, in an expression."""
        for inner in t.walk(node):
            if isinstance(inner, t.Name) and (self.heap.env.get(inner.id) is not PLAIN or inner.id == "super"):
                return True
            if isinstance(inner, t.Call) and self.writer.calls.is_of_interest(inner):
                return True
        return False

    def expression(self, node: Any) -> Opened:
        """Return the statements that an expression needs before it, and what is left of it."""
        if not self.needs(node):
            return [], node
        match node:
            case t.Name():
                self.heap.instance(node)
                return [], node
            case t.BoolOp(op=op, values=[first, *rest]):
                later = rest[0] if len(rest) == 1 else t.BoolOp(op, rest)
                name = self.writer.fresh("holds")
                test = t.name(name) if isinstance(op, t.And) else t.not_(t.name(name))
                return self.tried(node) or self.stated(name, [t.assign(name, first), t.if_(test, [t.assign(name, later)])])
            case t.IfExp(test=test, body=body, orelse=orelse):
                name = self.writer.fresh("chosen")
                return self.tried(node) or self.stated(name, [t.if_(test, [t.assign(name, body)], [t.assign(name, orelse)])])
            case t.Compare(ops=[_, _, *_]):
                return self.tried(node) or self.kept(node)
            case t.Lambda():
                return self.kept(node)
            case t.NamedExpr(target=target, value=value):
                before, left = self.expression(value)
                return [*before, *self.writer.assignments.stored(target, left, None)], t.name(target.id)
        if isinstance(node, COMPREHENSIONS):
            return self.comprehension(node)
        self.writer.calls.open_super(node)
        if isinstance(node, t.Call):
            self.listed |= {id(each): each for each in node.args} if self.writer.calls.takes_all(node) else {}
        wanted, self.writer.wanted = self.writer.wanted, ""
        before = self.parts(node)
        self.writer.wanted = wanted
        inside, left = self.finish(node)
        return [*before, *inside], left

    def may_change(self, node: t.AST, own: set[str]) -> bool:
        """Tell whether a node may change what other names see; methods write into elements, too."""
        if isinstance(node, (t.Subscript, t.Attribute)) and not isinstance(node.ctx, t.Load):
            return True
        return isinstance(node, (t.AugAssign, t.Delete)) or super().may_change(node, own)

    def kept(self, node: t.AST) -> Any:
        """Refuse an expression that objects would have to be in."""
        found = [self.heap.env.get(n.id) for n in t.walk(node) if isinstance(n, t.Name)]
        made = [self.writer.calls.class_of(n) for n in t.walk(node) if isinstance(n, t.Call)]
        raise Kept(*(each.cls for each in found if isinstance(each, (Instance, Group))), *(cls for cls in made if cls), node=node)

    def tried(self, node: t.expr) -> Opened | None:
        """Return an expression whose objects need no statements; None for any other."""
        env = dict(self.heap.env)
        new = t.copy(node)
        for slot in operands(new):
            inside, left = self.expression(slot.value)
            if inside or self.heap.meant(left):
                self.heap.env = env
                return None
            slot.fill(left)
        return [], new

    def stated(self, name: str, block: t.Block) -> Opened:
        """Write an expression as statements that give a name its value."""
        out, _ = self.writer.statements.block(block)
        return out, t.name(name)

    def comprehension(self, node: Any) -> Opened:
        """A comprehension stays one if it only reads attributes; else it becomes a loop."""
        clauses = node.generators
        groups = any(self.writer.groups.is_walk(clause.iter) or self.writer.rows.is_walk(clause.iter) for clause in clauses)
        before, first = ([], clauses[0].iter) if groups else self.expression(clauses[0].iter)
        more, first = self.writer.bounds.items(first) if not groups else ([], first)
        before = [*before, *more]
        groups = groups or self.writer.rows.is_walk(first)
        self.refuse(first) if not groups else None
        clauses[0].iter = t.constant(None)
        own = t.names_stored([clause.target for clause in clauses])
        hidden = {name: self.heap.env.pop(name) for name in own if name in self.heap.env}
        new = t.copy(node)
        wanted, self.writer.wanted = self.writer.wanted, ""
        reads = not groups and self.only_reads(new)
        self.writer.wanted = wanted
        if reads:
            self.heap.env.update(hidden)
            new.generators[0].iter = first
            return before, new
        if isinstance(node, t.SetComp) or (isinstance(node, t.GeneratorExp) and id(node) not in self.listed):
            self.kept(node)
        fresh = {name: self.writer.fresh(name) for name in sorted(own)}
        for part in t.iter_child_nodes(node):
            rename_free(part, fresh)
        self.heap.env.update(hidden)
        clauses[0].iter = first
        name = self.writer.name_for(node)
        if isinstance(node, t.DictComp):
            last: t.stmt = t.gast_assign([t.as_store(t.subscript(t.name(name), node.key))], node.value)
        else:
            last = t.statement(t.call(t.attribute(t.name(name), "append"), node.elt))
        start = t.dict_of([]) if isinstance(node, t.DictComp) else t.list_of([])
        made, left = self.stated(name, [t.assign(name, start), loops(clauses, [last])])
        return [*before, *made], left

    def only_reads(self, node: Any) -> bool:
        """Write attributes in a comprehension as names; tell whether that is all that its objects need."""
        env = dict(self.heap.env)
        parts: list[tuple[Any, str]] = [(node, name) for name in ("key", "value", "elt") if hasattr(node, name)]
        parts += [(clause, "iter") for clause in node.generators]
        for holder, name in parts:
            inside, left = self.expression(getattr(holder, name))
            if inside or self.heap.meant(left):
                self.heap.env = env
                return False
            setattr(holder, name, left)
        for clause in node.generators:
            found = [self.expression(test) for test in clause.ifs]
            if any(inside or self.heap.meant(left) for inside, left in found):
                self.heap.env = env
                return False
            clause.ifs = [left for _, left in found]
        return True

    def refuse(self, *nodes: t.AST) -> None:
        """Refuse an object where only plain values may be."""
        for node in nodes:
            found = self.heap.meant(node)
            if found is not None:
                raise Kept(found.cls, node=node)

    # What is done with operands

    def finish(self, node: Any) -> Opened:
        """Return what becomes of an expression whose operands are ready."""
        calls = self.writer.calls
        if isinstance(node, (t.Tuple, t.List)):
            node.elts = self.writer.rows.spread(node.elts)
        match node:
            case t.Call():
                return calls.call(node)
            case t.Attribute(value=base, attr=attr) if self.heap.instance(base):
                return calls.read(base, attr, node)
            case t.BinOp(left=left, right=right) if self.heap.instance(left) or self.heap.instance(right):
                return self.binary(node, *operator_methods(node.op)[:2])
            case t.UnaryOp(op=op, operand=operand) if self.heap.instance(operand):
                if isinstance(op, t.Not):
                    before, test = self.writer.asking.truth(operand, node)
                    known = isinstance(test, t.Constant)
                    return before, t.constant(not test.value) if known else t.not_(test)
                return calls.method(operand, UNARY[type(op).__name__], [], node) or self.kept(node)
            case t.Compare(left=left, ops=[op], comparators=[right]) if self.heap.instance(left) or self.heap.instance(right):
                return self.compared(node, left, op, right)
            case t.Subscript(value=base, slice=index) if (row := self.writer.rows.row(base)):
                return [], self.writer.rows.element(row, index, base)
            case t.Subscript(value=base, slice=index) if (table := self.writer.tables.table(base)):
                return [], self.writer.tables.element(table, index, node)
            case t.Subscript(value=base, slice=index) if self.heap.instance(base):
                return calls.method(base, "__getitem__", [index], node) or self.kept(node)
            case t.Subscript(value=base, slice=index) if self.heap.group(base):
                return self.writer.groups.element(base, index, node)
            case t.List(elts=items) if any(map(self.heap.instance, items)):
                return self.writer.groups.display(node)
            case t.Dict(values=values) if any(map(self.heap.instance, values)):
                return self.writer.tables.display(node)
            case t.Tuple(elts=items) if any(map(self.heap.instance, items)):
                return self.writer.rows.display(node)
        self.refuse(*(slot.value for slot in operands(node)))
        return [], node

    def binary(self, node: Any, name: str, reflected: str) -> Opened:
        """`v + w` is what the class of the left side says, or else that of the right side."""
        left, right = node.left, node.right
        mine, theirs = self.heap.instance(left), self.heap.instance(right)
        if mine and theirs and mine.cls is not theirs.cls and issubclass(theirs.cls, mine.cls):
            first, own = find_member(theirs.cls, reflected), find_member(mine.cls, reflected)
            if first is not None and (own is None or own[1] is not first[1]):
                self.kept(node)  # the right side is asked first
        found = self.writer.calls.method(left, name, [right], node) if mine else None
        if found is None and theirs and (mine is None or mine.cls is not theirs.cls):
            # A NumPy scalar takes for a sequence what can be walked.
            walked = any(find_member(theirs.cls, each) for each in ("__len__", "__getitem__", "__iter__"))
            claim = self.writer.spell(as_python_number if walked else as_scalar)
            other = left if mine or is_number(left) else t.call(claim, left)
            found = self.writer.calls.method(right, reflected, [other], node)
        return found or self.kept(node)

    def compared(self, node: Any, left: t.expr, op: Any, right: t.expr) -> Opened:
        """`v == w` is what a class says; `v is None` is known."""
        mine, theirs = self.heap.instance(left), self.heap.instance(right)
        name = type(op).__name__
        if name in ("Is", "IsNot"):
            nothing = [isinstance(each, t.Constant) for each in (left, right)]
            if mine is not theirs and not any(nothing):
                self.kept(node)
            return [], t.constant((mine is theirs) == (name == "Is"))
        if name not in COMPARED:
            self.kept(node)
        method, other = COMPARED[name]
        found = self.writer.calls.method(left, method, [right], node) if mine else None
        if found is None and name == "NotEq" and mine:
            equal = self.writer.calls.method(left, "__eq__", [right], node)
            found = equal and (equal[0], t.not_(equal[1]))
        if found is None and theirs and mine is None:
            found = self.writer.calls.method(right, other, [left], node)
        return found or self.kept(node)


def is_number(node: t.expr) -> bool:
    """Tell whether an expression is a number that is written out."""
    value = node.operand if isinstance(node, t.UnaryOp) else node
    return isinstance(value, t.Constant) and type(value.value) in (int, float)
