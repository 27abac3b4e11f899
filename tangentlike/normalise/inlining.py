"""Short helpers are written where they are called: a call of two halves costs as much as what they do."""

from types import FunctionType
from typing import Any

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.binding import CannotBind, bind
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, is_scalar
from tangentlike.normalise.atoms import base_name
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.support import without_docstring
from tangentlike.rules import registry
from tangentlike.syntax import trees as t

MOST = 3
ARITHMETIC = (t.BinOp, t.UnaryOp, t.Name, t.Constant, t.Call, t.Attribute)
READS = (*ARITHMETIC, t.Subscript, t.Slice, t.Tuple)


def inline_helpers(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Replace active calls of helpers that return one expression of at most three operations on numbers and arrays."""
    called = (n.func.id for n in t.walk(tree) if isinstance(n, t.Call) and isinstance(n.func, t.Name))
    if not any(isinstance(facts.scope.peek(name), FunctionType) for name in called):
        return tree
    kinds = facts.kinds(tree)
    work = _Inliner(facts, kinds, varied_names(tree, kinds, facts.wrt))

    def change(node: t.stmt) -> t.Block:
        if isinstance(node, (t.Assign, t.AugAssign, t.Return, t.Expr)) and node.value is not None:
            target = node.targets[0] if isinstance(node, t.Assign) else getattr(node, "target", None)
            work.base = "out" if target is None else base_name(target)
            node.value = work.visit(node.value)
        before, work.before = work.before, []
        return [*before, node]

    return rewrite_statements(tree, change)


class _Inliner(t.NodeTransformer):
    """Inline the calls of one expression; arguments that the helper reads twice get names before it."""

    def __init__(self, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied
        self.before: t.Block = []
        self.base = "out"
        self.choices = 0

    def visit_IfExp(self, node: t.IfExp) -> t.expr:
        """Name nothing before a choice: it would run in any case."""
        self.choices += 1
        self.generic_visit(node)
        self.choices -= 1
        return node

    visit_BoolOp = visit_IfExp

    def visit_Lambda(self, node: t.Lambda) -> t.expr:
        """Leave what has names of its own alone."""
        return node

    visit_ListComp = visit_GeneratorExp = visit_DictComp = visit_SetComp = visit_Lambda

    def visit_Call(self, node: t.Call) -> t.expr:
        """Inline one call, the arguments first."""
        active = is_varied(node, self.varied, self.kinds)
        helper = find_expression(self.facts, self.kinds, node) if active else None
        self.generic_visit(node)
        if helper is None:
            return node
        value, arguments = helper
        counts = [n.id for n in t.walk(value) if isinstance(n, t.Name)]
        again = [n for n, a in arguments.items() if counts.count(n) != 1 and not isinstance(a, (t.Name, t.Constant))]
        plain = all(is_plain(self.facts.scope, a, ARITHMETIC if n in again else READS) for n, a in arguments.items())
        if not plain or (again and self.choices):
            return node  # what has an effect, or reads what may change, is evaluated once and in its turn
        for name, argument in arguments.items():
            if name in again:
                fresh = self.facts.fresh(f"{self.base}1")
                self.before.append(t.assign(fresh, argument))
                arguments[name] = t.name(fresh)
        return placed(t.substitute(value, arguments), node)


def placed(value: t.expr, call: t.Call) -> t.expr:
    """Give the text of a helper the place of its call: messages quote the file at hand."""
    for node in t.walk(value):
        for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(call, part):
                setattr(node, part, getattr(call, part))
    return value


def find_expression(facts: Facts, kinds: Kinds, call: t.Call) -> tuple[t.expr, dict[str, Any]] | None:
    """Return what a short helper computes, and the arguments by parameter; None for any other callee."""
    function = kinds.callee(call)
    if not isinstance(function, FunctionType) or not is_users(function) or function.__globals__ is not facts.scope.globals:
        return None
    subject = facts.program.subject(function)
    if subject is None or function in facts.program.pieces:
        return None
    if subject.scope.cells or subject.parameters.vararg or subject.parameters.kwarg:
        return None
    body = without_docstring(subject.source.tree.body)
    if len(body) != 1 or not isinstance(body[0], t.Return) or body[0].value is None:
        return None
    try:
        arguments = bind(subject.parameters, call, kinds)
    except CannotBind:
        return None
    given = [kinds.of(a) if isinstance(a, t.expr) else None for a in arguments.values()]
    if not all(isinstance(kind, Array) or (kind is not None and is_scalar(kind)) for kind in given):
        return None
    short = is_short(facts, subject, body[0].value, set(arguments))
    return (body[0].value, arguments) if short else None


def is_short(facts: Facts, subject: Any, value: t.expr, own: set[str]) -> bool:
    """Tell whether an expression is at most three operations with rules, of names that mean the same to the caller."""
    operations = 0
    for node in t.walk(value):
        operations += isinstance(node, (t.BinOp, t.Call))
        if isinstance(node, t.Name) and node.id not in own:
            hidden = node.id in facts.local_names or node.id in facts.scope.cells
            if hidden or not isinstance(node.ctx, t.Load):
                return False
    return operations <= MOST and is_plain(subject.scope, value)


def is_plain(scope: Any, value: t.expr, allowed: tuple[type, ...] = ARITHMETIC) -> bool:
    """Tell whether an expression is arithmetic of names and constants, and calls of functions with rules."""
    for node in t.walk(value):
        if isinstance(node, t.Call) and (node.keywords or registry.find(scope.peek(dotted(node.func))) is None):
            return False
        if isinstance(node, t.expr) and not isinstance(node, allowed):
            return False
    return True


def dotted(node: t.expr) -> str:
    """Return `math.exp` for that expression, the empty text for what is no such chain."""
    if isinstance(node, t.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, t.Name) else ""
