"""The passes, in order, as data; and the texts that come out of them."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tangentlike.analysis.apart import find_apart
from tangentlike.analysis.facts import Facts, taken_names
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import UNKNOWN, Kind
from tangentlike.compiling import Home
from tangentlike.contexts import close_contexts
from tangentlike.differentiate import assemble
from tangentlike.differentiate.reverse import Sweeps, find_sweeps
from tangentlike.dissolving.dissolve import Dissolver
from tangentlike.effects import writes_of
from tangentlike.errors import Interrupted
from tangentlike.handlers import close_attempts
from tangentlike.normalise.alternatives import split_alternatives
from tangentlike.normalise.arguments import open_arguments
from tangentlike.normalise.array_attributes import store_attributes
from tangentlike.normalise.augmented import expand_augmented
from tangentlike.normalise.brackets import call_brackets
from tangentlike.normalise.breaks import flag_breaks, lift_continues
from tangentlike.normalise.buffers import name_buffers
from tangentlike.normalise.choices import split_choices
from tangentlike.normalise.claims import settle_claims
from tangentlike.normalise.comprehensions import open_comprehensions
from tangentlike.normalise.conditions import hoist_inner_walrus, hoist_walrus, name_tests
from tangentlike.normalise.defaults import name_defaults
from tangentlike.normalise.deques import open_deques
from tangentlike.normalise.displays import open_displays
from tangentlike.normalise.entries import store_entries
from tangentlike.normalise.extensions import extend_by_appending
from tangentlike.normalise.factories import inline_factories
from tangentlike.normalise.flat_elements import place_flat_elements
from tangentlike.normalise.flatten import flatten
from tangentlike.normalise.function_lists import write_out_functions
from tangentlike.normalise.handing import hand_back
from tangentlike.normalise.held import name_held
from tangentlike.normalise.in_place_calls import store_results
from tangentlike.normalise.inlining import inline_helpers
from tangentlike.normalise.interruptions import watch_interruptions
from tangentlike.normalise.item_lists import store_grown_lists
from tangentlike.normalise.items import store_in_items
from tangentlike.normalise.layouts import check_layouts
from tangentlike.normalise.loops import index_loops
from tangentlike.normalise.meanings import part_meanings
from tangentlike.normalise.methods import spell_methods
from tangentlike.normalise.overwritten import name_overwritten
from tangentlike.normalise.pullbacks import open_pullbacks
from tangentlike.normalise.record_calls import call_record_methods
from tangentlike.normalise.returns import single_return
from tangentlike.normalise.rewrites import apply_rewrites
from tangentlike.normalise.sequences import array_operands
from tangentlike.normalise.statics import follow_statics
from tangentlike.normalise.support import refuse_unsupported, without_docstring
from tangentlike.normalise.taken import name_taken
from tangentlike.normalise.targets import split_targets
from tangentlike.normalise.unfinished import watch_unfinished
from tangentlike.normalise.unpacking import list_unpacked
from tangentlike.normalise.unreachable import drop_unreachable
from tangentlike.normalise.views import follow_handed, follow_views
from tangentlike.pieces import Pieces
from tangentlike.program import Pair, Program
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.dialects import FLAT, SURFACE, Dialect
from tangentlike.syntax.names import Names
from tangentlike.syntax.printer import to_source
from tangentlike.taping import taped_halves

Transform = Callable[[t.FunctionDef, Facts], t.FunctionDef]
Watch = Callable[[str, t.FunctionDef, Facts], None]


@dataclass(frozen=True)
class Pass:
    """One pass and the dialects between which it translates."""

    run: Transform
    takes: Dialect
    gives: Dialect

    @property
    def name(self) -> str:
        """Return the name of the stage."""
        return self.run.__name__


NORMALISE = (
    Pass(settle_claims, takes=SURFACE, gives=SURFACE),
    Pass(watch_unfinished, takes=SURFACE, gives=SURFACE),
    Pass(name_buffers, takes=SURFACE, gives=SURFACE),
    Pass(name_held, takes=SURFACE, gives=SURFACE),
    Pass(store_results, takes=SURFACE, gives=SURFACE),
    Pass(store_attributes, takes=SURFACE, gives=SURFACE),
    Pass(place_flat_elements, takes=SURFACE, gives=SURFACE),
    Pass(open_deques, takes=SURFACE, gives=SURFACE),
    Pass(spell_methods, takes=SURFACE, gives=SURFACE),
    Pass(list_unpacked, takes=SURFACE, gives=SURFACE),
    Pass(refuse_unsupported, takes=SURFACE, gives=SURFACE),
    Pass(hoist_walrus, takes=SURFACE, gives=SURFACE),
    Pass(name_taken, takes=SURFACE, gives=SURFACE),
    Pass(inline_factories, takes=SURFACE, gives=SURFACE),
    Pass(write_out_functions, takes=SURFACE, gives=SURFACE),
    Pass(open_pullbacks, takes=SURFACE, gives=SURFACE),
    Pass(call_record_methods, takes=SURFACE, gives=SURFACE),
    Pass(follow_statics, takes=SURFACE, gives=SURFACE),
    Pass(drop_unreachable, takes=SURFACE, gives=SURFACE),
    Pass(store_grown_lists, takes=SURFACE, gives=SURFACE),
    Pass(open_comprehensions, takes=SURFACE, gives=SURFACE),
    Pass(hoist_inner_walrus, takes=SURFACE, gives=SURFACE),
    Pass(part_meanings, takes=SURFACE, gives=SURFACE),
    Pass(name_defaults, takes=SURFACE, gives=SURFACE),
    Pass(single_return, takes=SURFACE, gives=SURFACE),
    Pass(flag_breaks, takes=SURFACE, gives=SURFACE),
    Pass(lift_continues, takes=SURFACE, gives=SURFACE),
    Pass(extend_by_appending, takes=SURFACE, gives=SURFACE),
    Pass(store_entries, takes=SURFACE, gives=SURFACE),
    Pass(index_loops, takes=SURFACE, gives=SURFACE),
    Pass(split_targets, takes=SURFACE, gives=SURFACE),
    Pass(open_arguments, takes=SURFACE, gives=SURFACE),
    Pass(open_displays, takes=SURFACE, gives=SURFACE),
    Pass(split_alternatives, takes=SURFACE, gives=SURFACE),
    Pass(follow_views, takes=SURFACE, gives=SURFACE),
    Pass(hand_back, takes=SURFACE, gives=SURFACE),
    Pass(follow_handed, takes=SURFACE, gives=SURFACE),
    Pass(store_in_items, takes=SURFACE, gives=SURFACE),
    Pass(check_layouts, takes=SURFACE, gives=SURFACE),
    Pass(expand_augmented, takes=SURFACE, gives=SURFACE),
    Pass(split_choices, takes=SURFACE, gives=SURFACE),
    Pass(inline_helpers, takes=SURFACE, gives=SURFACE),
    Pass(call_brackets, takes=SURFACE, gives=SURFACE),
    Pass(apply_rewrites, takes=SURFACE, gives=SURFACE),
    Pass(array_operands, takes=SURFACE, gives=SURFACE),
    Pass(name_tests, takes=SURFACE, gives=SURFACE),
    Pass(flatten, takes=SURFACE, gives=FLAT),
    Pass(name_overwritten, takes=FLAT, gives=FLAT),
    Pass(watch_interruptions, takes=FLAT, gives=FLAT),
)


@dataclass
class Request:
    """What is asked for: a derivative of a function for a signature."""

    subject: Subject
    kinds: dict[str, Kind]
    wrt: tuple[str, ...]
    operator: str = "grad"
    single: bool = True
    has_aux: bool = False
    pieces: Pieces = field(default_factory=Pieces)


@dataclass
class Text:
    """Generated functions as one text, and what it needs to run."""

    source: str
    entry: str
    homes: dict[str, Home]
    injected: dict[str, Any]
    program: Program
    result: Kind
    scopes: list[Scope]


def facts_for(subject: Subject, kinds: dict[str, Kind], wrt: tuple[str, ...], program: Program) -> Facts:
    """Return the facts about a function in a signature."""
    tree = subject.source.tree
    taken = frozenset(taken_names(tree, subject.scope))
    facts = Facts(subject.source, subject.scope, kinds, wrt, program, Names(taken), taken)
    facts.local_names = frozenset(local_names(tree))
    facts.apart = find_apart(tree, subject.scope)
    facts.handed, facts.given = subject.handed, subject.given
    return facts


def normalise(tree: t.FunctionDef, facts: Facts, watch: Watch | None = None) -> t.FunctionDef:
    """Run the passes that lead to the flat dialect."""
    for step in NORMALISE:
        tree = step.run(tree, facts)
        if watch is not None:
            watch(step.name, tree, facts)
    return tree


def sweeps_of(
    subject: Subject, kinds: dict[str, Kind], wrt: tuple[str, ...], program: Program, watch: Watch | None = None,
    has_aux: bool = False, entry: bool = False,
) -> tuple[Sweeps, Facts]:
    """Return both sweeps of a function; `entry`: it is what is called from outside."""
    facts = facts_for(subject, kinds, wrt, program)
    facts.has_aux, facts.is_entry = has_aux, entry
    facts.seed = facts.fresh("out_bar")
    tree = t.copy(subject.source.tree)
    tree.body = without_docstring(tree.body)
    flat = normalise(tree, facts, watch)
    return find_sweeps(flat, facts), facts


def derive(request: Request, watch: Watch | None = None) -> Text:
    """Write the derivative that is asked for; bodies of `try` statements that leave something behind go step by step."""
    first: Interrupted | None = None
    while True:
        try:
            return write_derivative(request, watch)
        except Interrupted as refusal:
            first = first or refusal
            if not request.pieces.cut(refusal):
                raise first from None


def write_derivative(request: Request, watch: Watch | None = None) -> Text:
    """Write the derivative that is asked for, and the halves of all helpers."""
    dissolver = Dissolver()
    program = Program(pieces=request.pieces, prepare=dissolver, writes_of=writes_of)
    whole = request.pieces.subject(request.subject)
    subject = dissolver.entry(whole, program, request.kinds, request.wrt).opened(whole)
    subject = replace(subject, given=(*subject.given, *subject.scope.homes))
    request = replace(request, subject=subject)
    program.names = Names(taken_names(request.subject.source.tree, request.subject.scope))
    program.note_stores(request.subject)
    program.grown = False  # nothing is written yet
    while True:
        names = copy.deepcopy(program.names)
        text = _derive(request, program, watch)
        if not program.grown:
            return text
        program.injected, program.grown, program.names, program.results = {}, False, names, {}
        for pair in program.pairs.values():
            program.names.reserve(pair.forward)
            program.names.reserve(pair.backward)


def _derive(request: Request, program: Program, watch: Watch | None) -> Text:
    subject = request.subject
    functions: list[t.FunctionDef] = []
    result: Kind = UNKNOWN
    homes: dict[str, Home] = {}
    if request.operator == "vjp":
        entry, second = program.fresh_pair(subject.name)
        pair = Pair(subject, request.kinds, entry, second, list(request.wrt))
        main = halves_of(pair, program, watch, entry=True)
    else:
        suffix = {"grad": "grad", "value_and_grad": "value_and_grad"}[request.operator]
        entry = program.fresh(f"{subject.name}_{suffix}")
        sweeps, facts = sweeps_of(subject, request.kinds, request.wrt, program, watch, request.has_aux, entry=True)
        main = [assemble.joint(sweeps, facts, entry, request)]
        result = sweeps.sweep.kinds.of(sweeps.sweep.tree.body[-1].value)
    done: set[Any] = set()
    while len(done) < len(program.pairs):
        for key, pair in list(program.pairs.items()):
            if key not in done:
                done.add(key)
                made = halves_of(pair, program, None)
                functions.extend(made)
                homes.update({f.name: pair.subject.home() for f in made})
    homes.update({f.name: subject.home() for f in main})
    functions.extend(main)
    for function in functions:
        finish(function)
    used = set().union(*(t.names_used(f) for f in functions))
    injected = {name: value for name, value in program.injected.items() if name in used}
    module = t.Module(functions, [])
    scopes = [subject.scope, *program.scopes, *(s.scope for s in program.subjects.values() if s is not None)]
    return Text(to_source(module), entry, homes, injected, program, result, list(dict.fromkeys(scopes)))


def finish(function: t.FunctionDef) -> t.FunctionDef:
    """Put back into a function the statements that branches and calls have stood for."""
    function.body = close_contexts(function.body)
    return close_attempts(function)


def stage_text(tree: t.FunctionDef) -> str:
    """Return what a pass gives, as a text that can be run."""
    return to_source(finish(t.copy(tree)))


def halves_of(pair: Pair, program: Program, watch: Watch | None, entry: bool = False) -> list[t.FunctionDef]:
    """Return the two halves of a helper."""
    if pair.subject.source.function in program.pieces:
        return taped_halves(pair, facts_for(pair.subject, pair.kinds, tuple(pair.wrt), program))
    sweeps, facts = sweeps_of(pair.subject, pair.kinds, tuple(pair.wrt), program, watch, entry=entry)
    return assemble.split(sweeps, facts, pair)
