"""Derivatives that a function takes itself: what `grad(f)` is inside of it."""

import inspect
from dataclasses import replace
from types import FunctionType
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.bar_kinds import zero_kind
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.values import UNKNOWN, Closure, Kind, Pullback, Static, Tuple, carries
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


def derived_kind(run: "Inference", node: t.Call, function: Any, env: "Environment") -> Kind | None:
    """Return the kind of what an operator of ours, or a pullback, gives; None for other functions."""
    if isinstance(function, Pullback):
        return function.bars
    if getattr(function, "is_operator", False):
        return derivative_kind(run, node, function)
    if isinstance(function, FunctionType) and getattr(function, "halves", None) is not None:
        return vjp_kind(run, node, env)
    return None


def derivative_kind(run: "Inference", node: t.Call, operator: Any) -> Kind:
    """`grad(f)` inside a function is the gradient object itself, if all that it is made of is known.

    Of a nested function it is a nested function, too: it reads the same variables around it.
    """
    try:
        given = inspect.signature(operator).bind(*node.args, **{k.arg: k.value for k in node.keywords})
    except TypeError:
        return UNKNOWN
    function = given.arguments.pop("fun", None)
    values = {name: known_value(run, value) for name, value in given.arguments.items()}
    if function is None or MISSING in values.values():
        return UNKNOWN
    kind = run.facts.of(function)
    if isinstance(kind, Static):
        return Static(operator.cached(kind.value, **values))
    if isinstance(kind, Closure) and all(map(t.is_literal, defaults_of(kind.node.args))):
        return replace(kind, derived=(*kind.derived, (operator, tuple(values.items()))))
    return UNKNOWN


def vjp_kind(run: "Inference", node: t.Call, env: "Environment") -> Kind:
    """`vjp(f, x)` gives the value, and a function that returns a tuple with a bar for each primal."""
    if node.keywords or len(node.args) < 2 or any(isinstance(arg, t.Starred) for arg in node.args):
        return UNKNOWN
    value = run.kind(t.Call(node.args[0], node.args[1:], []), env)
    bars = [run.facts.of(arg) for arg in node.args[1:]]
    return Tuple((value, Pullback(Tuple(tuple(zero_kind(kind) if carries(kind) else Static(None) for kind in bars)))))


def known_value(run: "Inference", node: t.expr) -> Any:
    """Return the value of an option, MISSING if it is not known before the program runs."""
    if isinstance(node, (t.Tuple, t.List)):
        items = tuple(known_value(run, item) for item in node.elts)
        return MISSING if MISSING in items else items
    kind = run.facts.of(node)
    return kind.value if isinstance(kind, Static) else MISSING


def defaults_of(args: t.arguments) -> list[t.expr]:
    """Return the texts of the default values of a function."""
    return [default for default in [*args.defaults, *args.kw_defaults] if default is not None]
