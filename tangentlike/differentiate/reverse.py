"""Reverse mode: from a flat function to its two sweeps, in one function or split into two halves."""

import copy
from dataclasses import dataclass, field, replace
from typing import Any

from tangentlike.analysis.control import find_deciding_test
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import definitely_assigned, find_flow, point
from tangentlike.analysis.raising import interruptions
from tangentlike.analysis.records import holds_objects
from tangentlike.analysis.values import Array, Kind, Number, Record, Scalar, Static, Tuple, Unknown, carries, is_scalar
from tangentlike.differentiate.alive import rename_alive
from tangentlike.differentiate.backward import Line
from tangentlike.differentiate.blocks import undo_run
from tangentlike.differentiate.detoured import refuse_detours
from tangentlike.differentiate.operands import require_numbers
from tangentlike.differentiate.reads import Reads, find_reads
from tangentlike.differentiate.saves import own_copy
from tangentlike.differentiate.spelled import write_out
from tangentlike.differentiate.sweep import Sweep, start
from tangentlike.differentiate.taking import given_over
from tangentlike.differentiate.weave import Weave
from tangentlike.normalise.atoms import base_name
from tangentlike.runtime.arrays import unbroadcast, zeros_like
from tangentlike.runtime.trees import own, rebuild_record
from tangentlike.syntax import trees as t


@dataclass
class Sweeps:
    """The two sweeps of a function, each a block, and what they are about."""

    sweep: Sweep
    forward: t.Block
    backward: t.Block
    result: str
    bars: dict[str, t.expr]
    lists: list[str] = field(default_factory=list)


def find_sweeps(tree: t.FunctionDef, facts: Facts) -> Sweeps:
    """Write both sweeps of a flat function.

    It is done twice: only the first draft tells which pieces the backward sweep reads, and so which bars deserve a
    line of their own, and which bars are a plain zero at some place.
    """
    draft = start(tree, replace(facts, names=copy.deepcopy(facts.names), lines=frozenset()))
    if require_numbers(draft):
        draft = start(tree, draft.facts)
    refuse_detours(tree, draft.kinds, facts, draft.varied)
    sweep, text, _ = write_backward(draft)
    found = [sweep.reads[n.id] for n in t.walk_all(text) if isinstance(n, t.Name) and n.id in sweep.reads]
    lines = frozenset(r.name for r in found if not r.like and r.name in sweep.pieces and not _is_load(sweep, r.name))
    sweep, text, bars = write_backward(draft.again(replace(facts, lines=lines, unbound=frozenset(sweep.unbound))))
    note_decided(sweep)
    ends: t.Block = [t.statement(bar) for bar in bars.values()]
    loops = [*sweep.headers.values(), *(t.statement(i) for i in sweep.iterables.values())]
    reads = find_reads(sweep, [*text, *ends, *loops])
    reads.saves.arrange(sweep.apart)
    rename_alive(reads)
    return weave(sweep, reads, text, bars)


def note_decided(sweep: Sweep) -> None:
    """Note the parameters on which the result depends through tests: only so if their bars are zero, or perhaps."""
    tree, facts = sweep.tree, sweep.facts
    interrupted = interruptions(tree, sweep.kinds, facts.scope)
    for name in facts.wrt:
        parts = set(facts.opened[name].values()) if name in facts.opened else {name}
        first = tree.body[facts.argument_reads]
        test = find_deciding_test(tree.body, parts, tree.body[-1].value.id, interrupted)
        if test is not None:
            found = facts.program.tests if parts & sweep.live_at(first) else facts.program.decided
            found[facts.source.tree.name, name] = facts.source.place(test)


def _is_load(sweep: Sweep, name: str) -> bool:
    made = sweep.pieces[name]
    return isinstance(made, t.Assign) and isinstance(made.value, (t.Subscript, t.Attribute))


