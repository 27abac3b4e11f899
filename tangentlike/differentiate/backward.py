"""Write the backward sweep of straight-line code: bars, in the order in which a person would derive them."""

from dataclasses import dataclass, field

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.usefulness import popped_list
from tangentlike.differentiate import changes, containers, elements
from tangentlike.differentiate.axes import axes_operation
from tangentlike.differentiate.bars import Bars
from tangentlike.differentiate.calls import call_operation, is_user_call
from tangentlike.differentiate.conforming import spread_value
from tangentlike.differentiate.operations import Contribution, Operation, find_rule, rule_operation
from tangentlike.differentiate.parts import filled_bar
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import NoRule
from tangentlike.normalise.atoms import base_name
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of


@dataclass
class Line(Bars):
    """The backward sweep of a run of statements: what is written, and which bars are bound."""

    block: t.Block = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    places: dict[int, int] = field(default_factory=dict)

    # Statements

    def undo(self, node: t.stmt) -> None:
        """Write the adjoint of one simple statement, and of the pieces that it is made of."""
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value):
                popped = popped_list(value)
                if popped is not None and (popped in self.bound or name in self.bound) and popped in self.sweep.varied:
                    changes.undo_pop(self, node, [name], popped)
                elif name in self.bound:
                    self.undo_assign(node, name)
            case t.Assign(targets=[t.Tuple() as target], value=value):
                names = [item.id for item in target.elts if isinstance(item, t.Name)]
                popped = popped_list(value)
                if popped is not None and popped in self.sweep.varied:
                    if popped in self.bound or self.bound & set(names):
                        changes.undo_pop(self, node, names, popped)
                elif self.bound & set(names):
                    self.undo_unpacking(node, names)
            case t.Assign(targets=[t.Subscript() as target], value=value):
                elements.undo_store(self, node, target, value)
            case t.AugAssign(target=t.Subscript() as target, op=op, value=value):
                elements.undo_augment(self, node, target, op, value)
            case t.Expr(value=t.Call(args=[base, index, part]) as value) if self.sweep.adds_at(value):
                elements.undo_add_at(self, node, base, index, part)
            case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=name), attr=method))) if name in self.bound:
                changes.undo_method(self, node, name, method)

    def undo_assign(self, node: t.Assign, name: str) -> None:
        """`v = operation(...)`: the bar of v goes to the operands, and is gone before."""
        bar: t.expr = t.name(self.sweep.bar(name))
        self.bound.discard(name)
        if not is_varied(node.value, self.sweep.varied, self.sweep.kinds):
            return
        if not (isinstance(node.value, t.Name) and node.value.id in self.bound):
            bar = filled_bar(self.sweep, node, name, after=True)
        # The statement may read the variable that it assigns (through a nested function, say): its bar comes last.
        self.deferred[name] = t.constant(None)
        self.operate(node, node.value, bar)
        self.settle(name)

    def settle(self, name: str) -> None:
        """Assign the bar of a variable that its own statement reads."""
        value = self.deferred.pop(name, None)
        if value is not None and not (isinstance(value, t.Constant) and value.value is None):
            self.emit(t.assign(self.sweep.bar(name), self.owned(name, value)))
            self.bound.add(name)

    def undo_unpacking(self, node: t.Assign, names: list[str]) -> None:
        """`a, b = f(...)`: the bars of the results, zeros where there is none, go in together."""
        bars = []
        for name in names:
            bars.append(t.name(self.sweep.bar(name)) if name in self.bound else self.zero(name, node, after=True))
        for name in names:
            self.deferred[name] = t.constant(None)
        self.bound -= set(names)
        self.operate(node, node.value, t.tuple_of(bars))
        for name in names:
            self.settle(name)

    # Operations

    def operate(self, node: t.Assign, value: t.expr, bar: t.expr) -> None:
        """Pass a bar through the operation of a statement to its operands."""
        sweep = self.sweep
        if isinstance(value, t.Name):
            self.give(Contribution(value, lambda b: b), bar, node)
            return
        found = containers.container_operation(sweep, node, value) or axes_operation(sweep, value)
        if found is None and is_user_call(sweep, value):
            call_operation(self, node, value, bar)
            return
        if found is None:
            rule = find_rule(sweep, value)
            if rule is None or rule.kind == "rewrite":
                raise refuse(sweep, value)
            if elements.adds_in_place(sweep, value, rule):
                elements.add_element(self, node, value, bar)
                return
            found = rule_operation(sweep, node, rule)
        self.apply(node, found, bar)

    def apply(self, node: t.Assign, operation: Operation, bar: t.expr) -> None:
        """Write the contributions of an operation: variables first, then the pieces, which go on from there."""
        contributions = [c for c in operation.contributions if containers.is_active(self.sweep, c.operand)]
        reads = operation.reads_before + sum(c.reads for c in contributions)
        if reads > 1 and not is_cheap(bar) and not self.is_spread_by(contributions, bar):
            bar = self.named(node, bar)
        elif operation.reads_before:
            bar = self.named(node, bar) if not is_cheap(bar) else bar
        self.out.extend(operation.before(bar))
        later = [c for c in contributions if self.goes_on(c.operand, node) and not c.to_item]
        direct = [c for c in contributions if c not in later]
        for contribution in direct:
            self.give(contribution, bar, node)
        held = len(later) > 1 and may_change(bar)
        values = [(c, c.part(bar)) for c in later]
        if held:
            values = [(c, self.bound_piece(c.operand, value)) for c, value in values]
        for contribution, value in values:
            self.go_on(contribution.operand, value)

    def is_spread_by(self, contributions: list[Contribution], bar: t.expr) -> bool:
        """Tell whether a bar is a number that each contribution multiplies by an array: no line is needed to spread it."""
        value = spread_value(self.sweep, bar)
        if value is None or not is_cheap(value):
            return False
        return all(c.reads == 1 and not any(t.equal(bar, n) for n in t.walk(c.part(bar))) for c in contributions)

    def named(self, node: t.Assign, bar: t.expr) -> t.expr:
        """Give a bar that is read more than once a line of its own."""
        target = node.targets[0]
        name = target.id if isinstance(target, t.Name) else base_name(target)
        fresh = self.sweep.bar(name) if name in self.sweep.pieces else self.sweep.facts.fresh(f"{name}_part")
        self.emit(t.assign(fresh, bar))
        return t.name(fresh)

    def goes_on(self, operand: t.expr, node: t.stmt) -> bool:
        """Tell whether an operand is a piece of this statement whose own adjoint can follow at once."""
        if not isinstance(operand, t.Name) or not self.sweep.is_piece(operand.id):
            return False
        made = self.sweep.pieces[operand.id]
        origin = origin_of(node)
        if made is node or origin is None or origin_of(made) is not origin or not self.is_near(made, node):
            return False
        return isinstance(made, t.Assign) and isinstance(made.targets[0], t.Name) and popped_list(made.value) is None

    def is_near(self, made: t.stmt, node: t.stmt) -> bool:
        """Tell whether only pieces are computed between two statements: stores and `pop` are reversed in their order."""
        self.places = self.places or {id(s): i for i, s in enumerate(self.block)}
        if id(made) not in self.places or id(node) not in self.places:
            return False
        between = self.block[self.places[id(made)] + 1 : self.places[id(node)]]
        if any(isinstance(s, t.Assign) and popped_list(s.value) is not None for s in between):
            return False
        return all(t.names_stored(s) and t.names_stored(s) <= self.sweep.pieces.keys() | self.chosen(s) for s in between)

    def chosen(self, node: t.stmt) -> set[str]:
        """Return what an `if` that came of a conditional expression assigns."""
        return t.names_stored(node) - self.sweep.facts.user_names if isinstance(node, t.If) else set()

    def go_on(self, operand: t.expr, value: t.expr) -> None:
        """Continue with the statement that made a piece; its bar gets a line only if something reads it twice."""
        assert isinstance(operand, t.Name)
        made = self.sweep.pieces[operand.id]
        self.done.add(id(made))
        if self.sweep.facts.needs_line(operand.id) and not is_cheap(value) and spread_value(self.sweep, value) is None:
            value = self.bound_piece(operand, value)
        self.operate(made, made.value, value)

    def bound_piece(self, operand: t.expr, value: t.expr) -> t.expr:
        """Assign the bar of a piece."""
        assert isinstance(operand, t.Name)
        if is_cheap(value) and not may_change(value):
            return value
        self.emit(t.assign(self.sweep.bar(operand.id), value))
        return t.name(self.sweep.bar(operand.id))

    # Contributions

    def give(self, contribution: Contribution, bar: t.expr, node: t.stmt) -> None:
        """Add a contribution to the bar of an operand that is a variable (or to each item of a display)."""
        operand = contribution.operand
        if isinstance(operand, (t.Tuple, t.List, t.Dict)):
            containers.give_items(self, contribution, bar, node)
            return
        if not isinstance(operand, t.Name):
            if not isinstance(operand, t.Constant) and t.names_read(operand) & self.sweep.varied:
                raise refuse(self.sweep, operand)  # a bar that nobody takes is a wrong number
            return
        if operand.id not in self.sweep.varied:
            return
        value = contribution.part(bar)
        if containers.is_item(value):
            containers.add_to_item(self, operand.id, value, node)
        else:
            self.add(operand.id, value)

    def give_or_go_on(self, operand: t.expr, bar: t.expr, node: t.stmt) -> None:
        """Give a bar to a variable, or continue with the piece."""
        if self.goes_on(operand, node):
            self.go_on(operand, bar)
        else:
            self.give(Contribution(operand, lambda b: b), bar, node)


