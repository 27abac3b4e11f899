"""Write a function without the objects that it makes for itself, and without those that it is given and changes."""

from dataclasses import replace
from typing import Any

import numpy as np

from tangentlike.analysis.changing import changed_names
from tangentlike.analysis.facts import Facts, taken_names
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.records import holds_objects
from tangentlike.analysis.values import UNKNOWN, Kind
from tangentlike.dissolving.classes import Method
from tangentlike.dissolving.copies import without_copies
from tangentlike.dissolving.given import Given, find_given
from tangentlike.dissolving.groups import Fills, Listed
from tangentlike.dissolving.heap import PLAIN, Kept
from tangentlike.dissolving.inlining import captured_names
from tangentlike.dissolving.others import may_store
from tangentlike.dissolving.results import makes_objects
from tangentlike.dissolving.writing import Writer
from tangentlike.errors import Unsupported
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
        """Return a function whose objects are local names, as far as they stay in it: `p.x` is `p_x`."""
        tree = subject.source.tree
        if subject.source.function in program.pieces or not makes_objects(tree, subject.scope):
            return subject
        return self.written(subject, program, {}, ()) or subject

    def entry(self, subject: Subject, program: Any, kinds: dict[str, Kind], wrt: tuple[str, ...]) -> Subject:
        """Do the same for the function that is called from outside, and for the objects that it is given.

        They stay objects if nothing is stored into them, and no derivative with respect to one is wanted.
        """
        objects = {name for name in wrt if name in kinds and holds_objects(kinds[name])}
        piece = subject.source.function in program.pieces
        given = {} if piece else find_given(subject.source.tree, subject.scope, kinds, wrt, frozenset())
        found = self.written(subject, program, kinds, wrt) if given else None
        wanted = found is not None and bool(objects or changes_given(found) or changes_globals(found))
        if found is not None and wanted and found.given and objects <= {*found.given}:
            return found
        if objects:
            raise not_taken_apart(subject, wrt)
        return self(subject, program)

    def written(self, subject: Subject, program: Any, kinds: dict[str, Kind], wrt: tuple[str, ...]) -> Subject | None:
        """Return a function without its objects, and without those of its parameters that kinds are told of.

        A class whose objects do not stay is left alone, and the rest is tried again.
        """
        tree = subject.source.tree
        kept: set[type] = set()
        apart: set[type] = set()
        listed: Listed = {}
        objects = tuple(name for name in wrt if name in kinds and holds_objects(kinds[name]))
        for _ in range(ATTEMPTS):
            work = start(subject, program, frozenset(kept), self.methods, listed, frozenset(apart))
            found = find_given(tree, subject.scope, kinds, wrt, frozenset(kept)) if kinds else {}
            given = Given(found, kinds, objects)
            calls = (node for node in t.walk_all(tree.body) if isinstance(node, t.Call))
            if not given.kinds and not any(map(work.calls.is_of_interest, calls)):
                break
            try:
                body = write(work, given)
            except Fills as filled:
                listed[filled.name] = filled.made
                continue
            except Kept as refusal:
                if refusal.classes & work.grouped - apart:
                    apart |= work.grouped
                    continue
                if refusal.classes <= kept:
                    break
                kept |= refusal.classes
                continue
            for owner, names in work.watched:
                subject.scope.watch(owner, *names)
            program.scopes += work.scopes
            work.tree.body = without_copies(body, local_names(tree))
            return replace(subject, source=replace(subject.source, tree=work.tree), given=tuple(sorted(given.names)))
        return None


def start(
    subject: Subject, program: Any, kept: frozenset[type], methods: dict[Any, Method | None], listed: Listed,
    apart: frozenset[type],
) -> Writer:
    """Return an attempt that leaves the objects of some classes alone."""
    tree = t.copy(subject.source.tree)
    tree.body = without_docstring(tree.body)
    kinds: dict[str, Kind] = dict.fromkeys(subject.parameters.all, UNKNOWN)
    taken = frozenset(taken_names(tree, subject.scope))
    facts = Facts(subject.source, subject.scope, kinds, (), program, Names(taken), taken)
    facts.local_names = frozenset(local_names(tree))
    return Writer(tree, facts, kept, methods, listed, apart)


def write(work: Writer, given: Given) -> t.Block:
    """Return the body of the function without its objects."""
    work.heap.env = dict.fromkeys(local_names(t.exchange(work.tree, {id(node): t.Pass() for node in work.tree.body})), PLAIN)
    work.heap.captured = captured_names(work.tree.body)
    given.enter(work.heap)
    body, _ = work.statements.block(work.tree.body)
    wrong = {work.heap.bound[name] for name in work.statements.unbound & work.heap.bound.keys()}
    wrong |= work.heap.shared & work.heap.stored
    left = [n for n in t.walk_all(body) if isinstance(n, t.Name) and n.id.startswith("@")]
    if wrong or left:
        raise Kept(*wrong)
    body = given.started(body, work.heap)
    if may_store(body, work, given) or given.holds_more:
        raise Kept(*(made.cls for made in given.known.values()))
    return body


def changes_given(subject: Subject) -> bool:
    """Tell whether a text stores into an object that it is given, or changes what one of its attributes is."""
    nodes = list(t.walk_all(subject.source.tree.body))
    own = {*subject.given, *(n.targets[0].id for n in subject.source.tree.body if reads_given(n, subject))}
    augmented = {n.target.id for n in nodes if isinstance(n, t.AugAssign) and isinstance(n.target, t.Name)}
    return bool(own & (changed_names(nodes) | augmented))


def changes_globals(subject: Subject) -> bool:
    """Tell whether a text writes into an array of the module, or binds a global anew."""
    tree = subject.source.tree
    changed = changed_names(t.walk_all(tree.body)) - local_names(tree)
    bound = any(isinstance(node, t.Global) for node in t.walk_all(tree.body))
    return bound or any(isinstance(subject.scope.peek(name), np.ndarray) for name in changed)


def reads_given(node: t.stmt, subject: Subject) -> bool:
    """Tell whether a statement reads an attribute of an object that the function is given."""
    match node:
        case t.Assign(targets=[t.Name()], value=t.Attribute(value=t.Name(id=base))):
            return base in subject.given
    return False


def not_taken_apart(subject: Subject, wrt: tuple[str, ...]) -> Unsupported:
    """Return the refusal of a derivative with respect to an object that is more than its attributes here."""
    return Unsupported(
        f"tangentlike cannot compile the derivative of `{subject.name}` with respect to an object.",
        place=subject.source.place(subject.source.tree),
        why="what is done with it is more than to read and store its attributes, and to call methods that do.",
        instead=f"give `{subject.name}` the numbers of {' and '.join(f'`{name}`' for name in wrt)}, or a dataclass.",
    )
