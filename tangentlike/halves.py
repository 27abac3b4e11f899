"""The halves of a helper that one call needs: which function it is, its signature there, and what is active in it."""

from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.binding import bind
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.values import (
    UNKNOWN,
    Array,
    Closure,
    Dict,
    Keyed,
    Kind,
    List,
    Number,
    Unknown,
    carries,
    parts_of,
)
from tangentlike.callees import Known, canonical, defaults_of, seeded, without
from tangentlike.errors import SourceNotAvailable, Unsupported
from tangentlike.program import Pair, Program
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import display_items, is_written


@dataclass
class CallSite:
    """One call of a pair of halves."""

    pair: Pair
    arguments: dict[str, Any]
    call: t.Call
    extra: dict[str, str]
    defaults: dict[str, str] = field(default_factory=dict)

    @property
    def wrt(self) -> list[str]:
        """Return the parameters whose bars the backward half returns."""
        return self.pair.wrt

    @property
    def backward(self) -> str:
        """Return the name of the backward half."""
        return self.pair.backward

    def forward_call(self) -> t.Call:
        """Return the call of the forward half, with the user's own arguments."""
        captured = [t.keyword(name, t.name(outer)) for name, outer in {**self.defaults, **self.extra}.items()]
        return t.Call(t.name(self.pair.forward), self.call.args, [*self.call.keywords, *captured])


def halves_for_call(sweep: Any, node: t.Assign, value: t.Call) -> CallSite:
    """Return the halves that a call needs; ask for the parameters that are active in it."""
    program: Program = sweep.facts.program
    callee = sweep.kinds.callee(value)
    kinds, arguments, subject, extra = _call_parts(program, sweep, value, callee)
    renamed, _ = canonical(kinds)
    key = (id(subject), tuple(renamed.items()))
    pair = program.pairs.get(key)
    if pair is None:
        stem = subject.name if subject.name != "lambda_" else "function"
        pair = program.pairs[key] = Pair(subject, renamed, *program.fresh_pair(stem))
    if subject.source.function in program.pieces:
        check_piece(sweep, value, subject, kinds, arguments)
    _widen_wrt(program, pair, sweep, arguments)
    defaults = given_defaults(program, callee, subject, arguments, extra, sweep.facts)
    return CallSite(pair, arguments, value, extra, defaults)


def given_defaults(
    program: Program, callee: Any, subject: Subject, arguments: dict[str, Any], extra: dict[str, str], facts: Facts
) -> dict[str, str]:
    """Return names for default values that cannot be written as literals."""
    values = defaults_of(callee, subject) if not isinstance(callee, Closure) else {}
    written = subject.parameters.defaults
    if all(map(t.is_literal, written.values())):
        values = {n: value for n, value in values.items() if n not in written or not is_written(value, written[n])}
    missing = [n for n, v in arguments.items() if v is None and n in values and n not in extra]
    return {name: program.spell(values[name], f"{subject.name}_{name}", facts) for name in missing}


def _widen_wrt(program: Program, pair: Pair, sweep: Any, arguments: dict[str, Any]) -> None:
    active = [name for name, value in arguments.items() if is_live(sweep, value)]
    order = pair.subject.parameters.all
    new = [name for name in order if name in {*pair.wrt, *active}]
    if new != pair.wrt:
        first = not pair.wrt
        pair.wrt[:] = new
        program.grown |= not first


def _call_parts(
    program: Program, sweep: Any, value: t.Call, callee: Any
) -> tuple[dict[str, Kind], dict[str, Any], Subject, dict[str, str]]:
    facts: Facts = sweep.facts
    run = Known(sweep.kinds, facts)
    if isinstance(callee, Closure):
        subject = program.lift(callee)
        if not set(callee.outer) <= sweep.kinds.variables.keys():
            raise cannot_reach(facts, value, sorted(set(callee.outer) - sweep.kinds.variables.keys()))
        env = {name: sweep.kinds.variables.get(name, UNKNOWN) for name in callee.outer}
        kinds = program.lifted_kinds(subject, callee, value, run, env)
        if kinds is None:
            raise cannot_bind(facts, value)
        own = {n: v for n, v in kinds.items() if n not in callee.captured}
        called = program.called_closure(callee, kinds)
        if called is None:
            raise cannot_bind(facts, value)
        bound = bind(without(subject.parameters, callee.captured), value, sweep.kinds)
        outer = dict(zip(callee.captured, (t.name(n) for n in callee.outer), strict=True))
        for name, default in subject.parameters.defaults.items():
            if bound.get(name, default) is None and isinstance(default, t.Name) and default.id in outer:
                outer[name] = t.copy(outer[default.id])
        for name, read in outer.items():
            sweep.kinds.note(read, kinds[name])
        outer = {n: v for n, v in outer.items() if n in called[1]}
        return called[1], {**{n: bound[n] for n in own}, **outer}, called[0], {n: v.id for n, v in outer.items()}
    found = program.subject(callee)
    if found is None:
        raise cannot_find(facts, value, callee) from program.pieces.calls.get(callee)
    kinds_ = program.bound_kinds(found, callee, value, run)
    if kinds_ is None:
        raise cannot_bind(facts, value)
    arguments = bind(found.parameters, value, sweep.kinds)
    found = program.subject(callee, kinds_) or found
    kinds_ = seeded(found, kinds_)
    found, kinds_, outer_ = program.open_closures(found, kinds_, sweep.kinds.variables)
    for name, theirs in outer_.items():
        arguments[name] = t.name(theirs)
        sweep.kinds.note(arguments[name], sweep.kinds.variables.get(theirs, UNKNOWN))
    return kinds_, arguments, found, outer_


