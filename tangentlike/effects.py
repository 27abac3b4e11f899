"""What calls of the user's functions do to memory: which arguments they write, and what their results may share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from tangentlike.analysis.aliases import Memory, find_memory
from tangentlike.analysis.binding import CannotBind, bind
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.kinds import Inference, Kinds
from tangentlike.analysis.objects import Effects, EffectsOf
from tangentlike.analysis.reach import OUTSIDE, argument
from tangentlike.analysis.refused import find_refused
from tangentlike.analysis.values import UNKNOWN, Closure, Kind, Unknown
from tangentlike.callees import Known, canonical, seeded, with_defaults, without
from tangentlike.program import Program
from tangentlike.recursions import standing_alone
from tangentlike.spelling import ANYTHING
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.understood import METHODS, find_stores, only_computes
from tangentlike.unseen import keeps, runs_others


@dataclass
class Summary:
    """What one function does to its parameters, for one signature."""

    writes: frozenset[str]
    shares: frozenset[str]
    outside: bool
    apart: bool


def memory_of(tree: t.FunctionDef, kinds: Kinds, facts: Facts) -> Memory:
    """Return who writes which memory in a function, helpers included; note what it changes outside.

    As for kinds, most passes ask about a tree that has not changed.
    """
    key, state = (id(kinds), facts.buffers, len(facts.program.stored), len(facts.program.handing)), t.state_of(tree)
    if facts.last_memory is None or facts.last_memory[0] != key or not t.same_state(facts.last_memory[1], state):
        facts.last_memory = key, state, find_memory(tree, kinds, effects_of(kinds, facts)), kinds
    memory = facts.last_memory[2]
    names = {write.name for write in memory.writes if OUTSIDE in write.objects}
    facts.program.note_changed({ANYTHING if name in kinds.variables else name for name in names})
    return memory


def effects_of(kinds: Kinds, facts: Facts) -> EffectsOf:
    """Return a function that tells the effects of a call: None for one that is not of the user's functions."""
    known: dict[int, Effects | None] = {}

    def effects(call: t.Call) -> Effects | None:
        if id(call) not in known:
            method = kinds.methods.get(id(call))
            whole, callee = (call, kinds.callee(call)) if method is None else (method.whole, method.function)
            ours = isinstance(callee, Closure) or (callee is not None and is_users(callee))
            ours &= not getattr(callee, "is_operator", False)
            found = _call_effects(whole, callee, kinds, facts) if ours else None
            unknown = is_unknown(call, kinds) or runs_others(call, kinds, facts.scope)
            known[id(call)] = unknown_effects(call, facts) if unknown else found or _kept(call, callee)
        return known[id(call)]

    return effects


def writes_of(kinds: Kinds, facts: Facts) -> Callable[[t.Call], frozenset[str]]:
    """Return a function that tells into which variables a call of one of the user's functions may write."""
    known: dict[int, frozenset[str]] = {}

    def writes(call: t.Call) -> frozenset[str]:
        if id(call) not in known:
            callee = kinds.callee(call)
            ours = isinstance(callee, Closure) or (isinstance(callee, FunctionType) and is_users(callee))
            ours &= not getattr(callee, "is_operator", False) and callee not in facts.program.pieces
            found = _call_effects(call, callee, kinds, facts).writes if ours else []
            bases = {t.base_of(part) for part in found if not has_no_memory(kinds.of(part))}
            known[id(call)] = frozenset(name for name in bases if name is not None)
        return known[id(call)]

    return writes


def _kept(call: t.Call, callee: Any) -> Effects | None:
    """Return the effects of a call that makes a container or an iterator: it may hold what it is given."""
    return Effects([], arguments_of(call), False, False) if keeps(callee) else None


def arguments_of(call: t.Call) -> list[t.expr]:
    """Return the expressions that a call is given."""
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _call_effects(call: t.Call, callee: Any, kinds: Kinds, facts: Facts) -> Effects:
    found = called_function(call, callee, kinds, facts)
    if found is None:
        # Its text cannot be read: nothing is known of it but what it can reach.
        if isinstance(callee, FunctionType) and only_computes(callee):
            return Effects([], arguments_of(call), False, False)
        return unknown_effects(call, facts)
    subject, parameters, nodes = found
    summary = summarise(facts.program, subject, parameters)
    writes = [nodes[name] for name in sorted(summary.writes) if nodes.get(name) is not None]
    shares = [nodes[name] for name in sorted(summary.shares) if nodes.get(name) is not None]
    # The value of a default lives as long as the function.
    outside = summary.outside or any(nodes.get(name) is None for name in summary.shares)
    refused = find_refused(subject.source.tree, subject.scope) is not None
    own = Facts(subject.source, subject.scope, parameters, (), facts.program, Names(())) if refused else None
    return Effects(writes, shares, outside, summary.apart, own, handed_back(subject.source.tree, subject.handed, nodes))


def handed_back(tree: t.FunctionDef, names: tuple[str, ...], nodes: Mapping[str, t.expr | None]) -> list[t.expr | None]:
    """Return which argument each item of the result of a helper is that hands back what it writes; None for its own result."""
    handed = [*names]
    returns = [node.value for node in t.walk_all(tree.body) if isinstance(node, t.Return)]
    lists = [value.elts if isinstance(value, t.Tuple) else [value] for value in returns]
    ends = [[getattr(item, "id", None) for item in items[-len(handed) :]] for items in lists]
    if not handed or not lists or any(end != handed for end in ends) or len({*map(len, lists)}) > 1:
        return []
    return [*(None for _ in lists[0][: -len(handed)]), *(nodes.get(name) for name in handed)]


