"""What a rule is: the derivative of one operation, as text and as a function."""

import builtins
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tangentlike.errors import NoRule
from tangentlike.rules.bodies import Body, default_operands, parse_body
from tangentlike.rules.primals import call_primal, find_parameters
from tangentlike.runtime.arrays import add_trees, unbroadcast, zeros_like
from tangentlike.syntax import trees as t

SEVERAL = frozenset({"arrays", "operands", "vectors", "choicelist"})    # what rules call an operand of several arrays
HALVES = {
    "adjoint": "adjoint", "tangent": "tangent", "accumulate": "add_into", "overwrite": "in_place", "in full": "in_full",
}
ANYTHING = tuple(inspect.signature(lambda *args, **keywords: None).parameters.values())


@dataclass(frozen=True)
class Case:
    """A rule that replaces the general one where its test holds."""

    test: Body | None
    numbers: str
    rule: "Rule"

    def fits(self, known: Mapping[str, Any], numbers: set[str]) -> bool:
        """Tell whether the case may be used, as far as the test and the numbers say."""
        if self.numbers not in numbers:
            return False
        asked = self.asks()
        return not self.test or (asked <= known.keys() and self.test(**{name: known[name] for name in asked}))

    def asks(self) -> set[str]:
        """Return the parameters that must be known constants."""
        return set(inspect.signature(self.test).parameters) if self.test else set()


