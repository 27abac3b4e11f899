"""How one form of a call goes back: the expansion of its rule, compiled once and kept.

A form is a function with the parameters that are given, the operands that carry derivatives, and whether these have the
shape and dtype of the result (then nothing is summed, and no operand is kept for its shape). A pullback is the text
that the compiler would have inlined, as a function `(out_bar, out, *arguments) -> contributions`.
"""

import inspect
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tangentlike.compiling import Home, make_functions
from tangentlike.errors import NoRule
from tangentlike.rules.algebra import times
from tangentlike.rules.expand import expand, like_positions
from tangentlike.rules.registry import Rule
from tangentlike.runtime.arrays import unbroadcast, zeros_like
from tangentlike.syntax import trees as t
from tangentlike.syntax.printer import to_source

Pullback = Callable[..., tuple[Any, ...]]


@dataclass(eq=False)
class Form:
    """The pullback of one form of a call, and what it reads.

    `wanted` are the places of the operands that get contributions, among the arguments; `reads` the places of those
    whose values are read, `likes` of those that are read for their shapes only; `frees` says that values are kept which
    are certain to be arrays or NumPy's numbers. `add_into(bar, out_bar, out, *arguments)` adds the contribution into a
    bar, `in_place` overwrites `out_bar` and gives it to the first operand: None of rules that have no such text.
    """

    rule: Rule
    names: tuple[str, ...]
    wanted: tuple[int, ...]
    reads: frozenset[int]
    likes: frozenset[int]
    reads_out: bool
    text: str
    used: dict[str, Any] = field(default_factory=dict)
    add_into: Pullback | None = None
    in_place: Pullback | None = None
    pull: Pullback = field(init=False)
    again: Pullback | None = None
    frees: bool = field(init=False)
    is_local: bool = field(init=False)

    def __post_init__(self) -> None:
        self.pull = self.compiled(lambda value: value)
        self.frees = self.reads_out or bool(self.reads & set(self.wanted))
        self.is_local = self.add_into is not None or self.in_place is not None

    def places(self) -> list[int]:
        """Return the places of the operands, those of constants among them."""
        return [self.names.index(name) for name in self.rule.operands if name in self.names]

    def compiled(self, through: Callable[[Any], Any]) -> Pullback:
        """Compile the text; the functions that it calls pass `through` something."""
        return compiled(self.text, {name: through(value) for name, value in self.used.items()})


def compiled(text: str, used: dict[str, Any]) -> Pullback:
    """Compile the text of a pullback, which calls functions by these names."""
    [function] = make_functions(text, "pullback", {"pullback": Home({})}, used).values()
    return function


def local_pullback(
    rule: Rule, half: str, lead: tuple[str, ...], names: tuple[str, ...], wanted: frozenset[str]
) -> Pullback | None:
    """Return the pullback of the half of a rule that writes into bars, if it has one; bars named `lead` come first.

    >>> from tangentlike.rules import registry
    >>> from tangentlike.runtime.storing import stored
    >>> pull = local_pullback(registry.find(stored), "overwrite", ("out_bar",), ("x", "index", "value"), frozenset(["x"]))
    >>> pull(np.ones(3), None, None, 1, None)
    (array([1., 0., 1.]),)
    """
    if (rule.in_place if half == "overwrite" else rule.add_into) is None or rule.operands[0] not in wanted:
        return None
    spelled: dict[str, Any] = {}
    taken = {*names, *lead, "out"}
    arguments = {p.name: t.name(p.name) if p.name in names else _left_out(p) for p in rule.parameters}
    bars = {name: t.name(name) for name in lead}
    found = expand(rule, half, bars, arguments, set(wanted), _speller(spelled, taken), _fresher(taken))
    body = [*found.before, t.return_(t.tuple_of(found.parts.values()))]
    return compiled(to_source(t.function("pullback", _parameters([*lead, "out", *names]), body)), spelled)


def make_form(rule: Rule, names: tuple[str, ...], wanted: frozenset[str], alike: bool) -> Form:
    """Expand a rule for calls that give the parameters `names`; those of `wanted` carry derivatives.

    >>> from tangentlike.rules import registry
    >>> multiply = registry.find(np.multiply)
    >>> print(make_form(multiply, ("x", "y"), frozenset("x"), False).text, end="")
    def pullback(out_bar, out, x, y):
        return (unbroadcast(out_bar * y, x),)
    """
    spelled: dict[str, Any] = {}
    taken = {*names, "out", "out_bar"}
    lead = {"out": t.name("out")} if rule.kind == "elementwise" else {"out_bar": t.name("out_bar")}
    if rule.kind == "general":
        lead["out"] = t.name("out")
    arguments = {p.name: t.name(p.name) if p.name in names else _left_out(p) for p in rule.parameters}
    found = expand(rule, "adjoint", lead, arguments, set(wanted), _speller(spelled, taken), _fresher(taken))
    parts = found.parts
    if rule.kind == "elementwise":
        parts = {name: times(t.name("out_bar"), part) for name, part in parts.items()}
        if not alike:
            conform = _speller(spelled, taken)(unbroadcast, "unbroadcast")
            parts = {name: t.call(conform, part, t.name(name)) for name, part in parts.items()}
    body = [*found.before, t.return_(t.tuple_of(parts.values()))]
    values, likes = _reads(body, spelled)
    text = to_source(t.function("pullback", _parameters(["out_bar", "out", *names]), body))
    places = {name: place for place, name in enumerate(names)}
    bar = f"{rule.operands[0]}_bar"
    return Form(
        rule,
        names,
        tuple(places[name] for name in parts),
        frozenset(places[name] for name in values if name in places),
        frozenset(places[name] for name in likes - values if name in places),
        "out" in values,
        text,
        spelled,
        local_pullback(rule, "accumulate", (bar, "out_bar"), names, wanted),
        local_pullback(rule, "overwrite", ("out_bar",), names, wanted),
    )


