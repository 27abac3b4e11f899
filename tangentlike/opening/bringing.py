"""Bring what is walked inside of an expression out of it: a loop before the statement fills a list."""

import functools
import itertools
from collections.abc import Callable

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.opening.steady import snapshot
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t

# What walks an iterator to its end, and keeps nothing of the iterator itself: the place of the argument.
CONSUMERS: tuple[tuple[object, int], ...] = (
    (list, 0), (tuple, 0), (sum, 0), (sorted, 0), (max, 0), (min, 0), (set, 0), (dict, 0),
    (functools.reduce, 1),
)
AT_ONCE = (sum, max, min, functools.reduce)  # they use each item before they ask for the next
Operands = list[t.expr]


def evaluated_field(node: t.stmt) -> str | None:
    """Return the field of a statement that holds the expression which it evaluates first."""
    match node:
        case t.If() | t.Assert():
            return "test"
        case t.Assign() | t.AnnAssign() | t.Expr() | t.Return():
            return "value"
        case t.AugAssign(target=t.Name()):
            return "value"
        case t.For():
            return "iter"
        case t.While(orelse=[]):
            return "test"
    return None


class Bringing:
    """The expressions of one function, of which some need statements before them."""

    def __init__(self, finder: Finder, fresh: Callable[[str], str]):
        self.finder = finder
        self.fresh = fresh

    def holds(self, node: t.AST) -> bool:
        """Tell whether something in an expression has to be brought out."""
        return self.finder.holds_walk(node)

    def is_wanted(self, node: t.expr, consumed: bool) -> bool:
        """Tell whether an expression itself has to be, as it stands; `consumed`: it is walked to its end."""
        return (consumed and self.finder.is_walk(node)) or self.is_first(node)

    def is_first(self, node: t.expr) -> bool:
        """Tell whether an expression takes the first item of what is walked: `next(steps(x))`."""
        if not isinstance(node, t.Call) or self.finder.meaning(node.func) is not next or node.keywords or not node.args:
            return False
        return len(node.args) <= 2 and self.finder.is_walk(node.args[0])

    def moved_by(self, wanted: t.expr) -> set[str]:
        """Return the variables that the statements of an expression bind anew."""
        return set()

    def item_of(self, wanted: t.expr, at_once: bool) -> t.expr | None:
        """Return what is kept of each item; None if that would not be what is walked; `at_once`: each is used before the next."""
        item = getattr(wanted, "elt", None) or t.name(self.fresh("item"))
        return snapshot(wanted, item, self.finder) if at_once else item

    def opened(self, wanted: t.expr, item: t.expr) -> tuple[t.Block, t.expr]:
        """Return the statements that an expression becomes, and what is left of it."""
        if self.is_first(wanted):
            first, otherwise = self.fresh("first"), self.fresh("otherwise")
            loop = t.for_(first, wanted.args[0], [t.Break()])
            if len(wanted.args) == 1:
                loop.orelse = [t.Raise(t.name("StopIteration"), None)]
                return [loop], t.name(first)
            loop.orelse = [t.assign(first, t.name(otherwise))]
            return [t.assign(otherwise, wanted.args[1]), loop], t.name(first)
        name = self.fresh("items")
        append = t.statement(t.call(t.attribute(t.name(name), "append"), item))
        return [t.assign(name, t.list_of([])), t.for_(t.names_used(item).pop(), wanted, [append])], t.name(name)

    def statement(self, node: t.stmt) -> t.Block | None:
        """Return a statement after those that its expression needs; None if it must stay as it is."""
        part = evaluated_field(node)
        value = None if part is None else getattr(node, part)
        if value is None or not self.holds(value):
            return None
        unpacked = isinstance(node, t.Assign) and isinstance(node.targets[0], (t.Tuple, t.List))
        found = self.path(value, consumed=unpacked)
        if found is None and isinstance(value, t.IfExp) and part == "value" and not self.holds(value.test):
            return [t.if_(value.test, [self.with_value(node, value.body)], [self.with_value(node, value.orelse)])]
        moved = set() if found is None else self.moved_by(found[-1])
        if found is None or (isinstance(node, t.AugAssign) and node.target.id in moved):
            return None
        before = self.operands_before(found, moved)
        *around, wanted = found
        at_once = bool(around) and isinstance(around[-1], t.Call) and self.finder.meaning(around[-1].func) in AT_ONCE
        item = self.item_of(wanted, at_once)
        if item is None:
            return None
        made, left = self.filled(wanted, item) if isinstance(wanted, COMPREHENSIONS) else self.opened(wanted, item)
        new = {id(wanted): left}
        if self.is_listed(around, wanted):
            new = {id(around[-1]): left}
        rest = t.exchange(value, new)
        if not isinstance(node, t.While):
            setattr(node, str(part), rest)
            return [*before, *made, node]
        leave = t.if_(t.not_(rest), [t.Break()])
        node.test, node.body = t.constant(True), [*before, *made, leave, *node.body]
        return [node]

    def with_value(self, node: t.stmt, value: t.expr) -> t.stmt:
        """Return a statement with another value."""
        return t.exchange(node, {id(node.value): value})

    def is_listed(self, around: list[t.expr], wanted: t.expr) -> bool:
        """Tell whether all that is done with a new list is to make another list of it."""
        holder = around[-1] if around else None
        return isinstance(holder, t.Call) and self.finder.meaning(holder.func) is list and wanted in holder.args

    def filled(self, wanted: t.expr, item: t.expr) -> tuple[t.Block, t.expr]:
        """Return the loops that fill a list, or a dict, with what a comprehension gives."""
        name = self.fresh("items")
        if not isinstance(wanted, t.DictComp):
            wanted.elt = item
        clauses = wanted.generators
        own = t.names_stored([clause.target for clause in clauses])
        first, clauses[0].iter = clauses[0].iter, t.constant(None)
        t.rename(wanted, {each: self.fresh(each) for each in sorted(own)})
        clauses[0].iter = first
        start: t.expr = t.list_of([])
        if isinstance(wanted, t.DictComp):
            start = t.dict_of([])
            body: t.stmt = t.gast_assign([t.as_store(t.subscript(t.name(name), wanted.key))], wanted.value)
        else:
            body = t.statement(t.call(t.attribute(t.name(name), "append"), wanted.elt))
        for clause in reversed(clauses):
            for test in reversed(clause.ifs):
                body = t.if_(test, [body])
            body = t.for_(clause.target, clause.iter, [body])
        return [t.assign(name, start), body], t.name(name)

    # Where it stands

    def path(self, node: t.expr, consumed: bool = False) -> list[t.expr] | None:
        """Return the expressions around the first one that has to be brought out, itself at the end."""
        if isinstance(node, t.Lambda) or not self.holds(node):
            return None
        whole = isinstance(node, (t.ListComp, t.DictComp)) or (isinstance(node, t.GeneratorExp) and consumed)
        if whole or self.is_wanted(node, consumed):
            plain = not isinstance(node, COMPREHENSIONS) or not any(isinstance(n, t.NamedExpr) for n in t.walk(node))
            return [node] if plain else None
        if isinstance(node, COMPREHENSIONS) or (isinstance(node, t.Compare) and len(node.comparators) > 1):
            return None
        parts = operands(node)
        if isinstance(node, (t.BoolOp, t.IfExp)):
            parts = [node.values[0] if isinstance(node, t.BoolOp) else node.test]
        for part in parts:
            found = self.path(part, self.is_consumed(node, part))
            if found is not None:
                return [node, *found]
        return None

    def is_consumed(self, node: t.expr, part: t.expr) -> bool:
        """Tell whether an expression walks a part of it to its end."""
        if isinstance(node, (t.List, t.Tuple, t.Set)):
            return any(isinstance(each, t.Starred) and each.value is part for each in node.elts)
        if not isinstance(node, t.Call):
            return False
        if any(isinstance(each, t.Starred) and each.value is part for each in node.args):
            return True
        meaning = self.finder.meaning(node.func)
        place = next((place for function, place in CONSUMERS if meaning is function), None)
        alone = meaning not in (max, min) or len(node.args) == 1
        return place is not None and alone and len(node.args) > place and node.args[place] is part

    def operands_before(self, path: list[t.expr], moved: set[str]) -> t.Block:
        """Name what is evaluated before an expression deep inside; what only reads a name is left where it is."""
        before: t.Block = []
        for node, inner in itertools.pairwise(path):
            for part in operands(node):
                if part is inner:
                    break
                if not (self.is_still(part, moved) or part is getattr(node, "func", None)):
                    name = self.fresh("operand")
                    before.append(t.assign(name, t.copy(part)))
                    fill(node, part, t.name(name))
        return before

    def is_still(self, node: t.expr, moved: set[str]) -> bool:
        """Tell whether an expression may as well be evaluated later, after some variables are bound anew."""
        if isinstance(node, t.Attribute):
            return not t.names_read(node) & self.finder.local
        return isinstance(node, (t.Constant, t.Name, t.Lambda)) and not t.names_read(node) & moved


def operands(node: t.expr) -> Operands:
    """Return the operands of an expression, in the order in which they are evaluated."""
    if isinstance(node, t.Dict):
        return [part for pair in zip(node.keys, node.values, strict=True) for part in pair if part is not None]
    found: Operands = []
    for part in t.iter_child_nodes(node):
        inner = part.value if isinstance(part, (t.keyword, t.Starred)) else part
        if isinstance(inner, t.expr):
            found.append(inner)
    return found


def fill(node: t.AST, old: t.expr, new: t.expr) -> None:
    """Put another operand into the place of one."""
    for field, value in t.fields(node):
        if value is old:
            setattr(node, field, new)
        for holder in value if isinstance(value, list) else []:
            if isinstance(holder, (t.keyword, t.Starred)) and holder.value is old:
                holder.value = new
        if isinstance(value, list):
            setattr(node, field, [new if each is old else each for each in value])
