"""Bring what is walked inside of an expression out of it: a loop before the statement fills a list."""

import functools
from collections.abc import Callable

import numpy as np

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t

# What walks an iterator to its end, and keeps nothing of the iterator itself: the place of the argument.
CONSUMERS: tuple[tuple[object, int], ...] = (
    (list, 0), (tuple, 0), (sum, 0), (sorted, 0), (max, 0), (min, 0), (set, 0), (dict, 0), (np.fromiter, 0),
    (functools.reduce, 1),
)
Operands = list[t.expr]


def evaluated_field(node: t.stmt) -> str | None:
    """Return the field of a statement that holds the expression which it evaluates first, once."""
    match node:
        case t.If() | t.Assert():
            return "test"
        case t.Assign() | t.AnnAssign() | t.Expr() | t.Return():
            return "value"
        case t.AugAssign(target=t.Name()):
            return "value"
        case t.For():
            return "iter"
    return None


class Bringing:
    """The expressions of one function."""

    def __init__(self, finder: Finder, fresh: Callable[[str], str]):
        self.finder = finder
        self.fresh = fresh

    def statement(self, node: t.stmt, part: str) -> t.Block | None:
        """Return a statement after the loops that its expression needs; None if it must stay as it is."""
        value = getattr(node, part)
        unpacked = isinstance(node, t.Assign) and isinstance(node.targets[0], (t.Tuple, t.List)) and self.finder.is_walk(value)
        found = [value] if unpacked else self.path(value)
        if found is None:
            return None
        before = self.operands_before(found)
        *_, wanted = found
        name = self.fresh("items")
        new = {id(wanted): t.name(name)}
        holder = found[-2] if len(found) > 1 else None
        if isinstance(holder, t.Call) and self.finder.meaning(holder.func) is list and wanted in holder.args:
            new = {id(holder): t.name(name)}  # the list is new
        loop = self.loop(wanted, name)
        setattr(node, part, t.exchange(value, new))
        start: t.expr = t.dict_of([]) if isinstance(wanted, t.DictComp) else t.list_of([])
        return [*before, t.assign(name, start), loop, node]

    def loop(self, wanted: t.expr, name: str) -> t.stmt:
        """Return the loop that fills a list with what an expression gives."""
        if not isinstance(wanted, COMPREHENSIONS):
            item = self.fresh("item")
            return t.for_(item, wanted, [t.statement(t.call(t.attribute(t.name(name), "append"), t.name(item)))])
        clauses = wanted.generators
        own = t.names_stored([clause.target for clause in clauses])
        first, clauses[0].iter = clauses[0].iter, t.constant(None)
        t.rename(wanted, {each: self.fresh(each) for each in sorted(own)})
        clauses[0].iter = first
        if isinstance(wanted, t.DictComp):
            body: t.stmt = t.gast_assign([t.as_store(t.subscript(t.name(name), wanted.key))], wanted.value)
        else:
            body = t.statement(t.call(t.attribute(t.name(name), "append"), wanted.elt))
        for clause in reversed(clauses):
            for test in reversed(clause.ifs):
                body = t.if_(test, [body])
            body = t.for_(clause.target, clause.iter, [body])
        return body

    # Where it stands

    def path(self, node: t.expr, consumed: bool = False) -> list[t.expr] | None:
        """Return the expressions around the first one that has to be brought out, itself at the end."""
        if isinstance(node, t.Lambda) or not self.finder.holds_walk(node):
            return None
        whole = isinstance(node, (t.ListComp, t.DictComp)) or (isinstance(node, t.GeneratorExp) and consumed)
        if whole or (consumed and self.finder.is_walk(node)):
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

    def operands_before(self, path: list[t.expr]) -> t.Block:
        """Name what is evaluated before an expression deep inside; what only reads a name is left where it is."""
        before: t.Block = []
        for node, inner in zip(path, path[1:], strict=False):
            for part in operands(node):
                if part is inner:
                    break
                if not self.is_still(part):
                    name = self.fresh("operand")
                    before.append(t.assign(name, t.copy(part)))
                    fill(node, part, t.name(name))
        return before

    def is_still(self, node: t.expr) -> bool:
        """Tell whether an expression may as well be evaluated later."""
        if isinstance(node, t.Attribute):
            return self.is_still(node.value)
        return isinstance(node, (t.Constant, t.Name, t.Lambda))


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