def flat_form(rule: Rule, wanted: tuple[bool, ...]) -> Form:
    """Return the form of a function that is constant in steps, such as `sign`: zeros go back.

    >>> from tangentlike.rules import registry
    >>> print(flat_form(registry.find(np.sign), (True, False)).text, end="")
    def pullback(out_bar, out, x, y):
        return (zeros_like(x),)
    """
    names = ("x", "y")[: len(wanted)]
    places = tuple(place for place, is_wanted in enumerate(wanted) if is_wanted)
    zeros = [t.call("zeros_like", t.name(names[place])) for place in places]
    body = [t.return_(t.tuple_of(zeros))]
    text = to_source(t.function("pullback", _parameters(["out_bar", "out", *names]), body))
    return Form(rule, names, places, frozenset(), frozenset(places), False, text, {"zeros_like": zeros_like})


def _left_out(parameter: inspect.Parameter) -> Any:
    """Return what a parameter is where the call does not give it."""
    return () if parameter.kind is parameter.VAR_POSITIONAL else parameter.default


def _parameters(names: Iterable[str]) -> t.arguments:
    found = t.no_arguments()
    found.args = [t.parameter(name) for name in names]
    return found


def _speller(spelled: dict[str, Any], taken: set[str]) -> Callable[[Any, str], str]:
    """Return what gives a function or module a name in the text, none that is taken."""

    def spell(value: Any, wanted: str) -> str:
        known = next((name for name, other in spelled.items() if other is value), None)
        if known is not None:
            return known
        name = _fresher(taken)(wanted)
        spelled[name] = value
        return name

    return spell


def _fresher(taken: set[str]) -> Callable[[str], str]:
    def fresh(wanted: str) -> str:
        numbered = (f"{wanted}{number}" for number in itertools.count(2))
        name = wanted if wanted not in taken else next(each for each in numbered if each not in taken)
        taken.add(name)
        return name

    return fresh


def _reads(body: t.Block, spelled: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Return the names that are read for their values, and those in the places of `like`."""
    likes: list[t.Name] = []
    for node in t.walk_all(body):
        if isinstance(node, t.Call) and isinstance(node.func, t.Name):
            places = like_positions(spelled.get(node.func.id))
            likes += [arg for place, arg in enumerate(node.args) if place in places and isinstance(arg, t.Name)]
    only = {id(node) for node in likes}
    names = [node for node in t.walk_all(body) if isinstance(node, t.Name) and isinstance(node.ctx, t.Load)]
    return {node.id for node in names if id(node) not in only}, {node.id for node in likes}


def find_case(rule: Rule, arguments: dict[str, Any], values: dict[str, Any], active: Iterable[str]) -> tuple[Rule, dict[str, Any]]:
    """Return the case of a rule that fits a call, and its arguments; `active` are those that carry derivatives.

    `values` are the plain values of the arguments.
    """
    if not rule.cases:
        return rule, arguments
    known = {name: value for name, value in values.items() if name not in active and _is_known(value)}
    numbers = [v for name in rule.operands if name in values and name not in known for v in _items(values[name])]
    floats = all(type(value) in (float, int) for value in numbers)
    arrays = all(isinstance(value, np.ndarray) for value in numbers)
    return rule.specialise(arguments, known, floats=floats, arrays=arrays, reals=not any(map(np.iscomplexobj, numbers)))


def _is_known(value: Any) -> bool:
    """Tell whether an argument is one of those that a case may ask for: not an array."""
    return not isinstance(value, (np.ndarray, np.generic))


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else (value,)


def no_rule(function: Any, parameters: Iterable[str] = ()) -> NoRule:
    """Return the error for a function that has no rule, or none for some of its parameters."""
    name = getattr(function, "__name__", repr(function))
    respect = f" with respect to {', '.join(f'`{each}`' for each in parameters)}" if parameters else ""
    return NoRule(
        f"tangentlike has no derivative of `{name}`{respect}.",
        why="it is given a value that carries a derivative, and no rule is known for it.",
        instead=f"write one with `@tangentlike.adjoint({name})`, or detach the argument.",
    )
