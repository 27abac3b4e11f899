"""One operation per assignment, for everything that carries a derivative; what does not stays as it was written."""

import contextlib
from collections.abc import Sequence

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.binding import CannotBind, spread_keywords
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure, Dict, Keyed, List, Static, items_in_order
from tangentlike.analysis.views import array_of, is_view, viewed
from tangentlike.normalise.atoms import base_name, is_atom, is_part_of_row, is_simple, is_text
from tangentlike.normalise.refusals import count_unknown, no_adjoint, unknown_place
from tangentlike.normalise.store_checks import apart_check, length_check
from tangentlike.normalise.views import is_known_place
from tangentlike.runtime.indexing import add_at
from tangentlike.runtime.scalars import scaled_square
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin


def flatten(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Split active expressions into pieces: `y = x * sin(x) + k` gives `y1 = sin(x)`, `y2 = x * y1`, `y = y2 + k`.

    A conditional expression with an active branch becomes an `if`.
    """
    kinds = facts.kinds(tree)
    work = _Flattener(kinds, varied_names(tree, kinds, facts.wrt), facts)
    work.stored = {t.base_of(n) for n in t.walk_all(tree.body) if isinstance(n, t.Subscript) and isinstance(n.ctx, t.Store)}
    tree.body = work.block(tree.body)
    return tree


class _Flattener:
    """The state of one run: facts, and the statements that are being written."""

    def __init__(self, kinds: Kinds, varied: frozenset[str], facts: Facts):
        self.kinds = kinds
        self.varied = varied
        self.facts = facts
        self.out: t.Block = []
        self.base = "value"
        self.bound: str | None = None
        self.stored: set[str | None] = set()

    def block(self, block: t.Block) -> t.Block:
        """Flatten a block."""
        outer, self.out = self.out, []
        for node in block:
            start = len(self.out)
            self.statement(node)
            set_origin(self.out[start:], origin_of(node))
        block, self.out = self.out, outer
        return block

    def active(self, node: t.expr) -> bool:
        """Tell whether an expression carries a derivative; a function does so only when it is called."""
        return not isinstance(self.kinds.of(node), Closure) and is_varied(node, self.varied, self.kinds)

    def statement(self, node: t.stmt) -> None:
        """Flatten one statement."""
        match node:
            case t.If() | t.For() | t.While():
                node.body, node.orelse = self.block(node.body), self.block(node.orelse)
                self.out.append(node)
            case t.Assign(targets=[target], value=value) if self.active(value):
                self.check_target(target)
                self.base, self.bound = base_name(target), target.id if isinstance(target, t.Name) else None
                node.value = self.operation(value)
                if isinstance(target, (t.Subscript, t.Attribute)):
                    node.value = node.value if isinstance(node.value, t.Name) else self.piece(node.value)
                if isinstance(target, t.Subscript):
                    self.place(target)
                    self.out += length_check(target, node.value, self.kinds, self.facts)
                self.out.append(node)
            case t.Assign(targets=[t.Subscript() as target]) if self.places_once(target):
                self.store_once(node, target)
            case t.AugAssign(target=t.Subscript() as target, op=op, value=value) if self.stores_active(target, value):
                self.augment(node, target, op, value)
            case t.Expr(value=t.Call(args=[base, index, part]) as value) if self.kinds.callee(value) is add_at:
                self.base = base_name(base)
                if not is_view(base, self.kinds) and (self.active(part) or self.base in self.varied):
                    raise unknown_place(self.facts, node)
                self.place_view(base)
                value.args[1:] = self.index(index), self.atom(part)
                self.out.append(node)
            case t.Expr(value=t.Call() as value) if self.mutates(value):
                self.base = base_name(value.func)
                value.args = [self.atom(arg) for arg in value.args]
                self.out.append(node)
            case t.AugAssign(target=t.Attribute() as target, value=value) if self.active(value):
                self.check_target(target)
            case t.Return(value=value) if value is not None and not isinstance(value, t.Name):
                name = self.facts.fresh("out")
                self.statement(t.assign(name, value))
                self.out.append(t.return_(t.name(name)))
            case _:
                self.out.append(node)

    def stores_active(self, target: t.Subscript, value: t.expr) -> bool:
        """Tell whether an element of something active changes."""
        return self.active(value) or base_name(target) in self.varied

    def places_once(self, target: t.Subscript) -> bool:
        """Tell whether the place of a store into something active must not be computed again, such as one that is drawn."""
        return base_name(target) in self.varied and not self.facts.program.may_repeat(target, self.kinds, self.facts)

    def store_once(self, node: t.Assign, target: t.Subscript) -> None:
        """Write a store of something inactive at such a place: the value comes first."""
        self.base, self.bound = base_name(target), None
        node.value = node.value if isinstance(node.value, t.Constant) else self.piece(node.value)
        self.place(target)
        self.out.append(node)

    def augment(self, node: t.AugAssign, target: t.Subscript, op: t.AST, value: t.expr) -> None:
        """`u[i] += e` stays (a sum has a simple adjoint); other operations read the element and store it."""
        self.base = base_name(target)
        self.bound = None
        self.check_target(target)
        self.place(target)
        self.out += apart_check(target, node, self.kinds, self.facts)
        if isinstance(op, (t.Add, t.Sub)):
            node.value = self.atom(value)
            self.out.append(node)
            return
        read = t.as_load(t.copy(target))
        for part, like in zip(t.walk(read), [node, *list(t.walk(target))[1:]], strict=True):
            self.kinds.note(part, self.kinds.of(like))
        old = self.piece(self.operation(read))
        self.out.append(t.assign(target, self.piece(t.binary(old, op, self.atom(value)))))

    def check_target(self, target: t.expr) -> None:
        """Refuse a store that is not to an element of a variable or of a view of an array, nor to a module."""
        if not is_known_place(target, self.kinds, self.facts):
            raise unknown_place(self.facts, target)

    def place(self, target: t.Subscript) -> None:
        """Write the index of an element, and that of the row which it is in, with atoms."""
        self.place_view(target.value)
        target.slice = self.index(target.slice)

    def place_view(self, view: t.expr) -> None:
        """Write the indices of a view with atoms; what else makes one, such as `a.T`, has constants for arguments."""
        while isinstance(view, (t.Attribute, t.Call)):
            view = viewed(view)
        if isinstance(view, t.Subscript):
            self.place(view)

    def mutates(self, node: t.Call) -> bool:
        """Tell whether a call puts something active into a list."""
        return isinstance(node.func, t.Attribute) and base_name(node.func) in self.varied and bool(node.args)

    def piece(self, value: t.expr) -> t.Name:
        """Give a value a name of its own."""
        name = self.facts.fresh(f"{self.base}1")
        self.out.append(t.assign(name, value))
        return t.name(name)

    def atom(self, node: t.expr) -> t.expr:
        """Return an expression that is a name, a constant, or simple and inactive; what it takes is written before."""
        if is_atom(node):
            return node
        if self.active(node):
            value = self.operation(node)
            return value if isinstance(value, t.Name) else self.piece(value)
        simple = is_simple(node, self.kinds) and self.facts.program.may_repeat(node, self.kinds, self.facts)
        return node if simple else self.piece(node)

    def items(self, nodes: Sequence[t.expr]) -> list[t.expr]:
        """Return atoms for arguments; displays of active values are kept as displays of atoms."""
        return [self.argument(node) for node in nodes]

    def argument(self, node: t.expr) -> t.expr:
        """Return an atom, or a display of atoms."""
        if isinstance(node, (t.Tuple, t.List)) and self.active(node):
            return self.operation(node)
        if isinstance(node, t.Starred):
            node.value = self.atom(node.value)
            return node
        return self.atom(node)

    def index(self, node: t.expr) -> t.expr:
        """Return an index whose parts are atoms."""
        if isinstance(node, t.Slice):
            for bound in ("lower", "upper", "step"):
                value = getattr(node, bound)
                setattr(node, bound, None if value is None else self.atom(value))
            return node
        if isinstance(node, t.Tuple):
            node.elts = [self.index(item) for item in node.elts]
            return node
        return self.atom(node)

    def operation(self, node: t.expr) -> t.expr:
        """Return one operation on atoms that has the value of an active expression."""
        match node:
            case t.BinOp(left=product) if self.kinds.callee(node) is scaled_square:
                product.left = self.argument(product.left)
            case t.BinOp():
                node.left, node.right = self.argument(node.left), self.argument(node.right)
            case t.UnaryOp():
                node.operand = self.atom(node.operand)
            case t.Subscript() if is_part_of_row(node, self.kinds, self.facts.apart) or self.reads_view(node):
                self.place(node)
            case t.Subscript():
                node.value, node.slice = self.atom(node.value), self.index(node.slice)
            case t.Attribute():
                node.value = self.atom(node.value)
            case t.Call():
                self.call(node)
            case t.Tuple() | t.List():
                node.elts = self.items([item for x in node.elts for item in self.spread(x)])
                if any(isinstance(item, t.Starred) for item in node.elts):
                    raise no_adjoint(self.facts, node)
            case t.Dict():
                node.values = self.items(node.values)
            case t.IfExp():
                return self.conditional(node)
            case t.BoolOp():
                return self.boolean(node)
            case _ if not isinstance(node, t.Name):
                raise no_adjoint(self.facts, node)
        return node

    def reads_view(self, node: t.Subscript) -> bool:
        """Tell whether elements are read through a view of an array that is written by elements, as its bar then is."""
        if isinstance(node.value, t.Name) or not is_view(node.value, self.kinds):
            return False
        return array_of(node.value) in self.stored - {self.bound}

    def call(self, node: t.Call) -> None:
        """Make the arguments (and the receiver of a method) atoms."""
        if isinstance(node.func, t.Attribute) and self.active(node.func.value):
            node.func.value = self.atom(node.func.value)
        node.args = self.items([item for arg in node.args for item in self.spread(arg)])
        starred = next((arg for arg in node.args if isinstance(arg, t.Starred)), None)
        if starred is not None and not is_text(self.kinds.callee(node)):
            raise count_unknown(self.facts, starred)
        for keyword in node.keywords:
            kind = self.kinds.of(keyword.value)
            keyword.value = self.argument(keyword.value)
            self.kinds.note(keyword.value, kind)
        with contextlib.suppress(CannotBind):
            node.keywords = [t.keyword(k, self.argument(v)) for k, v in spread_keywords(node, self.kinds).items()]

    def spread(self, arg: t.expr) -> list[t.expr]:
        """Return the items of a starred tuple of known length, one by one."""
        if isinstance(arg, t.Starred) and isinstance(arg.value, (t.Tuple, t.List)):
            return [item for x in arg.value.elts for item in self.spread(x)]
        kind = self.kinds.of(arg.value) if isinstance(arg, t.Starred) else None
        items = None if kind is None else items_in_order(kind)
        if not isinstance(arg, t.Starred) or kind is None or items is None:
            return [arg]
        base = self.atom(arg.value)
        out = []
        for place, item in enumerate(items):
            read = t.subscript(t.copy(base), t.constant(place))
            for part, known in ((read, item), (read.value, kind), (read.slice, Static(place))):
                self.kinds.note(part, known)
            out.append(read)
        return out

    def conditional(self, node: t.IfExp) -> t.expr:
        """`a if c else b` becomes an `if` that assigns a piece; going back asks for the test again, or for its name."""
        test = node.test
        held = any(isinstance(self.kinds.of(n), (List, Dict, Keyed)) for n in t.walk(test))  # what they hold may change
        if held or not self.facts.program.may_repeat(test, self.kinds, self.facts):
            test = t.name(self.facts.fresh("branch"))
            self.facts.tests.add(test.id)
            self.out.append(t.assign(test.id, node.test))
        name = self.facts.fresh(f"{self.base}1")
        branches = []
        for value in (node.body, node.orelse):
            assign = t.assign(name, value)
            self.kinds.note(assign.targets[0], self.kinds.of(node))
            branches.append(self.inner(assign))
        self.out.append(t.if_(test, *branches))
        return t.name(name)

    def boolean(self, node: t.BoolOp) -> t.expr:
        """`a and b` as a value: a, and if that is true, b (`or`: if it is false)."""
        name = self.facts.fresh(f"{self.base}1")
        first, *rest = node.values
        self.out.extend(self.inner(t.assign(name, first)))
        test = t.name(name) if isinstance(node.op, t.And) else t.not_(t.name(name))
        value = rest[0] if len(rest) == 1 else t.BoolOp(node.op, rest)
        if value is not rest[0]:
            self.kinds.note(value, self.kinds.of(node))
        self.out.append(t.if_(test, self.inner(t.assign(name, value))))
        return t.name(name)

    def inner(self, node: t.stmt) -> t.Block:
        """Flatten a statement into a block of its own."""
        outer, self.out, base = self.out, [], self.base
        self.statement(node)
        block, self.out, self.base = self.out, outer, base
        return block
