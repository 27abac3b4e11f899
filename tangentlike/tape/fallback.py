"""Derivatives of what cannot be compiled: the program runs on values of the tape, in NumPy's semantics."""

import inspect
from collections.abc import Callable, Container
from typing import Any

import numpy as np

from tangentlike.containers import flatten, map_leaves
from tangentlike.runtime.trees import require_scalar
from tangentlike.tape.aware import Aware, put_back, wrapped
from tangentlike.tape.backward import Bars, sum_of
from tangentlike.tape.classes import reclassed
from tangentlike.tape.nodes import Node
from tangentlike.tape.record import is_active, plain
from tangentlike.tape.selecting import SelectingWalk
from tangentlike.tape.values import Value, call


class Run:
    """One run of a function on the tape: its result, and the way back from it.

    `bound` are its arguments; `wrt` the names of the parameters that derivatives are taken with respect to.
    """

    def __init__(self, function: Callable[..., Any], bound: inspect.BoundArguments, wrt: Container[str]):
        aware = self.aware = Aware(function)
        given = dict(bound.arguments)
        self.nested = any(is_active(leaf) for leaf in flatten(given)[0])
        self.leaves: dict[str, list[Any]] = {}
        self.structures: dict[str, Any] = {}
        made = {name: self.argument(name, value, name in wrt) for name, value in given.items()}
        try:
            bound.arguments.update(made)
            self.out = aware.of(function)(*bound.args, **bound.kwargs)
        finally:
            aware.finish()
            for name, value in given.items():
                put_back(value, made[name], {})

    def argument(self, name: str, value: Any, wanted: bool) -> Any:
        """Return an argument as the program takes it: arrays on the caller's memory, numbers of interest as leaves."""
        leaves, structure = flatten(value)
        made = [self.leaf(leaf, wanted) for leaf in leaves]
        self.leaves[name] = [new if wanted and is_active(new) else None for new in made]
        self.structures[name] = structure
        return reclassed(structure.unflatten(made), self.aware.of)

    def leaf(self, leaf: Any, wanted: bool) -> Any:
        """Return one number or array of an argument."""
        if type(leaf) is Value:
            # A name of its own: only what goes through this argument counts, not what else the value has reached.
            return call(np.positive, leaf) if wanted and leaf.node is not None else leaf
        number = isinstance(leaf, (int, float, complex, np.inexact)) and not isinstance(leaf, bool)
        if wanted and (number or (type(leaf) is np.ndarray and leaf.dtype.kind in "fc")):
            return Value.leaf(leaf)
        return wrapped(leaf)

    def result(self) -> Any:
        """Return the result as plain numbers and arrays, which share memory with nothing; on a tape around, as it is."""
        if self.nested:
            return self.out
        back = self.aware.classes
        return reclassed(map_leaves(own, self.out), lambda kind: back.get(kind, kind))

    def pull(self, cotangent: Any) -> dict[str, Any]:
        """Return for each argument its cotangent: of the argument's structure, None for what has none."""
        found: dict[Node, Any] = {}
        ends = [leaf.node for leaves in self.leaves.values() for leaf in leaves if leaf is not None]
        bars: Bars = {}
        for value, bar in zip(flatten(self.out)[0], flatten(cotangent)[0], strict=True):
            if type(value) is Value and value.node is not None:
                bars[value.node] = sum_of(bars[value.node], bar) if value.node in bars else bar
        SelectingWalk(Value, found.__setitem__, again=self.nested, retain=True, ends=ends).run(bars)
        return {
            name: self.structures[name].unflatten([bar_of(leaf, found) for leaf in leaves])
            for name, leaves in self.leaves.items()
        }


def bar_of(leaf: Any, found: dict[Node, Any]) -> Any:
    """Return the bar of one number or array of an argument, of its own type."""
    if leaf is None:
        return None
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


def derivative(run: Run, wrt: tuple[str, ...], operator: str, *, single: bool, has_aux: bool) -> Any:
    """Return what `grad` or `value_and_grad` returns, after a run."""
    value, aux = run.out if has_aux else (run.out, None)
    number = plain(value)
    require_scalar(number)
    seed = number.dtype.type(1) if isinstance(number, (np.inexact, np.ndarray)) and number.dtype.kind == "f" else 1.0
    bars = run.pull((seed, map_leaves(lambda leaf: None, aux)) if has_aux else seed)
    chosen = bars[wrt[0]] if single else tuple(bars[name] for name in wrt)
    result = run.result()
    if operator == "value_and_grad":
        return result, chosen
    return (chosen, result[1]) if has_aux else chosen
