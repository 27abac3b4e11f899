"""The `try` statements of a flat function, which are branches meanwhile, and which of its statements may raise."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tangentlike.analysis.control import Interruption
from tangentlike.analysis.flow import Flow, Names, Point, definitely_assigned, find_flow, point, read_at, solve_backward
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Kind, List, Scalar, Static, is_float
from tangentlike.runtime.attempts import try_catches, try_exception, try_needs, try_runs, try_settled
from tangentlike.syntax import trees as t

RAISES = frozenset({"raises"})
QUIET = (t.Add, t.Sub, t.Mult)
TESTS = {try_runs.__name__: "ran", try_catches.__name__: "is_this"}
MARKS = frozenset(mark.__name__ for mark in (try_runs, try_catches, try_exception, try_needs, try_settled))


@dataclass(frozen=True)
class Attempt:
    """A branch that stands for a `try` statement: its flag, its number, what its handlers take, and where its body ends."""

    node: t.If
    flag: str
    number: int
    handlers: tuple[str, ...]
    end: int

    @property
    def body(self) -> t.Block:
        """Return the statements that the handlers watch."""
        return self.node.body[: self.end]


def find_attempts(block: t.Block) -> list[Attempt]:
    """Return the branches of a block that stand for `try` statements, the inner ones first."""
    asked = {node.targets[0].id: node.value for node in t.walk_all(block) if isinstance(node, t.Assign) and asks(node.value)}
    found = []
    for node in t.walk_all(block):
        if isinstance(node, t.If) and isinstance(node.test, t.Name) and asks(asked.get(node.test.id)) == try_runs.__name__:
            number, *handlers = (each.value for each in asked[node.test.id].args)
            end = next((i for i, each in enumerate(node.body) if is_end(each, number)), -1)
            found.append(Attempt(node, node.test.id, number, tuple(handlers), end))
    return found[::-1]


def asks(node: t.AST | None) -> str:
    """Return the mark that a test is: which way a `try` statement goes; the empty text if it is none."""
    match node:
        case t.Call(func=t.Name(id=name)) if name in TESTS:
            return str(name)
    return ""


def name_of_test(test: t.expr) -> str:
    """Return a name for the value of a test."""
    return TESTS.get(asks(test), "branch")


def is_end(node: t.AST, number: int | None = None) -> bool:
    """Tell whether a statement marks the end of what the handlers of a `try` statement watch: that one, or any."""
    match node:
        case t.Expr(value=t.Call(func=t.Name(id=name), args=[t.Constant(value=own)])):
            return bool(name == try_settled.__name__ and number in (None, own))
    return False


def raising_later(block: t.Block, raises: Callable[[t.stmt, str], bool]) -> tuple[Flow, dict[Point, Names]]:
    """Return the control flow of a block, and the points after which something may raise."""
    flow = find_flow(block)

    def transfer(place: Point, after: Names) -> Names:
        node = flow.nodes.get(place)
        return after | RAISES if node is not None and raises(node, place[0]) else after

    return flow, solve_backward(flow, transfer)[1]


def goes_on(flow: Flow, start: Point, raises: Callable[[t.stmt, str], bool]) -> bool:
    """Tell whether something may raise after a binding; what it binds to True or False decides the tests of that name."""
    known = _decided(flow.nodes[start])
    todo, seen = list(flow.after[start]), set()
    while todo:
        place = todo.pop()
        node = flow.nodes.get(place)
        if node is None or place in seen:
            continue
        seen.add(place)
        if raises(node, place[0]):
            return True
        asked, negated = _bare(node.test) if isinstance(node, t.If) else (None, False)
        if known is not None and isinstance(asked, t.Name) and asked.id == known[0]:
            todo.append(flow.after[place][known[1] is negated])
        else:
            todo += flow.after[place]
    return False


def _bare(test: t.expr) -> tuple[t.expr, bool]:
    negated = isinstance(test, t.UnaryOp) and isinstance(test.op, t.Not)
    return (test.operand if negated else test), negated


def _decided(node: t.stmt) -> tuple[str, bool] | None:
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.Constant(value=bool() as value)):
            return name, value
    return None


def raises_after(node: t.stmt, later: dict[Point, Names]) -> bool:
    """Tell whether something may raise after a statement."""
    return bool(later.get(point(node)))


@dataclass(frozen=True)
class Raising:
    """Which statements of a flat function may raise, their own expressions only.

    `unsure` names may be unbound; `flags` tell which way a `try` statement went.
    """

    kinds: Kinds
    unsure: Names
    flags: Names

    @classmethod
    def of(cls, tree: t.FunctionDef, kinds: Kinds, scope: Scope) -> "Raising":
        """Find out about a function."""
        flow = find_flow(tree.body)
        bound = definitely_assigned(flow, frozenset(kinds.parameters))
        local = local_names(tree)
        unsure = frozenset().union(*(read_at(flow, place) & local - bound[place] for place in flow.order if place in bound))
        missing = {name for name in t.names_read(tree.body) - local if scope.peek(name) is MISSING}
        asked = (n.targets[0].id for n in t.walk(tree) if isinstance(n, t.Assign) and asks(n.value))
        return cls(kinds, unsure | missing - MARKS, frozenset(asked))

    def __call__(self, node: t.stmt, what: str = "at") -> bool:
        """Tell whether a statement may raise; `what` of it happens: see `analysis/flow`."""
        match node:
            case t.Pass() | t.Break() | t.Continue() | t.FunctionDef():
                return False
            case t.Assign(targets=[t.Name()], value=value) | t.Expr(value=value):
                return not self.is_safe(value)
            case t.AugAssign(target=t.Name() as target, op=op, value=value):
                return not self.is_safe(t.binary(t.name(target.id), op, value), (self.kinds.of(target), self.kinds.of(value)))
            case t.If(test=test) | t.While(test=test):
                return not self.is_truth(test)
            case t.For(iter=iterable):
                return not (self.walks_range(iterable) if what == "start" else is_range(iterable))
        return True

    def anywhere(self, block: t.Block) -> bool:
        """Tell whether something in a block may raise."""
        return any(self(node, "start") for node in t.walk_all(block) if isinstance(node, t.stmt))

    def is_safe(self, node: t.expr, given: tuple[Kind, Kind] | None = None) -> bool:
        """Tell whether an expression certainly raises nothing: Python's sums and products of numbers, comparisons, names."""
        match node:
            case t.Name(id=name):
                return name not in self.unsure
            case t.Constant() | t.Lambda():
                return True
            case t.Tuple(elts=items) | t.List(elts=items):
                return all(map(self.is_safe, items))
            case t.UnaryOp(op=op, operand=operand):
                return self.is_truth(operand) if isinstance(op, t.Not) else self.is_safe(operand) and self.is_plain(operand)
            case t.BoolOp(values=items):
                return all(map(self.is_truth, items))
            case t.BinOp(left=left, op=op, right=right):
                kinds = given or (self.kinds.of(left), self.kinds.of(right))
                return isinstance(op, QUIET) and go_together(*kinds) and self.is_safe(left) and self.is_safe(right)
            case t.Compare(left=left, comparators=others):
                return all(self.is_plain(each) and self.is_safe(each) for each in (left, *others))
            case t.Call(func=t.Name(id=name)) if name in MARKS:
                return True
            case t.Call(func=t.Attribute(value=t.Name() as base, attr="append"), args=[value]):
                return isinstance(self.kinds.of(base), List) and self.is_safe(value) and self.is_safe(base)
        return False

    def is_truth(self, node: t.expr) -> bool:
        """Tell whether a test raises nothing: an array has no truth value, and an object may do anything."""
        flag = isinstance(node, t.Name) and node.id in self.flags
        return self.is_safe(node) and (flag or isinstance(self.kinds.of(node), (Scalar, Static)))

    def is_plain(self, node: t.expr) -> bool:
        """Tell whether a value is a Python number: arithmetic of NumPy's numbers may be told to raise."""
        return is_python_number(self.kinds.of(node))

    def walks_range(self, node: t.expr) -> bool:
        """Tell whether a loop walks a range of whole numbers."""
        return is_range(node) and all(
            isinstance(each, t.Constant) or (getattr(self.kinds.of(each), "type", "") == "int" and self.is_safe(each))
            for each in node.args
        )


