"""The compiled variants of one derivative: which one arguments need, and when it must be made."""

import functools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import CodeType, FunctionType
from typing import Any

from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import Kind
from tangentlike.arguments import (
    differentiable,
    find_given,
    find_parameter,
    find_signature,
    name_arguments,
    picking,
    without_options,
)
from tangentlike.compiling import Home, make_functions
from tangentlike.deep_stack import in_room, needs_room
from tangentlike.dispatch import Entry
from tangentlike.errors import InternalError, SourceNotAvailable
from tangentlike.guards import guards_of, seen_by, still_right
from tangentlike.pieces import Pieces
from tangentlike.pipeline import Request, derive, stage_text
from tangentlike.relocation import relocate
from tangentlike.results import check_result, seeds, warn_of_tests
from tangentlike.retrying import may_be_tested, may_run_again, retrying
from tangentlike.rules import registry
from tangentlike.signatures import argument_tests, general_kinds, kinds_of_arguments
from tangentlike.subjects import Subject, find_subject, forwarding
from tangentlike.taped import REFUSALS, Fallback, OnTape, warn
from tangentlike.watching import make_check, tell_recompiling

MANY = 8


@dataclass
class Variant:
    """One compiled variant."""

    source: str
    function: FunctionType
    functions: dict[str, FunctionType]
    homes: Mapping[str, Home]
    injected: Mapping[str, object]
    signature: dict[str, Kind]
    guards: tuple[tuple[str, object], ...]
    names: dict[str, object]
    reads: tuple[tuple[Scope, Any, object], ...] = ()
    fallbacks: tuple[Any, ...] = ()
    taped: OnTape | None = None
    writes: bool = False                        # it writes into its arguments
    wrt: tuple[str, ...] | None = None          # of one that may be run again on the tape
    check: Callable[[Any], Any] | None = None


@functools.lru_cache(maxsize=128)
def table_of(primal: FunctionType, options: tuple[Any, ...]) -> tuple[dict[Any, Variant], threading.RLock]:
    """Return the variants of a derivative of a plain function: `grad(f)` in a loop compiles f once."""
    return {}, threading.RLock()


@functools.lru_cache(maxsize=128)
def latest_of(code: CodeType, options: tuple[Any, ...]) -> list[Any]:
    """Return the last function of a code whose derivative was compiled, and its table; a lambda in a loop has many."""
    return []


registry.watch(table_of.cache_clear)             # what was made of other rules is wrong
registry.watch(latest_of.cache_clear)


