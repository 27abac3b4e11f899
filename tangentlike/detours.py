"""Detours: what depends on an active value in a way that no derivative follows.

A text or an integer code that is made of a number, and what helpers leave in objects and globals. All of that may be
printed, compared and kept; a number that is made of it again, and that the result depends on, is refused: its derivative
would be a zero that nobody asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

from tangentlike.analysis.activity import BINDING, MUTATORS, bases, gives_varied, is_varied, may_keep, varied_names
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import COMPREHENSIONS, free_names, local_names
from tangentlike.analysis.kinds import Inference, Kinds
from tangentlike.analysis.objects import DICTS, HANDING_ON, HANDS_ON
from tangentlike.analysis.operators import call_arguments
from tangentlike.analysis.records import is_record_class
from tangentlike.analysis.refused import find_refused
from tangentlike.analysis.steady import is_steady, is_text
from tangentlike.analysis.values import Closure, Kind, List, Record, Static, Unknown, carries, is_number
from tangentlike.callees import canonical
from tangentlike.effects import called_function, is_unknown
from tangentlike.leavings import leave_in, reads_left, shares_left
from tangentlike.program import Program
from tangentlike.rules import registry
from tangentlike.runtime.joining import find_join
from tangentlike.spelling import ANYTHING, CODE
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.parts import own_parts, unpacked
from tangentlike.understood import only_computes, understands


@dataclass(frozen=True)
class Outcome:
    """What a helper makes of active values and of detours: whether its result holds one, and where a number is made."""

    holds: bool = False
    offence: t.AST | None = None


@dataclass
class Detours:
    """The names of one function that hold a detour, for the parameters that are active and those that hold one."""

    tree: t.FunctionDef
    kinds: Kinds
    facts: Facts
    varied: frozenset[str]
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.local = {*self.kinds.parameters, *local_names(self.tree)}  # a global that it changes has a kind, too

    @property
    def program(self) -> Program:
        """Return what the functions of this derivative share."""
        return self.facts.program

    def follow(self) -> None:
        """Find the names that hold a detour, and note what is left in objects and globals."""
        nodes = list(t.walk_own(self.tree.body))
        clauses = [clause for node in nodes if isinstance(node, COMPREHENSIONS) for clause in node.generators]
        binding = [*(node for node in nodes if isinstance(node, BINDING)), *clauses]
        self.varied |= set().union(*(bases(c.target) for c in clauses if gives_varied(c.iter, self.varied, self.kinds)))
        before = -1
        while before != len(self.names):
            before = len(self.names)
            for node in binding:
                self.names |= self.bound(node)
        for node in binding:
            self.leave(node)

    def bound(self, node: t.AST) -> set[str]:
        """Return the names that a node makes hold a detour."""
        match node:
            case t.Assign(targets=targets, value=value) if self.holds(value):
                return set().union(*map(bases, targets))
            case t.Assign(targets=[t.Subscript(slice=key) as target]) if self.is_active_key(key):
                return bases(target)
            case (
                t.AugAssign(target=target, value=value)
                | t.NamedExpr(target=target, value=value)
                | t.AnnAssign(target=target, value=t.expr() as value)
                | t.For(target=target, iter=value)
                | t.comprehension(target=target, iter=value)
            ) if self.holds(value):
                return bases(target)
            case t.Call(func=t.Attribute(value=t.Name(id=base), attr=attr), args=args) if attr in MUTATORS:
                return {base} if any(map(self.holds, args)) else set()
            case t.Call() if any(self.active(arg) or self.holds(arg) for arg in node.args):
                return may_keep(node, self.kinds)
        return set()

    def active(self, node: t.expr) -> bool:
        """Tell whether an expression carries a derivative."""
        return is_varied(node, self.varied, self.kinds)

    # What holds a detour

    def holds(self, node: t.AST) -> bool:
        """Tell whether the value of an expression may depend on an active value by a detour."""
        if not isinstance(node, t.expr) or isinstance(node, t.Constant):
            return isinstance(node, (t.keyword, t.Slice)) and any(map(self.holds, t.iter_child_nodes(node)))
        kind = self.kinds.of(node)
        match node:
            case t.Name(id=name):
                read = kind.outer if isinstance(kind, Closure) else (name,)
                return (not is_steady(kind) and not self.names.isdisjoint(read)) or self.is_left(node)
            case t.Lambda():
                return bool(free_names([node]) & self.names)
            case t.Call():
                return self.call_holds(node, kind)
            case t.Dict() | t.DictComp() if any(map(self.is_active_key, node.keys if isinstance(node, t.Dict) else [node.key])):
                return True
        if is_steady(kind):
            return False
        if isinstance(node, (t.Subscript, t.Attribute)):
            return self.is_part_of_left(node) or self.looks_up(node) or (self.holds(node.value) and not is_number(kind))
        if isinstance(node, COMPREHENSIONS):
            return any(map(self.holds, [node.key, node.value] if isinstance(node, t.DictComp) else [node.elt]))
        parts = [node.body, node.orelse] if isinstance(node, t.IfExp) else [*t.iter_child_nodes(node)]
        return any(map(self.holds, parts)) or (is_text(kind) and any(self.active(p) for p in parts if isinstance(p, t.expr)))

    def is_active_key(self, node: t.expr | None) -> bool:
        """Tell whether an expression is an active number: as a key of a dict it has no derivative."""
        return node is not None and is_number(self.kinds.of(node)) and self.active(node)

    def is_left(self, node: t.expr) -> bool:
        """Tell whether some function of the program leaves an active value where an expression reads."""
        left, anywhere = self.program.left, ANYTHING in self.program.left
        if shares_left(self.program, self.facts, node, self.local):
            return True
        if isinstance(node, t.Name) and node.id not in self.local:
            named = (id(self.facts.scope.globals), node.id) in left
            return named or (anywhere and not isinstance(self.facts.scope.peek(node.id), CODE))
        if isinstance(node, t.Attribute):
            if isinstance(node.value, t.Name) and node.value.id in self.facts.given:
                return False  # it is read when the function starts, and has a name afterwards
            base = self.kinds.of(node.value)
            code = isinstance(base, Static) and isinstance(base.value, CODE)
            return node.attr in left or (anywhere and not code and not is_number(base))
        return False

    def is_part_of_left(self, node: t.expr) -> bool:
        """Tell whether an expression is, or is a part of, what some function leaves."""
        base = node.value if isinstance(node, (t.Subscript, t.Attribute)) else None
        return self.is_left(node) or (base is not None and self.is_part_of_left(base))

    def looks_up(self, node: t.expr) -> bool:
        """Tell whether an active value is what an object, which may do anything with it, is asked for an item."""
        base = self.kinds.of(node.value) if isinstance(node, t.Subscript) else None
        joins = isinstance(base, Static) and find_join(base.value) is not None and self.active(node)
        if joins or not isinstance(base, (Unknown, Record, Static)):
            return False
        asked = node.slice.elts if isinstance(node.slice, t.Tuple) else [node.slice]
        parts = [part for item in asked for part in ([*t.iter_child_nodes(item)] if isinstance(item, t.Slice) else [item])]
        return any(self.active(part) for part in parts)

    def call_holds(self, node: t.Call, kind: Kind) -> bool:
        """Tell whether the result of a call holds a detour."""
        callee = self.kinds.callee(node)
        outcome = self.outcome(node, callee)
        if outcome is not None:
            return outcome.holds or outcome.offence is not None
        args = given(self.kinds, node)
        if is_steady(kind) or callee is len:
            return False
        if any(map(self.holds, args)):
            return True
        if self.moves(node):
            return False
        return not carries(kind) and not is_locally_constant(callee, kind) and any(map(self.active, args))

    def outcome(self, node: t.Call, callee: Any) -> Outcome | None:
        """Return what a call of a user's function does; None if it is none, or of no interest here."""
        method = self.kinds.methods.get(id(node))
        whole, function = (node, callee) if method is None else (method.whole, method.function)
        unknown = is_unknown(node, self.kinds)
        ours = isinstance(function, Closure) or (function is not None and is_users(function))
        if getattr(function, "is_operator", False) or not (unknown or ours):
            return None
        found = None if unknown else called_function(whole, function, self.kinds, self.facts)
        if found is None:
            harmless = isinstance(function, FunctionType) and only_computes(function)
            if not harmless and any(map(self.active, given(self.kinds, node))):
                self.program.leave(ANYTHING)
            return None
        subject, parameters, nodes = found
        items = {name: part for name, part in nodes.items() if part is not None}
        active = frozenset(name for name, part in items.items() if self.active(part))
        detours = frozenset(name for name, part in items.items() if self.holds(part))
        if not active and not detours and not self.program.left:
            return Outcome()
        outcome = outcome_of(self.program, subject, parameters, active, detours)
        return outcome if detours else Outcome(outcome.holds)  # its own derivative is checked when it is written

    # Where a number is made of one

    def offences(self) -> Iterator[tuple[t.stmt, t.expr]]:
        """Yield each expression that makes a number of a detour, with its statement."""
        for statement in t.walk_own(self.tree.body):
            if isinstance(statement, t.stmt):
                parts = (node for node in t.walk_own(own_parts(statement)) if isinstance(node, t.expr))
                yield from ((statement, node) for node in parts if self.offends(node))

    def offends(self, node: t.expr) -> bool:
        """Tell whether an expression makes a number of a detour, or may do so."""
        kind = self.kinds.of(node)
        if not carries(kind) or (isinstance(node, t.Call) and self.moves(node)):
            return False
        if isinstance(node, (t.Name, t.Attribute)):
            return self.is_left(node)
        if isinstance(node, t.Subscript):
            return self.looks_up(node) or self.is_left(node.value)
        return isinstance(node, (t.Call, t.BinOp, t.UnaryOp)) and self.holds(node)

    def moves(self, node: t.Call) -> bool:
        """Tell whether a call hands on what it is given, in another container."""
        callee = self.kinds.callee(node)
        if isinstance(node.func, t.Attribute) and isinstance(self.kinds.of(node.func.value), (List, *DICTS)):
            return node.func.attr in HANDING_ON
        return any(callee is each for each in HANDS_ON) or is_record_class(callee)

    # What is left behind

    def leave(self, node: t.AST) -> None:
        """Note the attributes and globals in which a node leaves an active value, or a detour."""
        match node:
            case t.Assign(targets=targets, value=value) if self.active(value) or self.holds(value):
                places = [part for target in targets for part in unpacked(target)]
            case t.AugAssign(target=target, value=value) if self.active(value) or self.holds(value):
                places = [target]
            case t.Call() if any(self.active(arg) or self.holds(arg) for arg in given(self.kinds, node)):
                self.outcome(node, self.kinds.callee(node))
                places = self.written_outside(node)
            case _:
                return
        leave_in(self.program, self.facts, places, self.local)

    def written_outside(self, node: t.Call) -> list[t.expr]:
        """Return what a call without a rule may write: the object of the method, or the attribute that it sets."""
        callee = self.kinds.callee(node)
        match node:
            case t.Call(args=[owner, t.Constant(value=str() as attr), _]) if callee is setattr:
                return [t.attribute(owner, attr)]
            case t.Call(func=t.Attribute(value=owner)):
                known = self.kinds.of(owner)
                code = isinstance(known, Static) and isinstance(known.value, (ModuleType, type, FunctionType, str))
                known_rule = callee is not None and (is_users(callee) or registry.find(callee) is not None)
                return [] if code or (known_rule and node.func.attr not in MUTATORS) else [owner]
        return []


