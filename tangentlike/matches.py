"""Write `match` statements as `if` and `elif`: tests and bindings that mean what the patterns mean.

It happens before anything is known of kinds; `follow_statics` keeps the case that the kinds decide. A pattern that has no
exact test here leaves its statement as it is, which is refused later.
"""

import builtins
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import CellType

from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import Scope
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import Origin
from tangentlike.syntax.source import Source

BUILTINS = ("isinstance", "len", "list", "str", "bytes", "bytearray")
MATCHES_ITSELF = 1 << 22                        # the flag of float, int, str, ... and of classes made from them


class NotExactError(Exception):
    """A pattern has no test that means the same."""


@dataclass
class Arm:
    """What a pattern asks of a value, in order, and the names that it binds where all of it holds."""

    tests: list[t.expr] = field(default_factory=list)
    bindings: dict[str, t.expr] = field(default_factory=dict)


def open_matches(source: Source, scope: Scope) -> None:
    """Turn `match kind: case "square": ...` into `if kind == "square": ...`, in the tree of a source.

    The classes that tests need and the function does not name become cells of its scope.
    """
    if not any(type(node).__name__ == "Match" for node in t.walk(source.tree)):
        return
    taken = t.names_used(source.tree) | captured(source.tree)
    if any(name in t.names_stored(source.tree) or scope.peek(name) is not getattr(builtins, name) for name in BUILTINS):
        return
    work = _Opener(source, scope, Names({*taken, *scope.cells, *scope.globals}))
    source.tree.body = work.block(source.tree.body)


