"""One derivative and all the functions that it takes: helpers, their halves, and the names that generated code uses."""

import builtins
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.binding import CannotBind, Parameters, bind, parameters_of
from tangentlike.analysis.closures import Escaped, holds_closure
from tangentlike.analysis.facts import Facts, taken_names
from tangentlike.analysis.kinds import Inference
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.refused import find_refused
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.sizes import map_dims, map_shapes, symbols
from tangentlike.analysis.values import FLOAT, NEVER, UNKNOWN, Closure, Dict, Kind, Static, Tuple, carries, widen
from tangentlike.errors import Place, SourceNotAvailable, Unsupported
from tangentlike.rules import registry
from tangentlike.runtime.arrays import add_trees, conform, structure_like, unbroadcast
from tangentlike.subjects import Subject, find_subject, is_gradient
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import display_items, is_written
from tangentlike.syntax.names import Names
from tangentlike.syntax.source import Source, unwrap
from tangentlike.syntax.trees import is_literal

EFFECTS = frozenset({"append", "pop", "extend", "insert", "remove", "clear", "sort", "reverse", "fill", "put", "resize",
                     "partition", "itemset", "update", "setdefault", "add", "write", "setflags"})
QUIET = (len, range, float, int, abs, min, max, sum, round, bool, enumerate, zip, reversed, list, tuple, divmod, pow,
         isinstance, sorted, str)
# What raises outside of its domain must run, whether its value is read or not.
MAY_RAISE = frozenset({"log", "log2", "log10", "log1p", "sqrt", "acos", "asin", "acosh", "atanh", "pow", "fmod", "gamma",
                       "lgamma"})
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


