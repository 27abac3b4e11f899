"""Derivatives of what cannot be compiled: the program runs on values of the tape, in NumPy's semantics."""

import dataclasses
import inspect
import operator
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tangentlike.analysis.instances import is_plain
from tangentlike.containers import flatten, is_leaf, map_leaves, pairs
from tangentlike.errors import NotScalar
from tangentlike.runtime.trees import require_scalar
from tangentlike.syntax.source import place_of_code
from tangentlike.tape.aware import Aware
from tangentlike.tape.backward import Bars, sum_of
from tangentlike.tape.calling import TESTS, call
from tangentlike.tape.classes import reclassed
from tangentlike.tape.nodes import Node
from tangentlike.tape.record import is_active, plain
from tangentlike.tape.selecting import SelectingWalk
from tangentlike.tape.sharing import note_containers, note_leaf
from tangentlike.tape.values import Value
from tangentlike.tape.views import as_argument
from tangentlike.watching import tell


class Run:
    """One run of a function on the tape: its result, and the way back from it.

    `bound` are its arguments; `wrt` the names of the parameters that derivatives are taken with respect to; `around` is the
    run that this one is part of, which records what goes back as well.
    """

    def __init__(
        self, function: Callable[..., Any], bound: inspect.BoundArguments, wrt: Container[str], around: Aware | None = None
    ):
        aware = self.aware = around or Aware(function, derive)
        given = dict(bound.arguments)
        self.function, self.tests, self.reached = function, dict(TESTS), set[Node]()
        self.nested = around is not None
        self.leaves: dict[str, list[Leaf | None]] = {}
        self.structures: dict[str, Any] = {}
        made = {name: self.argument(name, value, name in wrt) for name, value in given.items()}
        try:
            bound.arguments.update(made)
            out = aware.of(function)(*bound.args, **bound.kwargs)
            # What it has of its arguments and of the user's own containers gets plain values in the end.
            self.out = out if self.nested else map_leaves(lambda leaf: leaf, out)
        finally:
            if around is None:
                self.tests = dict(TESTS)
                aware.finish()

    def argument(self, name: str, value: Any, wanted: bool) -> Any:
        """Return an argument as the program takes it: arrays on the caller's memory, numbers of interest as leaves."""
        opens = is_plain if wanted else is_leaf
        leaves, structure = flatten(value, opens)
        if not (wanted or self.nested) and dataclasses.is_dataclass(value) and hasattr(value, "__dict__"):
            self.leaves[name], self.structures[name] = [None] * len(leaves), structure
            return self.aware.of(value)  # two arguments may be one object
        # An int is promoted where it is the argument itself; in a container it counts something, and its bar is zero.
        counts = [type(leaf) is int and leaf is not value for leaf in leaves]
        made = [self.leaf(leaf, wanted and not count) for leaf, count in zip(leaves, counts, strict=True)]
        # A program may write into its argument: what it was at the beginning counts.
        ends = [Leaf(new.node, own(new)) if wanted and is_active(new) else None for new in made]
        self.leaves[name] = [ZERO if wanted and count else end for end, count in zip(ends, counts, strict=True)]
        self.structures[name] = structure
        new = structure.unflatten(made)
        if not self.nested:
            held = [*pairs(value, new, opens)]
            note_containers(held, self.aware)
            if not wanted:                      # a global may be the same list
                self.aware.known.update({id(old): (old, made) for old, made in held if type(old) in (list, dict)})
        return reclassed(new, self.aware.of, opens)

    def leaf(self, leaf: Any, wanted: bool) -> Any:
        """Return one number or array of an argument."""
        if type(leaf) is Value:
            # A name of its own: only what goes through this argument counts, not what else the value has reached.
            if wanted and leaf.node is None and leaf.value.dtype.kind in "fc":
                return Value.leaf(leaf.value)
            if not wanted or leaf.node is None:
                return leaf
            return as_argument(leaf) if type(leaf.value) is np.ndarray else call(operator.pos, leaf)
        number = isinstance(leaf, (int, float, complex, np.inexact)) and not isinstance(leaf, bool)
        if wanted and (number or (type(leaf) is np.ndarray and leaf.dtype.kind in "fc")):
            if type(leaf) is np.ndarray:
                note_leaf(leaf, self.aware)
            return Value.leaf(leaf)
        return self.aware.of(leaf) if not self.nested else leaf

    def tell_tests(self, names: Iterable[str]) -> None:
        """Tell, after the way back, of the arguments on which the result depends only through tests."""
        for name in names if self.tests else ():
            own = {leaf.node for leaf in self.leaves[name] if leaf is not None}
            if own.isdisjoint(self.reached):
                asked = [place for place, nodes in self.tests.items() if not own.isdisjoint(nodes_behind(nodes))]
                if asked:
                    tell(getattr(self.function, "__name__", "function"), name, *asked[0])

    def result(self) -> Any:
        """Return the result as plain numbers and arrays, which share memory with nothing; on a tape around, as it is."""
        if self.nested:
            return self.out
        back = self.aware.classes
        return reclassed(map_leaves(self.own_or_given, self.out), lambda kind: back.get(kind, kind))

    def own_or_given(self, leaf: Any) -> Any:
        """Return a number or array of a result on its own memory, and an object of the caller's as the caller has it."""
        given = self.aware.back.get(id(leaf)) if type(leaf) is not Value else None
        return own(leaf) if given is None or isinstance(given, np.ndarray) else given

    def keep(self) -> None:
        """Copy what the way back needs of memory that is not the program's own: others may write there before it is gone."""
        for array in (*self.aware.arrays, *self.aware.leaves):
            Value.will_write(array)

    def pull(self, cotangent: Any) -> dict[str, Any]:
        """Return for each argument its cotangent: of the argument's structure, None for what has none."""
        return self.pull_to(zip(flatten(self.out)[0], flatten(cotangent)[0], strict=True))

    def pull_to(self, pairs: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
        """Go back from results, each with its bar."""
        found: dict[Node, Any] = {}
        ends = [leaf.node for leaves in self.leaves.values() for leaf in leaves if leaf is not None and leaf.node is not None]
        bars: Bars = {}
        for value, bar in pairs:
            if bar is not None and type(value) is Value and value.node is not None:
                bars[value.node] = sum_of(bars[value.node], bar) if value.node in bars else bar
        SelectingWalk(Value, found.__setitem__, again=self.nested, retain=True, ends=ends).run(bars)
        self.reached = set(found)
        return {
            name: self.structures[name].unflatten([bar_of(leaf, found) for leaf in leaves])
            for name, leaves in self.leaves.items()
        }


@dataclass(frozen=True)
class Leaf:
    """What derivatives are taken with respect to: its node, and what it is."""

    node: Node | None
    value: Any


ZERO = Leaf(None, 0)                            # an int in a container: nothing depends on it


def bar_of(leaf: Leaf | None, found: dict[Node, Any]) -> Any:
    """Return the bar of one number or array of an argument, of its own type."""
    if leaf is None or leaf.node is None:
        return None if leaf is None else 0.0
    bar, value = found.get(leaf.node, 0.0), leaf.value
    if is_active(bar):
        return bar
    if isinstance(value, np.ndarray):
        return np.array(np.broadcast_to(plain(bar), value.shape), value.dtype)
    return type(value)(plain(bar)) if isinstance(value, (float, complex, np.inexact)) else float(np.real(plain(bar)))


def own(leaf: Any) -> Any:
    """Return a result's number or array, plain and on its own memory."""
    value = leaf.value if type(leaf) is Value else leaf
    return value.copy() if type(value) is np.ndarray else value


def nodes_behind(ends: Iterable[Node | None]) -> set[Node]:
    """Return the nodes from which values have been made, and those of the values themselves."""
    found: set[Node] = set()
    todo: list[Any] = [*ends]
    while todo:
        node = todo.pop()
        if isinstance(node, (list, tuple)):
            todo += node
        elif node is not None and node not in found:
            found.add(node)
            todo += node.parents
    return found


def derivative(run: Run, wrt: tuple[str, ...], name: str, *, single: bool, has_aux: bool) -> Any:
    """Return what `grad` or `value_and_grad` returns, after a run."""
    value, aux = run.out if has_aux else (run.out, None)
    number = plain(value)
    check_scalar(number, run.function)
    seed = number.dtype.type(1) if isinstance(number, (np.inexact, np.ndarray)) and number.dtype.kind == "f" else 1.0
    bars = run.pull((seed, map_leaves(lambda leaf: None, aux)) if has_aux else seed)
    if not run.nested:
        run.tell_tests(wrt)
    chosen = bars[wrt[0]] if single else tuple(bars[name] for name in wrt)
    result = run.result()
    if name == "value_and_grad":
        return result, chosen
    return (chosen, result[1]) if has_aux else chosen


def check_scalar(number: Any, function: Callable[..., Any]) -> None:
    """Refuse a result of which there is no gradient."""
    try:
        require_scalar(number)
    except TypeError as error:
        if inspect.iscoroutine(number):
            number.close()  # nobody will wait for it
        code = getattr(inspect.unwrap(function), "__code__", None)
        name = getattr(function, "__name__", "function")
        raise NotScalar(
            str(error).partition(":")[0].replace("the result", f"the result of `{name}`", 1) + ".",
            place=None if code is None else place_of_code(code),
            why="a gradient is the derivative of one number.",
            instead="use `jacobian`, `vjp` or `elementwise_grad`, or return a sum.",
        ) from None


def derive(name: str, aware: Aware) -> Callable[..., Any]:
    """Return an operator of ours, `grad`, `value_and_grad` or `vjp`, as it works inside a program on the tape."""

    def take(fun: Any = None, argnums: Any = 0, has_aux: bool = False, **options: Any) -> Any:
        if fun is None:
            return lambda function: take(function, argnums, has_aux, **options)

        def run(*args: Any, **kwargs: Any) -> Any:
            bound = bind(fun, args, kwargs)
            wrt = names_of(bound, argnums)
            made = Run(fun, bound, wrt, aware)
            return derivative(made, wrt, name, single=not isinstance(argnums, (tuple, list)), has_aux=has_aux)

        run.__signature__ = inspect.signature(fun)  # type: ignore[attr-defined]
        return run

    def pull(fun: Any, *primals: Any, has_aux: bool = False) -> Any:
        bound = bind(fun, primals, {})
        run = Run(fun, bound, set(bound.arguments), aware)
        value, aux = run.out if has_aux else (run.out, None)
        hollow = map_leaves(lambda leaf: None, aux)

        def pullback(cotangent: Any) -> tuple[Any, ...]:
            bars = run.pull((cotangent, hollow) if has_aux else cotangent)
            return tuple(bars[name] for name in [*bars][: len(primals)])

        return (value, pullback, aux) if has_aux else (value, pullback)

    return pull if name == "vjp" else take


def bind(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> inspect.BoundArguments:
    """Return arguments by name, defaults filled in."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound


def names_of(bound: inspect.BoundArguments, argnums: Any) -> tuple[str, ...]:
    """Return the parameters that `argnums` means."""
    names = list(bound.arguments)
    wanted = argnums if isinstance(argnums, (tuple, list)) else (argnums,)
    return tuple(each if isinstance(each, str) else names[each] for each in wanted)