@dataclass
class _Opener:
    """The `match` statements of one function."""

    source: Source
    scope: Scope
    names: Names
    classes: dict[type, str] = field(default_factory=dict)

    def block(self, block: t.Block) -> t.Block:
        """Open the `match` statements of a block, the inner ones first."""
        out: t.Block = []
        for node in block:
            for each in [*getattr(node, "cases", []), *getattr(node, "handlers", []), node]:
                for part in ("body", "orelse", "finalbody"):
                    if isinstance(getattr(each, part, None), list):
                        setattr(each, part, self.block(getattr(each, part)))
            out += self.opened(node) if type(node).__name__ == "Match" else [node]
        return out

    def opened(self, node: t.AST) -> t.Block:
        """Return what a `match` statement becomes: itself, if one of its patterns cannot be a test."""
        own = isinstance(node.subject, t.Name) and node.subject.id not in captured(node)
        name = node.subject.id if own else self.names.fresh("subject")
        try:
            rest: t.Block = []
            for case in reversed(node.cases):
                rest = self.case(case, name, rest)
        except NotExactError:
            return [node]
        before = [] if own else [t.assign(name, node.subject)]
        return self.placed([*before, *(rest or [t.Pass()])], node)

    def case(self, case: t.AST, subject: str, rest: t.Block) -> t.Block:
        """Return one case, and what is tried if it does not hold."""
        arm = self.arm(case.pattern, t.name(subject))
        bindings: t.Block = [t.assign(name, value) for name, value in arm.bindings.items()]
        if case.guard is not None and bindings:  # they stay bound if the guard does not hold
            name = self.names.fresh("holds")
            asked = [*bindings, t.assign(name, case.guard)]
            before = [t.assign(name, conjunction(arm.tests)), t.if_(t.name(name), asked)] if arm.tests else asked
            made = [*before, t.if_(t.name(name), case.body, rest)]
        else:
            tests = [*arm.tests, *([case.guard] if case.guard is not None else [])]
            made = [t.if_(conjunction(tests), [*bindings, *case.body], rest)] if tests else [*bindings, *case.body]
        return self.placed(made, case.pattern)

    def placed(self, block: t.Block, like: t.AST) -> t.Block:
        """Give new statements the line of a pattern; only the branch itself starts there."""
        text = self.source.lines[like.lineno - 1].strip()
        for node in t.walk_all(block):
            if isinstance(node, t.stmt) and getattr(node, "origin", None) is None:
                node.origin = Origin(text, like.lineno, self.source.place(like))
            if isinstance(node, (t.stmt, t.expr)) and not hasattr(node, "lineno"):
                starts = isinstance(node, (t.If, t.expr))
                for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                    setattr(node, part, getattr(like, part) if starts else None)
        return block

    # Patterns

    def arm(self, pattern: t.AST, place: t.expr) -> Arm:
        """Return what a pattern asks of the value at a place."""
        return getattr(self, "_" + type(pattern).__name__)(pattern, place)

    def parts(self, first: list[t.expr], pairs: list[tuple[t.AST, t.expr]]) -> Arm:
        """Return tests, followed by those of patterns at places."""
        whole = Arm(first)
        for pattern, place in pairs:
            arm = self.arm(pattern, place)
            whole.tests += arm.tests
            whole.bindings |= arm.bindings
        return whole

    def _MatchValue(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        return Arm([t.Compare(t.copy(place), [t.Eq()], [pattern.value])])

    def _MatchSingleton(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        return Arm([t.Compare(t.copy(place), [t.Is()], [t.constant(pattern.value)])])

    def _MatchAs(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        arm = Arm() if pattern.pattern is None else self.arm(pattern.pattern, place)
        return Arm(arm.tests, {**arm.bindings, **({pattern.name: t.copy(place)} if pattern.name else {})})

    def _MatchOr(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        arms = [self.arm(each, place) for each in pattern.patterns]
        last = arms[-1].bindings
        for arm in reversed(arms[:-1]):  # all alternatives bind the same names
            same = all(t.equal(arm.bindings[name], last[name]) for name in last)
            last = last if same else {n: t.IfExp(t.copy(conjunction(arm.tests)), arm.bindings[n], last[n]) for n in last}
        return Arm([t.BoolOp(t.Or(), [conjunction(arm.tests) for arm in arms])], dict(last))

    def _MatchSequence(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        items = pattern.patterns
        star = next((i for i, item in enumerate(items) if type(item).__name__ == "MatchStar"), None)
        text = t.tuple_of(map(t.name, ("str", "bytes", "bytearray")))
        tests = [self.instance(place, Sequence), t.not_(t.call("isinstance", t.copy(place), text))]
        size = t.call("len", t.copy(place))
        after = 0 if star is None else len(items) - star - 1
        if star is None or len(items) > 1:
            least = t.constant(len(items) - (star is not None))
            tests.append(t.Compare(size, [t.Eq() if star is None else t.GtE()], [least]))
        pairs = [(item, t.subscript(t.copy(place), place_of(i if star is None or i < star else i - len(items))))
                 for i, item in enumerate(items) if i != star]
        arm = self.parts(tests, pairs)
        if star is not None and items[star].name:
            rest = t.Slice(t.constant(star) if star else None, place_of(-after) if after else None, None)
            arm.bindings[items[star].name] = t.call("list", t.subscript(t.copy(place), rest))
        return arm

    def _MatchMapping(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        if pattern.rest is not None:
            raise NotExactError
        whole = Arm([self.instance(place, Mapping)])
        whole.tests += [t.Compare(t.copy(key), [t.In()], [t.copy(place)]) for key in pattern.keys]
        pairs = zip(pattern.patterns, pattern.keys, strict=True)
        return self.parts(whole.tests, [(each, t.subscript(t.copy(place), t.copy(key))) for each, key in pairs])

    def _MatchClass(self, pattern: t.AST, place: t.expr) -> Arm:  # noqa: N802
        path = dotted_path(pattern.cls)
        cls = None if path is None or path.partition(".")[0] in t.names_stored(self.source.tree) else self.scope.lookup(path)
        if not isinstance(cls, type):
            raise NotExactError
        test = t.call("isinstance", t.copy(place), t.copy(pattern.cls))
        itself = not hasattr(cls, "__match_args__") and bool(cls.__flags__ & MATCHES_ITSELF)
        if itself and len(pattern.patterns) == 1 and not pattern.kwd_attrs:
            return self.parts([test], [(pattern.patterns[0], place)])
        names = [*getattr(cls, "__match_args__", ())[: len(pattern.patterns)], *pattern.kwd_attrs]
        patterns = [*pattern.patterns, *pattern.kwd_patterns]
        if len(names) != len(patterns) or not all(is_field(cls, name) for name in names):
            raise NotExactError
        pairs = zip(patterns, names, strict=True)
        return self.parts([test], [(each, t.attribute(t.copy(place), name)) for each, name in pairs])

    def instance(self, place: t.expr, cls: type) -> t.expr:
        """Return the test whether a value is of an abstract class, which gets a name."""
        if cls not in self.classes:
            self.classes[cls] = self.names.fresh(cls.__name__)
            self.scope.cells[self.classes[cls]] = CellType(cls)
        return t.call("isinstance", t.copy(place), t.name(self.classes[cls]))


def captured(node: t.AST) -> set[str]:
    """Return the names that patterns bind, and those that guards do."""
    patterns = [inner for inner in t.walk(node) if type(inner).__name__.startswith("Match")]
    bound = (getattr(inner, part, None) for inner in patterns for part in ("name", "rest"))
    names = {name for name in bound if name is not None}
    return names | {inner.target.id for inner in t.walk(node) if isinstance(inner, t.NamedExpr)}


def conjunction(tests: list[t.expr]) -> t.expr:
    """Return one test that all hold."""
    if not tests:
        return t.constant(True)
    return tests[0] if len(tests) == 1 else t.BoolOp(t.And(), tests)


def place_of(number: int) -> t.expr:
    """Return an index, from the end if it is negative."""
    return t.constant(number) if number >= 0 else t.negative(t.constant(-number))


def is_field(cls: type, name: str) -> bool:
    """Tell whether instances of a class certainly have an attribute, which is data: no code runs when it is read."""
    if name in getattr(cls, "__dataclass_fields__", {}):
        return True
    return name in getattr(cls, "_fields", ()) and inspect.getattr_static(cls, name, None) is not None