@dataclass(eq=False)
class Program:
    """What is shared by all functions of one derivative."""

    injected: dict[str, Any] = field(default_factory=dict)
    grown: bool = False  # a helper must differentiate more parameters than was thought: all is written again
    pairs: dict[Any, Pair] = field(default_factory=dict)
    results: dict[Any, Kind] = field(default_factory=dict)
    decided: dict[tuple[str, str], Place] = field(default_factory=dict)  # zero bars, and the tests that make them so
    subjects: dict[Any, Subject | None] = field(default_factory=dict)
    lifted: dict[Any, Subject] = field(default_factory=dict)
    origins: dict[int, tuple[Scope, Source]] = field(default_factory=dict)
    nested: dict[tuple[int, str], Any] = field(default_factory=dict)
    extended: dict[Any, Subject] = field(default_factory=dict)
    effects: dict[Any, Any] = field(default_factory=dict)
    open_effects: set[Any] = field(default_factory=set)
    met_effects: set[Any] = field(default_factory=set)
    guards: dict[int, tuple[Scope, str, Any]] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: Names(()))
    stored: set[str] = field(default_factory=set)

    # Functions

    def subject(self, function: Any, kinds: dict[str, Kind] | None = None) -> Subject | None:
        """Return the text of a user's function, None if there is none; of a gradient, its text for these kinds."""

        special = is_gradient(function)
        inner: Any = (function, tuple((kinds or {}).items())) if special else unwrap(function)
        if inner not in self.subjects:
            try:
                self.subjects[inner] = find_subject(function, kinds) if special else Subject.of(function)
            except SourceNotAvailable:
                self.subjects[inner] = None
            self.note_stores(self.subjects[inner])
        return self.subjects[inner]

    def note_stores(self, subject: Subject | None) -> None:
        """Note the attributes that a function stores: what they are is not known before it has run."""
        nodes = [] if subject is None else list(t.walk(subject.source.tree))
        new = {n.attr for n in nodes if isinstance(n, t.Attribute) and isinstance(n.ctx, t.Store)} - self.stored
        self.grown |= bool(new)
        self.stored |= new

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

    def defaults_of(self, function: Any, subject: Subject) -> dict[str, Any]:
        """Return the default values of a live function."""
        return defaults_of(function, subject)

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
            new[name] = Closure(kind.node, kind.captured, inner)
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

    def result_kind(self, function: Any, kinds: dict[str, Kind], env: Mapping[str, Kind]) -> Kind:
        """Return the kind of a user function's result; a nested function cannot leave the one that defines it."""
        subject = self.subject(function, kinds)
        assert subject is not None
        kinds = seeded(subject, kinds)
        subject, kinds, _ = self.open_closures(subject, kinds, env)
        return self.infer_result(subject, kinds)

    def infer_result(self, subject: Subject, kinds: dict[str, Kind]) -> Kind:
        """Infer the result of a function for one signature; a recursion is repeated until it is stable."""
        renamed, back = canonical(kinds)
        key = (id(subject), tuple(renamed.items()))
        if key in self.results:
            return restored(self.results[key], back)
        self.results[key] = NEVER
        for _ in range(4):
            run = Inference(subject.source.tree, subject.scope, self)
            run.subject = subject
            found = run.run(renamed).result or UNKNOWN
            if find_refused(subject.source.tree, subject.scope) is not None:
                found = UNKNOWN  # what its unknown statements do is not known; a call of it is refused
            found = Escaped() if holds_closure(found) else found
            stable = found == self.results[key]
            self.results[key] = found
            if stable or (NEVER not in (found, self.results[key]) and not self._recursive(subject)):
                break
        return restored(self.results[key], back)

    def _recursive(self, subject: Subject) -> bool:
        return subject.name in t.names_read(subject.source.tree.body)

    def closure_kind(
        self, run: Inference, node: t.Call, closure: Closure, args: Any, named: Any, env: dict[str, Kind]
    ) -> Kind:
        """Return the kind of the result of a nested function."""
        subject = self.lift(closure)
        kinds = self.lifted_kinds(subject, closure, node, run, env)
        if kinds is None:
            return UNKNOWN
        return self.infer_result(subject, kinds)

    def lifted_kinds(
        self, subject: Subject, closure: Closure, node: t.Call, run: Inference, env: Mapping[str, Kind]
    ) -> dict[str, Kind] | None:
        """Return the kind of each parameter of a nested function, and of the outer names that it reads."""
        own = Parameters(
            subject.parameters.names,
            [n for n in subject.parameters.keyword_only if n not in closure.captured],
            subject.parameters.vararg,
            subject.parameters.kwarg,
            subject.parameters.defaults,
        )
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
                kinds[name] = Closure(kind.node, kind.captured, tuple(here.get(each, each) for each in kind.outer))
        return kinds

    # Halves

    def halves_for_call(self, sweep: Any, node: t.Assign, value: t.Call) -> CallSite:
        """Return the halves that a call needs; ask for the parameters that are active in it."""
        callee = sweep.kinds.callee(value)
        kinds, arguments, subject, extra = self._call_parts(sweep, value, callee)
        renamed, _ = canonical(kinds)
        key = (id(subject), tuple(renamed.items()))
        pair = self.pairs.get(key)
        if pair is None:
            stem = subject.name if subject.name != "lambda_" else "function"
            pair = self.pairs[key] = Pair(subject, renamed, *self.fresh_pair(stem))
        self._widen_wrt(pair, sweep, arguments)
        return CallSite(pair, arguments, value, extra, self.given_defaults(callee, subject, arguments, extra, sweep.facts))

    def given_defaults(
        self, callee: Any, subject: Subject, arguments: dict[str, Any], extra: dict[str, str], facts: Facts
    ) -> dict[str, str]:
        """Return names for default values that cannot be written as literals."""
        values = defaults_of(callee, subject) if not isinstance(callee, Closure) else {}
        written = subject.parameters.defaults
        if all(map(is_literal, written.values())):
            values = {n: value for n, value in values.items() if not is_written(value, written[n])}
        missing = [n for n, v in arguments.items() if v is None and n in values and n not in extra]
        return {name: self.spell(values[name], f"{subject.name}_{name}", facts) for name in missing}

    def _widen_wrt(self, pair: Pair, sweep: Any, arguments: dict[str, Any]) -> None:
        active = [name for name, value in arguments.items() if _is_active(sweep, value)]
        order = pair.subject.parameters.all
        new = [name for name in order if name in {*pair.wrt, *active}]
        if new != pair.wrt:
            first = not pair.wrt
            pair.wrt[:] = new
            self.grown |= not first

    def _call_parts(
        self, sweep: Any, value: t.Call, callee: Any
    ) -> tuple[dict[str, Kind], dict[str, Any], Subject, dict[str, str]]:
        facts: Facts = sweep.facts
        run = Known(sweep.kinds, facts)
        if isinstance(callee, Closure):
            subject = self.lift(callee)
            if not set(callee.outer) <= sweep.kinds.variables.keys():
                raise cannot_bind(facts, value)
            env = {name: sweep.kinds.variables.get(name, UNKNOWN) for name in callee.outer}
            kinds = self.lifted_kinds(subject, callee, value, run, env)
            if kinds is None:
                raise cannot_bind(facts, value)
            own = {n: v for n, v in kinds.items() if n not in callee.captured}
            bound = bind(without(subject.parameters, callee.captured), value, sweep.kinds)
            outer = dict(zip(callee.captured, (t.name(n) for n in callee.outer), strict=True))
            for name, default in subject.parameters.defaults.items():
                if bound.get(name, default) is None and isinstance(default, t.Name) and default.id in outer:
                    outer[name] = t.copy(outer[default.id])
            for name, read in outer.items():
                sweep.kinds.note(read, kinds[name])
            return kinds, {**{n: bound[n] for n in own}, **outer}, subject, {n: v.id for n, v in outer.items()}
        found = self.subject(callee)
        if found is None:
            raise cannot_find(facts, value, callee)
        kinds_ = self.bound_kinds(found, callee, value, run)
        if kinds_ is None:
            raise cannot_bind(facts, value)
        arguments = bind(found.parameters, value, sweep.kinds)
        found = self.subject(callee, kinds_) or found
        kinds_ = seeded(found, kinds_)
        found, kinds_, outer_ = self.open_closures(found, kinds_, sweep.kinds.variables)
        for name, theirs in outer_.items():
            arguments[name] = t.name(theirs)
            sweep.kinds.note(arguments[name], sweep.kinds.variables.get(theirs, UNKNOWN))
        return kinds_, arguments, found, outer_

    # Names

    def fresh(self, wanted: str) -> str:
        """Return a name that no function of the program uses."""
        return self.names.fresh(wanted)

    def fresh_pair(self, stem: str) -> tuple[str, str]:
        """Return names for two halves, with one number."""
        number, stem = 1, stem.strip("_")
        while True:
            names = tuple(f"{stem}_{half}{number if number > 1 else ''}" for half in ("forward", "backward"))
            if not set(names) & self.names.taken:
                return self.fresh(names[0]), self.fresh(names[1])
            number += 1

    def spell(self, value: Any, wanted: str, facts: Facts) -> str:
        """Return the name under which a function reaches an object: the user's own name for it, or one of ours."""
        if wanted not in facts.local_names and facts.scope.peek(wanted) is value:
            return wanted
        if isinstance(value, ModuleType):
            theirs = facts.scope.spelling(value, facts.local_names)
            if theirs is not None:
                return theirs
        for name, known in self.injected.items():
            if known is value and name not in facts.user_names and facts.scope.peek(name) is MISSING:
                facts.names.reserve(name)
                return name
        name, number = wanted, 2
        while name in facts.names.taken or self.injected.get(name, value) is not value or facts.scope.peek(name) is not MISSING:
            name, number = f"{wanted}{number}", number + 1
        self.injected[name] = value
        facts.names.reserve(name)
        return name

    def spelled(self, name: str, facts: Facts | None = None) -> Any:
        """Return the object behind one of our names, or a global one; None if there is none."""
        if name in self.injected:
            return self.injected[name]
        return facts.scope.peek(name) if facts is not None else getattr(builtins, name, None)

    def resolve(self, node: t.expr, facts: Facts) -> Any:
        """Return the object that a dotted name in generated code means; MISSING for a local value."""
        if isinstance(node, t.Name):
            if node.id in facts.user_names and node.id in facts.local_names:
                return MISSING
            return self.spelled(node.id, facts)
        if isinstance(node, t.Attribute):
            base = self.resolve(node.value, facts)
            return MISSING if base is MISSING else getattr(base, node.attr, MISSING)
        return MISSING

    def may_remove(self, call: t.Call, facts: Facts) -> bool:
        """Tell whether a call may be left out: it has no effect, and does not raise where the program would."""
        function = self.resolve(call.func, facts)
        raises = getattr(function, "__module__", "") == "math" and function.__name__ in MAY_RAISE
        return not raises and self.is_pure_call(call, facts)

    def is_pure_call(self, call: t.Call, facts: Facts) -> bool:
        """Tell whether a call in generated code has no effect but its value."""
        function = self.resolve(call.func, facts)
        if function is MISSING or function is None:
            return isinstance(call.func, t.Attribute) and call.func.attr not in EFFECTS and not self._is_global(call, facts)
        module = str(getattr(function, "__module__", "") or "")
        if "random" in module or getattr(function, "__name__", "") in ("add_at", "add_item", "seed", "seterr"):
            return False
        return function in QUIET if module == "builtins" else bool(registry.find(function)) or module.startswith(
            ("numpy", "math", "tangentlike.runtime")
        )

    def _is_global(self, call: t.Call, facts: Facts) -> bool:
        base: t.expr = call.func
        while isinstance(base, t.Attribute):
            base = base.value
        return isinstance(base, t.Name) and base.id in facts.user_names - facts.local_names

    def passes_on(self, call: t.Call) -> bool:
        """Tell whether a helper may return its first argument as it is, and otherwise something new."""
        function = self.injected.get(call.func.id) if isinstance(call.func, t.Name) else None
        return function in (unbroadcast, conform, add_trees, structure_like)

    def makes_new(self, call: t.Call, facts: Facts | None = None) -> bool:
        """Tell whether a call in a backward sweep returns memory that nobody else has."""
        name = call.func
        if isinstance(name, t.Attribute):
            return name.attr in MAKERS or isinstance(getattr(np, name.attr, None), np.ufunc)
        if isinstance(name, t.Name) and any(pair.backward == name.id for pair in self.pairs.values()):
            return True
        function = self.injected.get(name.id) if isinstance(name, t.Name) else None
        module = str(getattr(function, "__module__", ""))
        return module.startswith("tangentlike.runtime") and function not in may_alias()