def weave(sweep: Sweep, reads: Reads, text: t.Block, bars: dict[str, t.expr]) -> Sweeps:
    """Fill in where primal values come from."""
    weaver = Weave(sweep, reads)
    result = sweep.tree.body[-1].value.id
    backward = weaver.backward([*text, *(t.assign(f"@{name}", bar) for name, bar in bars.items())])
    weaver.forward()
    write_out(sweep, sweep.tree.body)
    split_calls(sweep, sweep.tree.body)
    count = len(bars)
    ends = backward[len(backward) - count :] if count else []
    filled = {node.targets[0].id[1:]: node.value for node in ends}
    body = backward[: len(backward) - count]
    lists = [group.list_name for group in reads.saves.groups]
    return Sweeps(sweep, sweep.tree.body[:-1], body, result, filled, lists)


def split_calls(sweep: Sweep, block: t.Block) -> None:
    """Make the calls that are differentiated call forward halves."""
    for node in list(block):
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list):
                split_calls(sweep, inner)
        found = sweep.halves.get(id(node))
        if found is not None:
            halves, record = found
            target = t.as_load(node.targets[0])
            node.targets = [t.as_store(t.tuple_of([target, t.name(record)]))]
            # What it writes itself it has copied where it keeps it.
            back = t.names_stored(node.targets) & t.names_read(node.value) if halves.pair.subject.handed else set()
            node.value = keeping_arguments(sweep, halves.forward_call(), back)
            place = next(i for i, other in enumerate(block) if other is node)
            block[place + 1 : place + 1] = owned_results(sweep, target, back)


def owned_results(sweep: Sweep, target: t.expr, back: set[str]) -> t.Block:
    """Copy what a helper returns if it is written later: the helper's record may hold it, and must not change."""
    names = [n.id for n in t.walk(target) if isinstance(n, t.Name) and n.id not in back]
    copied = [(name, own_copy(sweep, t.name(name))) for name in names]
    return [t.assign(name, copy) for name, copy in copied if copy is not None]


def keeping_arguments(sweep: Sweep, call: t.Call, back: set[str]) -> t.Call:
    """Hand a helper copies of arrays that are written later: its record must not change.

    What it hands `back` it has written itself, and has copied what it keeps of that.
    """

    def given(value: t.expr) -> t.expr:
        own = isinstance(value, t.Name) and value.id in back
        return value if own else own_copy(sweep, value) or value

    call.args = [given(arg) for arg in call.args]
    for keyword in call.keywords:
        keyword.value = given(keyword.value)
    return call


def write_backward(sweep: Sweep) -> tuple[Sweep, t.Block, dict[str, t.expr]]:
    """Write the backward sweep with reads in the place of primal values; return also the bars of the parameters."""
    tree, facts = sweep.tree, sweep.facts
    sweep.in_place = find_in_place(sweep) | (given_over(sweep, tree.body) & sweep.varied)
    last = tree.body[-1]
    assert isinstance(last, t.Return) and isinstance(last.value, t.Name)
    result = last.value.id
    seed = facts.seed
    text: t.Block = []
    bound: set[str] = set()
    if result in sweep.varied and carries(sweep.kind(result)):
        bound.add(result)
        if result in facts.user_names or result in sweep.in_place:
            line = Line(sweep, set())
            text.append(t.assign(sweep.bar(result), line.owned(result, t.name(seed))))
        else:
            sweep.bars[result] = seed
    body, bound = undo_function(sweep, tree.body, bound)
    bars = {name: own_bar(sweep, name, bound, tree.body[0]) for name in facts.wrt}
    return sweep, [*text, *body], bars


def undo_function(sweep: Sweep, block: t.Block, bound: set[str]) -> tuple[t.Block, set[str]]:
    """Reverse the body of a function, without the reads of opened arguments at its start and its return."""
    opened = sweep.facts.argument_reads
    names = {name for entries in sweep.facts.opened.values() for name in entries.values()}
    assert all(t.names_stored(node) <= names for node in block[:opened]), "the bars of opened arguments would be lost"
    return undo_run(sweep, block, opened, len(block) - 1, set(bound))


def own_bar(sweep: Sweep, name: str, bound: set[str], first: t.stmt) -> t.expr:
    """Return the bar of a parameter: zero if nothing depends on it."""
    if name in sweep.facts.opened:
        return opened_bar(sweep, name, bound, first)
    if name in bound:
        bar: t.expr = t.name(sweep.bar(name))
        if changes_kind(sweep) and isinstance(sweep.kinds.parameters[name], (Array, Scalar)):
            # A variable that is a number on one path and an array on another may have left a bar of another shape.
            bar = t.call(sweep.spell(unbroadcast, "unbroadcast"), bar, sweep.read(name, first, like=True))
        return bar
    if is_scalar(sweep.kinds.parameters[name]):
        return t.constant(0.0)
    return Line(sweep, set()).zero(name, first)


