"""Check a rule by running it: against differences, and its two halves against each other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tangentlike.containers import flatten, map_leaves
from tangentlike.errors import NoRule, WrongDerivative
from tangentlike.rules import registry
from tangentlike.rules.primals import call_primal
from tangentlike.rules.rule import Rule

STEP = 1e-3                                     # of the largest difference, relative to the argument
LEVELS = 4                                      # each level halves the step and removes one power of the error


def check_rule(function: Any, samples: Iterable[tuple[Any, ...]], *, keywords: Mapping[str, Any] | None = None) -> None:
    """Check the rule of a function at each sample, a tuple of arguments; raise WrongDerivative with the worst entry.

    The adjoint and the tangent are compared with differences along a fixed direction, and with each other; the shapes
    and dtypes of contributions with those of the arguments. Choose samples away from kinks.

    >>> check_rule(np.hypot, [(np.array([1.0, -2.0]), 3.0)])
    """
    for args in samples:
        check_call(Sample(function, args, keywords or {}))


@dataclass
class Sample:
    """One call of a function; `wrt` names the operands to check, if not all."""

    function: Any
    args: tuple[Any, ...]
    keywords: Mapping[str, Any]
    wrt: tuple[str, ...] = ()


def check_call(sample: Sample, run: Callable[..., Any] = call_primal) -> None:
    """Check a rule, and each of its cases that fits, at one call; `run(function, args, keywords)` makes the call."""
    rule = registry.find(sample.function)
    if rule is None:
        raise NoRule(f"`{getattr(sample.function, '__name__', sample.function)}` has no rule to check")
    arguments = rule.bind(sample.args, sample.keywords)
    known = {name: value for name, value in arguments.items() if not isinstance(value, np.ndarray)}
    if rule.kind == "rewrite":
        rule, arguments = rule.specialise(arguments, known)
    given = rule.bind(sample.args, sample.keywords, defaults=False)
    Call(rule, sample.function, arguments, set(given), run).check(sample.wrt or rule.operands)
    numbers = kinds_of([arguments[name] for name in rule.operands])
    for case in [each for each in rule.cases if each.fits(known, numbers)]:
        try:
            bound = case.rule.bind(*rule.spread(rule.given(arguments)))
        except NoRule:
            continue
        names = set(case.rule.bind(*rule.spread(given), defaults=False))
        wrt = set(sample.wrt or case.rule.operands) - case.asks()
        Call(case.rule, sample.function, bound, names, run).check(wrt & set(case.rule.operands))


def kinds_of(operands: list[Any]) -> set[str]:
    """Return what the operands of a call are, in the words of `Rule.case`."""
    leaves = [leaf for leaf in flatten(operands)[0] if has_numbers(leaf)]
    kinds = {"any"} if any(map(np.iscomplexobj, leaves)) else {"any", "real"}
    if all(type(leaf) is float for leaf in leaves):
        kinds.add("float")
    if any(isinstance(leaf, np.ndarray) for leaf in leaves):
        kinds.add("array")
    return kinds


@dataclass
class Call:
    """A rule and the bound arguments of one call, of which some were given and the rest are defaults."""

    rule: Rule
    function: Any
    arguments: dict[str, Any]
    given: set[str]
    run: Callable[..., Any]

    def check(self, wrt: Iterable[str]) -> None:
        """Check everything that can be checked of this kind of rule."""
        out = self.evaluate(self.arguments)
        if self.rule.kind == "rewrite":
            positional, keywords = self.rule.spread(self.arguments)
            self.compare("value", self.rule.body()(*positional, **keywords), out, widen(out))
        if self.rule.kind in ("rewrite", "constant"):
            return
        for name in wrt:
            if name in self.given and has_numbers(self.arguments[name]):
                self.check_operand(name, out)

    def check_operand(self, name: str, out: Any) -> None:
        """Check the adjoint and the tangent for one operand, the others being constant."""
        operand = self.arguments[name]
        dot = direction(operand, 1)
        out_bar = direction(out, 2)
        if self.rule.adjoint is None and self.rule.tangent is None:
            raise NoRule(f"the rule of `{self.rule.name}` is empty")
        if self.rule.surrogate is None:
            expected = self.differentiate(name, dot)
        if self.rule.adjoint is not None:
            part = self.rule.pullback(out_bar, out, self.arguments).get(name)
            part = map_leaves(zero_of, operand) if part is None else part
            self.check_shape(name, part, operand)
            if self.rule.surrogate is None and not self.close(pair(part, dot), pair(out_bar, expected), out):
                self.find_worst_entry(name, out_bar, part)
        if self.rule.tangent is not None or self.rule.kind != "general":
            tangent = self.rule.pushforward(out, self.arguments, {name: dot}, self.function)
            if self.rule.surrogate is None:
                self.compare(f"tangent for {name}", tangent, expected, out)

    def evaluate(self, arguments: Mapping[str, Any]) -> Any:
        """Run the operation."""
        given = {name: value for name, value in arguments.items() if name in self.given}
        return self.run(self.function, *self.rule.spread(given))

    def differentiate(self, name: str, dot: Any) -> Any:
        """Return the derivative along `dot`: central differences, extrapolated, in double precision."""
        wide = {key: widen(value) for key, value in self.arguments.items()}
        dot = widen(dot)

        def at(step: float) -> Any:
            moved = map_leaves(lambda x, v: move(x, step, v), wide[name], dot)
            return map_leaves(as_numbers, self.evaluate({**wide, name: moved}))

        rows: list[list[Any]] = []
        for level in range(LEVELS):
            step = STEP / 2.0**level
            row = [map_leaves(lambda high, low, step=step: (high - low) / (2.0 * step), at(step), at(-step))]
            for k in range(level):
                row.append(
                    map_leaves(lambda a, b, k=k: a + (a - b) / (4.0 ** (k + 1) - 1.0), row[k], rows[-1][k])
                )
            rows.append(row)
        return rows[-1][-1]

    def check_shape(self, name: str, part: Any, operand: Any) -> None:
        """Check that a contribution has the structure, shapes and dtypes of its operand."""
        leaves, structure = flatten(operand)
        parts, found = flatten(part)
        if found != structure and not (len(parts) == len(leaves) and set(map(type, (part, operand))) <= {list, tuple}):
            raise self.wrong(f"the contribution for {name} is not built as the argument: {part!r}")
        for leaf, bar in zip(leaves, parts, strict=True):
            if not has_numbers(leaf):
                continue
            if np.shape(bar) != np.shape(leaf):
                raise self.wrong(f"the contribution for {name} has shape {np.shape(bar)}, not {np.shape(leaf)}")
            if np.asarray(bar).dtype != kind_of(leaf):
                raise self.wrong(f"the contribution for {name} has dtype {np.asarray(bar).dtype}, not {kind_of(leaf)}")

    def find_worst_entry(self, name: str, out_bar: Any, part: Any) -> None:
        """Compare a contribution entry by entry with differences, and raise with the worst one."""
        worst: tuple[float, str] = (0.0, "")
        leaves, structure = flatten(self.arguments[name])
        parts = flatten(part)[0]
        for k, leaf in enumerate(leaves):
            if not has_numbers(leaf):
                continue
            for index in np.ndindex(np.shape(leaf)):
                dots = [zero_of(other) for other in leaves]
                unit = np.zeros(np.shape(leaf), np.asarray(leaf).dtype)
                unit[index] = 1.0
                dots[k] = unit[()]
                expected = pair(out_bar, self.differentiate(name, structure.unflatten(dots)))
                given = float(np.real(np.asarray(parts[k])[index]))
                place = name + "".join(f"[{i}]" for i in ((k,) if len(leaves) > 1 else ()) + index)
                error = abs(given - expected)
                if not error <= worst[0]:
                    worst = error, f"the contribution for {place} is {given:.10g}; differences give {expected:.10g}"
        raise self.wrong(worst[1] or f"the contribution for {name} does not agree with differences")

    def compare(self, what: str, given: Any, expected: Any, out: Any) -> None:
        """Raise with the worst entry where two results differ."""
        leaves, wanted = flatten(given)[0], flatten(expected)[0]
        if len(leaves) != len(wanted):
            raise self.wrong(f"the {what} has {len(leaves)} parts, not {len(wanted)}")
        for a, b, like in zip(leaves, wanted, flatten(out)[0], strict=True):
            if not has_numbers(like):
                continue
            if np.shape(a) != np.shape(b):
                raise self.wrong(f"the {what} has shape {np.shape(a)}, not {np.shape(b)}")
            first, second = np.asarray(a), np.asarray(b)
            error = np.abs(first - second)
            good = error <= self.tolerance(out) * (1.0 + np.abs(second) + np.max(np.abs(second), initial=0.0))
            if not np.all(good):
                index = np.unravel_index(np.argmax(np.where(good, -1.0, error)), np.shape(error))
                place = "".join(f"[{i}]" for i in index) or "its only entry"
                raise self.wrong(f"the {what} at {place} is {first[index]}; it should be {second[index]}")

    def close(self, given: float, expected: float, out: Any) -> bool:
        """Tell whether two directional derivatives agree, as far as the least precise number of the call allows."""
        return abs(given - expected) <= self.tolerance(out) * (1.0 + abs(expected))

    def tolerance(self, out: Any) -> float:
        """Return how far a result may be off, as the least precise number of the call allows."""
        leaves = flatten([*self.arguments.values(), out])[0]
        narrow = (np.float16, np.float32, np.complex64)
        return 2e-5 if any(kind_of(leaf) in narrow for leaf in leaves) else 1e-8

    def wrong(self, what: str) -> WrongDerivative:
        """Make the error."""
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return WrongDerivative(f"the rule of `{self.rule.name}` is wrong: {what}", why=f"at {arguments}")


def has_numbers(tree: Any) -> bool:
    """Tell whether a tree holds floating-point numbers, real or complex."""
    return any(kind_of(leaf) is not None for leaf in flatten(tree)[0])


def kind_of(leaf: Any) -> np.dtype[Any] | None:
    """Return the dtype of a leaf of floating-point numbers, real or complex; else None."""
    if isinstance(leaf, np.ndarray | np.generic):
        return leaf.dtype if leaf.dtype.kind in "fc" else None
    return np.dtype(type(leaf)) if isinstance(leaf, float | complex) else None


def direction(tree: Any, seed: int) -> Any:
    """Return fixed numbers without zeros or repeats, shaped like `tree`; None for what is no number."""
    counter = iter(range(10**6))

    def fill(leaf: Any) -> Any:
        if not has_numbers(leaf):
            return None
        steps = np.array([next(counter) for _ in range(np.size(leaf))], float).reshape(np.shape(leaf))
        values: Any = np.cos(1.7 * steps + seed) + 0.3 * np.sin(2.9 * steps * seed)
        if np.iscomplexobj(leaf):
            values = values + 1j * np.sin(2.3 * steps + seed)
        return np.asarray(values, leaf.dtype) if isinstance(leaf, np.ndarray) else type(leaf)(values)

    return map_leaves(fill, tree)


def widen(tree: Any) -> Any:
    """Return floating-point numbers in double precision, all else as it is."""

    def widen_leaf(leaf: Any) -> Any:
        kind = kind_of(leaf)
        if kind is None or not isinstance(leaf, np.ndarray | np.generic):
            return leaf
        return leaf.astype(np.complex128 if kind.kind == "c" else np.float64)

    return map_leaves(widen_leaf, tree)


def as_numbers(leaf: Any) -> Any:
    """Return what differences can be taken of; what is no number stands still."""
    return np.asarray(leaf) if has_numbers(leaf) else 0.0


def move(x: Any, step: float, dot: Any) -> Any:
    """Return x + step * dot of the same type; what has no tangent stands still."""
    if dot is None:
        return x
    return np.asarray(x + step * dot) if isinstance(x, np.ndarray) else x + step * dot


def zero_of(leaf: Any) -> Any:
    """Return zeros like a leaf."""
    return np.zeros(np.shape(leaf), np.asarray(leaf).dtype)[()] if has_numbers(leaf) else None


def pair(bar: Any, dot: Any) -> float:
    """Return Re(sum(bar * dot)) over all leaves."""
    pairs = [(a, b) for a, b in zip(flatten(bar)[0], flatten(dot)[0], strict=True) if a is not None and b is not None]
    return float(sum(np.sum(np.real(np.multiply(a, b, dtype=complex))) for a, b in pairs))