def is_cheap(node: t.expr) -> bool:
    """Tell whether a bar may be written twice: a name, a constant, an element."""
    if isinstance(node, t.UnaryOp):
        return isinstance(node.operand, t.Name)
    if isinstance(node, t.Subscript):
        return is_cheap(node.value)
    return isinstance(node, (t.Name, t.Constant))


def may_change(node: t.expr) -> bool:
    """Tell whether an expression reads elements of a bar that may be updated in place."""
    return any(isinstance(n, (t.Subscript, t.Call)) for n in t.walk(node))


def refuse(sweep: Sweep, value: t.expr) -> NoRule:
    """Return the error for an operation without a rule."""
    callee = sweep.kinds.callee(value)
    what = getattr(callee, "__name__", None) or describe(value)
    function = value.func if isinstance(value, t.Call) else None
    if isinstance(function, t.Attribute) and callee is None and base_name(function) in sweep.pieces:
        what = f".{function.attr}"  # the receiver is a piece that the text does not name
    return NoRule(
        f"tangentlike has no derivative of `{what}`.",
        place=sweep.facts.source.place(value),
        why="an active value goes through it, and there is neither a rule nor Python source to differentiate.",
        instead="write a rule with `@tangentlike.elementwise` or `@tangentlike.adjoint`, or declare it "
        "`tangentlike.constant` if no derivative flows through it.",
    )


def describe(value: t.expr) -> str:
    """Return a short text for an operation whose function is not known."""
    from tangentlike.syntax.printer import to_source  # noqa: PLC0415

    return to_source(value.func if isinstance(value, t.Call) else value).strip()


