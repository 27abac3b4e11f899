"""Write a function without the objects that it makes for itself."""

from dataclasses import replace
from typing import Any

from tangentlike.analysis.facts import Facts, taken_names
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.values import UNKNOWN, Kind
from tangentlike.dissolving.classes import Method
from tangentlike.dissolving.copies import without_copies
from tangentlike.dissolving.groups import Fills, Listed
from tangentlike.dissolving.heap import PLAIN, Kept
from tangentlike.dissolving.inlining import captured_names
from tangentlike.dissolving.results import makes_objects
from tangentlike.dissolving.writing import Writer
from tangentlike.normalise.support import without_docstring
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names

ATTEMPTS = 12


class Dissolver:
    """What one derivative knows of the functions that are written out in it."""

    def __init__(self) -> None:
        """Start with none."""
        self.methods: dict[Any, Method | None] = {}

    def __call__(self, subject: Subject, program: Any) -> Subject:
        """Return a function whose objects are local names, as far as they stay in it: `p.x` is `p_x`.

        A class whose objects do not stay is left alone, and the rest is tried again.
        """
        tree = subject.source.tree
        if subject.source.function in program.pieces or not makes_objects(tree, subject.scope):
            return subject
        kept: set[type] = set()
        listed: Listed = {}
        for _ in range(ATTEMPTS):
            work = start(subject, program, frozenset(kept), self.methods, listed)
            if not any(isinstance(node, t.Call) and work.calls.is_of_interest(node) for node in t.walk_all(tree.body)):
                break
            try:
                body = write(work)
            except Fills as found:
                listed[found.name] = found.made
                continue
            except Kept as refusal:
                if refusal.classes <= kept:
                    break
                kept |= refusal.classes
                continue
            for owner, names in work.watched:
                subject.scope.watch(owner, *names)
            program.scopes += work.scopes
            work.tree.body = without_copies(body, local_names(tree))
            return replace(subject, source=replace(subject.source, tree=work.tree))
        return subject


def start(subject: Subject, program: Any, kept: frozenset[type], methods: dict[Any, Method | None], listed: Listed) -> Writer:
    """Return an attempt that leaves the objects of some classes alone."""
    tree = t.copy(subject.source.tree)
    tree.body = without_docstring(tree.body)
    kinds: dict[str, Kind] = dict.fromkeys(subject.parameters.all, UNKNOWN)
    taken = frozenset(taken_names(tree, subject.scope))
    facts = Facts(subject.source, subject.scope, kinds, (), program, Names(taken), taken)
    facts.local_names = frozenset(local_names(tree))
    return Writer(tree, facts, kept, methods, listed)


def write(work: Writer) -> t.Block:
    """Return the body of the function without its objects."""
    work.heap.env = dict.fromkeys(local_names(t.exchange(work.tree, {id(node): t.Pass() for node in work.tree.body})), PLAIN)
    work.heap.captured = captured_names(work.tree.body)
    body, _ = work.statements.block(work.tree.body)
    wrong = {work.heap.bound[name] for name in work.statements.unbound & work.heap.bound.keys()}
    wrong |= work.heap.shared & work.heap.stored
    left = [n for n in t.walk_all(body) if isinstance(n, t.Name) and n.id.startswith("@")]
    if wrong or left:
        raise Kept(*wrong)
    return body