@dataclass(eq=False)
class Rule:
    """The derivative of one operation; STYLE section 2 says what each kind writes.

    `adjoint` is the body that the reverse sweep expands: the partials of an elementwise rule, the new text of a
    rewrite, the adjoint of the others. `add_into` adds a contribution into an existing bar (`@rule.accumulate`);
    `in_place` is an adjoint that writes into `out_bar`, and gives it on to the first operand (`@rule.overwrite`).
    `selected` names a condition, and the operands that the result's elements come from where it holds and where not.
    `takes_lists`: its operands are lists as often as arrays, and their bars are like them.
    `dtype_by_value`: whether its result is complex depends on values (or is up to the version of NumPy).
    `in_full` is the operation itself, on floats, without the call (`@rule.written_out`).
    """

    kind: str
    name: str
    functions: tuple[Any, ...]
    named: tuple[str, ...] = ()
    adjoint: Body | None = None
    tangent: Body | None = None
    add_into: Body | None = None
    in_place: Body | None = None
    in_full: Body | None = None
    surrogate: str | None = None
    selected: tuple[str, str, str] | None = None
    takes_lists: bool = False
    dtype_by_value: bool = False
    cases: list[Case] = field(default_factory=list)
    texts: dict[str, Any] = field(default_factory=dict)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the body as the plain function that it is."""
        return self.body("adjoint")(*args, **kwargs)

    def __repr__(self) -> str:
        """Say the kind and the name."""
        return f"<{self.kind} rule {self.name}>"

    def accumulate(self, function: Body) -> "Rule":
        """Register the form that adds into an existing bar: `(x_bar, out_bar, *arguments)` -> a statement."""
        self.add_into = function
        return self

    def overwrite(self, function: Body) -> "Rule":
        """Register the adjoint for a bar that nobody else holds: it is written, and becomes the first operand's."""
        self.in_place = function
        return self

    def written_out(self, function: Body) -> "Rule":
        """Register an expression that costs less than the call, for floats."""
        self.in_full = function
        return self

    def case(
        self, test: Body | None = None, *, numbers: str = "any", kind: str | None = None, operands: tuple[str, ...] = ()
    ) -> Callable[[Body], "Rule"]:
        """Decorate a simpler body for some calls.

        `test` is asked about the parameters that it names, once they are known constants; `numbers` says what all
        operands that are not constants must be: "float" (Python's), "array", "real" (floats or real arrays) or "any".
        The body may have a parameter list of its own that fits only some calls.
        """

        def decorate(function: Body) -> "Rule":
            rule = Rule(kind or self.kind, self.name, self.functions, operands, function)
            self.cases.append(Case(test, numbers, rule))
            return self

        return decorate

    @functools.cached_property
    def parameters(self) -> tuple[inspect.Parameter, ...]:
        """The operation's own parameters, as the body names them."""
        if self.adjoint is not None:
            return tuple(inspect.signature(self.adjoint).parameters.values())[self.leading :]
        if self.tangent is not None:
            given = list(inspect.signature(self.tangent).parameters.values())[1:]
            return tuple(p for p in given if not p.name.endswith("_dot"))
        return ANYTHING

    @functools.cached_property
    def positional(self) -> tuple[str, ...]:
        """The names of the parameters, if each takes one argument by its position; else none."""
        plain = all(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in self.parameters)
        return tuple(p.name for p in self.parameters) if plain else ()

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """The parameters, as Python binds them."""
        return inspect.Signature(self.parameters)

    @functools.cached_property
    def operands(self) -> tuple[str, ...]:
        """The parameters that carry derivatives, in the order of a body's results."""
        return self.named or default_operands(self.kind, self.parameters)

    @property
    def leading(self) -> int:
        """How many parameters of the body stand before the operation's own."""
        return {"general": 2, "rewrite": 0, "in place": 0}.get(self.kind, 1)

    def wants_array(self, operand: str) -> bool:
        """Tell whether NumPy makes an array of a list in the place of an operand, before the rule may see it.

        Elementwise rules conform each bar to its operand, whatever that is.
        """
        return self.kind in ("linear", "bilinear", "general", "rewrite") and not self.takes_lists and operand not in SEVERAL

    def body(self, half: str = "adjoint") -> Body:
        """Return one of the rule's functions, or raise NoRule."""
        function = getattr(self, HALVES[half])
        if function is None:
            raise NoRule(f"the rule of `{self.name}` has no {half}", instead=f"write one with `@{half}({self.name})`")
        return function

    def text(self, half: str = "adjoint") -> t.FunctionDef:
        """Return the body as a tree, parsed from its own lines at the first call; the caller must not change it."""
        if half not in self.texts:
            self.texts[half] = parse_body(self.body(half))
        return self.texts[half]

    def resolve(self, name: str, half: str = "adjoint") -> Any:
        """Return what a name means in the body; a rule that carries a builtin's name does not hide the builtin."""
        function = self.body(half)
        if function.__closure__:
            cells = dict(zip(function.__code__.co_freevars, function.__closure__, strict=True))
            if name in cells:
                return cells[name].cell_contents
        value = function.__globals__.get(name, self)
        if isinstance(value, Rule):
            if not hasattr(builtins, name):
                raise NoRule(f"the rule of `{self.name}` reads `{name}`, which is not defined")
            return getattr(builtins, name)
        return value

    def bind(self, args: Iterable[Any], kwargs: Mapping[str, Any], *, defaults: bool = True) -> dict[str, Any]:
        """Match a call's arguments with the rule's parameters, defaults filled in; the values are not looked at."""
        args = tuple(args)
        if not kwargs and len(args) == len(self.positional):
            return dict(zip(self.positional, args, strict=True))
        names = {p.name for p in self.parameters}
        kwargs = {k if k in names else self.own_name(k): v for k, v in kwargs.items()}
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise NoRule(f"the rule of `{self.name}` does not fit this call: {error}") from None
        if defaults:
            bound.apply_defaults()
        return bound.arguments

    def own_name(self, keyword: str) -> str:
        """Translate a keyword of the operation (`a` of `np.sum`) to the rule's name for that parameter."""
        positional = [p.name for p in self.parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        for function in self.functions:
            given = find_parameters(function)
            theirs = [p.name for p in given if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
            if keyword in theirs and theirs.index(keyword) < len(positional):
                return positional[theirs.index(keyword)]
        if any(p.kind is p.VAR_KEYWORD for p in self.parameters):
            return keyword
        raise NoRule(f"the rule of `{self.name}` does not know the parameter `{keyword}`")

    def specialise(
        self, arguments: dict[str, Any], known: Mapping[str, Any], floats: bool = False, **also: bool
    ) -> tuple["Rule", dict[str, Any]]:
        """Return the first case that fits a bound call, else the rule itself; and its arguments.

        `known` holds the parameters whose values are constants; `floats` says that all other operands are Python
        floats, `arrays=True` that they are arrays, `reals=True` that they are either, and not complex.
        """
        numbers = {"any"} | {name.rstrip("s") for name, holds in {"floats": floats, **also}.items() if holds}
        numbers |= {"real"} if floats else set()
        for case in self.cases:
            if case.fits(known, numbers):
                try:
                    return case.rule, case.rule.bind(*self.spread(self.given(arguments)))
                except NoRule:
                    continue
        return self, arguments

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Drop the arguments that are their parameter's default."""
        return {p.name: arguments[p.name] for p in self.parameters if arguments[p.name] is not p.default}

    def spread(self, arguments: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Turn bound arguments back into positional and keyword ones; some may be missing."""
        positional: list[Any] = []
        keywords: dict[str, Any] = {}
        skipped = False
        for p in self.parameters:
            if p.name not in arguments:
                skipped = skipped or p.kind is p.POSITIONAL_OR_KEYWORD
            elif p.kind is p.VAR_POSITIONAL:
                positional.extend(arguments[p.name])
            elif p.kind is p.VAR_KEYWORD:
                keywords.update(arguments[p.name])
            elif p.kind is p.KEYWORD_ONLY or skipped:
                keywords[p.name] = arguments[p.name]
            else:
                positional.append(arguments[p.name])
        return positional, keywords

    def run(self, half: str, lead: tuple[Any, ...], arguments: Mapping[str, Any], **more: Any) -> tuple[Any, ...]:
        """Call a body; one result becomes a tuple of one."""
        positional, keywords = self.spread(arguments)
        result = self.body(half)(*lead, *positional, **keywords, **more)
        return result if len(self.operands) != 1 else (result,)

    def pullback(self, out_bar: Any, out: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return one contribution for each operand through which a derivative flows, by running the rule."""
        if self.kind == "constant":
            return {}
        if self.kind == "rewrite":
            raise NoRule(f"`{self.name}` is rewritten before it is differentiated")
        lead = {"elementwise": (out,), "general": (out_bar, out)}.get(self.kind, (out_bar,))
        parts = dict(zip(self.operands, self.run("adjoint", lead, arguments), strict=True))
        parts = {name: part for name, part in parts.items() if part is not None}
        if self.kind == "elementwise":
            return {name: unbroadcast(out_bar * part, arguments[name]) for name, part in parts.items()}
        return parts

    def pushforward(
        self, out: Any, arguments: Mapping[str, Any], tangents: Mapping[str, Any], function: Any = None
    ) -> Any:
        """Return the tangent of `out`, by running the rule; operands without a tangent are constant.

        A linear rule runs the operation itself: `function`, where the rule is that of several.
        """
        if self.kind == "elementwise":
            partials = zip(self.operands, self.run("adjoint", (out,), arguments), strict=True)
            terms = [p * tangents[name] for name, p in partials if p is not None and name in tangents]
        elif self.kind == "linear":
            still = {name: tangents.get(name, self.still(name, arguments[name])) for name in self.operands}
            terms = [self.evaluate({**arguments, **still}, function)]
        elif self.kind == "bilinear":
            terms = [self.evaluate({**arguments, name: dot}, function) for name, dot in tangents.items()]
        elif self.kind == "general":
            dots = {n + "_dot": tangents[n] if n in tangents else zeros_like(arguments[n]) for n in self.operands}
            result = self.body("tangent")(out, **arguments, **dots)
            terms = [part for part in (result if len(self.operands) != 1 else (result,)) if part is not None]
        else:
            raise NoRule(f"`{self.name}` has no tangent of its own")
        if not terms:
            return zeros_like(out)
        total = functools.reduce(add_trees, terms)
        return total if isinstance(out, tuple | list) else unbroadcast(total, out)

    def still(self, name: str, value: Any) -> Any:
        """Return the tangent of an operand that does not move: its default, where it was not given, else zeros."""
        default = next(p.default for p in self.parameters if p.name == name)
        return value if value is default else zeros_like(value)

    def evaluate(self, arguments: Mapping[str, Any], function: Any = None) -> Any:
        """Run the operation itself."""
        positional, keywords = self.spread(self.given(arguments))
        return call_primal(function or self.functions[0], positional, keywords)
