"""The decorators that make rules: one for each kind, in the library's templates and in users' own modules."""

from collections.abc import Callable
from typing import Any, TypeVar

from tangentlike.rules import registry
from tangentlike.rules.bodies import Body
from tangentlike.rules.rule import Rule

Decorator = Callable[[Body], Rule]
F = TypeVar("F")


def elementwise(*functions: Any) -> Decorator:
    """Give the partial of `out` for each argument: `body(out, *arguments)`; strings name the operands if not all."""
    return _decorator("elementwise", functions)


def linear(*functions: Any) -> Decorator:
    """Give the adjoint of a linear map: `body(out_bar, *arguments)`; strings name the operands if not the first."""
    return _decorator("linear", functions)


def bilinear(*functions: Any) -> Decorator:
    """Give the adjoint for each of two operands, the other one fixed: `body(out_bar, a, b)`."""
    return _decorator("bilinear", functions)


def rewrite(*functions: Any) -> Decorator:
    """Give the same function in terms of others: `body(*arguments)`."""
    return _decorator("rewrite", functions)


def general(*functions: Any, surrogate: str | None = None) -> Callable[[type], Rule]:
    """Give `tangent(out, *arguments, *dots)` and `adjoint(out_bar, out, *arguments)` in a class."""

    def decorate(halves: type) -> Rule:
        body = vars(halves)["adjoint"]
        rule = _make("general", functions, body, vars(halves).get("tangent"))
        rule.name, rule.surrogate = halves.__name__, surrogate
        return registry.add(rule)

    return decorate


def constant(*functions: F) -> F:
    """Declare that no derivative flows through functions; as a decorator, return the function itself."""
    for function in functions:
        name = getattr(function, "__name__", repr(function))
        registry.add(Rule("constant", name, (function,)))
    return functions[0]


def adjoint(function: Any) -> Decorator:
    """Give the reverse half of a general rule: `body(out_bar, out, *arguments)`, one contribution an argument."""

    def decorate(body: Body) -> Rule:
        rule = _make("general", (function,), body)
        earlier = registry.find_own(function)
        if earlier is not None and earlier.kind == "general" and earlier.adjoint is None:
            rule.tangent = earlier.tangent
        return registry.add(rule)

    return decorate


def tangent(function: Any) -> Decorator:
    """Give the forward half of a general rule: `body(out, *arguments, *dots)`, contributions that are added up."""

    def decorate(body: Body) -> Rule:
        earlier = registry.find_own(function)
        if earlier is not None and earlier.kind == "general":
            earlier.tangent = body
            return earlier
        return registry.add(Rule("general", body.__name__, (function,), tangent=body))

    return decorate


def _decorator(kind: str, functions: tuple[Any, ...]) -> Decorator:
    return lambda body: registry.add(_make(kind, functions, body))


def _make(kind: str, functions: tuple[Any, ...], body: Body, tangent: Body | None = None) -> Rule:
    """Build a rule from its decorator's arguments and its body."""
    named = tuple(f for f in functions if isinstance(f, str))
    functions = tuple(f for f in functions if f is not None and not isinstance(f, str))
    return Rule(kind, body.__name__, functions, named, body, tangent)