def changes_kind(sweep: Sweep) -> bool:
    """Tell whether some active variable is a number and an array in turn, though the arguments are known."""
    known = all(not isinstance(kind, (Number, Unknown)) for kind in sweep.kinds.parameters.values())
    vague, own = (Number, Unknown), sweep.facts.user_names & sweep.kinds.variables.keys()
    return known and any(isinstance(sweep.kind(name), vague) and name in own for name in sweep.varied)


def opened_bar(sweep: Sweep, name: str, bound: set[str], first: t.stmt) -> t.expr:
    """Return the bar of an opened argument: a container of the bars of its entries."""
    return opened_bars(sweep, sweep.facts.opened[name], sweep.kinds.parameters[name], sweep.read(name, first), bound)


def opened_bars(sweep: Sweep, opened: dict[Any, str], kind: Kind, whole: t.expr, bound: set[str]) -> t.expr:
    """Return a container of bars for what a container, and objects in it, hold."""
    items = dict(enumerate(kind.items)) if isinstance(kind, Tuple) else dict(kind.items)  # type: ignore[attr-defined]
    bars: dict[Any, t.expr] = {}
    objects = holds_objects(kind)  # which nobody looks through to copy what they hold
    for key, item in items.items():
        variable = opened.get(key)
        entry = t.attribute(t.copy(whole), str(key)) if isinstance(kind, Record) else t.subscript(t.copy(whole), t.constant(key))
        start = next((n for n in sweep.tree.body if isinstance(n, t.Assign) and getattr(n.targets[0], "id", "") == variable), None)
        if start is not None:  # an object may hold something else in the end
            entry = sweep.read(str(variable), start, after=True)
        if isinstance(item, Static) and isinstance(item.value, (str, type(None))):
            bars[key] = t.constant(None)
        elif holds_objects(item):
            bars[key] = opened_bars(sweep, sweep.facts.opened.get(variable or "", {}), item, entry, bound)
        elif variable in bound:
            bar = t.name(sweep.bar(variable))
            bars[key] = t.call(sweep.spell(own, "own"), bar) if objects and not is_scalar(item) else bar
        elif is_scalar(item):
            bars[key] = t.constant(0.0)
        else:
            bars[key] = t.call(sweep.spell(zeros_like, "zeros_like"), entry)
    if isinstance(kind, Tuple):
        return t.tuple_of(bars.values())
    shown = t.dict_of((t.constant(key), bar) for key, bar in bars.items())
    if isinstance(kind, Record):
        return t.call(sweep.spell(rebuild_record, "rebuild_record"), whole, shown)
    return shown


def find_in_place(sweep: Sweep) -> set[str]:
    """Return the variables whose bars are updated in place: written by element, or read by element more than once."""
    stored: set[str] = set()
    reads: dict[str, int] = {}

    def visit(block: t.Block, looping: bool) -> None:
        for node in block:
            inside = looping or isinstance(node, (t.For, t.While))
            for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
                if isinstance(inner, list):
                    visit(inner, inside)
            match node:
                case t.Assign(targets=[t.Subscript() as target]) | t.AugAssign(target=t.Subscript() as target):
                    stored.add(base_name(target))
                case t.Assign(value=t.Subscript(value=t.Name(id=base))):
                    reads[base] = reads.get(base, 0) + (2 if looping else 1)

    visit(sweep.tree.body, False)
    return {n for n in sweep.varied if n in stored or reads.get(n, 0) > 1} & {n for n in sweep.varied if sweep.indexable(n)}


def unbound_names(forward: t.Block, parameters: frozenset[str], names: list[str]) -> list[str]:
    """Return the names of a record that some path leaves unbound."""
    flow = find_flow([*forward, t.return_(None)])
    last = next(node for place, node in flow.nodes.items() if isinstance(node, t.Return))
    bound = definitely_assigned(flow, parameters).get(point(last), frozenset())
    return [name for name in names if name not in bound]


