"""Derivatives of what cannot be compiled: the program runs on values of the tape, in NumPy's semantics."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.containers import flatten, map_leaves
from tangentlike.runtime.trees import require_scalar
from tangentlike.tape.aware import Aware, put_back, wrapped
from tangentlike.tape.backward import Bars, Walk, sum_of
from tangentlike.tape.classes import reclassed
from tangentlike.tape.nodes import Node
from tangentlike.tape.record import is_active, plain
from tangentlike.tape.values import Value, call


class Run:
    """One run of a function on the tape: its result, and the way back from it.

    `named` are its arguments by name; `wrt` the names of those that derivatives are taken with respect to.
    """

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], wrt: Callable[[Any], bool]):
        aware = self.aware = Aware(function)
        self.leaves: list[list[Any]] = []
        self.structures: list[Any] = []
        self.nested = any(is_active(leaf) for leaf in flatten((args, kwargs))[0])
        given = [self.argument(value, wrt(place)) for place, value in enumerate(args)]
        named = {name: self.argument(value, wrt(name)) for name, value in kwargs.items()}
        self.order = [*range(len(args)), *kwargs]
        try:
            self.out = aware.of(function)(*given, **named)
        finally:
            aware.finish()
            for value, new in zip([*args, *kwargs.values()], [*given, *named.values()], strict=True):
                put_back(value, new, {})

    def argument(self, value: Any, wanted: bool) -> Any:
        """Return an argument as the program takes it: arrays on the caller's memory, numbers of interest as leaves."""
        leaves, structure = flatten(value)
        made = [self.leaf(leaf, wanted) for leaf in leaves]
        self.leaves.append([new if wanted and is_active(new) else None for new in made])
        self.structures.append((structure, leaves))
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

    def pull(self, cotangent: Any) -> list[Any]:
        """Return for each argument its cotangent: of the argument's structure, None where nothing is asked."""
        found: dict[Node, Any] = {}
        ends = [leaf.node for leaves in self.leaves for leaf in leaves if leaf is not None]
        bars: Bars = {}
        for value, bar in zip(flatten(self.out)[0], flatten(cotangent)[0], strict=True):
            if type(value) is Value and value.node is not None:
                bars[value.node] = sum_of(bars[value.node], bar) if value.node in bars else bar
        walk = Walk(Value, found.__setitem__, again=self.nested, retain=True, ends=ends)
        walk.run(bars)
        return [
            structure.unflatten([self.bar_of(leaf, old, found) for leaf, old in zip(leaves, olds, strict=True)])
            for leaves, (structure, olds) in zip(self.leaves, self.structures, strict=True)
        ]

    def bar_of(self, leaf: Any, old: Any, found: dict[Node, Any]) -> Any:
        """Return the bar of one number or array of an argument."""
        if leaf is None:
            return None
        bar = found.get(leaf.node)
        value = leaf.value
        if bar is None:
            bar = np.zeros_like(value, dtype=value.dtype) if isinstance(value, np.ndarray) else type(value)(0) * 1.0
        if is_active(bar):
            return bar
        bar = plain(bar)
        if isinstance(value, np.ndarray):
            return np.array(bar, value.dtype)
        return type(value)(bar) if isinstance(value, (float, complex)) else float(np.real(bar))


def own(leaf: Any) -> Any:
    """Return a result's number or array, plain and on its own memory."""
    value = leaf.value if type(leaf) is Value else leaf
    return value.copy() if type(value) is np.ndarray else value


def derivative(operator: str, has_aux: bool, single: bool, run: Run, wanted: list[Any]) -> Any:
    """Return what `grad` and `value_and_grad` return: the bars of the arguments `wanted`, by position or name."""
    value, aux = run.out if has_aux else (run.out, None)
    require_scalar(plain(value))
    seed = np.ones_like(plain(value))[()] if isinstance(plain(value), np.generic) else 1.0
    whole = (seed, map_leaves(lambda leaf: None, aux)) if has_aux else seed
    bars = dict(zip(run.order, run.pull(whole), strict=True))
    chosen = bars[wanted[0]] if single else tuple(bars[name] for name in wanted)
    result = run.result()
    if operator == "value_and_grad":
        return result, chosen
    return (chosen, result[1]) if has_aux else chosen


def nested(gradient: Any, aware: Aware) -> Callable[..., Any]:
    """Return what stands for a compiled derivative inside a program on the tape."""

    def run(*args: Any, **kwargs: Any) -> Any:
        return gradient._variants.on_tape(args, kwargs)

    return run
