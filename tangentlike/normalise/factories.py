"""Write the functions that return functions where they are called: the function that they make reads their variables."""

from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from tangentlike.analysis.binding import CannotBind, bind, parameters_of
from tangentlike.analysis.closures import Escaped
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import free_names, local_names
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.refused import find_refused
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.values import Closure, Static
from tangentlike.callees import defaults_of
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.normalise.outer_variables import hand_back_variables
from tangentlike.normalise.renaming import rename_free
from tangentlike.normalise.statics import follow_statics
from tangentlike.normalise.support import without_docstring
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import is_written
from tangentlike.syntax.names import Names

DEPTH = 9


def inline_factories(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `f = scaled_by(k)` into the body of `scaled_by`, which defines the function that it returns.

    Only a function that returns at its end is written out, and in a loop only where what it makes does not outlive a trip.
    """
    for _ in range(DEPTH):
        if not any(may_be_users(node, facts) for node in t.walk_all(tree.body) if isinstance(node, t.Call)):
            break
        kinds = facts.kinds(tree)
        work = _Inliner(tree, kinds, facts)
        if not work.wanted:
            break
        tree = Hoisting(facts, work.is_wanted, work.open).statements(tree)
    return hand_back_variables(tree, facts)


def may_be_users(node: t.Call, facts: Facts) -> bool:
    """Tell whether a call may be one of a user's function, without knowing the kinds."""
    path = dotted_path(node.func)
    known = path is not None and path.partition(".")[0] not in facts.local_names
    return not known or isinstance(facts.scope.peek(str(path)), FunctionType)


@dataclass
class Factory:
    """What is written in the place of a call: the text of the function, and what its names become."""

    tree: t.FunctionDef
    arguments: dict[str, t.expr]
    outside: dict[str, str] = field(default_factory=dict)


class _Inliner:
    """The calls of one round."""

    def __init__(self, tree: t.FunctionDef, kinds: Kinds, facts: Facts):
        self.kinds = kinds
        self.facts = facts
        self.kept = _outliving(tree)
        self.wanted: dict[int, Factory] = {}
        for node in t.walk_all(tree.body):
            if isinstance(node, t.Call) and isinstance(kinds.of(node), Escaped) and id(node) not in self.kept:
                found = self.factory(node)
                if found is not None:
                    self.wanted[id(node)] = found

    def is_wanted(self, node: t.AST) -> bool:
        """Tell whether a node is a call that is to be written out."""
        return id(node) in self.wanted

    def factory(self, node: t.Call) -> Factory | None:
        """Return what a call of a function that returns functions is replaced by; None if that cannot be."""
        callee = self.kinds.callee(node)
        if isinstance(callee, Closure):
            made = callee.node
            body = t.copy(made.body) if isinstance(made, t.FunctionDef) else [t.return_(t.copy(made.body))]
            tree = t.function(getattr(made, "name", "lambda_"), t.copy(made.args), body)
            defaults: dict[str, Any] = {}
            outside: dict[str, str] | None = dict(zip(callee.captured, callee.outer, strict=True))
        else:
            subject = self.facts.program.subject(callee) if callee is not None else None
            if subject is None or find_refused(subject.source.tree, subject.scope, handed=True) is not None:
                return None
            tree = self.with_choices(subject, callee, node)
            defaults = defaults_of(callee, subject)
            outside = self.names_outside(tree, subject.scope)
        arguments = self.arguments(tree, node, defaults)
        if outside is None or arguments is None or not _returns_at_end(tree):
            return None
        return Factory(tree, arguments, outside)

    def with_choices(self, subject: Any, callee: Any, node: t.Call) -> t.FunctionDef:
        """Return the text of a function, without the branches that this call does not take."""
        tree = t.copy(subject.source.tree)
        tree.body = without_docstring(tree.body)
        kinds = self.facts.program.bind(callee, node, _Kinds(self.kinds)) or {}
        own = Facts(subject.source, subject.scope, kinds, (), self.facts.program, Names(t.names_used(tree)))
        tree = follow_statics(tree, own)
        end = next((i for i, item in enumerate(tree.body) if isinstance(item, t.Return)), len(tree.body))
        tree.body = tree.body[: end + 1]
        return tree

    def arguments(self, tree: t.FunctionDef, node: t.Call, defaults: dict[str, Any]) -> dict[str, t.expr] | None:
        """Return an expression for each parameter."""
        parameters = parameters_of(tree.args)
        try:
            bound = bind(parameters, node, self.kinds)
        except CannotBind:
            return None
        out: dict[str, t.expr] = {}
        for name, value in bound.items():
            written = parameters.defaults.get(name)
            if value is None and name not in defaults:
                return None
            if value is None and written is not None and is_written(defaults[name], written):
                value = t.copy(written)
            out[name] = value if value is not None else t.name(self.spell(defaults[name], f"{tree.name}_{name}"))
        return out

    def names_outside(self, tree: t.FunctionDef, scope: Any) -> dict[str, str] | None:
        """Return how the caller spells the global names of a function; None if it cannot."""
        new: dict[str, str] = {}
        mine = self.facts.scope
        for name in sorted(free_names([tree]) - local_names(tree)):
            same_cell = name in scope.cells and mine.cells.get(name) is scope.cells[name]
            same_global = name not in scope.cells and name not in mine.cells and scope.globals is mine.globals
            if (same_cell or same_global) and name not in self.facts.local_names:
                continue
            value = scope.lookup(name)
            if value is MISSING or not isinstance(kind_of(value), Static):
                return None  # data may change, and the caller would not see it
            new[name] = self.spell(value, name)
        return new

    def spell(self, value: Any, wanted: str) -> str:
        """Return a name for an object of another function."""
        return str(self.facts.program.spell(value, wanted, self.facts))

    def open(self, node: Any, hoisting: Hoisting) -> Opened:
        """Return the body of a function and its result, its variables renamed."""
        found = self.wanted[id(node)]
        before: t.Block = []
        own = local_names(found.tree)
        new = {name: self.facts.fresh(name) for name in sorted(own)}
        self.facts.user_names |= set(new.values())
        self.facts.local_names |= set(new.values())
        for name, value in found.arguments.items():
            inside, left = hoisting.expression(value)
            before.extend([*inside, t.assign(new[name], left)])
        body = rename_free(found.tree.body, {**found.outside, **new})
        return [*before, *body[:-1]], body[-1].value


class _Kinds:
    """Kinds that are known already, where an inference is asked for them."""

    def __init__(self, kinds: Kinds):
        self.facts = kinds


def _returns_at_end(tree: t.FunctionDef) -> bool:
    """Tell whether a function returns once, at its end."""
    returns = [node for node in _own_statements(tree.body) if isinstance(node, t.Return)]
    return bool(tree.body) and returns == [tree.body[-1]] and returns[0].value is not None


def _own_statements(block: t.Block) -> list[t.stmt]:
    out: list[t.stmt] = []
    for node in block:
        out.append(node)
        if isinstance(node, (t.If, t.For, t.While)):
            out.extend([*_own_statements(node.body), *_own_statements(node.orelse)])
    return out


def _outliving(tree: t.FunctionDef) -> set[int]:
    """Return the calls in loops that make what may outlive the trip: the next trip changes its variables."""
    out: set[int] = set()
    for loop in _own_statements(tree.body):
        for node in _own_statements(loop.body) if isinstance(loop, (t.For, t.While)) else []:
            called = {id(n.func) for n in t.walk(node) if isinstance(n, t.Call)}
            target = node.targets[0].id if isinstance(node, t.Assign) and isinstance(node.targets[0], t.Name) else None
            for call in (n for n in t.walk(node) if isinstance(n, t.Call) and id(n) not in called):
                if call is not getattr(node, "value", None) or target is None or not is_only_called(tree, loop, node, target):
                    out.add(id(call))
    return out


def is_only_called(tree: t.FunctionDef, loop: Any, made: t.stmt, name: str) -> bool:
    """Tell whether a function that a loop makes is only called, and in the same trip."""
    if made not in loop.body:
        return False
    after = loop.body[loop.body.index(made) + 1 :]
    called = {id(n.func) for n in t.walk_all(after) if isinstance(n, t.Call)}
    reads = [n for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name and isinstance(n.ctx, t.Load)]
    return all(id(n) in called for n in reads)