def may_alias() -> tuple[Any, ...]:
    """Return the runtime helpers whose result may be (part of) an argument."""
    from tangentlike.runtime import ALIASING  # noqa: PLC0415

    return ALIASING


class Known(Inference):
    """Kinds that are known already, where an inference is asked for them."""

    def __init__(self, kinds: Any, facts: Facts):
        self.facts = kinds
        self.scope = facts.scope

    def kind(self, node: t.expr, env: dict[str, Kind]) -> Kind:
        """Return the kind of a default value: a constant's own."""
        return Static(node.value) if isinstance(node, t.Constant) else self.facts.of(node)


def without(parameters: Parameters, captured: tuple[str, ...]) -> Parameters:
    """Return the parameters that a nested function has in its own text."""
    only = [name for name in parameters.keyword_only if name not in captured]
    return Parameters(parameters.names, only, parameters.vararg, parameters.kwarg, parameters.defaults)


def _is_active(sweep: Any, value: Any) -> bool:
    if isinstance(value, t.Name):
        return value.id in sweep.varied and carries(sweep.kinds.of(value))
    return any(_is_active(sweep, item) for item in display_items(value).values())


def seeded(subject: Subject, kinds: dict[str, Kind]) -> dict[str, Kind]:
    """Add the kinds of the seeds that a generated function takes by keyword."""
    seeds = [n for n in subject.parameters.keyword_only if n not in kinds and "_bar" in n]
    return {**kinds, **{name: FLOAT for name in seeds}}