def is_python_number(kind: Kind) -> bool:
    """Tell whether a value is certainly one of Python's real numbers, or a truth value."""
    return isinstance(kind, (Scalar, Static)) and (is_float(kind) or getattr(kind, "type", "") == "bool")


def go_together(left: Kind, right: Kind) -> bool:
    """Tell whether Python can always add and multiply two numbers: a large int does not become a float."""
    known = isinstance(left, Static) or isinstance(right, Static)
    return is_python_number(left) and is_python_number(right) and (known or left == right)


def is_range(node: t.expr) -> bool:
    """Tell whether a loop walks a range."""
    return isinstance(node, t.Call) and isinstance(node.func, t.Name) and node.func.id == "range"


def takes(error: type[Exception], text: str, scope: Scope) -> bool:
    """Tell whether a handler takes an exception, such as what NumPy raises once it has stored its results."""
    kinds = t.parse_expression(text) if text else t.name(BaseException.__name__)
    found = (scope.peek(dotted_path(kind) or "") for kind in (kinds.elts if isinstance(kinds, t.Tuple) else [kinds]))
    return any(isinstance(kind, type) and issubclass(error, kind) for kind in found)


def interruptions(tree: t.FunctionDef, kinds: Kinds, scope: Scope) -> list[Interruption]:
    """Return what may raise in the bodies of the `try` statements of a function by the values that it is given."""
    raises = Raising.of(tree, kinds, scope)
    found: list[Interruption] = []
    for each in find_attempts(tree.body):
        bound = frozenset(t.names_stored(each.node))
        for node in t.walk_all(each.body):
            if isinstance(node, t.If) and any(isinstance(inner, t.Raise) for inner in t.walk_all([*node.body, *node.orelse])):
                found.append((bound, node.test))
            elif isinstance(node, t.stmt) and not hasattr(node, "body") and raises(node) and asks_values(node, kinds):
                found.append((bound, node))
    return found


def asks_values(node: t.stmt, kinds: Kinds) -> bool:
    """Tell whether it depends on values whether a statement raises: NumPy's arithmetic raises nothing of itself."""
    value = getattr(node, "value", None)
    match value:
        case t.BinOp(left=left, op=op, right=right):
            return not isinstance(op, QUIET) and all(map(is_python_number, (kinds.of(left), kinds.of(right))))
        case t.Call() as call:
            return not isinstance(kinds.callee(call), np.ufunc)
        case t.Name() | t.Constant() | t.Attribute() | t.Tuple() | t.List():
            return False
    return True