class Variants:
    """All variants of one derivative of one function."""

    def __init__(self, primal: Callable[..., Any], operator: str, argnums: Any, has_aux: bool, fallback: str = "tape"):
        self.primal = primal
        self.fallback = fallback
        self.operator = operator
        self.argnums = tuple(argnums) if isinstance(argnums, list) else argnums
        self.has_aux = has_aux
        self.skipped = 0
        self.last: Variant | None = None
        shared = isinstance(primal, FunctionType)
        self.options = options = (operator, self.argnums, has_aux, fallback)
        self.table, self.lock = table_of(primal, options) if shared else (dict[Any, Variant](), threading.RLock())

    # What a gradient asks

    @in_room
    def subject(self) -> Subject:
        """Return the text of the primal as it is written; where there is none, and it may run on the tape, one that calls it."""
        try:
            return find_subject(self.primal, read=Subject.as_written)
        except (SourceNotAvailable, RecursionError) as refusal:
            if self.fallback == "error" or needs_room(refusal):
                raise
            return forwarding(self.primal)

    def check_argnums(self) -> None:
        """Refuse unknown arguments as soon as the parameters can be known."""
        try:
            subject = self.subject()
        except SourceNotAvailable:
            return  # the first call says so
        self.wrt(subject, None)

    def defaults(self, given: int, subject: Subject) -> dict[str, Any]:
        """Return the default values of the parameters after the first `given`."""
        try:
            parameters = list(find_signature(self.primal).parameters.values())
        except (TypeError, ValueError):
            return {}
        late = parameters[given:]
        known = {p.name: p.default for p in late if p.default is not p.empty}
        return {name: value for name, value in known.items() if name in subject.parameters.all}

    @in_room
    def entry_for(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Entry:
        """Return the way into the variant for these arguments."""
        subject = self.subject()
        arguments = name_arguments(subject, args, kwargs)
        wrt, pick = self.wrt(subject, arguments)
        variant = self.variant(arguments, wrt)
        self.last = variant
        tests, names = argument_tests(arguments, variant.signature)
        call: Callable[..., Any] = variant.function
        if variant.wrt is not None:
            call = retrying(call, functools.partial(self.replaced, variant))
        count = len(subject.parameters.names)
        surplus = len(args) > count and subject.parameters.vararg is None
        if surplus or (kwargs.keys() - arguments.keys() and subject.parameters.kwarg is None):
            call = without_options(call, self.primal, count if surplus else len(args), kwargs.keys() - arguments.keys())
        check = variant.check
        if pick is not None:
            call, check = picking(call, pick), None
        return Entry(call, tests, variant.guards, {**names, **variant.names}, check)

    @in_room
    def lower(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Variant:
        """Return the variant for these arguments, compiled but not run."""
        subject = self.subject()
        arguments = name_arguments(subject, args, kwargs)
        return self.variant(arguments, self.wrt(subject, arguments)[0])

    @in_room
    def general(self) -> Variant:
        """Return the variant for arguments of which nothing is known but their annotations."""
        subject = self.subject()
        wrt, _ = self.wrt(subject, None)
        return self.for_kinds(general_kinds(subject.source.tree.args, wrt), wrt, compiled=True)

    def text(self) -> str:
        """Return the text of the variant used last; before any call, of the general one."""
        return (self.last or self.general()).source

    def function(self) -> FunctionType:
        """Return the generated function of that text."""
        return (self.last or self.general()).function

    def fallbacks(self) -> tuple[Any, ...]:
        """Return the records of what that variant leaves to the tape."""
        return self.last.fallbacks if self.last is not None else ()

    def stages(self, arguments: tuple[tuple[Any, ...], dict[str, Any]] | None) -> list[tuple[str, str]]:
        """Return the name of each pass and what it gives."""
        subject = find_subject(self.primal)
        if arguments is None:
            wrt, _ = self.wrt(subject, None)
            kinds = general_kinds(subject.source.tree.args, wrt)
        else:
            named = name_arguments(subject, *arguments)
            wrt, _ = self.wrt(subject, named)
            kinds = kinds_of_arguments(named, wrt)
        seen: list[tuple[str, str]] = []
        text = derive(self.request(subject, kinds, wrt), lambda name, tree, facts: seen.append((name, stage_text(tree))))
        return [*seen, (self.operator, text.source)]

    # Compiling

    def wrt(self, subject: Subject, arguments: dict[str, Any] | None) -> tuple[tuple[str, ...], Any]:
        """Return the parameters of interest, and how to pick their parts (for items of `*args`)."""
        if self.argnums is None:
            assert arguments is not None
            return tuple(n for n, value in arguments.items() if differentiable(value)), None
        wanted = self.argnums if isinstance(self.argnums, tuple) else (self.argnums,)
        names, picks = [], []
        for each in wanted:
            counted = type(each) is int and each >= 0
            each = each + self.skipped if counted else each
            found = find_parameter(subject, each) if arguments is None else find_given(subject, self.primal, each, arguments)
            name, place = found
            picks.append((name, place))
            if name not in names:
                names.append(name)
        if all(place is None for _, place in picks) and len(names) == len(picks):
            return tuple(names), None
        chosen = [(names.index(name), place) for name, place in picks]
        return tuple(names), (chosen, not isinstance(self.argnums, tuple), len(names) == 1, self.operator, self.has_aux)

    def variant(self, arguments: dict[str, Any], wrt: tuple[str, ...]) -> Variant:
        """Return the variant for named arguments."""
        return self.for_kinds(kinds_of_arguments(arguments, wrt), wrt)

    @in_room
    def for_kinds(self, kinds: dict[str, Kind], wrt: tuple[str, ...], *, compiled: bool = False) -> Variant:
        """Return the variant for a signature, made if there is none that is still right; `compiled`: not on the tape."""
        key = (tuple(kinds.items()), wrt, compiled)
        with self.lock:
            found = self.table.get(key)
            if found is None or not still_right(found.reads):
                found = self.relocated(key) or (self.compile(kinds, wrt) if compiled else self.made(kinds, wrt))
                self.table[key] = found
                if isinstance(self.primal, FunctionType):
                    latest_of(self.primal.__code__, self.options)[:] = [self.primal, self.table]
                self.warn()
            return found

    def relocated(self, key: Any) -> Variant | None:
        """Return the variant of an earlier function of the same code, if it serves this one as well."""
        if not isinstance(self.primal, FunctionType) or not latest_of(self.primal.__code__, self.options):
            return None
        old, table = latest_of(self.primal.__code__, self.options)
        found = table.get(key) if table_of(old, self.options)[0] is table else None  # it may have been cleared
        return None if found is None or found.fallbacks or found.check else relocate(found, old, self.primal)

    def warn(self) -> None:
        """Tell once when a function keeps meeting new signatures."""
        if len(self.table) == 4 * MANY:
            tell_recompiling(getattr(self.primal, "__name__", self.primal), len(self.table))

    def request(self, subject: Subject, kinds: dict[str, Kind], wrt: tuple[str, ...]) -> Request:
        """Return what is asked of the pipeline."""
        single = not isinstance(self.argnums, tuple) and len(wrt) == 1
        return Request(subject, kinds, wrt, self.operator, single, self.has_aux)

    def made(self, kinds: dict[str, Kind], wrt: tuple[str, ...]) -> Variant:
        """Compile a variant; what is refused runs on the tape, if it may."""
        try:
            return self.compile_in_pieces(kinds, wrt) if self.fallback != "error" else self.compile(kinds, wrt)
        except REFUSALS as refusal:
            if self.fallback == "error" or needs_room(refusal):
                raise
            return self.taped(kinds, wrt, refusal)

    def taped(self, kinds: dict[str, Kind], wrt: tuple[str, ...], refusal: BaseException) -> Variant:
        """Return a variant that runs on the tape as a whole."""
        subject = self.subject()
        taped = OnTape(self.primal, wrt, self.operator, self.request(subject, kinds, wrt).single, self.has_aux, refusal)
        text, function = taped.function(subject)
        return Variant(text, function, {}, {}, {}, kinds, (), {}, (), (Fallback.of(refusal),), taped)

    def replaced(self, variant: Variant, refusal: BaseException, ever: bool) -> Variant:
        """Put a variant on the tape that does not do for what it has met, for this call or for `ever`."""
        new = self.last = self.taped(variant.signature, variant.wrt or (), refusal)
        self.table.update({key: new for key, found in self.table.items() if ever and found is variant})
        return new

    def compile_in_pieces(self, kinds: dict[str, Kind], wrt: tuple[str, ...]) -> Variant:
        """Compile a variant in which more and more pieces run on the tape, until nothing is refused."""
        pieces, first = Pieces(), None
        while True:
            try:
                return self.compile(kinds, wrt, pieces)
            except REFUSALS as refusal:
                first = refusal if needs_room(refusal) else first or refusal
                if needs_room(refusal) or not pieces.widen(refusal):
                    raise first from None

    def compile(self, kinds: dict[str, Kind], wrt: tuple[str, ...], pieces: Pieces | None = None) -> Variant:
        """Derive, and make the text live; some pieces run on the tape."""
        pieces = pieces or Pieces()
        subject = find_subject(self.primal, kinds)
        if not set(wrt) <= set(subject.parameters.all):
            raise InternalError(f"`{subject.name}` has no parameter {', '.join(sorted(set(wrt) - set(subject.parameters.all)))}.")
        extra = {name: kind for name, kind in seeds(subject).items() if name not in kinds}
        text = derive(replace(self.request(subject, {**kinds, **extra}, wrt), pieces=pieces))
        if self.operator != "vjp":
            check_result(text, subject)
        warn_of_tests(text)
        functions = make_functions(text.source, text.entry, text.homes, text.injected)
        guards, names = guards_of(text.scopes, subject, self.primal)
        entry = functions[text.entry]
        for refusal in pieces.refusals:
            warn(refusal, f"a piece of `{subject.name}`")
        fallbacks = tuple(map(Fallback.of, pieces.refusals))
        seen = seen_by(text.scopes)
        variant = Variant(text.source, entry, functions, text.homes, text.injected, kinds, guards, names, seen, fallbacks)
        variant.writes = bool(text.program.written)
        if self.fallback != "error" and (may_run_again if fallbacks else may_be_tested)(text, subject, kinds):
            variant.wrt = wrt
        own = {name: place for (function, name), place in text.program.tests.items() if function == subject.name}
        if own and self.operator != "vjp":
            part = 1 if self.operator == "value_and_grad" else 0 if self.has_aux else None
            variant.check = make_check(functions.values(), subject.name, own, wrt, part)
        return variant