def extend(subject: Subject, names: list[str]) -> Subject:
    """Return a function with further parameters, given by keyword."""
    tree = t.copy(subject.source.tree)
    tree.args.kwonlyargs = [*tree.args.kwonlyargs, *(t.parameter(name) for name in names)]
    tree.args.kw_defaults = [*tree.args.kw_defaults, *(None for _ in names)]
    source = dataclasses.replace(subject.source, tree=tree)
    return Subject(source, subject.scope, parameters_of(tree.args))


def source_of(run: Any) -> Source:
    """Return the source that an inference is about."""
    return run.subject.source


def widen_number(kind: Kind) -> Kind:
    """Forget the values of numbers: a signature holds only those of flags, strings and None."""
    if isinstance(kind, Static) and type(kind.value) in (int, float, complex):
        return widen(kind)
    if isinstance(kind, Dict):
        return Dict(tuple((key, widen_number(item)) for key, item in kind.items))
    return Tuple(tuple(map(widen_number, kind.items))) if isinstance(kind, Tuple) else kind


def given_kind(name: str, value: t.expr, parameters: Parameters, kinds: Any) -> Kind:
    """Return the kind of an argument; what `*args` and `**options` collect is a display that no text holds."""
    if name == parameters.vararg and isinstance(value, t.Tuple):
        return Tuple(tuple(widen_number(kinds.of(item)) for item in value.elts))
    if name == parameters.kwarg and isinstance(value, t.Dict):
        items = display_items(value)
        return Dict(tuple((key, widen_number(kinds.of(item))) for key, item in items.items()))
    return widen_number(kinds.of(value))


def defaults_of(function: Any, subject: Subject) -> dict[str, Any]:
    """Return the default values of a live function; a gradient has its primal's."""
    while is_gradient(function):
        function = function._variants.primal
    inner = unwrap(function)
    names = subject.parameters.names
    values = dict(zip(reversed(names), reversed(inner.__defaults__ or ()), strict=False))
    return {**values, **(inner.__kwdefaults__ or {})}


def canonical(kinds: dict[str, Kind]) -> tuple[dict[str, Kind], dict[str, str]]:
    """Rename the symbols of a signature in order of appearance: equal patterns are equal signatures."""
    new: dict[str, str] = {}

    def rename(dim: Any) -> Any:
        if dim is None:
            dim = f"unknown {len(new)}"
        return new.setdefault(dim, f"d{len(new)}") if isinstance(dim, str) else dim

    def of_shape(shape: Any) -> Any:
        return tuple(map(rename, shape)) if isinstance(shape, tuple) else rename(shape)

    out = {name: map_shapes(kind, of_shape) for name, kind in kinds.items()}
    return out, {mine: theirs for theirs, mine in new.items()}


def restored(kind: Kind, back: dict[str, str]) -> Kind:
    """Put the caller's symbols back; sizes that the helper alone knows are unknown outside."""
    def rename(dim: Any) -> Any:
        return back.get(dim) if isinstance(dim, str) else dim
    return map_dims(kind, rename) if symbols(kind) else kind


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


