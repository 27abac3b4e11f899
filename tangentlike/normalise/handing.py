"""Helpers that write into what they are given hand it back: `scale(y, k)` becomes `y = scale(y, k)`.

The helper is the same, but returns also the parameters that it writes, so that the value of each name is known from the
text alone. A view is handed over as a copy, which is stored where it came from: `scale(m[i], k)` becomes `row = m[i].copy()`,
`row = scale(row, k)`, `m[i] = row`.
"""

from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.aliases import Memory
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Closure, Dict, Keyed, List
from tangentlike.analysis.views import is_view
from tangentlike.callees import stand_in
from tangentlike.effects import arguments_of, called_function, memory_of, summarise
from tangentlike.normalise.augmented import with_outer
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.items import is_held_once, is_item, may_take_place
from tangentlike.normalise.optional import without_defaults
from tangentlike.normalise.rows import close_arguments
from tangentlike.normalise.writing_calls import bring_out
from tangentlike.opening.walked import is_generator
from tangentlike.pieces import spread
from tangentlike.program import Program
from tangentlike.runtime.sequences import check_separate
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t


def hand_back(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Let helpers hand back the arrays and lists that they write.

    What one call hands back may carry a derivative from then on, and with it another call.
    """
    while any(isinstance(node, t.Call) for node in t.walk_all(tree.body)):
        before = len(find_handing(tree, facts))
        kinds = facts.kinds(tree)
        work = _Handing(facts, kinds, memory_of(tree, kinds, facts), varied_names(tree, kinds, facts.wrt))
        for call in [node for node in t.walk_all(tree.body) if isinstance(node, t.Call)]:
            work.let_write(call)
        alone = bring_out(tree, facts, kinds, work.seen)
        if alone is not None:
            tree = alone
            continue
        tree = rewrite_statements(tree, work.change)
        if len(find_handing(tree, facts)) == before:
            break
    return tree


def find_handing(tree: t.FunctionDef, facts: Facts) -> list[str]:
    """Return the names by which a function calls helpers that hand back what they write."""
    ours = {id(function) for function in facts.program.handing.values()}
    called = [node.func.id for node in t.walk_all(tree.body) if isinstance(node, t.Call) and isinstance(node.func, t.Name)]
    return [name for name in called if id(facts.program.injected.get(name)) in ours]


@dataclass
class Given:
    """What one call hands over: the helper's parameters that it writes, and the caller's expressions for them."""

    subject: Subject
    written: dict[str, t.expr]
    captured: dict[str, t.expr]                 # what a nested function reads of the function around it

    @property
    def returned(self) -> str | None:
        """Return the one of them that the helper returns, if it returns nothing else; "" if it returns nothing."""
        found = [n.value for n in t.walk_all(self.subject.source.tree.body) if isinstance(n, t.Return)]
        names = {"" if is_none(value) else value.id if isinstance(value, t.Name) else None for value in found} or {""}
        ended = names == {""} or ends(self.subject.source.tree.body)
        return next(iter(names)) if len(names) == 1 and ended and names <= {"", *self.written} else None


class _Handing:
    """Rewrite the statements that consist of one call."""

    def __init__(self, facts: Facts, kinds: Kinds, memory: Memory, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.memory = memory
        self.varied = varied
        self.done: set[int] = set()             # the calls of helpers that write only into what is new

    def change(self, node: t.stmt) -> t.Block:
        """Return the statements that take back what a call writes."""
        if not isinstance(node, (t.Expr, t.Assign, t.Return)) or not isinstance(node.value, t.Call):
            return [node]
        call = node.value
        given = self.given(call)
        if given is None:
            return [node]
        before: t.Block = self.tests(call, given)
        after: t.Block = []
        back = [self.taken(call, argument, before, after) for argument in given.written.values()]
        call.func = t.name(self.facts.program.spell(handing(self.facts, given), given.subject.name, self.facts))
        call.keywords = [*call.keywords, *(t.keyword(name, part) for name, part in given.captured.items())]
        if given.returned is not None:
            taken = t.gast_assign([t.as_store(spread(back))], call)
            node.value = t.name(back[[*given.written].index(given.returned)]) if given.returned else t.constant(None)
            same = isinstance(node, t.Assign) and len(node.targets) == 1 and t.equal(t.as_load(t.copy(node.targets[0])), node.value)
            return [*before, taken, *after, *([] if same or isinstance(node, t.Expr) else [node])]
        named = isinstance(node, t.Assign) and isinstance(node.targets[0], t.Name) and node.targets[0].id not in back
        result = node.targets[0].id if named else self.facts.fresh("out")
        taken = t.gast_assign([t.as_store(spread([result, *back]))], call)
        node.value = t.name(result)
        return [*before, taken, *after, *([] if named or isinstance(node, t.Expr) else unpacked(node))]

    def seen(self, call: t.Call) -> frozenset[str]:
        """Return the names that see what a call writes, if they can take it back; else nothing."""
        if self.given(call) is None:
            return frozenset()
        return frozenset().union(*(write.seen for write in self.memory.writes if write.call is call))

    def let_write(self, call: t.Call) -> None:
        """Let a helper write into what nobody else has: it needs to hand nothing back."""
        given = self.given(call)
        if given is not None and all(map(self.is_new, given.written.values())):
            key = (id(given.subject), tuple(given.written), "new")
            program = self.facts.program
            if key not in program.handing:
                keep(program, key, stand_in(given.subject, tuple(given.written)))
            call.func = t.name(program.spell(program.handing[key], given.subject.name, self.facts))
            self.done.add(id(call))

    def given(self, call: t.Call) -> Given | None:
        """Return what a call hands over; None if it cannot be taken back by name."""
        if id(call) in self.done:
            return None
        callee = self.kinds.callee(call)
        nested = isinstance(callee, Closure) and not callee.derived
        ours = str(getattr(callee, "__module__", "")).startswith("tangentlike.runtime")  # its writes have adjoints
        ours |= any(callee is function for function in self.facts.program.handing.values())
        active = any(is_varied(part, self.varied, self.kinds) for part in arguments_of(call))
        active |= isinstance(callee, Closure) and bool(with_outer(callee.outer, self.kinds) & self.varied)
        if ours or not active or not (isinstance(callee, FunctionType) or nested):
            return None
        found = called_function(call, callee, self.kinds, self.facts)
        if found is None or found[0].source.function in self.facts.program.pieces:
            return None
        subject, parameters, nodes = found
        own = arguments_of(call)
        outer = {name: node for name, node in nodes.items() if node is not None and not any(node is part for part in own)}
        writes = [name for name in subject.parameters.all if name in summarise(self.facts.program, subject, parameters).writes]
        written = {name: nodes.get(name) for name in writes}
        given = Given(subject, written, outer)
        if not written or not all(self.may_take(argument, given, call) for argument in written.values()):
            return None
        known = all(isinstance(parameters[name], (Array, List, Dict, Keyed)) for name in written)
        return given if known and may_hand_back(subject, writes) and self.close(call, given) is not None else None

    def may_take(self, argument: Any, given: Given, call: t.Call) -> bool:
        """Tell whether an argument is a name, a part of something with a name, or new, written in the call itself."""
        if not any(argument is part for part in [*arguments_of(call), *given.captured.values()]):
            return False
        if is_item(argument, self.kinds):
            writes = [write for write in self.memory.writes if write.call is call and write.name == argument.value.id]
            return may_take_place(argument, writes, self.kinds, self.facts)
        return isinstance(argument, t.Name) or is_view(argument, self.kinds) or self.is_new(argument)

    def is_nested(self, node: t.expr) -> bool:
        """Tell whether an argument is a nested function: what it reads is handed over beside it."""
        return isinstance(self.kinds.of(node), Closure)

    def is_new(self, node: t.expr) -> bool:
        """Tell whether an expression makes memory that nobody else has."""
        if isinstance(node, t.Call):
            return self.kinds.shares.get(id(node)) == () and not is_users(self.kinds.callee(node))
        return isinstance(node, (t.BinOp, t.UnaryOp, t.Constant)) or has_no_memory(self.kinds.of(node))

    def close(self, call: t.Call, given: Given) -> list[tuple[t.expr, t.expr]] | None:
        """Return what a call writes, each with an argument of which only the run tells that it is apart; None if it is not."""
        writes = [write for write in self.memory.writes if write.call is call]
        every = [*arguments_of(call), *given.captured.values()]
        kept = [part for part in every if not (self.is_new(part) or self.is_nested(part))]
        return close_arguments(list(given.written.values()), kept, writes, self.kinds, self.facts)

    def tests(self, call: t.Call, given: Given) -> t.Block:
        """Return the tests that what a call writes is apart from its other arguments."""
        items = [is_held_once(part, self.facts) for part in given.written.values() if is_item(part, self.kinds)]
        pairs = self.close(call, given) or []
        check = self.facts.program.spell(check_separate, "check_separate", self.facts) if pairs else ""
        return [*items, *(t.statement(t.call(check, t.copy(written), t.copy(other))) for written, other in pairs)]

    def taken(self, call: t.Call, argument: t.expr, before: t.Block, after: t.Block) -> str:
        """Return the name that takes back an argument; a view goes through a copy."""
        if isinstance(argument, t.Name):
            return argument.id
        name = self.facts.fresh("given" if self.is_new(argument) else f"{base(argument)}_part")
        if self.is_new(argument):
            before.append(t.assign(name, t.copy(argument)))
        else:
            before.append(t.assign(name, t.Call(t.attribute(t.copy(argument), "copy"), [], [])))
            place = argument if isinstance(argument, t.Subscript) else t.subscript(argument, t.constant(Ellipsis))
            after.append(t.gast_assign([t.as_store(t.copy(place))], t.name(name)))
        for holder in [call, *call.keywords]:
            for field in ("args", "value"):
                held = getattr(holder, field, None)
                if isinstance(held, list):
                    held[:] = [t.name(name) if part is argument else part for part in held]
                elif held is argument:
                    setattr(holder, field, t.name(name))
        return name


def unpacked(node: t.stmt) -> t.Block:
    """Return the assignments of the items of a result that is a tuple; another statement as it is."""
    match node:
        case t.Assign(targets=[t.Tuple(elts=items)], value=value) if all(isinstance(item, t.Name) for item in items):
            return [t.gast_assign([item], t.subscript(t.copy(value), t.constant(i))) for i, item in enumerate(items)]
    return [node]


def base(node: t.expr) -> str:
    """Return the name of the variable that an expression is a part of."""
    return next(n.id for n in t.walk(node) if isinstance(n, t.Name))


def may_hand_back(subject: Subject, written: list[str]) -> bool:
    """Tell whether the parameters of a helper mean throughout what it was given."""
    tree = without_defaults(subject.source.tree, written)
    own = {*subject.parameters.names, *subject.parameters.keyword_only}
    augmented = [n.target for n in t.walk_all(tree.body) if isinstance(n, t.AugAssign)]
    stored = {n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)}
    bound = [n for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id in written and isinstance(n.ctx, t.Store)]
    again = all(any(n is target for target in augmented) for n in bound)
    inner = any(isinstance(n, (t.FunctionDef, t.Lambda)) and t.names_used(n) & set(written) for n in t.walk_all(tree.body))
    plain = all(map(t.is_literal, subject.parameters.defaults.values())) and not is_generator(tree)
    return plain and set(written) <= own and (again or not stored & set(written)) and not inner


def handing(facts: Facts, given: Given) -> FunctionType:
    """Return the function that does what a helper does, and returns also what it writes."""
    program = facts.program
    key = (id(given.subject), tuple(given.written))
    if key not in program.handing:
        subject = given.subject
        names = tuple(given.written)
        tree = without_defaults(subject.source.tree, names)
        alone = given.returned is not None
        tree.body = returning([in_place(node, names) for node in tree.body], names, alone)
        if not ends(tree.body):
            tree.body.append(t.return_(spread(names) if alone else results(t.constant(None), names)))
        made = replace(subject.source, tree=tree)
        keep(program, key, stand_in(Subject(made, subject.scope, subject.parameters), names))
    return program.handing[key]


def keep(program: Program, key: Any, subject: Subject) -> None:
    """Keep a function that stands for another one, and its text."""
    program.handing[key] = subject.source.function
    program.subjects[subject.source.function] = subject


def results(value: t.expr, names: tuple[str, ...]) -> t.expr:
    """Return a result with what is handed back."""
    return t.tuple_of([value, *map(t.name, names)])


def ends(body: t.Block) -> bool:
    """Tell whether the last statement of a function returns."""
    return bool(body) and isinstance(body[-1], t.Return)


def is_none(value: t.expr | None) -> bool:
    """Tell whether what stands after `return` is nothing."""
    return value is None or (isinstance(value, t.Constant) and value.value is None)


def returning(block: t.Block, names: tuple[str, ...], alone: bool) -> t.Block:
    """Let each return of a block return also the names; `alone`: nothing else."""
    for node in block:
        if isinstance(node, t.Return):
            node.value = spread(names) if alone else results(node.value or t.constant(None), names)
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list) and not isinstance(node, t.FunctionDef):
                setattr(node, inner, returning(getattr(node, inner), names, alone))
    return block


def in_place(node: t.stmt, names: tuple[str, ...]) -> t.stmt:
    """Write `v += e` on an array that is handed back as `v[...] += e`: it is the caller's array that changes."""
    for inner in t.walk(node):
        if isinstance(inner, t.AugAssign) and isinstance(inner.target, t.Name) and inner.target.id in names:
            inner.target = t.as_store(t.subscript(t.name(inner.target.id), t.constant(Ellipsis)))
    return node
