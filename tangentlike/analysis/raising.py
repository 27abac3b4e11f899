"""The `try` statements of a flat function, which are branches meanwhile, and which of its statements may raise."""

from collections.abc import Callable
from dataclasses import dataclass

from tangentlike.analysis.flow import Flow, Names, Point, find_flow, point, solve_backward
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, List, Scalar, Static, is_float
from tangentlike.runtime.attempts import attempt, caught, exception_of, needed, settled
from tangentlike.syntax import trees as t

RAISES = frozenset({"raises"})
QUIET = (t.Add, t.Sub, t.Mult)
TESTS = {attempt.__name__: "ran", caught.__name__: "is_this"}
MARKS = frozenset(mark.__name__ for mark in (attempt, caught, exception_of, needed, settled))


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
        if isinstance(node, t.If) and isinstance(node.test, t.Name) and asks(asked.get(node.test.id)) == attempt.__name__:
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


def is_end(node: t.AST, number: int) -> bool:
    """Tell whether a statement marks the end of what the handlers of a `try` statement watch."""
    match node:
        case t.Expr(value=t.Call(func=t.Name(id=name), args=[t.Constant(value=own)])):
            return bool(name == settled.__name__ and own == number)
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


def may_raise(node: t.stmt, what: str, kinds: Kinds) -> bool:
    """Tell whether a statement may raise, its own expressions only; `what` of it happens: see `analysis/flow`."""
    match node:
        case t.Pass() | t.Break() | t.Continue() | t.FunctionDef():
            return False
        case t.Assign(targets=[t.Name()], value=value) | t.Expr(value=value):
            return not is_safe(value, kinds)
        case t.AugAssign(target=t.Name() as target, op=op, value=value):
            return not (isinstance(op, QUIET) and is_float(kinds.of(node)) and is_plain(target, kinds) and is_safe(value, kinds))
        case t.If(test=test) | t.While(test=test):
            return not is_safe(test, kinds) or isinstance(kinds.of(test), Array)
        case t.For(iter=iterable):
            return not (walks_range(iterable, kinds) if what == "start" else walks_known(iterable, kinds))
    return True


def is_safe(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an expression certainly raises nothing: Python's sums and products of numbers, comparisons, names."""
    match node:
        case t.Constant() | t.Name() | t.Lambda():
            return True
        case t.Tuple(elts=items) | t.List(elts=items) | t.BoolOp(values=items):
            return all(is_safe(item, kinds) for item in items)
        case t.UnaryOp(op=op, operand=operand):
            return is_safe(operand, kinds) and (isinstance(op, t.Not) or is_float(kinds.of(operand)))
        case t.BinOp(left=left, op=op, right=right):
            return isinstance(op, QUIET) and all(is_plain(each, kinds) and is_safe(each, kinds) for each in (left, right))
        case t.Compare(left=left, comparators=others):
            return all(is_plain(each, kinds) and is_safe(each, kinds) for each in (left, *others))
        case t.Call(func=t.Name(id=name)) if name in MARKS:
            return True
        case t.Call(func=t.Attribute(value=t.Name() as base, attr="append"), args=[value]):
            return isinstance(kinds.of(base), List) and is_safe(value, kinds)
    return False


def is_plain(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether a value is a Python number: arithmetic of NumPy's numbers may be told to raise."""
    kind = kinds.of(node)
    return isinstance(kind, Scalar | Static) and (is_float(kind) or getattr(kind, "type", "") == "bool")


def walks_range(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether a loop walks a range of whole numbers."""
    match node:
        case t.Call(func=t.Name(id="range"), args=bounds):
            return all(isinstance(each, t.Constant) or getattr(kinds.of(each), "type", "") == "int" for each in bounds)
    return False


def walks_known(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether the items that a loop takes are there already."""
    return isinstance(node, t.Call) and isinstance(node.func, t.Name) and node.func.id == "range"