def is_unknown(call: t.Call, kinds: Kinds) -> bool:
    """Tell whether nothing is known of what a call runs: the method of an object, or a function out of a container."""
    visited = id(call) in kinds.callees  # what stands inside of a lambda is not, until it is called
    if not visited or kinds.callee(call) is not None or id(call) in kinds.methods:
        return False
    if isinstance(call.func, t.Attribute):
        return isinstance(kinds.of(call.func.value), Unknown) and call.func.attr not in METHODS
    return isinstance(kinds.of(call.func), Unknown)


def unknown_effects(call: t.Call, facts: Facts) -> Effects:
    """Return the effects of a function of which nothing is known but what it can reach."""
    facts.program.note_changed({ANYTHING})
    given = [*arguments_of(call), call.func]
    return Effects(given, given, True, False)


def called_function(
    call: t.Call, callee: Any, kinds: Kinds, facts: Facts
) -> tuple[Subject, dict[str, Kind], dict[str, t.expr | None]] | None:
    """Return the function of a call, the kinds of its parameters, and the caller's expression for each."""
    program: Program = facts.program
    run = Known(kinds, facts)
    try:
        if isinstance(callee, Closure):
            subject = program.lift(callee)
            env = {name: kinds.variables.get(name, UNKNOWN) for name in callee.outer}
            found = program.lifted_kinds(subject, callee, call, run, env)
            captured = dict(zip(callee.captured, callee.outer, strict=True))
            own = without(subject.parameters, callee.captured)
            nodes = with_defaults(bind(own, call, kinds), own, captured)
            for node in nodes.values():
                if isinstance(node, t.Name) and id(node) not in kinds.table:
                    kinds.note(node, kinds.variables.get(node.id, UNKNOWN))
            called = None if found is None else program.called_closure(callee, found)
            if called is None:
                return None
            subject = called[0] if callee.derived else standing_alone(program, callee, env)
            found = {name: kind for name, kind in called[1].items() if callee.derived or name in subject.parameters.all}
            captured = {name: outer for name, outer in zip(callee.captured, callee.outer, strict=True) if name in found}
        else:
            known = program.subject(callee)
            found = None if known is None else program.bound_kinds(known, callee, call, run)
            if known is None or found is None:
                return None
            nodes = bind(known.parameters, call, kinds)
            subject = program.subject(callee, found) or known
            subject, found, captured = program.open_closures(subject, seeded(subject, found), kinds.variables)
    except CannotBind:
        return None
    if found is None:
        return None
    for mine, theirs in captured.items():
        nodes[mine] = read = t.name(theirs)
        kinds.note(read, kinds.variables.get(theirs, UNKNOWN))
    return subject, found, nodes


# Functions looked through for one derivative. Recursions are looked through again in each place: without an end, those of
# a library that calls itself in many ways would take minutes.
MOST = 200


def summarise(program: Program, subject: Subject, parameters: dict[str, Kind]) -> Summary:
    """Return what a function, and the functions that it calls, does to its parameters.

    A call inside of a recursion writes what is known so far, until no more is found, and may return anything; what
    depends on such a call is not kept.
    """
    renamed, _ = canonical(parameters)
    key = (id(subject), tuple(renamed.items()))
    if key in program.effects:
        if key in program.open_effects:
            program.met_effects.add(key)
        return program.effects[key]
    everything = frozenset(subject.parameters.all)
    program.looked_through += 1
    if is_operator(subject):
        return Summary(everything, everything, True, False)
    if program.looked_through > MOST or find_refused(subject.source.tree, subject.scope) is not None:
        stores = find_stores(subject, parameters)
        if stores is None:
            program.note_changed({ANYTHING})
        return Summary(everything if stores is None else stores, everything, True, False)
    program.open_effects.add(key)
    found = Summary(frozenset(), everything, True, False)
    while True:
        program.effects[key] = found
        new = _summary(program, subject, renamed)
        stable = new.writes == found.writes or key not in program.met_effects
        found = new
        if stable:
            break
        found.shares, found.outside, found.apart = everything, True, False
    program.open_effects.discard(key)
    program.met_effects.discard(key)
    program.effects[key] = found
    if program.met_effects:
        del program.effects[key]
    return found


def is_operator(subject: Subject) -> bool:
    """Tell whether a function is one that takes derivatives: its text is the compiler's, and says nothing of arrays."""
    return getattr(subject.source.function, "__module__", None) == "tangentlike.api"


def _summary(program: Program, subject: Subject, kinds: dict[str, Kind]) -> Summary:
    tree = subject.source.tree
    run = Inference(tree, subject.scope, program)
    run.subject = subject
    memory = memory_of(tree, run.run(kinds), Facts(subject.source, subject.scope, kinds, (), program, Names(())))
    written = frozenset().union(*(write.objects for write in memory.writes))
    return Summary(
        frozenset(name for name in subject.parameters.all if argument(name) in written),
        frozenset(name for name in subject.parameters.all if argument(name) in memory.returned),
        OUTSIDE in memory.returned,
        memory.apart,
    )
