"""Pieces of a program that run on the tape: statements of functions that are compiled otherwise.

A statement that is refused becomes a call of a function that holds it, which the compiler takes as it is. Where that cannot
be (it leaves its function, or others see what it writes), the statement around it is tried, then the calls of the function.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import CellType, FunctionType
from typing import Any

import numpy as np

from tangentlike.analysis.binding import parameters_of
from tangentlike.analysis.facts import taken_names
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.outlining import Outline, find_outline, written
from tangentlike.analysis.scopes import Scope
from tangentlike.attempted_steps import open_steps
from tangentlike.compiling import make_functions
from tangentlike.contexts import close_contexts
from tangentlike.errors import Interrupted, Place, SourceNotAvailable
from tangentlike.handlers import close_attempts, tested
from tangentlike.runtime.attempts import try_runs
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import Origin, origin_of
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.source import Source
from tangentlike.understood import understands

MOST = 16
MUTABLE = (np.ndarray, list, dict, set)
LAZY = frozenset({"map", "filter", "zip", "enumerate", "reversed", "iter"})
Start = tuple[str, int, int]


@dataclass(eq=False)
class Pieces:
    """What of one derivative runs on the tape: statements by where they start, and functions whose calls do."""

    statements: dict[Start, BaseException] = field(default_factory=dict)
    giving_back: set[Start] = field(default_factory=set)  # those that may write into what they are given
    calls: dict[FunctionType, BaseException] = field(default_factory=dict)
    made: dict[FunctionType, Subject] = field(default_factory=dict)
    results: dict[FunctionType, tuple[str, ...]] = field(default_factory=dict)
    subjects: dict[FunctionType, Subject] = field(default_factory=dict)
    cuts: frozenset[Origin] = frozenset()  # statements that end a step of the body of a `try` statement

    @property
    def refusals(self) -> list[BaseException]:
        """Return why each piece runs on the tape, in the order of the text."""
        return [self.statements[start] for start in sorted(self.statements)]

    def known(self, function: FunctionType) -> Subject | None:
        """Return the text of a function that holds a piece; a function whose calls run on the tape has none."""
        if function in self.calls:
            raise SourceNotAvailable(f"tangentlike cannot compile `{function.__name__}`.") from self.calls[function]
        return self.made.get(function)

    def subject(self, subject: Subject) -> Subject:
        """Return a function with calls in the place of the statements that run on the tape."""
        if subject.source.function in self.made:
            return subject
        self.subjects[subject.source.function] = subject
        wanted = [node for node in t.walk_all(subject.source.tree.body) if start_of(subject, node) in self.statements]
        return open_steps(outlined(subject, wanted, self) if wanted else subject, self.cuts)

    def __contains__(self, function: Any) -> bool:
        """Tell whether a function holds a piece."""
        return isinstance(function, FunctionType) and function in self.made

    def given_back(self, function: Any) -> tuple[str, ...]:
        """Return the names that a piece gives a value."""
        return self.results.get(function, ()) if isinstance(function, FunctionType) else ()

    # More of it

    def cut(self, refusal: Interrupted) -> bool:
        """Write the bodies of `try` statements step by step where they were refused; tell whether that is new."""
        new = not refusal.cuts <= self.cuts
        self.cuts = self.cuts | refusal.cuts if new else frozenset()
        return new

    def widen(self, refusal: BaseException) -> bool:
        """Put the smallest piece on the tape that holds what was refused; tell whether there is one."""
        place = getattr(refusal, "place", None)
        if place is None or len(self.statements) == MOST or not getattr(refusal, "divisible", False):
            return False
        subjects = [s for s in self.subjects.values() if s.source.filename == place.filename and holds(s.source.tree, place)]
        if not subjects:
            return False
        subject = min(subjects, key=lambda s: s.source.tree.end_lineno - s.source.tree.lineno)
        around = statements_around(subject.source.tree, place)
        taped = [i for i, node in enumerate(around) if start_of(subject, node) in self.statements]
        for depth, node in enumerate(around[taped[-1] if taped else 0 :], taped[-1] if taped else 0):
            start = start_of(subject, node)
            if hasattr(node, "body") and any(map(is_watched, around[depth + 1 :])):
                continue  # what it has bound when it is interrupted would be lost
            if start not in self.statements and may_run_alone(subject, node):
                self.add(subject, node, refusal.__cause__ or refusal)
                return True
            if start in self.statements and start not in self.giving_back and gives_back(subject.source.tree, node):
                self.giving_back.add(start)
                return True
        function = subject.source.function
        if function is next(iter(self.subjects)) or function in self.calls:
            return False
        self.calls[function] = refusal
        return True

    def add(self, subject: Subject, node: t.stmt, refusal: BaseException) -> None:
        """Put a statement on the tape; what was refused first in it is why."""
        inside = [start for start in (start_of(subject, n) for n in t.walk(node)) if start in self.statements]
        reasons = [self.statements.pop(start) for start in dict.fromkeys(inside)]
        self.statements[start_of(subject, node)] = reasons[0] if reasons else refusal  # type: ignore[index]


def start_of(subject: Subject, node: t.AST) -> Start | None:
    """Return where a statement starts, which is how it is known in all copies of its function."""
    if not isinstance(node, t.stmt) or getattr(node, "lineno", None) is None:
        return None
    return subject.source.filename, node.lineno, node.col_offset


def may_run_alone(subject: Subject, node: t.stmt) -> bool:
    """Tell whether a statement can be a function, and nothing in it may leave a value where compiled code reads it."""
    tree, value = subject.source.tree, getattr(node, "value", None)
    if isinstance(value, t.Call) and isinstance(value.func, t.Name) and value.func.id in LAZY:
        return False  # it computes when it is walked
    outer = written(node) - local_names(tree)
    if any(isinstance(subject.scope.peek(name), MUTABLE) for name in outer):
        return False  # compiled code would read what it leaves there as constants
    return find_outline(tree, node) is not None and understands(subject.scope, [node], local_names(tree))


def is_watched(node: t.stmt) -> bool:
    """Tell whether exceptions in a statement may be caught by it."""
    asked = isinstance(node, t.If) and tested(node.test, try_runs.__name__) is not None
    return asked or isinstance(node, t.With) or bool(getattr(node, "handlers", []))


def gives_back(tree: t.FunctionDef, node: t.stmt) -> bool:
    """Tell whether a statement may be a function that returns also what it may have written."""
    outline = find_outline(tree, node, giving_back=True)
    return outline is not None and outline != find_outline(tree, node)


def holds(node: t.AST, place: Place) -> bool:
    """Tell whether the lines of a node hold a place."""
    return getattr(node, "lineno", None) is not None and node.lineno <= place.line <= node.end_lineno


def statements_around(tree: t.FunctionDef, place: Place) -> list[t.stmt]:
    """Return the statements that hold a place, the innermost first."""
    found: list[t.stmt] = []
    todo = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, t.stmt) and holds(node, place):
            found.append(node)
        todo.extend(t.iter_child_nodes(node))
    # Of several statements on one line, the last one that starts before the place.
    found.sort(key=lambda n: (n.lineno, n.col_offset if n.lineno == place.line else 0), reverse=True)
    return [n for n in found if (n.lineno, n.col_offset) <= (place.line, max(place.column, 0)) or n.lineno < place.line]


def outlined(subject: Subject, wanted: list[t.stmt], pieces: Pieces) -> Subject:
    """Return a function in which statements are calls of functions that it closes over."""
    tree, scope = subject.source.tree, subject.scope
    names = Names(taken_names(tree, scope))
    inner = Scope(scope.globals, dict(scope.cells))
    inner.reads, inner.members = dict(scope.reads), dict(scope.members)
    calls: dict[int, t.AST] = {}
    for node in wanted:
        start = start_of(subject, node)
        outline = find_outline(tree, node, start in pieces.giving_back)
        assert outline is not None and start is not None
        name = names.fresh(f"{subject.name}_line_{node.lineno}".strip("_"))
        piece = make_piece(subject, node, outline, name, inner)
        function = piece.source.function
        function.refusal = pieces.statements[start]  # type: ignore[attr-defined]
        pieces.made[function], pieces.results[function] = piece, outline.results
        inner.cells[name] = CellType(function)
        calls[id(node)] = call_of(name, outline, node)
    return Subject(replace(subject.source, tree=t.exchange(tree, calls)), inner, subject.parameters)


def make_piece(subject: Subject, node: t.stmt, outline: Outline, name: str, scope: Scope) -> Subject:
    """Return the function that holds a statement; it runs where the function around it does."""
    body = close_attempts(t.function(name, t.no_arguments(), close_contexts([t.copy(node)]))).body
    if outline.results:
        body.append(t.return_(spread(outline.results)))
    arguments = t.no_arguments()
    arguments.args = [t.parameter(each) for each in outline.parameters]
    tree = t.function(name, arguments, body)
    function = make_functions(to_source(tree), name, {name: subject.home()}, {})[name]
    for part in tree, tree.body[-1]:
        _place(part, node)
    source = Source(function, tree, subject.source.filename, subject.source.lines, name, subject.source.module)
    return Subject(source, scope, parameters_of(arguments))


def spread(names: Sequence[str]) -> t.expr:
    """Return one name, or a tuple of several."""
    return t.name(names[0]) if len(names) == 1 else t.tuple_of(map(t.name, names))


def call_of(name: str, outline: Outline, node: t.stmt) -> t.stmt:
    """Return the statement that calls a piece."""
    call: t.expr = t.call(name, *map(t.name, outline.parameters))
    if outline.returns:
        made: t.stmt = t.return_(call)
    elif outline.results:
        made = t.gast_assign([t.as_store(spread(outline.results))], call)
    else:
        made = t.statement(call)
    for part in t.walk(made):
        _place(part, node)
    made.origin = origin_of(node)
    return made


def _place(node: t.AST, like: t.stmt) -> None:
    for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        setattr(node, part, getattr(like, part))