def is_live(sweep: Any, operand: Any) -> bool:
    """Tell whether an argument carries a derivative in this call."""
    if isinstance(operand, t.Name):
        return operand.id in sweep.varied and carries(sweep.kinds.of(operand))
    if isinstance(operand, t.Subscript) and is_varied(operand, sweep.varied, sweep.kinds):
        raise cannot_bind(sweep.facts, operand)  # an entry of a container that has no name
    return any(is_live(sweep, item) for item in display_items(operand).values())


def check_piece(sweep: Any, value: t.Call, subject: Subject, kinds: dict[str, Kind], arguments: dict[str, Any]) -> None:
    """Refuse a piece that is given what the tape cannot hand back: objects, and containers whose items may be one."""
    back = sweep.facts.program.pieces.given_back(subject.source.function)
    given = {argument.id for argument in arguments.values() if isinstance(argument, t.Name)}
    # One that another one sees as well: that one would stay as it was.
    twice = {w.name for w in sweep.memory.writes if w.call is value and (w.seen - {w.name}) & given}
    for name, argument in arguments.items():
        kind = kinds[name]
        unknown = isinstance(kind, Unknown) and not made_by_pieces(sweep, argument)
        mixed = name in back and not (isinstance(kind, (Array, Number)) or has_no_memory(kind) or holds_numbers(kind))
        seen = name in back and getattr(argument, "id", "") in twice
        # What is given back may carry derivatives that it did not carry before.
        if mixed or seen or (unknown and is_live(sweep, argument)):
            found = Unsupported(
                f"tangentlike cannot tell what `{name}` holds where this statement runs.",
                place=sweep.facts.source.place(value),
                why="the statement runs on the tape, and objects that it changes cannot be followed from outside.",
                instead="use arrays, numbers, and lists or dicts of numbers.",
            )
            found.divisible = False
            raise found


def holds_numbers(kind: Kind) -> bool:
    """Tell whether a container holds numbers only, or other things without memory."""
    return isinstance(kind, (List, Dict, Keyed)) and all(map(has_no_memory, parts_of(kind)))


def made_by_pieces(sweep: Any, argument: Any) -> bool:
    """Tell whether all that a variable is bound to comes from pieces, which hand out numbers and plain containers."""
    made = [node for node in t.walk_all(sweep.tree.body) if isinstance(node, t.Assign) and argument.id in t.names_stored(node)]
    return all(sweep.kinds.callee(node.value) in sweep.facts.program.pieces for node in made) and bool(made)


def cannot_reach(facts: Facts, value: t.expr, outer: list[str]) -> Unsupported:
    """Return the error for the call of a nested function that reads variables which are not at hand where it is called."""
    names = ", ".join(f"`{name}`" for name in outer)
    return Unsupported(
        "tangentlike cannot differentiate this call of a nested function from inside another one.",
        place=facts.source.place(value),
        why=f"it reads {names} of the function around both, out of reach here: two nested functions that call each other.",
        instead="define both at the top of the module, and pass what they read.",
    )


def cannot_bind(facts: Facts, value: t.expr) -> Unsupported:
    """Return the error for a call whose arguments are not known well enough."""
    return Unsupported(
        "tangentlike cannot match the arguments of this call.",
        place=facts.source.place(value),
        why="`*args` of unknown length, or `**kwargs`, hide which parameter takes which value.",
        instead="pass the arguments one by one.",
    )


def cannot_find(facts: Facts, value: t.expr, callee: Any) -> SourceNotAvailable:
    """Return the error for a helper without text."""
    name = getattr(callee, "__name__", repr(callee))
    return SourceNotAvailable(
        f"tangentlike cannot read the source of `{name}`.",
        place=facts.source.place(value),
        why="an active value goes through it, and its text is not in a file.",
        instead="define it in a file, or write a rule for it with `@tangentlike.adjoint`.",
    )