def outcome_of(
    program: Program, subject: Subject, kinds: dict[str, Kind], active: frozenset[str], detours: frozenset[str]
) -> Outcome:
    """Return what a helper makes of its active parameters and of those that hold detours."""
    renamed, _ = canonical(kinds)
    key = (id(subject), tuple(renamed.items()), active, detours, len(program.left))
    if key in program.outcomes:
        return program.outcomes[key]
    program.outcomes[key] = Outcome(bool(detours))  # of a recursion
    facts = Facts(subject.source, subject.scope, renamed, (), program, Names(()))
    tree = subject.source.tree
    if find_refused(tree, subject.scope) is not None:
        stored = [n for n in t.walk(tree) if isinstance(getattr(n, "ctx", None), t.Store)]
        declared = {name for n in t.walk(tree) if isinstance(n, t.Global) for name in n.names}
        leave_in(program, facts, stored, local_names(tree) - declared)
        if not understands(subject.scope, tree.body, local_names(tree)):
            program.leave(ANYTHING)
        if program.left and reads_left(program, subject, ()):
            program.outcomes[key] = Outcome(True)
        return program.outcomes[key]
    inference = Inference(tree, subject.scope, program)
    inference.subject = subject
    found = inference.run(renamed)
    run = Detours(tree, found, facts, varied_names(tree, found, active), set(detours))
    run.follow()
    offence = next((node for _, node in run.offences()), None)
    results = [n.value for n in t.walk_own(tree.body) if isinstance(n, t.Return) and n.value is not None]
    program.outcomes[key] = Outcome(any(map(run.holds, results)), offence)
    return program.outcomes[key]


def is_locally_constant(callee: Any, kind: Kind) -> bool:
    """Tell whether a result jumps: so it is declared, or whole numbers are made of numbers, as by `x.astype(int)`."""
    rule = registry.find(callee) if callee is not None else None
    of_a_number = is_number(kind) and not carries(kind)
    return rule is not None and ((rule.kind == "constant" and not is_text(kind)) or (rule.kind == "linear" and of_a_number))


def given(kinds: Kinds, node: t.Call) -> list[t.expr]:
    """Return all that a call is given, the object of a method included."""
    args, named = call_arguments(kinds, node)
    return [*(a.value if isinstance(a, t.Starred) else a for a in args), *named.values()]
