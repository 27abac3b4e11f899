"""One derivative and all the functions that it takes: helpers, their halves, and the names that generated code uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from tangentlike.analysis.binding import CannotBind, bind, parameters_of
from tangentlike.analysis.changing import changed_names
from tangentlike.analysis.facts import Facts, taken_names
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.kinds import Inference
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import NEVER, UNKNOWN, Closure, Kind
from tangentlike.callees import (
    canonical,
    defaults_of,
    extend,
    given_kind,
    make_live,
    nested_functions,
    restored,
    seeded,
    source_of,
    widen_number,
    without,
)
from tangentlike.errors import Place, SourceNotAvailable
from tangentlike.filling import fill
from tangentlike.inferring import infer_once
from tangentlike.pieces import Pieces
from tangentlike.runtime import ALIASING
from tangentlike.spelling import Spelling, rebound_by, stored_attribute
from tangentlike.subjects import Subject, find_subject, is_gradient
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.source import Source, unwrap

MAKERS = frozenset({"sum", "array", "zeros_like", "zeros", "outer", "dot", "matmul", "full", "ones_like", "where",
                    "tensordot", "copy"})
MOST_CLOSURES = 6


@dataclass(eq=False)
class Pair:
    """The two halves of a helper, for one signature."""

    subject: Subject
    kinds: dict[str, Kind]
    forward: str
    backward: str
    wrt: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Program(Spelling):
    """What is shared by all functions of one derivative."""

    pairs: dict[Any, Pair] = field(default_factory=dict)
    results: dict[Any, Kind] = field(default_factory=dict)
    filled: dict[Any, dict[str, Kind]] = field(default_factory=dict)  # what calls leave in containers, by their signatures
    recurring: set[Any] = field(default_factory=set)  # signatures that were asked for while their results were inferred
    decided: dict[tuple[str, str], Place] = field(default_factory=dict)  # zero bars, and the tests that make them so
    subjects: dict[Any, Subject | None] = field(default_factory=dict)
    lifted: dict[Any, Subject] = field(default_factory=dict)
    origins: dict[int, tuple[Scope, Source]] = field(default_factory=dict)
    nested: dict[tuple[int, str], Any] = field(default_factory=dict)
    extended: dict[Any, Subject] = field(default_factory=dict)
    effects: dict[Any, Any] = field(default_factory=dict)
    open_effects: set[Any] = field(default_factory=set)
    met_effects: set[Any] = field(default_factory=set)
    looked_through: int = 0
    guards: dict[int, tuple[Scope, str, Any]] = field(default_factory=dict)
    live: dict[Any, Any] = field(default_factory=dict)
    outcomes: dict[Any, Any] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)  # arguments that the function writes
    handing: dict[Any, Any] = field(default_factory=dict)  # what does what a helper does, and returns what it writes
    pieces: Pieces = field(default_factory=Pieces)  # what runs on the tape
    prepare: Callable[[Subject, Any], Subject] = lambda subject, program: subject  # what is done with each text first
    writes_of: Callable[[Any, Any], Any] = lambda kinds, facts: None  # into which variables calls write, by the facts of a function
    scopes: list[Scope] = field(default_factory=list)  # of functions that were written out where they are called

    # Functions

    def subject(self, function: Any, kinds: dict[str, Kind] | None = None) -> Subject | None:
        """Return the text of a user's function, None if there is none; of a gradient, its text for these kinds."""
        special = is_gradient(function)
        inner: Any = (function, tuple((kinds or {}).items())) if special else unwrap(function)
        if inner not in self.subjects:
            try:
                found = find_subject(function, kinds) if special else self.pieces.known(inner) or Subject.of(function)
                self.subjects[inner] = self.prepare(self.pieces.subject(found), self)
            except SourceNotAvailable:
                self.subjects[inner] = None
            self.note_stores(self.subjects[inner])
        return self.subjects[inner]

    def note_stores(self, subject: Subject | None) -> None:
        """Note the attributes that a function stores, and the names through which it changes something."""
        nodes = [] if subject is None else list(t.walk(subject.source.tree))
        new = {name for name in map(stored_attribute, nodes) if name is not None} - self.stored
        self.grown |= bool(new)
        self.stored |= new
        self.note_catching(nodes)
        local = set() if subject is None else local_names(subject.source.tree)
        rebound = {name for node in nodes for name in rebound_by(node, subject.scope if subject is not None else None)}
        self.note_changed((changed_names(nodes) - local) | rebound, rebound)

    def note_closure(self, node: Any, run: Inference) -> Any:
        """Note in which function a nested function is defined, and return the node that stands for its text.

        The function around is copied and read many times, but what is written for one text serves all copies.
        """
        key = (id(run.scope), t.dump(node))
        if key not in self.nested:
            self.nested[key] = t.copy(node)
        node = self.nested[key]
        self.origins.setdefault(id(node), (run.scope, source_of(run)))
        return node

    def lift(self, closure: Closure) -> Subject:
        """Return a nested function as one of its own, with the outer names that it reads as further parameters."""
        key = (id(closure.node), closure.captured)
        if key not in self.lifted:
            node = closure.node
            scope, source = self.origins[id(node)]
            body = t.copy(node.body) if isinstance(node, t.FunctionDef) else [t.return_(t.copy(node.body))]
            args = t.copy(node.args)
            args.kwonlyargs = [*args.kwonlyargs, *(t.parameter(name) for name in closure.captured)]
            args.kw_defaults = [*args.kw_defaults, *(None for _ in closure.captured)]
            tree = t.function(getattr(node, "name", "lambda_"), args, body)
            inner = Source(source.function, tree, source.filename, source.lines, tree.name, source.module)
            self.lifted[key] = Subject(inner, scope, parameters_of(args))
        return self.lifted[key]

    # Kinds

    def bind(self, function: Any, call: t.Call, run: Inference) -> dict[str, Kind] | None:
        """Return the kind of each parameter of a user's function in a call."""
        subject = self.subject(function)
        if subject is None:
            return None
        return self.bound_kinds(subject, function, call, run)

    def bound_kinds(self, subject: Subject, function: Any, call: t.Call, run: Inference) -> dict[str, Kind] | None:
        """Return the kind of each parameter in a call; None if they cannot be matched."""
        try:
            bound = bind(subject.parameters, call, run.facts)
        except CannotBind:
            return None
        defaults = defaults_of(function, subject) if function is not None else {}
        kinds: dict[str, Kind] = {}
        for name, value in bound.items():
            if value is None:
                kinds[name] = widen_number(kind_of(defaults.get(name)))
            else:
                kinds[name] = given_kind(name, value, subject.parameters, run.facts)
        return kinds

    def open_closures(
        self, subject: Subject, kinds: dict[str, Kind], env: Mapping[str, Kind]
    ) -> tuple[Subject, dict[str, Kind], dict[str, str]]:
        """Give a function whose arguments are nested functions their outer names as further parameters.

        Returns the function so extended, its kinds, and the caller's variable for each new parameter.
        """
        outer: dict[str, str] = {}
        new = dict(kinds)
        names = Names(taken_names(subject.source.tree, subject.scope))
        known: dict[str, str] = {}  # a variable that several closures read is one parameter
        todo = [name for name, kind in kinds.items() if isinstance(kind, Closure) and kind.captured]
        for name in todo:
            kind = new[name]
            assert isinstance(kind, Closure)
            if len(todo) > MOST_CLOSURES:
                new[name] = UNKNOWN  # each call wraps the function anew: there is no end to it
                continue
            for own, theirs in zip(kind.captured, kind.outer, strict=True):
                known[theirs] = known.get(theirs) or names.fresh(f"{name}_{own}")
            inner = tuple(known[theirs] for theirs in kind.outer)
            new[name] = replace(kind, outer=inner)
            for mine, theirs in zip(inner, kind.outer, strict=True):
                if mine not in outer:
                    outer[mine] = theirs
                    value = new[mine] = widen_number(env.get(theirs, UNKNOWN))
                    todo += [mine] if isinstance(value, Closure) and value.captured else []
        if not outer:
            return subject, kinds, {}
        key = (id(subject), tuple(outer))
        if key not in self.extended:
            self.extended[key] = extend(subject, list(outer))
        return self.extended[key], new, outer

    def result_kind(self, function: Any, kinds: dict[str, Kind], env: Mapping[str, Kind], call: Any = None) -> Kind:
        """Return the kind of a user function's result; a nested function cannot leave the one that defines it.

        `call`: the inference and the node of a call, whose containers may hold more afterwards.
        """
        subject = self.subject(function, kinds)
        assert subject is not None
        kinds = seeded(subject, kinds)
        subject, kinds, outer = self.open_closures(subject, kinds, env)
        found = self.infer_result(subject, kinds)
        if call is not None:
            fill(self.filled, (subject, kinds, outer), call, env)
        return found

    def infer_result(self, subject: Subject, kinds: dict[str, Kind]) -> Kind:
        """Infer the result of a function for one signature; a recursion, through others too, is repeated until it is stable."""
        renamed, back = canonical(kinds)
        key = (id(subject), tuple(renamed.items()))
        if key in self.results:
            self.recurring.add(key)
            return restored(self.results[key], back)
        self.results[key] = NEVER
        known = len(self.results)
        for _ in range(4):
            while len(self.results) > known:  # what others give was found with what this function was taken for
                self.filled.pop(self.results.popitem()[0], None)
            self.recurring.discard(key)
            found = infer_once(subject, renamed, self)
            stable = found == (self.results[key], self.filled.get(key, {}))
            self.results[key], self.filled[key] = found
            if stable or key not in self.recurring:
                break
        return restored(self.results[key], back)

    def closure_kind(
        self, run: Inference, node: t.Call, closure: Closure, args: Any, named: Any, env: dict[str, Kind]
    ) -> Kind:
        """Return the kind of the result of a nested function."""
        subject = self.lift(closure)
        kinds = self.lifted_kinds(subject, closure, node, run, env)
        found = None if kinds is None else self.called_closure(closure, kinds)
        if found is None:
            return UNKNOWN
        result = self.infer_result(*found)
        if not closure.derived:
            fill(self.filled, (*found, dict(zip(closure.captured, closure.outer, strict=True))), (run, node), env)
        return result

    def called_closure(self, closure: Closure, kinds: dict[str, Kind]) -> tuple[Subject, dict[str, Kind]] | None:
        """Return what a call of a nested function runs: of a gradient of one, its text for these kinds."""
        subject = self.lift(closure)
        if not closure.derived:
            return subject, kinds
        inside = nested_functions(closure, kinds)
        if inside is None:
            return None
        key = (id(subject), *inside.items())
        function: Any = self.live.get(key) or make_live(subject, inside)
        self.live[key] = function
        kinds = {name: kind for name, kind in kinds.items() if name not in inside}
        for operator, options in closure.derived:
            function = operator.cached(function, **dict(options))
        found = self.subject(function, kinds)
        return None if found is None else (found, seeded(found, kinds))

    def lifted_kinds(
        self, subject: Subject, closure: Closure, node: t.Call, run: Inference, env: Mapping[str, Kind]
    ) -> dict[str, Kind] | None:
        """Return the kind of each parameter of a nested function, and of the outer names that it reads."""
        own = without(subject.parameters, closure.captured)
        try:
            bound = bind(own, node, run.facts)
        except CannotBind:
            return None
        kinds: dict[str, Kind] = {}
        for name in own.all:
            value = bound[name]
            default = own.defaults.get(name)
            outer = dict(zip(closure.captured, closure.outer, strict=True))
            if value is None and isinstance(default, t.Name) and default.id in outer:
                kinds[name] = widen_number(env.get(outer[default.id], UNKNOWN))
            elif value is None:
                kinds[name] = widen_number(run.kind(own.defaults[name], dict(env)))
            else:
                kinds[name] = given_kind(name, value, own, run.facts)
        here = dict(zip(closure.outer, closure.captured, strict=True))
        for name, theirs in zip(closure.captured, closure.outer, strict=True):
            kind = kinds[name] = widen_number(env.get(theirs, UNKNOWN))
            if isinstance(kind, Closure):  # what it reads has the names of this function now
                kinds[name] = replace(kind, outer=tuple(here.get(each, each) for each in kind.outer))
        return kinds

    def makes_new(self, call: t.Call, facts: Facts | None = None) -> bool:
        """Tell whether a call in a backward sweep returns memory that nobody else has."""
        name = call.func
        if isinstance(name, t.Attribute):
            return name.attr in MAKERS or isinstance(getattr(np, name.attr, None), np.ufunc)
        if isinstance(name, t.Name) and any(pair.backward == name.id for pair in self.pairs.values()):
            return True
        function = self.injected.get(name.id) if isinstance(name, t.Name) else None
        return str(getattr(function, "__module__", "")).startswith("tangentlike.runtime") and function not in ALIASING
